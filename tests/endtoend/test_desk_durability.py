"""The desk's whole way with kill -9 at any moment of it; its people go on as people do."""

from __future__ import annotations

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest
from sqlmodel import col, select

from bot.config import Settings
from bot.context import Runtime
from bot.models import (
    Case,
    DecisionKind,
    Draft,
    Lease,
    Notice,
    NoticeKind,
    NoticeState,
    Received,
    Submission,
    UpdateState,
    Verdict,
    VerdictSource,
    utcnow,
)
from bot.sandbox.faults import FaultKind
from bot.sandbox.world import World
from bot.store.database import Store
from tests.endtoend.desk import (
    RITA,
    ROMAN,
    Member,
    check_invariants,
    decisions,
    news,
    notices,
    stuck,
    write_verdict,
)
from tests.endtoend.program import PATIENCE, Launch, Program
from tests.endtoend.scene import Reader, count, until

pytestmark = pytest.mark.slow

SHORT, LONG = 18, 24  # deeds of a workflow, from the first post to the last yes
HANDED_IN = "nother reviewer"  # looks at it now; whoever presses twice reads that it waits for one
HAS_OUTCOME = col(Submission.outcome).is_not(None)
WAITS = Received.state == UpdateState.WAITING
UNSURE = Notice.state == NoticeState.UNSURE
CLAIMS = (
    "The mayor of Ankhara sold the harbour to a circus",
    "The baker of Borduria painted every bridge purple overnight",
    "The colonel of Costaguana taxes bees and wasps alike",
    "The dentist of Drumlin keeps lions inside the town hall",
    "The gardener of Elbonia drank the fountain empty on Sunday",
    "The juggler of Fredonia banned umbrellas in heavy rain",
    "The librarian of Grinland married a lighthouse last spring",
    "The miller of Hyrkania stole eleven clocks from churches",
    "The notary of Illyria feeds whales with cabbage",
    "The painter of Klopstokia replaced all doors with curtains",
    "The sexton of Latveria swapped salt for sugar in schools",
    "The tailor of Mypos hid a tunnel under the opera",
    "The usher of Narnia teaches parrots to sing hymns",
    "The violinist of Orsinia burned the census of widows",
    "The weaver of Ruritania rents clouds to foreign farmers",
)
WORKFLOWS = len(CLAIMS)
DISGUISES = ("{}", "‼️URGENT!!! Forward to everybody! {}", "{}!!!", "{}")


