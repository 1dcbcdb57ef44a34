"""A published verdict with what it said before, for everybody; members may also act on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session

from bot.models import CasePurpose, NoticeKind, Rating, Verdict, VerdictChange
from bot.services.members.roles import may_administer, may_review
from bot.services.owing import owe
from bot.services.values import VerdictHistory, VersionView
from bot.services.verdicts import versions
from bot.services.verdicts.values import NoVerdict
from bot.services.verdicts.withdrawing import may_withdraw
from bot.services.views import verdict_view
from bot.store import cases, notices, verdict_changes, verdicts

# The parts of a verdict that readers are told of, by the fields of a version's content.
PARTS: Final = {
    "withdrawn": "withdrawn",
    "rating": "rating",
    "claim": "claim",
    "summary": "summary",
    "sources": "sources",
    "valid_from": "period",
    "valid_until": "period",
    "checked_on": "checked_on",
}
ORDER: Final = (*dict.fromkeys(PARTS.values()), "translation")


def owe_history(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    verdict_id: int,
    *,
    asked: bool = False,
    edits: int | None = None,
) -> NoVerdict | None:
    """Owe somebody a verdict with its history; *asked*: whether to withdraw it.

    A bulletin under which they pressed stays as it is.
    """
    if verdicts.by_id(session, [verdict_id]).get(verdict_id) is None:
        return NoVerdict()
    if edits and notices.sent_as(session, chat_id, edits, NoticeKind.BULLETIN):
        edits = None
    owe(
        session,
        key=key,
        kind=NoticeKind.HISTORY,
        chat_id=chat_id,
        person_id=person_id,
        verdict_id=verdict_id,
        params={"asked": asked},
        edits=edits,
    )
    return None


def history(
    session: Session, verdict_id: int, locale: str, person_id: int, *, asked: bool
) -> VerdictHistory | None:
    """Show a verdict with its versions, and what a person may do to it."""
    view = verdict_view(session, verdict_id, locale, withdrawn=True)
    verdict = verdicts.by_id(session, [verdict_id]).get(verdict_id)
    if view is None or verdict is None:
        return None
    standing = verdict.withdrawn_at is None
    reviews = standing and may_review(session, person_id)
    recheck = cases.about(session, verdict_id, CasePurpose.RECHECK) if reviews else None
    return VerdictHistory(
        verdict=view,
        versions=_versions(session, verdict),
        withdrawn_at=verdict.withdrawn_at,
        reviews=reviews,
        withdraws=reviews and may_withdraw(session, verdict_id, person_id),
        recheck=recheck.id if recheck else None,
        broadcasts=standing and view.rating is not None and may_administer(session, person_id),
        asked=asked,
    )


def _versions(session: Session, verdict: Verdict) -> tuple[VersionView, ...]:
    """Return what is kept of a verdict's versions, the newest first."""
    kept = verdict_changes.of_verdict(session, verdict.id or 0)
    changes = kept or [versions.first(session, verdict)]  # without any it is as it came
    older = [*(one.content for one in changes[1:]), {}]
    return tuple(_version(one, before) for one, before in zip(changes, older, strict=True))


def _version(change: VerdictChange, before: Mapping[str, str]) -> VersionView:
    rating = change.content.get("rating")
    return VersionView(
        version=change.version,
        at=change.at,
        by=change.by,
        rating=Rating(rating) if rating else None,
        changed=_parts(change.content, before) if before else (),
    )


def _parts(now: Mapping[str, str], before: Mapping[str, str]) -> tuple[str, ...]:
    """Name what is another: the parts of a verdict, and translations."""
    own = now.get("language")
    names = []
    for field in versions.differences(before, now):
        name, _, code = field.partition(".")
        if name in PARTS:
            names.append("translation" if code and code != own else PARTS[name])
    return tuple(name for name in ORDER if name in names)
