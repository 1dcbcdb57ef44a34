"""Bringing seed files into the store: by stable key, as often as one likes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel

from bot.models import (
    Concept,
    Polarity,
    Source,
    Verdict,
    VerdictSource,
    VerdictText,
    Wording,
    WordingOrigin,
)
from bot.services.figures import keeping
from bot.services.figures.entry import FigureEntry
from bot.services.figures.keeping import Brought
from bot.services.verdicts import seeded, versions
from bot.store import concepts, revision, verdicts
from bot.text.normalise import text_hash
from seeds.reading import SeedError, read
from seeds.report import OTHER, SAME, Report, whom
from seeds.schema import ConceptEntry, Seeds, SourceEntry, VerdictEntry

__all__ = ["Report", "SeedError", "Seeds", "load", "read"]


def load(session: Session, seeds: Seeds, *, now: datetime) -> Report:
    """Add or update all entries of *seeds*; what stands in no file is left alone.

    A figure or a verdict that a person has changed, or taken back, stays so until its entry in
    the files changes as well.
    An unchanged entry writes nothing; the store's revision rises once if anything changed.
    """
    report = Report()
    revision.lock(session)  # what people change meanwhile comes before or after, not between
    source_ids = {entry.key: _source(session, entry, report) for entry in seeds.sources}
    for concept in seeds.concepts:
        _concept(session, concept, report)
    for verdict in seeds.verdicts:
        _verdict(session, verdict, source_ids, report, now)
    for figure in seeds.figures:
        _figure(session, figure, report, now)
    if report.wrote:
        revision.bump(session)
    return report


def _source(session: Session, entry: SourceEntry, report: Report) -> int:
    row = verdicts.source_by_key(session, entry.key)
    new = row is None
    row = row or Source(key=entry.key)
    changed = _assign(row, entry.model_dump(exclude={"key", "note"}))
    report.note(f"source {entry.key}", new=new, changed=changed)
    return _id(session, row)


def _concept(session: Session, entry: ConceptEntry, report: Report) -> None:
    row = concepts.by_id(session, entry.id)
    new = row is None
    row = row or Concept(id=entry.id, kind=entry.kind)
    words = {language: list(words) for language, words in entry.words.items()}
    changed = _assign(row, {"kind": entry.kind, "within": list(entry.within), "words": words})
    report.note(f"concept {entry.id}", new=new, changed=changed)
    if new or changed:
        session.add(row)


def _verdict(
    session: Session,
    entry: VerdictEntry,
    source_ids: dict[str, int],
    report: Report,
    now: datetime,
) -> None:
    row = verdicts.by_key(session, entry.key)
    label, cited = f"verdict {entry.key}", [source_ids[key] for key in entry.sources]
    if row is None:
        row = _new(session, entry, now)
        became, person = Brought.ADDED, None
    else:
        wanted = versions.stated(entry.model_dump(), entry.claim, entry.summary, cited)
        became, person = seeded.standing(session, row, wanted)
        if became in {Brought.CHANGED, Brought.REPLACED}:
            seeded.begin(session, row, now)
    if became not in {Brought.KEPT, Brought.UNCHANGED}:
        _say(session, row, entry, cited)
        seeded.keep(session, row, now)
    worded = _reword(session, row, entry, report)
    match became:
        case Brought.KEPT:
            report.note(label, new=False, changed=worded)
            report.kept.append(f"{label}: changed by {whom(person)}, which stands: {SAME}")
        case Brought.REPLACED:
            report.note(label, new=False, changed=True)
            report.replaced.append(f"{label}: {OTHER} what {whom(person)} had changed")
        case _:
            new, changed = became is Brought.ADDED, became is Brought.CHANGED or worded
            report.note(label, new=new, changed=changed)


def _new(session: Session, entry: VerdictEntry, now: datetime) -> Verdict:
    row = Verdict(key=entry.key, created_at=now, updated_at=now, **_values(entry))
    _id(session, row)
    return row


def _values(entry: VerdictEntry) -> dict[str, Any]:
    values = entry.model_dump(exclude={"key", "sources", "claim", "summary", "wordings"})
    language = entry.language
    return values | {"claim": entry.claim[language], "summary": entry.summary[language]}


def _say(session: Session, row: Verdict, entry: VerdictEntry, cited: list[int]) -> None:
    """Make a verdict say what its entry does."""
    _assign(row, _values(entry))
    verdict_id = _id(session, row)
    texts = verdicts.texts(session, [verdict_id])[verdict_id].values()
    _replace(session, texts, _translations(entry, verdict_id))
    links = (
        VerdictSource(verdict_id=verdict_id, source_id=one, position=position)
        for position, one in enumerate(cited)
    )
    _replace(session, verdicts.source_links(session, verdict_id), links)


def _reword(session: Session, row: Verdict, entry: VerdictEntry, report: Report) -> bool:
    """Make a verdict's wordings those of its entry; what others keep besides stays."""
    stored = verdicts.wordings_of(session, row.id or 0)
    kept = {
        (one.text_hash, one.polarity) for one in stored if one.origin is not WordingOrigin.SEED
    }
    seeds = [one for one in stored if one.origin is WordingOrigin.SEED]
    wanted = [
        one for one in _wordings(entry, row.id or 0) if (one.text_hash, one.polarity) not in kept
    ]
    return _replace(session, seeds, wanted, report.removed.append)


