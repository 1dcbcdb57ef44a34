"""The clock: the jobs around the encoder, and all of them after a stop."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import Settings
from bot.context import Runtime
from bot.models import CaseState, NoticeKind, utcnow
from bot.services import encoding
from bot.services.clock import deadlines, housekeeping
from bot.store import backup, revision
from bot.store import jobs as job_rows
from bot.store.database import Store
from handlers import desk_jobs, jobs
from tests.encoder import tiny
from tests.services.clock_world import ADA, ALAN, ANN, case, get, hold, office
from tests.services.test_encoding import CLAIM, know
from tests.services.world import notices, post, record, submission

CHAT = -500


def running(store: Store, model: Path) -> Runtime:
    return Runtime(Settings(_env_file=None, encoder=str(model)), store)


async def test_posts_that_wait_are_decided_again_only_once_the_encoder_is_there(
    store: Store, tmp_path: Path
) -> None:
    waiting = record(store, post()).submission_id
    store.transact(know)
    runtime = running(store, tiny.write(tmp_path / "model"))

    await jobs.rematch(runtime, utcnow())
    before = submission(store, waiting).revision
    await runtime.warm_up()
    await jobs.rematch(runtime, utcnow())

    assert (before, submission(store, waiting).revision) == (0, store.transact(revision.current))
    await runtime.stop()


async def test_posts_that_wait_do_not_wait_for_an_encoder_that_cannot_be_had(
    store: Store, tmp_path: Path
) -> None:
    waiting = record(store, post()).submission_id
    store.transact(know)
    runtime = running(store, tmp_path / "nowhere")

    await runtime.warm_up()
    await jobs.rematch(runtime, utcnow())

    assert submission(store, waiting).revision == 1
    await runtime.stop()


async def test_a_wording_that_comes_while_it_runs_is_encoded_by_the_clock(
    store: Store, tmp_path: Path
) -> None:
    runtime = running(store, tiny.write(tmp_path / "model"))
    await runtime.warm_up()
    store.transact(know)

    await jobs.tick(runtime, utcnow())

    async with asyncio.timeout(10):
        while len(_compared(runtime)) == 0:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)
    await runtime.stop()
    assert _compared(runtime) == [CLAIM]


def _compared(runtime: Runtime) -> list[str]:
    """The wordings that the index compares by meaning."""
    index, _ = runtime.indexing.index()
    return sorted(index.encoded)


async def test_to_stop_does_not_wait_for_all_that_is_missing(store: Store, tmp_path: Path) -> None:
    store.transact(know, *(f"Wording {number} of the bridge" for number in range(3_000)))
    runtime = running(store, tiny.write(tmp_path / "model"))
    await asyncio.to_thread(runtime.indexing.load)
    await jobs.study(runtime, utcnow())
    await asyncio.sleep(0)

    await runtime.stop()

    model = (encoder := encoding.find(runtime.settings.encoder)) and encoder.name
    assert store.transact(encoding.encoded, model or "")[0] < 3_001


DESK = Settings(
    _env_file=None,
    encoder="none",
    review_chat_id=CHAT,
    timezone=ZoneInfo("Europe/Kyiv"),
    digest_hours=(9, 18),
)
MORNING = datetime(2026, 3, 29, 6, 0, tzinfo=UTC)  # nine in Kyiv, the day summer time begins


def said(store: Store, kind: NoticeKind) -> list[int]:
    """To whom something of a kind is owed."""
    return [notice.chat_id for notice in notices(store, kind)]


async def test_a_tick_does_all_that_is_due_and_a_second_one_nothing_again(store: Store) -> None:
    store.transact(office)
    late = case(store, created_at=MORNING - timedelta(days=2), asked_at=MORNING)
    stale = case(store, created_at=MORNING, asked_at=MORNING - timedelta(days=31))
    runtime = Runtime(DESK, store)

    counts = []
    for moment in (MORNING, MORNING, MORNING + timedelta(minutes=1)):
        await jobs.tick(runtime, moment)
        counts.append(len(notices(store)))

    assert len(set(counts)) == 1
    assert get(store, late).overdue_at == get(store, late).escalated_at == MORNING
    assert get(store, stale).state is CaseState.CLOSED
    assert said(store, NoticeKind.DIGEST) == [CHAT]
    assert said(store, NoticeKind.REMINDER) == [ADA, ALAN]
    await runtime.stop()


async def test_after_a_long_stop_nothing_is_lost_or_doubled(store: Store) -> None:
    store.transact(office)
    held = case(store, created_at=MORNING, asked_at=MORNING)
    hold(store, held, ANN, MORNING + timedelta(hours=2))
    await jobs.tick(Runtime(DESK, store), MORNING)
    back = MORNING + timedelta(days=3, hours=2, minutes=59)

    for _ in range(2):
        runtime = Runtime(DESK, store)
        await jobs.tick(runtime, back)
        await runtime.stop()

    assert said(store, NoticeKind.DIGEST) == [CHAT, CHAT]
    assert said(store, NoticeKind.REMINDER) == [ANN, ADA, ALAN]
    assert get(store, held).overdue_at == back


async def test_a_job_that_fails_is_done_in_the_next_tick_and_the_others_in_this(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    case(store, created_at=MORNING, asked_at=MORNING)
    runtime = Runtime(DESK, store)
    with monkeypatch.context() as broken:
        broken.setattr("bot.services.clock.staleness.due.stale", None)
        await jobs.tick(runtime, MORNING)

    names = [run.name for run in store.transact(job_rows.every)]
    await jobs.tick(runtime, MORNING)

    assert ("stale" in names, "digest" in names) == (False, True)
    assert "stale" in [run.name for run in store.transact(job_rows.every)]
    await runtime.stop()


async def test_one_round_marks_as_many_as_the_other_jobs_can_wait_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_jobs, "BATCHES", 2)
    monkeypatch.setattr(deadlines.mark_overdue, "__kwdefaults__", {"limit": 2, "drawn": 0})
    numbers = [case(store, created_at=MORNING - timedelta(hours=20)) for _ in range(5)]
    runtime = Runtime(DESK, store)

    marked = []
    for _ in range(2):
        await desk_jobs.mark(runtime, MORNING)
        marked.append(sum(get(store, one).overdue_at is not None for one in numbers))

    assert marked == [4, 5]


async def test_without_a_review_chat_there_is_no_digest(store: Store) -> None:
    case(store)
    runtime = Runtime(Settings(_env_file=None, encoder="none"), store)

    await jobs.tick(runtime, MORNING.replace(hour=9))

    assert said(store, NoticeKind.DIGEST) == []
    await runtime.stop()


async def test_a_backup_is_written_every_so_often_and_the_oldest_goes(
    sqlite_store: Store, tmp_path: Path
) -> None:
    runtime = Runtime(DESK.model_copy(update={"backup_keep": 2}), sqlite_store)
    made = []

    for moment in (0, 1, 24, 48):
        await jobs.tick(runtime, MORNING + timedelta(hours=moment))
        made.append([backup.made_at(one) for one in backup.written(tmp_path / "backups")])

    days = [MORNING, MORNING + timedelta(days=1), MORNING + timedelta(days=2)]
    assert made == [days[:1], days[:1], days[:2], days[1:]]
    await runtime.stop()


async def test_a_backup_that_cannot_be_written_is_logged_and_tried_again(
    sqlite_store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    runtime = Runtime(DESK, sqlite_store)
    (tmp_path / "backups").write_text("a file where the folder should be")

    await jobs.tick(runtime, MORNING)
    assert "The job backup failed and is tried again" in caplog.text

    (tmp_path / "backups").unlink()
    await jobs.tick(runtime, MORNING + timedelta(minutes=1))
    assert len(backup.written(tmp_path / "backups")) == 1
    await runtime.stop()


async def test_a_clock_that_was_ahead_stops_no_job_until_then(store: Store) -> None:
    now = utcnow()
    runtime = Runtime(Settings(_env_file=None, encoder="none", backup_every=timedelta(0)), store)
    for name in ("growth", "purge"):
        store.transact(housekeeping.ran, name, now + timedelta(days=400))

    await jobs.tick(runtime, now)

    done = [store.transact(housekeeping.last_run, name) for name in ("growth", "purge")]
    await runtime.stop()
    assert done == [now, now]
