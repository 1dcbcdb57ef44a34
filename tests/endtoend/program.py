"""The real process, `tipline run`, with what it writes."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from pathlib import Path

import bot
from tests.endtoend.scene import until

ROOT = Path(bot.__file__).parents[1]
PATIENCE = 120  # seconds; starting takes long where many tests run
Launch = Callable[..., Awaitable["Program"]]


class Program:
    """A running `tipline run` and what it writes."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.log = ""
        self._reading = asyncio.create_task(self._read())

    async def says(self, words: str, *, seconds: float = PATIENCE) -> None:
        await until(lambda: words in self.log or None, seconds=seconds)

    async def ends(self, number: int | None = None) -> int:
        """Send a signal, if one is named, and wait for the end."""
        if number is not None:
            self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            code = await self.process.wait()
            await self._reading
        return code

    async def _read(self) -> None:
        assert self.process.stderr is not None
        while line := await self.process.stderr.readline():
            self.log += line.decode()
