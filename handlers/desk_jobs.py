"""What the clock does for the reviewers' desk; each piece of work is safe to do twice."""

from datetime import datetime

from bot.context import Runtime
from bot.services import digest, escalations, leases, reminders, staleness


async def release(runtime: Runtime, now: datetime) -> None:
    """Give back cases whose reviewer's time has run out."""
    await runtime.call(leases.release, now)


async def remind(runtime: Runtime, now: datetime) -> None:
    """Remind reviewers of what they have in hand, and of what waits for them."""
    settings = runtime.settings
    await runtime.call(reminders.remind, now, settings.lease, settings.timezone)


async def tell_admins(runtime: Runtime, now: datetime) -> None:
    """Tell the admins what was brought before them."""
    await runtime.call(escalations.tell_admins, now)


async def close_stale(runtime: Runtime, now: datetime) -> None:
    """Close what nobody asks about any more."""
    while await runtime.call(staleness.close_stale, now, runtime.settings.stale):
        continue


async def tell_standing(runtime: Runtime, now: datetime) -> None:
    """Tell the reviewers' chat where the desk stands."""
    settings = runtime.settings
    if chat := settings.review_chat_id:
        hours, zone = settings.digest_hours, settings.timezone
        await runtime.call(digest.owe_digest, chat, now, hours, zone)
