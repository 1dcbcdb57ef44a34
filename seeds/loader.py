"""Bringing seed files into the store: by stable key, as often as one likes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, SQLModel

from bot.models import (
    Concept,
    Polarity,
    Source,
    Verdict,
    VerdictSource,
    VerdictText,
    Wording,
)
from bot.services import keeping
from bot.services.figure_entry import FigureEntry
from bot.services.figure_rows import Author
from bot.services.keeping import Brought
from bot.store import concepts, revision, verdicts
from bot.text.normalise import text_hash
from seeds.reading import SeedError, read
from seeds.schema import ConceptEntry, Seeds, SourceEntry, VerdictEntry

__all__ = ["Report", "SeedError", "Seeds", "load", "read"]


@dataclass(slots=True)
class Report:
    """What a run did, each entry as "verdict some-key"; *removed* are wordings that went.

    *kept* says, a sentence each, where what a person changed stands against the files, and
    *replaced* where the files' newer entry has taken its place.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)

    def note(self, label: str, *, new: bool, changed: bool) -> None:
        """Keep what happened to an entry."""
        kept = self.added if new else self.changed if changed else self.unchanged
        kept.append(label)

    @property
    def wrote(self) -> bool:
        """Say whether the store is another than before."""
        return bool(self.added or self.changed)


def load(session: Session, seeds: Seeds, *, now: datetime) -> Report:
    """Add or update all entries of *seeds*; what stands in no file is left alone.

    A figure that a person has changed stays so until its entry in the files changes as well.
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
    new = row is None
    original = {"claim": entry.claim[entry.language], "summary": entry.summary[entry.language]}
    values = entry.model_dump(exclude={"key", "sources", "claim", "summary", "wordings"})
    values |= original
    row = row or Verdict(key=entry.key, created_at=now, updated_at=now, **values)
    shown = _assign(row, values)
    verdict_id = _id(session, row)
    texts = verdicts.texts(session, [verdict_id])[verdict_id].values()
    shown |= _replace(session, texts, _translations(entry, verdict_id))
    cited = (
        VerdictSource(verdict_id=verdict_id, source_id=source_ids[key], position=position)
        for position, key in enumerate(entry.sources)
    )
    shown |= _replace(session, verdicts.source_links(session, verdict_id), cited)
    stored = verdicts.wordings_of(session, verdict_id)
    worded = _replace(session, stored, _wordings(entry, verdict_id), report.removed.append)
    if shown and not new:  # new wordings alone change nothing that a reader was told
        row.version += 1
        row.updated_at = now
    report.note(f"verdict {entry.key}", new=new, changed=shown or worded)


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
            report.kept.append(f"{label}: changed by {_whom(person)}, which stands: {_SAME}")
        case Brought.REPLACED:
            report.changed.append(label)
            report.replaced.append(f"{label}: {_OTHER} what {_whom(person)} had changed")
        case _:
            new, changed = became is Brought.ADDED, became is Brought.CHANGED
            report.note(label, new=new, changed=changed)


_SAME = "its entry in the files is as it was"
_OTHER = "its changed entry in the files has replaced"


def _whom(author: Author | None) -> str:
    """Name who changed a figure, as an operator may know them."""
    if author is None:
        return "somebody"
    known = author.name or author.person_id
    role = "an" if author.by[0] in "ao" else "a"
    return f"{role} {author.by}" + (f" ({known})" if known else "")


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
