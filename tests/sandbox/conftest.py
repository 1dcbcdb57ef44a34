"""A running sandbox and the client library's own bot talking to it over HTTP."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox.client import Reader, Sandbox
from bot.sandbox.client import sandbox as running_sandbox
from bot.sandbox.world import World


class Clock:
    """A clock that stands still until told otherwise."""

    def __init__(self) -> None:
        self.seconds = 1_750_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def _times_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the library for its coming ways; the old ones warn."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def world(clock: Clock) -> World:
    return World(now=clock)


@pytest.fixture
async def sandbox(world: World) -> AsyncIterator[Sandbox]:
    async with running_sandbox(world) as running:
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with bot_of(sandbox) as started:
        yield started


@pytest.fixture
async def reader(sandbox: Sandbox) -> Reader:
    """Somebody who has written to the bot once."""
    known = sandbox.user("Olena", language="uk")
    await known.says("Добрий день")
    return known


def bot_of(sandbox: Sandbox, token: str | None = None) -> Bot:
    return Bot(
        token or sandbox.token,
        base_url=sandbox.api_base_url,
        base_file_url=sandbox.file_base_url,
        request=plain_request(),
        get_updates_request=plain_request(),
    )


def plain_request() -> HTTPXRequest:
    # Reading the machine's certificates takes longer than a test, and plain HTTP needs none.
    return HTTPXRequest(httpx_kwargs={"verify": False})
