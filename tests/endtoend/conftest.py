"""The real bot on the sandbox, in the test's own event loop, over a store with a few verdicts."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import build
from bot.app import running as bot_running
from bot.config import Settings
from bot.sandbox.server import Address
from bot.sandbox.server import running as sandbox_running
from bot.sandbox.world import World
from bot.store import schema
from bot.store.database import Store
from tests import botapi
from tests.endtoend.program import ROOT, Launch, Program
from tests.endtoend.scene import Scene, seed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with the verdicts of scene.py."""
    store = Store(f"sqlite:///{tmp_path / 'tipline.db'}")
    schema.upgrade(store)
    store.transact(seed)
    yield store
    store.close()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """A pretend Telegram where nothing has happened yet; all that the bot asks of it conforms."""
    world = World()
    yield world
    if (api := botapi.described()) is not None:
        # What getUpdates gives is what the test itself put in, odd things included.
        calls = [call for call in world.calls if call.method != "getUpdates"]
        assert [said for call in calls for said in botapi.problems(api, call)] == []


@pytest.fixture
async def sandbox(world: World) -> AsyncIterator[Address]:
    """The pretend Telegram, over HTTP."""
    async with sandbox_running(world) as address:
        yield address


@pytest.fixture
def settings(sandbox: Address, world: World, store: Store) -> Settings:
    """Settings that lead to the sandbox; tests change them with model_copy."""
    return Settings(
        _env_file=None,
        token=world.token,
        api_base_url=sandbox.api_base_url,
        api_file_url=sandbox.file_base_url,
        database_url=str(store.url),
        posts_per_minute=0,
        posts_per_day=0,
        messages_per_second=500,
        recheck=timedelta(days=36_500),  # the scene's verdicts are of January 2025
        backup_every=timedelta(0),
    )


Start = Callable[..., Any]


@pytest.fixture
async def start(world: World, store: Store, settings: Settings) -> AsyncIterator[Start]:
    """Start the bot with settings changed by keyword; it stops with the test."""
    async with AsyncExitStack() as stack:

        async def begin(**changed: object) -> Scene:
            application = build(settings.model_copy(update=changed), store=store)
            await stack.enter_async_context(bot_running(application))
            return Scene(world, store, application)

        yield begin


@pytest.fixture
async def scene(start: Start) -> Scene:
    """The bot, started with the plain settings."""
    found: Scene = await start()
    return found


@pytest.fixture
async def launch(settings: Settings, tmp_path: Path) -> AsyncIterator[Launch]:
    """Start `tipline run` with further settings by name; what still runs is killed at the end."""
    programs: list[Program] = []

    async def begin(**changed: str) -> Program:
        assert settings.token is not None
        named = {
            "TOKEN": settings.token.get_secret_value(),
            "API_BASE_URL": settings.api_base_url,
            "API_FILE_URL": settings.api_file_url,
            "DATABASE_URL": settings.database_url,
            "POSTS_PER_MINUTE": "0",
            "POSTS_PER_DAY": "0",
            "MESSAGES_PER_SECOND": "500",
            "ENCODER": settings.encoder,
        } | changed
        own = {f"TIPLINE_{name}": value for name, value in named.items()}
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TIPLINE_")}
        # Starting 25 times is only quick with compiled modules, wherever they may be kept.
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        kept["PYTHONPYCACHEPREFIX"] = str(tmp_path.parent / "compiled")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            env=kept | own | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path, stderr=PIPE,
        )  # fmt: skip
        programs.append(Program(process))
        return programs[-1]

    yield begin
    for program in programs:
        if program.process.returncode is None:
            program.process.kill()
        await program.ends()
