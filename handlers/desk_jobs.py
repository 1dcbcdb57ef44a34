"""What the clock does for the reviewers' desk; each piece of work is safe to do twice."""

from datetime import datetime

from bot.context import Runtime
from bot.services.cases import leases
from bot.services.clock import deadlines, digest, escalations, reminders, revisiting, staleness

BATCHES = 20  # of cases that are marked in one round
DRAWN = 20  # cards that are drawn anew in one round; a group takes twenty messages a minute


async def release(runtime: Runtime, now: datetime) -> None:
    """Give back cases whose reviewer's time has run out."""
    await runtime.call(leases.release, now)


async def remind(runtime: Runtime, now: datetime) -> None:
    """Remind reviewers of what they have in hand, and of what waits for them."""
    settings = runtime.settings
    await runtime.call(reminders.remind, now, settings.lease, settings.timezone)


async def mark(runtime: Runtime, now: datetime) -> None:
    """Mark the cases that wait too long, and draw the first cards anew.

    In short transactions, and not more in one round than the other jobs can wait for: after a
    long stop the rest follows in the next rounds.
    """
    settings = runtime.settings
    for service, after in (
        (deadlines.mark_overdue, settings.overdue),
        (deadlines.escalate, settings.escalation),
    ):
        for batch in range(BATCHES):
            if not await runtime.call(service, now, after, drawn=0 if batch else DRAWN):
                break


async def tell_admins(runtime: Runtime, now: datetime) -> None:
    """Tell the admins what was brought before them."""
    await runtime.call(escalations.tell_admins, now)


async def close_stale(runtime: Runtime, now: datetime) -> None:
    """Close what nobody asks about any more."""
    while await runtime.call(staleness.close_stale, now, runtime.settings.stale):
        continue


async def revisit(runtime: Runtime, now: datetime) -> None:
    """Bring up verdicts that have aged or lack a language; drop what needs nothing any more."""
    settings = runtime.settings
    await runtime.call(revisiting.settle, now)
    await runtime.call(revisiting.recheck, now, settings.recheck, settings.timezone)
    await runtime.call(revisiting.translate, now)


async def tell_standing(runtime: Runtime, now: datetime) -> None:
    """Tell the reviewers' chat where the desk stands."""
    settings = runtime.settings
    if chat := settings.review_chat_id:
        hours, zone = settings.digest_hours, settings.timezone
        await runtime.call(digest.owe_digest, chat, now, hours, zone)
