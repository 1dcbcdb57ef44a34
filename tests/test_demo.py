"""What one demo leaves to the next, and what its admin can do."""

import asyncio
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from bot.demo import _store, showing
from bot.sandbox.world import World
from bot.services import encoding
from bot.store import vectors
from bot.store.database import Store
from seeds.loader import read
from tests.encoders import WordHashes
from tests.sandbox.browser import PATIENCE, Screen, Stage, opened
from tests.services.test_encoding import know
from tests.test_command_line import SEEDS, written

NAME = WordHashes().name


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seed files with one claim, and a home without a cache."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return written(tmp_path / "seeds", SEEDS)


def encoded(store: Store) -> tuple[int, int]:
    return store.transact(encoding.encoded, NAME)


def test_the_next_demo_has_the_vectors_that_were_made(files: Path) -> None:
    with _store(files, read(files)) as first:
        before = encoded(first)
        encoding.encode(first, WordHashes())

    with _store(files, read(files)) as second:
        after = encoded(second)

    assert (before, after) == ((0, 1), (1, 1))


def test_nothing_of_what_visitors_wrote_is_left_to_the_next_demo(files: Path) -> None:
    with _store(files, read(files)) as first:
        first.transact(know, claim="A visitor's own claim about the sea.")
        encoding.encode(first, WordHashes())
        made = len(first.transact(vectors.every))

    with _store(files, read(files)) as second:
        kept = len(second.transact(vectors.every))

    assert (made, kept) == (2, 1)


def test_without_a_cache_the_demo_runs_all_the_same(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files.parent / "cache").write_text("no folder")

    with _store(files, read(files)) as store:
        found = encoded(store)

    assert found == (0, 1)


@pytest.fixture
def chrome(tmp_path: Path) -> Iterator[Chrome]:
    with opened(tmp_path / "profile") as chrome:
        yield chrome


@pytest.fixture
def demo(files: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The demo itself, in a thread of its own; its address."""
    for name in [name for name in os.environ if name.startswith("TIPLINE_")]:
        monkeypatch.setenv(name, os.environ[name])  # the demo deletes them; they come back
    monkeypatch.setenv("TIPLINE_ENCODER", "none")
    ready: Future[str] = Future()
    end: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        stop = asyncio.Event()
        end.set_result((asyncio.get_running_loop(), stop))
        async with showing(0, files) as url:
            ready.set_result(url)
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        yield ready.result(PATIENCE)
    finally:
        loop, stop = end.result(PATIENCE)
        loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE)


@pytest.mark.slow
def test_its_admin_broadcasts_a_verdict_and_watches_it_to_the_end(
    chrome: Chrome, demo: str
) -> None:
    with closing(asyncio.new_event_loop()) as idle:  # nothing is done from outside here
        screen = Screen(chrome, Stage(World(), demo, idle))
    screen.visit()
    admin = '[data-seat="admin"]'

    def press(words: str) -> bool:
        script = "return [...document.querySelectorAll(arguments[0])]"
        script += ".filter(e => e.innerText.includes(arguments[1])).map(e => e.click()).length"
        return bool(screen.run(script, f"{admin} .key", words))

    assert "Subscriber 1" not in screen.texts("body")[0]
    screen.one("#say-admin").send_keys("/broadcast 1")
    screen.one(f"{admin} .send").click()
    screen.wait(lambda: press("📣 Send"))
    screen.wait(lambda: press("Yes: send it"))
    texts = f"{admin} .bubble .text"
    screen.wait(lambda: any("⏸" in one or "▱" in one for one in screen.texts(texts)))
    screen.wait(lambda: any("It is done." in one for one in screen.texts(texts)))

    (card,) = [one for one in screen.texts(texts) if "It is done." in one]
    assert "100 %\nSent: 195 of 200\nBlocked the bot: 5" in card