def _translations(entry: VerdictEntry, verdict_id: int) -> list[VerdictText]:
    return [
        VerdictText(verdict_id=verdict_id, language=code, claim=claim, summary=entry.summary[code])
        for code, claim in entry.claim.items()
        if code != entry.language
    ]


def _wordings(entry: VerdictEntry, verdict_id: int) -> list[Wording]:
    return [
        Wording(
            verdict_id=verdict_id,
            language=code,
            text=text,
            text_hash=text_hash(text),
            polarity=polarity,
        )
        for code, lists in entry.wordings.items()
        for polarity, texts in (
            (Polarity.ASSERTS, lists.asserts),
            (Polarity.DENIES, lists.denies),
        )
        for text in texts
    ]


def _figure(session: Session, entry: FigureEntry, report: Report, now: datetime) -> None:
    became, person = keeping.bring(session, entry, now)
    label = f"figure {entry.key}"
    match became:
        case Brought.KEPT:
            report.unchanged.append(label)
            report.kept.append(f"{label}: changed by {whom(person)}, which stands: {SAME}")
        case Brought.REPLACED:
            report.changed.append(label)
            report.replaced.append(f"{label}: {OTHER} what {whom(person)} had changed")
        case _:
            new, changed = became is Brought.ADDED, became is Brought.CHANGED
            report.note(label, new=new, changed=changed)


def _id(session: Session, row: Source | Verdict) -> int:
    """Return the id of *row*, which is added to the store if it is new."""
    session.add(row)
    session.flush()
    if row.id is None:
        raise LookupError(f"{row!r} got no id")
    return row.id


def _assign(row: SQLModel, values: dict[str, object]) -> bool:
    """Set the fields of *row* that have another value; say whether there was one."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _replace(
    session: Session,
    stored: Iterable[SQLModel],
    wanted: Iterable[SQLModel],
    gone: Callable[[str], None] = lambda _: None,
) -> bool:
    """Make the *wanted* rows the only ones; equal ones stay; say whether any row came or went."""
    have, want = _by_content(stored), _by_content(wanted)
    for content in have.keys() - want.keys():
        gone(str(getattr(have[content], "text", "")))
        session.delete(have[content])
    session.flush()  # first out, then in: two rows may share what is unique
    session.add_all(row for content, row in want.items() if content not in have)
    session.flush()
    return have.keys() != want.keys()


def _by_content(rows: Iterable[SQLModel]) -> dict[tuple[object, ...], SQLModel]:
    return {_content(row): row for row in rows}


def _content(row: SQLModel) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in type(row).model_fields if name != "id")
