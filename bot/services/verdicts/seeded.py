"""Verdicts that come from files, and what people made of them since."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import ChangedBy, Verdict
from bot.services.figures.keeping import Brought
from bot.services.verdicts import versions
from bot.services.verdicts.versions import By, Content
from bot.store import verdict_changes


def standing(session: Session, verdict: Verdict, wanted: Content) -> tuple[Brought, By | None]:
    """Say what is to become of a verdict whose entry in the files says *wanted*.

    What a person changed stays until the entry changes; whose change it was is returned with
    KEPT and REPLACED.
    """
    if versions.content(session, verdict) == wanted:
        return Brought.UNCHANGED, None
    verdict_id = verdict.id or 0
    latest = verdict_changes.newest(session, verdict_id)
    if latest is None or latest.by is ChangedBy.SEED:
        return Brought.CHANGED, None
    seeded = verdict_changes.newest(session, verdict_id, by=ChangedBy.SEED)
    same = seeded is not None and seeded.content == wanted
    return (Brought.KEPT if same else Brought.REPLACED), By(latest.by, latest.person_id)


def begin(session: Session, verdict: Verdict, now: datetime) -> None:
    """Begin the version that the files' changed entry makes; what was withdrawn holds again."""
    versions.renew(session, verdict, now)
    verdict.withdrawn_at = None


def keep(session: Session, verdict: Verdict, now: datetime) -> None:
    """Keep what the files say, once it is written."""
    versions.note(session, verdict, versions.SEED, now)
