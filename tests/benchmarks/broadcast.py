"""How long a broadcast takes at the rate that Telegram allows, and what readers wait meanwhile.

python -m tests.benchmarks.broadcast [--people 5000] [--rate 25] [--latency 0.2] [--kills 0]
    [--blocked 0.05] [--lost 0.02] [--slow 0] [--floods 0] [--seed 1] [--postgres URL]

`tipline run` is a process of its own; the pretend Telegram, which answers each message after
*latency* seconds, and its people are this one. Exit status 1 where somebody is lost or gets it
twice, or a second sees more messages than the rate.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from bot.models import BroadcastState, utcnow
from bot.sandbox.faults import FaultKind, Rate
from bot.sandbox.server import Address, running
from bot.sandbox.world import World
from bot.store import schema
from bot.store.database import Store
from tests import crowds
from tests.databases import scratch
from tests.endtoend.program import ROOT, Program
from tests.endtoend.scene import CHEESE, Reader, seed, until

PATIENCE = 3600.0
FLOOD_SECONDS = 3.0


@dataclass(slots=True)
class Run:
    """One measured broadcast."""

    given: argparse.Namespace
    world: World
    store: Store
    address: Address
    chance: random.Random
    crowd: crowds.Crowd
    number: int = 0
    waits: list[float] = field(default_factory=list)  # seconds until a reader's answer
    down: float = 0.0

    async def launch(self) -> Program:
        """Start the bot."""
        named = {
            "TOKEN": self.world.token,
            "API_BASE_URL": self.address.api_base_url,
            "API_FILE_URL": self.address.file_base_url,
            "DATABASE_URL": self.store.url.render_as_string(hide_password=False),
            "POSTS_PER_MINUTE": "0",
            "MESSAGES_PER_SECOND": str(self.given.rate),
            "ADMIN_IDS": str(crowds.ADMIN),
            "ENCODER": "none",
            "RECHECK": "P36500D",
            "BROADCAST_CONFIRM_OVER": str(self.given.people),
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TIPLINE_")}
        own = {f"TIPLINE_{name}": value for name, value in named.items()}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            env=kept | own | {"PYTHONPATH": str(ROOT)}, stderr=PIPE,
        )  # fmt: skip
        program = Program(process)
        await program.says("is listening", seconds=PATIENCE)
        return program

    async def ask(self) -> None:
        """Let a reader forward a post each second, and note how long each waits."""
        reader = Reader(self.world, self.world.add_user("Reader", user_id=7))
        while True:
            begun = self.world.now()
            post = await reader.forwards(CHEESE)
            await reader.answer(post["message_id"], seconds=PATIENCE)
            self.waits.append(self.world.now() - begun)
            await asyncio.sleep(max(0.0, 1.0 - self.waits[-1]))

    async def kill(self, program: Program) -> Program:
        """Kill the bot and start it again; note for how long nothing was sent."""
        await program.ends(signal.SIGKILL)
        stopped, before = self.world.now(), self.copies_received()
        fresh = await self.launch()
        await until(lambda: self.copies_received() > before or None, seconds=PATIENCE)
        self.down += self.world.now() - stopped
        return fresh

    def copies_received(self) -> int:
        """Count the messages to subscribers that Telegram got."""
        return sum(
            call.method == "sendMessage" and call.params.get("chat_id", 0) >= crowds.FIRST
            for call in self.world.calls
        )

    async def flood(self) -> None:
        """Let Telegram ask for silence so often, at random."""
        for _ in range(self.given.floods):
            await asyncio.sleep(self.chance.uniform(5, 20))
            before = self.refused()
            self.world.faults.flood_limits(overall=Rate(1, FLOOD_SECONDS))
            await until(lambda: self.refused() > before or None, seconds=PATIENCE)  # noqa: B023
            self.world.faults.flood_limits()
            self.down += FLOOD_SECONDS

    def refused(self) -> int:
        return sum("Too Many" in (call.error or "") for call in self.world.calls)

    async def go(self) -> None:
        """Send the broadcast to its end."""
        given = self.given
        program = await self.launch()
        tasks = [asyncio.create_task(self.ask()), asyncio.create_task(self.flood())]
        await until(lambda: self.waits or None, seconds=PATIENCE)
        self.number = self.store.transact(crowds.schedule, 1, utcnow())
        moments = sorted(self.chance.sample(range(given.people // 10, given.people), given.kills))
        for moment in moments:
            await until(lambda: self.copies_received() >= moment or None, seconds=PATIENCE)  # noqa: B023
            await asyncio.sleep(self.chance.random() / given.rate)
            program = await self.kill(program)
        done = BroadcastState.DONE
        while crowds.state(self.store, self.number) is not done:  # noqa: ASYNC110
            await asyncio.sleep(0.5)
        await until(lambda: "It is done." in self.crowd.card() or None, seconds=60)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await program.ends(signal.SIGTERM)


async def measure(given: argparse.Namespace, store: Store) -> bool:
    """Run one broadcast and print what it took; say whether all went well."""
    world, chance = World(), random.Random(given.seed)  # noqa: S311 - the same each time
    schema.upgrade(store)
    store.transact(seed)
    crowd = crowds.gather(world, store, given.people, blocked=given.blocked, chance=chance)
    reachable = tuple(one for one in crowd.people if one not in crowd.blocked)
    crowds.trouble(world, reachable, chance, lost=given.lost, slow=given.slow)
    world.faults.add(FaultKind.SLOW, "sendMessage", seconds=given.latency)
    async with running(world) as address:
        run = Run(given, world, store, address, chance, crowd)
        await run.go()
    return report(run)


def report(run: Run) -> bool:
    """Print a run's figures; say whether all went well."""
    given, found = run.given, crowds.judge(run.crowd, run.number)
    messages = [one for one in run.world.calls if one.method in ("sendMessage", "editMessageText")]
    copies = sorted(
        one.received for one in messages if one.params.get("chat_id", 0) >= crowds.FIRST
    )
    first, last = copies[0], copies[-1]
    others = sum(first <= one.received <= last for one in messages) - len(copies)
    took, ideal = last - first - run.down, given.people / given.rate
    fullest = crowds.fullest(run.world)
    cuts = quantiles(run.waits, n=100)
    print(f"people {given.people}, {given.rate:g} a second, kills {given.kills}")
    print(f"sending time {took:.1f} s (besides {run.down:.1f} s down or asked for silence)")
    print(f"people / rate {ideal:.1f} s, so {took / ideal:.3f} of it")
    own = took - others / given.rate
    print(f"{others} others went first (answers, progress): {own / ideal:.3f} without their turns")
    print(f"fullest second {fullest} messages")
    print(f"answers meanwhile {len(run.waits)}: p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s")
    print(", ".join(f"{name}: {count}" for name, count in sorted(found.items())))
    print(run.crowd.card())
    wrong = found["lost"] + found["twice"] + found["missing"] + found["blocked wrongly"]
    return not wrong and fullest <= given.rate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--rate", type=float, default=25)
    parser.add_argument("--latency", type=float, default=0.2, help="seconds of each message")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--blocked", type=float, default=0.05, help="share of the people")
    parser.add_argument("--lost", type=float, default=0.02, help="share of the answers")
    parser.add_argument("--slow", type=float, default=0.0, help="share that time out")
    parser.add_argument("--floods", type=int, default=0, help="how often 429 comes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", help="URL of a server; SQLite without it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Store(f"sqlite:///{Path(folder) / 'tipline.db'}")
        with scratch(given.postgres) if given.postgres else nullcontext(file) as store:
            well = asyncio.run(measure(given, store))
        file.close()
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
