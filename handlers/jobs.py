"""The clock: each job does whatever the store says is due, at start and every minute."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from bot.context import App, Context, Runtime, day_of
from bot.matching import Decision, decide
from bot.models import utcnow
from bot.services import pairs
from bot.services.cases import offering, priority
from bot.services.clock import digest, escalations, housekeeping
from bot.services.subscriptions import bulletins
from bot.services.verdicts import rematching
from bot.store import backup
from handlers import desk_jobs
from handlers.errors import brief

log = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DECIDED_AT_ONCE = 5  # posts in one transaction: others wait for it
PATIENCE = 5  # seconds that other jobs wait for posts to be gathered
OFFERED_AT_ONCE = 10  # cases in one round, so that the chat stays readable
PAIRS_AT_ONCE = 3  # flagged answers, likewise


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is done every so often; *work* is safe to do twice."""

    name: str
    due: Callable[[datetime | None, datetime], bool]  # when it was done last, and now
    work: Callable[[Runtime, datetime], Awaitable[object]]


def each(pause: timedelta = timedelta(0)) -> Callable[[datetime | None, datetime], bool]:
    """Return what says whether so long has passed since a job was done."""
    return lambda last, now: last is None or now - last >= pause


def all_jobs(runtime: Runtime) -> tuple[Job, ...]:
    """Return the jobs in the order in which one tick does them.

    What may take long where much has piled up comes late, and the digest after all that it tells.
    """
    settings = runtime.settings
    zone = settings.timezone
    digest_due = partial(digest.due, hours=settings.digest_hours, zone=zone)
    bulletins_due = partial(bulletins.due, hour=settings.bulletin_hour, zone=zone)
    return (
        Job("leases", each(), desk_jobs.release),
        Job("rematch", each(), rematch),
        Job("gather", each(), gather),
        Job("growth", each(HOUR), growth),
        Job("offer", each(settings.offer_every), offer),
        Job("pairs", each(settings.offer_every), offer_pairs),
        Job("reminders", each(), desk_jobs.remind),
        Job("stale", each(HOUR), desk_jobs.close_stale),
        Job("revisit", each(HOUR), desk_jobs.revisit),
        Job("deadlines", each(), desk_jobs.mark),
        Job(escalations.JOB, each(HOUR), desk_jobs.tell_admins),
        Job(digest.JOB, digest_due, desk_jobs.tell_standing),
        Job("bulletins", bulletins_due, collect),
        Job("purge", each(DAY), purge),
        Job("backup", each(settings.backup_every), back_up),
        Job("study", each(), study),
    )


def schedule(application: App) -> None:
    """Begin to tick; a tick that comes late is done all the same, once."""
    queue = application.job_queue
    if queue is None:
        raise RuntimeError("the job queue is missing: install python-telegram-bot[job-queue]")
    kwargs = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    queue.run_repeating(on_tick, MINUTE, first=0, name="tick", job_kwargs=kwargs)


async def on_tick(context: Context) -> None:
    """Do what is due."""
    await tick(context.runtime, utcnow())


async def tick(runtime: Runtime, now: datetime) -> None:
    """Do each job whose time has come; one that fails leaves the others alone."""
    for job in all_jobs(runtime):
        try:
            if await runtime.look(_due, job, now):
                await job.work(runtime, now)
                await runtime.look(housekeeping.ran, job.name, now)
        except Exception as error:
            log.error("The job %s failed and is tried again: %s", job.name, brief(error))


def _due(session: Session, job: Job, now: datetime) -> bool:
    last = housekeeping.last_run(session, job.name)
    if last is not None and last > now + HOUR:  # the clock was wrong: nothing waits until then
        last = None
    return job.due(last, now)


async def gather(runtime: Runtime, now: datetime) -> None:
    """Put posts that wait into cases; where that takes long, the other jobs go on meanwhile."""
    work = runtime.spawn(_gather(runtime, now))
    await asyncio.wait({work}, timeout=PATIENCE)


async def _gather(runtime: Runtime, now: datetime) -> None:
    if await asyncio.to_thread(runtime.gathering.gather, now):
        runtime.owed.set()


async def growth(runtime: Runtime, now: datetime) -> None:
    """Count anew who asked within the last day, so that what no longer spreads falls back."""
    after = 0
    while after := await runtime.look(priority.recount, now, after=after):
        continue


async def offer(runtime: Runtime, now: datetime) -> None:
    """Show new cases to the reviewers."""
    if chat := runtime.settings.review_chat_id:
        await runtime.call(offering.offer, chat, now, OFFERED_AT_ONCE)


async def offer_pairs(runtime: Runtime, now: datetime) -> None:
    """Show the reviewers answers that their readers flagged."""
    if chat := runtime.settings.review_chat_id:
        await runtime.call(pairs.offer, chat, now, PAIRS_AT_ONCE)


async def rematch(runtime: Runtime, now: datetime) -> None:
    """Decide again on posts that wait, once a verdict came or changed.

    While an encoder is expected they wait for it, or they would be decided twice.
    """
    if runtime.indexing.expecting:
        return
    index, version = await asyncio.to_thread(runtime.indexing.index)

    def again(text: str, urls: tuple[str, ...], posted_at: datetime | None) -> Decision:
        return decide(text, index, urls=urls, posted_at=day_of(posted_at))

    limit = DECIDED_AT_ONCE
    while await runtime.call(rematching.rematch, again, now, version=version, limit=limit):
        continue


async def rematch_at_once(runtime: Runtime) -> None:
    """Decide again as soon as a verdict comes or goes here, until the program ends."""
    while True:
        await runtime.moved.wait()
        runtime.moved.clear()
        try:
            await rematch(runtime, utcnow())
        except Exception as error:  # the next tick does it
            log.error("Posts that wait are decided again later: %s", brief(error))


async def collect(runtime: Runtime, now: datetime) -> None:
    """Owe each subscriber the bulletin whose hour came."""
    after, settings = 0, runtime.settings
    hour, zone = settings.bulletin_hour, settings.timezone
    while after := await runtime.call(bulletins.collect, now, hour, zone, after=after):
        continue


async def purge(runtime: Runtime, now: datetime) -> None:
    """Erase what was kept long enough."""
    while await runtime.look(housekeeping.purge, now, runtime.settings.retention):
        continue


async def back_up(runtime: Runtime, now: datetime) -> None:
    """Write a backup of a SQLite store, and delete the oldest."""
    settings = runtime.settings
    if runtime.store.sqlite and settings.backup_every:
        folder = backup.folder_of(runtime.store, settings.backup_folder)
        await asyncio.to_thread(backup.write, runtime.store, folder, now)
        await asyncio.to_thread(backup.rotate, folder, settings.backup_keep, now)


async def study(runtime: Runtime, now: datetime) -> None:
    """Begin to make the vectors of wordings that have none; it takes long, so nobody waits."""
    runtime.spawn(asyncio.to_thread(runtime.indexing.study))
