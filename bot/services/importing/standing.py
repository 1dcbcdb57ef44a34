"""How verdicts of the store stand to what records say of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from bot.exchange.values import Cited, Review
from bot.models import ChangedBy, Source, Verdict, VerdictChange, VerdictText
from bot.services.importing.identity import cited
from bot.services.importing.values import Fate, Record
from bot.services.verdicts import versions
from bot.services.verdicts.versions import Content
from bot.store import imports, verdicts

FILES = frozenset({ChangedBy.IMPORT, ChangedBy.SEED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A verdict, and what is to become of it."""

    verdict: Verdict
    fate: Fate
    content: Content  # what it says, with its sources
    changed: bool  # whether it says something else than its record
    sourced: bool  # whether its sources are others
    newest: VerdictChange | None
    texts: frozenset[str]  # languages of translations that people here have added


def of(session: Session, records: Mapping[int, Record], *, lock: bool) -> dict[int, Standing]:
    """Return how each of some verdicts stands to its record."""
    rows = imports.verdicts_of(session, list(records), lock=lock)
    texts, sources = verdicts.texts(session, records), verdicts.sources(session, records)
    newest = imports.newest_changes(session, list(records))
    brought = imports.newest_changes(session, list(records), by=FILES)
    found = {}
    for verdict_id, row in rows.items():
        review = records[verdict_id].review
        own = texts.get(verdict_id, {})
        kept = sources.get(verdict_id, [])
        content = _content(row, own, [one.id or 0 for one in kept])
        change = newest.get(verdict_id)
        base = brought.get(verdict_id)
        added = _added(content, base.content if base else content, row.language)
        changed = _plain(content, added) != _plain(wanted(review, row), added)
        sourced = cited(review) != tuple(map(_said, kept))
        found[verdict_id] = Standing(
            row,
            _fate(row, change, base, content, added, changed=changed or sourced),
            content,
            changed,
            sourced,
            change,
            added,
        )
    return found


def same(session: Session, records: Mapping[int, Record]) -> Collection[int]:
    """Return those of the desk's own verdicts that say what their records do, word for word."""
    found = of(session, records, lock=False)
    return {number for number, one in found.items() if not one.changed and not one.sourced}


def wanted(review: Review, before: Verdict | None) -> Content:
    """Return what a verdict is to say, but for its sources."""
    language = review.language or ""
    values: dict[str, object] = {
        "rating": review.rating,
        "language": language,
        "topic": review.topic,
        "checked_on": review.reviewed_on or (before.checked_on if before else None),
        "valid_from": review.valid_from,
        "valid_until": review.valid_until,
    }
    claims = {language: review.claim} | {one.language: one.claim for one in review.texts}
    summaries = {language: review.summary} | {one.language: one.summary for one in review.texts}
    return versions.stated(values, claims, summaries, ())


def _said(source: Source) -> Cited:
    return Cited(source.title, source.outlet, source.author, source.url, source.published_on)


def _content(row: Verdict, texts: Mapping[str, VerdictText], cited: Collection[int]) -> Content:
    claims = {row.language: row.claim} | {code: one.claim for code, one in texts.items()}
    summaries = {row.language: row.summary} | {code: one.summary for code, one in texts.items()}
    said = versions.stated(row.model_dump(), claims, summaries, cited)
    return said | ({"withdrawn": row.withdrawn_at.isoformat()} if row.withdrawn_at else {})


def _added(content: Content, base: Content, own: str) -> frozenset[str]:
    """Return the languages in which a verdict has a text that its file did not have."""
    codes = {name.partition(".")[2] for name in content if name.startswith("claim.")}
    return frozenset(codes - {own} - {name.partition(".")[2] for name in base if "." in name})


def _plain(content: Content, without: Collection[str]) -> Content:
    """Return what is said but for sources and for texts in some languages."""
    return {
        name: text
        for name, text in content.items()
        if name != "sources" and name.partition(".")[2] not in without
    }


def _fate(
    row: Verdict,
    change: VerdictChange | None,
    base: VerdictChange | None,
    content: Content,
    added: Collection[str],
    *,
    changed: bool,
) -> Fate:
    """Say what becomes of a verdict: what people made of it stays, their translations apart."""
    people = change is not None and change.by not in FILES
    if people and changed:
        alike = base is not None and _plain(content, added) == _plain(base.content, added)
        if row.withdrawn_at is not None or not alike:
            return Fate.KEPT
    return Fate.CHANGED
