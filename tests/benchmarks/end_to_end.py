"""Real posts through the real bot: is each answered, rightly, how fast, in how much memory?

python -m tests.benchmarks.end_to_end --data DIR     (or DIR in TIPLINE_TEST_DATA)

The sandbox runs here, the bot (`tipline run`) in a process of its own. Each of the people forwards
a post, waits for the reply to it, and forwards the next. Then the same posts go to a bot that only
says them again. Exit status 1 where a reply is missing or too few planted claims are found.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.server import Address, running
from bot.sandbox.values import Event, Json, Origin, Person
from bot.sandbox.world import World
from seeds import folder
from seeds.loader import read
from tests.benchmarks.findings import Finding, judged
from tests.benchmarks.planting import LANGUAGES, Post, plant, read_posts

ROOT = Path(__file__).parents[2]
PLANTED = 100
ENOUGH = 70  # planted claims that must be answered rightly
PATIENCE = 60.0  # seconds until a reply counts as missing
START = 60.0  # seconds that a bot may take to begin to poll


@dataclass(frozen=True, slots=True)
class Sent:
    """A forwarded post: where it stands, the bot's reply to it, and after how many seconds."""

    post: Post
    chat_id: int
    message_id: int
    reply: Json | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Used:
    """A process's peak memory in MiB and its CPU seconds, start and index included."""

    memory: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Run:
    """What came of all posts, in how many seconds, and what the bot took for it."""

    sent: tuple[Sent, ...]
    seconds: float
    used: Used

    @property
    def missing(self) -> int:
        """How many posts have no reply."""
        return sum(one.reply is None for one in self.sent)

    def latency(self, share: float) -> float:
        """Seconds within which this *share* of the replies came."""
        times = sorted(one.seconds for one in self.sent if one.reply is not None)
        return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0


async def ask(world: World, person: Person, posts: Sequence[Post]) -> list[Sent]:
    """Forward *posts* one after the other, each when the one before has its reply."""
    sent = []
    origin = Origin.channel("News of the day", username="news_of_the_day")
    heard = world.events.listen(person.id)
    for post in posts:
        start = time.perf_counter()
        message = await world.forward(person, post.text, origin=origin)
        reply = await _reply(heard, world, message["message_id"])
        seconds = time.perf_counter() - start
        sent.append(Sent(post, person.id, message["message_id"], reply, seconds))
    world.events.leave(heard, person.id)
    return sent


async def _reply(heard: asyncio.Queue[Event | None], world: World, message_id: int) -> Json | None:
    """Wait for the bot's reply to exactly this message; None if it does not come."""
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                data: Json = getattr(await heard.get(), "data", {})
                replied = data.get("reply_to_message", {}).get("message_id")
                if replied == message_id and data["from"]["id"] == world.bot["id"]:
                    return data
    except TimeoutError:
        return None


@asynccontextmanager
async def process(
    world: World, address: Address, module: str, *args: str, place: Path
) -> AsyncIterator[int]:
    """Start `python -m module` as a bot; yield its process id once it polls."""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *args, env=environment(world, address, place), cwd=place
    )
    try:
        async with asyncio.timeout(START):
            while not any(call.method == "deleteWebhook" for call in world.calls):
                if bot.returncode is not None:
                    raise SystemExit(f"{module} ended with {bot.returncode} before it polled")
                await asyncio.sleep(0.05)
        yield bot.pid
    finally:
        if bot.returncode is None:
            bot.terminate()
        await bot.wait()


def environment(world: World, address: Address, place: Path) -> dict[str, str]:
    """Settings of a bot on the sandbox with its store in *place*; the operator's own are out."""
    own = {name: text for name, text in os.environ.items() if not name.startswith("TIPLINE_")}
    return own | {
        "PYTHONPATH": str(ROOT),
        "TIPLINE_TOKEN": world.token,
        "TIPLINE_API_BASE_URL": address.api_base_url,
        "TIPLINE_API_FILE_URL": address.file_base_url,
        "TIPLINE_DATABASE_URL": f"sqlite:///{place / 'tipline.db'}",
        "TIPLINE_POSTS_PER_MINUTE": "0",
        "TIPLINE_POSTS_PER_DAY": "0",
        "TIPLINE_MESSAGES_PER_SECOND": "100000",
        "TIPLINE_LOG_LEVEL": "WARNING",
    }


