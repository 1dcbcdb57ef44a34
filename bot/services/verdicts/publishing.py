"""From an approved draft to a verdict, and to everybody whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import Case, CasePurpose, DecisionKind, Draft, Verdict
from bot.services import audit
from bot.services.cases.cards import redraw
from bot.services.cases.membership import close
from bot.services.figures import keeping
from bot.services.figures.rows import Author
from bot.services.figures.values import NoFigure, Written
from bot.services.values import Published
from bot.services.verdicts import rows as verdict_rows
from bot.services.verdicts import ticking, versions
from bot.services.verdicts.telling import latest, tell_change, to_be_told
from bot.services.verdicts.telling import tell as tell
from bot.services.verdicts.versions import By, Content
from bot.store import drafts, revision, submissions, verdicts


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a draft: the verdict, what it said before, how many are told."""

    verdict: Verdict
    kind: DecisionKind
    before: Content
    told: int = 0


def publish(
    session: Session, case: Case, draft: Draft, now: datetime, *, person_id: int | None
) -> Published:
    """Make of a draft what its case is for, tell whom it concerns, and close the case.

    The caller has locked case and draft. *person_id* is who decided that it goes out.
    """
    by = versions.by_person(session, draft.author_id)
    match case.purpose:
        case CasePurpose.CLAIM:
            done = _rate(session, case, draft, by, now)
        case CasePurpose.RECHECK:
            done = _correct(session, case, draft, by, now)
        case CasePurpose.TRANSLATION:
            done = _translate(session, case, draft, by, now)
    verdict_id = done.verdict.id or 0
    changes: dict[str, Any] = versions.differences(
        done.before, versions.content(session, done.verdict)
    )
    if refused := _record_figures(session, draft, by, now):
        changes["figures_refused"] = refused
    audit.note(
        session,
        done.kind,
        now,
        person_id=person_id,
        case_id=case.id,
        verdict_id=verdict_id,
        changes=changes,
    )
    drafts.drop(session, draft)
    close(session, case, now, verdict_id)
    revision.bump(session)
    redraw(session, case)
    return Published(verdict_id, done.told)


def reach(session: Session, case: Case, draft: Draft) -> int:
    """Count the people who are told once a draft is published."""
    if case.purpose is CasePurpose.TRANSLATION:
        return 0
    posts = submissions.in_case(session, case.id or 0)
    count = len(latest(ticking.meant(posts, draft)))
    if case.purpose is CasePurpose.RECHECK:
        count += to_be_told(session, _about(session, case))
    return count


def _rate(session: Session, case: Case, draft: Draft, by: By, now: datetime) -> _Done:
    """Make a new verdict; those who sent other claims of the case are told nothing of it."""
    verdict = verdict_rows.new(session, draft, now)
    verdict_rows.write(session, verdict, draft, now)
    versions.note(session, verdict, by, now)
    return _Done(verdict, DecisionKind.RATED, {}, _answer(session, case, draft, verdict, now))


def _correct(session: Session, case: Case, draft: Draft, by: By, now: datetime) -> _Done:
    """Make a verdict's next version, and tell it to everybody who got an older one."""
    verdict = _about(session, case)
    revision.bump(session)  # first: who is just answered with it is known then, and told
    before, was = versions.content(session, verdict), verdict.rating
    versions.renew(session, verdict, now)
    verdict_rows.write(session, verdict, draft, now)
    versions.note(session, verdict, by, now)
    told = tell_change(session, verdict, was, now)
    told += _answer(session, case, draft, verdict, now)
    return _Done(verdict, DecisionKind.CORRECTED, before, told)


def _translate(session: Session, case: Case, draft: Draft, by: By, now: datetime) -> _Done:
    """Add what a draft says in its language to a verdict; that is told to nobody."""
    verdict = _about(session, case)
    before = versions.content(session, verdict)
    versions.renew(session, verdict, now)
    verdict_rows.translate(session, verdict, draft.language, draft.claim, draft.summary)
    versions.note(session, verdict, by, now)
    return _Done(verdict, DecisionKind.TRANSLATED, before)


def _answer(session: Session, case: Case, draft: Draft, verdict: Verdict, now: datetime) -> int:
    """Keep the ticked texts, let other posts go, and tell those who sent what is left."""
    staying = ticking.part(session, case, draft)
    ticking.remember(session, verdict.id or 0, staying, draft)
    return tell(session, verdict.id or 0, staying, now)


def _about(session: Session, case: Case) -> Verdict:
    """Lock the verdict that a case is about."""
    verdict = verdicts.locked(session, case.about_id or 0)
    if verdict is None:
        raise LookupError(f"case {case.id} is about no verdict")
    return verdict


def _record_figures(session: Session, draft: Draft, by: By, now: datetime) -> list[str]:
    """Record what a draft has counted; return the keys of figures that break a rule."""
    author = Author(by.hand, person_id=by.person_id)
    return [
        str(values.get("key"))
        for values in draft.figures
        if not isinstance(_record(session, values, author, now), Written)
    ]


def _record(
    session: Session, values: Mapping[str, object], author: Author, now: datetime
) -> object:
    """Record a figure, or what is new of one that is on record."""
    known = keeping.edit(session, str(values.get("key")), values, author, now)
    if isinstance(known, NoFigure):
        return keeping.add(session, values, author, now)
    return known