@dataclass(slots=True)
class Killer:
    """Kills the process once in each workflow, and starts it again."""

    launch: Launch
    chance: random.Random
    program: Program | None = None
    kills: int = 0
    _deed: int = 0
    _moment: int = 0
    _killing: asyncio.Task[None] | None = field(default=None)

    async def start(self) -> None:
        self.program = await self.launch(REVIEWER_IDS=f"{RITA},{ROMAN}")

    def arm(self, deeds: int) -> None:
        """Choose the deed at which the next kill comes: in every third workflow the last."""
        self._deed = 0
        last = self.chance.randrange(3) == 0
        self._moment = deeds if last else self.chance.randrange(1, deeds)

    def deed(self) -> None:
        """Count a deed; at the chosen one the process ends a moment later, whatever it does."""
        self._deed += 1
        if self._deed == self._moment:
            self._killing = asyncio.create_task(self._kill(self.chance.random() * 0.25))

    async def done(self) -> None:
        """Wait until the kill of this workflow has come, and the process is there again."""
        if self._killing is None:
            self._killing = asyncio.create_task(self._kill(0))
        await self._killing
        self._killing = None

    async def _kill(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        assert self.program is not None
        await self.program.ends(signal.SIGKILL)
        self.kills += 1
        await self.start()


@dataclass(frozen=True, slots=True)
class Workflow:
    """One claim, and those who asked about it with their posts."""

    text: str
    posts: list[tuple[Reader, int]]


async def test_killed_at_any_moment_the_desk_loses_and_doubles_nothing(
    world: World,
    store: Store,
    settings: Settings,
    launch: Launch,
    record_property: Callable[..., None],
) -> None:
    killer = Killer(launch, random.Random(1))  # noqa: S311 - moments of a test
    world.faults.add(FaultKind.SLOW, "sendMessage", seconds=0.03)
    clock = Runtime(settings, store)
    readers = [Reader(world, world.add_user(f"Reader {number}")) for number in range(8)]
    rita, roman = (
        Member(
            Reader(world, world.add_user("Member", user_id=number)),
            patience=2,
            tries=PATIENCE // 2,
            deeds=killer.deed,
        )
        for number in (RITA, ROMAN)
    )
    await killer.start()
    workflows = []
    for number in range(WORKFLOWS):
        killer.arm(SHORT if number % 2 == 0 else LONG)
        workflows.append(await ask(number, killer, killer.chance.sample(readers, 4)))
        await gather(clock, store, number)
        await write(rita, roman, number + 1)
        await killer.done()
        check_invariants(store)
    await until(
        lambda: not (world.updates or stuck(store) or count(store, Received, WAITS)),
        seconds=PATIENCE,
    )
    assert killer.program is not None
    await killer.program.ends(signal.SIGTERM)

    record_property("kills", killer.kills)
    record_property("repeated", rita.repeated + roman.repeated)
    record_property("unsure", count(store, Notice, UNSURE))
    record_property("doubled", doubled(workflows))
    assert killer.kills == WORKFLOWS
    assert doubled(workflows) <= WORKFLOWS * 4  # what was on its way to those who had asked
    for number, workflow in enumerate(workflows):
        one_verdict(store, number + 1, workflow.text)
    each_told_once(store, workflows)
    assert count(store, Submission) == 4 * WORKFLOWS  # no reviewer's words were taken as a post
    assert count(store, Case) == count(store, Verdict) - 2 == WORKFLOWS
    assert (count(store, Draft), count(store, Lease)) == (0, 0)
    assert count(store, Received, Received.state == UpdateState.PARKED) == 0


async def ask(number: int, killer: Killer, readers: list[Reader]) -> Workflow:
    """Let four people ask about the same, and wait for their answers."""
    text, posts = CLAIMS[number], []
    for reader, disguise in zip(readers, DISGUISES, strict=True):
        killer.deed()
        posts.append((reader, (await reader.says(disguise.format(text)))["message_id"]))
    for reader, post in posts:
        await reader.answer(post, seconds=PATIENCE)
    return Workflow(text, posts)


async def gather(clock: Runtime, store: Store, before: int) -> None:
    """Do by hand what the clock does once a minute."""
    await until(lambda: count(store, Submission, HAS_OUTCOME) == 4 * (before + 1))
    await asyncio.to_thread(clock.gathering.gather, utcnow())
    assert count(store, Case) == before + 1


async def write(rita: Member, roman: Member, case: int) -> None:
    """Rita writes, Roman approves; each second verdict he sends back first."""
    better = f"Nobody saw it, page {case} says as well."
    summary = f"Nobody saw it, says page {case}." if case % 2 == 0 else better
    await rita.write("/queue", f"📥 Case {case}")
    await rita.press("✍️ Take", f"Case {case} · Step 1 of 9")
    await write_verdict(rita, case, claim=None, summary=summary)
    await rita.press_for("Submit", HANDED_IN)
    if case % 2 == 0:
        await send_back(rita, roman, case, summary, better)
    await roman.write("/queue", better)
    await roman.press_for("Approve", "Published")


async def send_back(rita: Member, roman: Member, case: int, summary: str, better: str) -> None:
    """Roman wants something changed, and Rita does so."""
    comment = f"And what says page {case} of 20?"
    await roman.write("/queue", summary)
    await roman.press("Send back", "What is to be changed?")
    await roman.write(comment, "Sent back. The author has your comment.")
    await until(partial(rita.says, comment), seconds=PATIENCE)
    await rita.press("✏️ Summary", f"Case {case} · Step 3 of 9")
    await rita.write(better, f"Case {case} · Step 9 of 9")
    await rita.press_for("Submit", HANDED_IN)


def doubled(workflows: list[Workflow]) -> int:
    """Count the answers beyond the first to each post; all posts have one."""
    numbers = [
        len([one for one in reader.answers(post) if one not in news(reader)])
        for workflow in workflows
        for reader, post in workflow.posts
    ]
    assert min(numbers) == 1
    return sum(numbers) - len(numbers)


def one_verdict(store: Store, case: int, text: str) -> None:
    """Hold a case's verdict, and the log of it, against what was written."""
    kinds = Counter(line.kind for line in decisions(store) if line.case_id == case)
    assert kinds[DecisionKind.RATED] == kinds[DecisionKind.APPROVED] == 1
    assert kinds[DecisionKind.SENT_BACK] == (case % 2 == 0)
    assert kinds[DecisionKind.SUBMITTED] == 1 + (case % 2 == 0)
    (verdict,) = store.transact(
        lambda session: session.exec(
            select(Verdict).where(col(Verdict.claim).contains(text))
        ).all()
    )
    assert verdict.summary == f"Nobody saw it, page {case} says as well."
    assert count(store, VerdictSource, VerdictSource.verdict_id == verdict.id) == 1


def each_told_once(store: Store, workflows: list[Workflow]) -> None:
    """Everybody was told, or it is marked that nobody knows; nobody was told twice."""
    owed = notices(store, Notice.kind == NoticeKind.VERDICT)
    assert len(owed) == 4 * WORKFLOWS
    assert {one.state for one in owed} <= {NoticeState.SENT, NoticeState.UNSURE}
    states = {(one.chat_id, one.reply_to): one.state for one in owed}
    for workflow in workflows:
        for reader, post in workflow.posts:
            told = [one for one in reader.answers(post) if one in news(reader)]
            assert len(told) <= 1
            assert told or states[reader.id, post] is NoticeState.UNSURE
