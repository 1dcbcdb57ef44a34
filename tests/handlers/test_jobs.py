"""The clock's jobs around the encoder."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.config import Settings
from bot.context import Runtime
from bot.models import utcnow
from bot.services import encoding
from bot.store import revision
from bot.store.database import Store
from handlers import jobs
from tests.encoder import tiny
from tests.services.test_encoding import CLAIM, know
from tests.services.world import post, record, submission


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