def used(pid: int) -> Used:
    """What a running process has taken so far; zeros where the system does not say (no /proc)."""
    place = Path(f"/proc/{pid}")
    if not place.exists():
        return Used(0, 0)
    status = (place / "status").read_text().splitlines()
    peak = next(line for line in status if line.startswith("VmHWM"))
    times = (place / "stat").read_text().rpartition(")")[2].split()[11:13]
    cpu = sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
    return Used(int(peak.split()[1]) / 1024, cpu)


async def measure(module: str, *args: str, posts: Sequence[Post], users: int, place: Path) -> Run:
    """Send *posts* from so many *users* to one bot."""
    world = World()
    people = [
        world.add_user(f"Reader {number}", language=LANGUAGES[number % 2])
        for number in range(users)
    ]
    async with running(world) as address, process(world, address, module, *args, place=place) as p:
        start = time.perf_counter()
        asked = (ask(world, one, posts[number::users]) for number, one in enumerate(people))
        sent = [one for some in await asyncio.gather(*asked) for one in some]
        return Run(tuple(sent), time.perf_counter() - start, used(p))


async def prepare(place: Path) -> None:
    """Make and seed the store as an operator does."""
    settings = environment(World(), Address(""), place)
    for args in (("db", "upgrade"), ("seed",)):
        made = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *args, env=settings, cwd=place
        )
        if await made.wait():
            raise SystemExit(f"tipline {' '.join(args)} failed")


def table(name: str, *cells: str) -> None:
    """Print a row."""
    print(f"{name:10}" + "".join(f"{cell:>13}" for cell in cells))


def report(bot: Run, echo: Run, findings: Sequence[Finding]) -> bool:
    """Print what was measured; say whether it is good enough."""
    planted = [one for one in findings if one.planted]
    right = sum(one.right for one in planted)
    for one in (one for one in findings if one.planted and not one.right):
        print(f"  not found  {one}")
    others = [one for one in findings if one.answers and not one.planted]
    print(f"\nanswered without a planted claim: {len(others)}; to be looked at:")
    for one in others:
        print(f"  {one}")
    print(f"\nreplies missing: {bot.missing} of {len(bot.sent)}; echo: {echo.missing}")
    print(f"planted claims answered: {sum(bool(one.answers) for one in planted)}", end="")
    print(f" of {len(planted)}, rightly: {right}\n")
    table("", "posts/s", "p50 ms", "p95 ms", "CPU ms/post", "peak MiB")
    for name, run in (("tipline", bot), ("echo", echo)):
        count = len(run.sent)
        middle, late = 1000 * run.latency(0.5), 1000 * run.latency(0.95)
        taken = (1000 * run.used.cpu / count, run.used.memory)
        table(name, *(f"{one:.0f}" for one in (count / run.seconds, middle, late, *taken)))
    return bot.missing == 0 and right >= ENOUGH


async def compare(data: Path, users: int, seed: int, limit: int | None) -> bool:
    """Run both bots over the same posts and report."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    seeds = read(folder())
    real = read_posts(data)[:limit]
    posts = [*real, *plant(real, seeds, PLANTED, chance)]
    chance.shuffle(posts)
    with tempfile.TemporaryDirectory(prefix="tipline-benchmark-") as name:
        place = Path(name)
        await prepare(place)
        bot = await measure("bot", "run", posts=posts, users=users, place=place)
        echo = await measure("tests.benchmarks.echo", posts=posts, users=users, place=place)
        stored = f"sqlite:///{place / 'tipline.db'}"
        replies = {(one.chat_id, one.message_id): (one.post, one.reply) for one in bot.sent}
        findings = judged(stored, seeds, replies)
    print(f"{len(real)} posts and {PLANTED} with a planted claim, {users} people, seed {seed}")
    return report(bot, echo, findings)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("TIPLINE_TEST_DATA"))
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--posts", type=int, help="only so many of the real posts")
    given = parser.parse_args()
    if given.data is None:
        parser.error("say where the posts are: --data DIR, or TIPLINE_TEST_DATA")
    try:
        good = asyncio.run(compare(given.data, given.users, given.seed, given.posts))
    except FileNotFoundError as error:
        parser.error(f"there are no posts: {error.filename}")
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
