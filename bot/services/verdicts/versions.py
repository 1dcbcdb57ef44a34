"""What a verdict says in each of its versions: kept as it was, with who made it so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.models import ChangedBy, Review, Role, Verdict, VerdictChange
from bot.services.members.roles import role
from bot.store import verdict_changes, verdicts

Content = dict[str, str]  # what a verdict says: each field that says something, as text


@dataclass(frozen=True, slots=True)
class By:
    """Who changes a verdict: files, or a person by Telegram's id."""

    hand: ChangedBy
    person_id: int | None = None


SEED = By(ChangedBy.SEED)
IMPORT = By(ChangedBy.IMPORT)


def by_person(session: Session, person_id: int | None) -> By:
    """Say by whom somebody's change is; of one who is forgotten the plain role stays."""
    if person_id is None:
        return By(ChangedBy.REVIEWER)
    admin = role(session, person_id) is Role.ADMIN
    return By(ChangedBy.ADMIN if admin else ChangedBy.REVIEWER, person_id)


def content(session: Session, verdict: Verdict) -> Content:
    """Return what a verdict says now."""
    verdict_id = verdict.id or 0
    texts = verdicts.texts(session, [verdict_id]).get(verdict_id, {})
    claims = {verdict.language: verdict.claim} | {code: one.claim for code, one in texts.items()}
    summaries = {verdict.language: verdict.summary}
    summaries |= {code: one.summary for code, one in texts.items()}
    cited = [link.source_id for link in verdicts.source_links(session, verdict_id)]
    withdrawn = verdict.withdrawn_at
    said = stated(verdict.model_dump(), claims, summaries, cited)
    return said | ({"withdrawn": withdrawn.isoformat()} if withdrawn else {})


_PLAIN = ("rating", "language", "topic", "checked_on", "valid_from", "valid_until")


def stated(
    values: Mapping[str, object],
    claims: Mapping[str, str],
    summaries: Mapping[str, str],
    source_ids: Iterable[int],
) -> Content:
    """Write what a verdict says in one way: equal contents say the same."""
    said = {name: str(values[name]) for name in _PLAIN if values[name] is not None}
    said |= {f"claim.{code}": text for code, text in claims.items()}
    said |= {f"summary.{code}": text for code, text in summaries.items() if text}
    cited = ", ".join(str(one) for one in source_ids)
    return said | ({"sources": cited} if cited else {})


def snapshot(session: Session, verdict: Verdict) -> None:
    """Keep what a verdict says before its first change here, unless that is kept already."""
    if verdict_changes.newest(session, verdict.id or 0) is None:
        verdict_changes.add(session, first(session, verdict))


def first(session: Session, verdict: Verdict) -> VerdictChange:
    """Say what a verdict says of which no change is kept."""
    by = SEED if verdict.key is not None else By(ChangedBy.REVIEWER)
    if session.get(Review, verdict.id or 0):
        by = IMPORT
    return _change(session, verdict, by, verdict.updated_at)


def note(session: Session, verdict: Verdict, by: By, now: datetime) -> None:
    """Keep what a verdict says in its version."""
    session.flush()
    verdict_changes.add(session, _change(session, verdict, by, now))


def _change(session: Session, verdict: Verdict, by: By, at: datetime) -> VerdictChange:
    return VerdictChange(
        verdict_id=verdict.id or 0,
        version=verdict.version,
        at=at,
        by=by.hand,
        person_id=by.person_id,
        content=content(session, verdict),
    )


def renew(session: Session, verdict: Verdict, now: datetime) -> None:
    """Begin a verdict's next version; what it said until now is kept."""
    snapshot(session, verdict)
    verdict.version += 1
    verdict.updated_at = now


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what is another in *new*, by field, as [before, now]."""
    return {
        name: [old.get(name, ""), new.get(name, "")]
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    }
