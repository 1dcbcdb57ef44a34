"""The reviewers' desk as its people use it: they look at their chats, press, write and wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from sqlmodel import Session, col, select

from bot.models import (
    Case,
    CasePurpose,
    CaseState,
    Decided,
    DecisionKind,
    Draft,
    Lease,
    Notice,
    NoticeState,
    Submission,
)
from bot.sandbox.values import Json
from bot.store.database import Store
from tests.endtoend.scene import Reader, buttons, until

RITA, ROMAN, ADA = 501, 502, 503  # two reviewers and an admin
SOURCE = "On bees | The Hive | https://hive.example/bees"
T = TypeVar("T")


@dataclass(slots=True)
class Member:
    """Somebody of the desk with a phone: what they do they do again where nothing comes of it."""

    reader: Reader
    patience: float = 10  # seconds until they try again
    tries: int = 1
    deeds: Callable[[], None] = lambda: None  # called before each try
    repeated: int = field(default=0)

    @property
    def id(self) -> int:
        return self.reader.id

    async def press(self, button: str, words: str) -> Json:
        """Press a button of the newest message that has it, until a message says *words*."""
        return await self._insists(partial(self._press, button), self._news(words))

    async def press_for(self, button: str, words: str) -> None:
        """Press a button until the press itself is answered with *words*, or a message is."""
        said: list[str] = []
        news = self._news(words)

        async def deed() -> None:
            said.append(await self._press(button))

        await self._insists(deed, lambda: any(words in one for one in said) or bool(news()))

    async def press_until_gone(self, button: str) -> None:
        """Press a button until no message has it."""
        await self._insists(partial(self._press, button), lambda: self.with_button(button) is None)

    async def write(self, text: str, words: str) -> Json:
        """Write *text*, until a message says *words*."""
        return await self._insists(partial(self.reader.says, text), self._news(words))

    def _news(self, words: str) -> Callable[[], Json | None]:
        """Return what finds a message that says *words* and did not when this was called."""
        before = {message["message_id"]: message["text"] for message in self.texts()}

        def found() -> Json | None:
            changed = (one for one in self.texts() if before.get(one["message_id"]) != one["text"])
            return next((one for one in changed if words in one["text"]), None)

        return found

    async def _insists(
        self, deed: Callable[[], Awaitable[object]], seen: Callable[[], T | None]
    ) -> T:
        """Do something, and again where nothing is seen of it for a while."""
        for again in range(self.tries):
            if again and (found := seen()):
                return found
            self.repeated += bool(again)
            self.deeds()
            try:
                await deed()
                return await until(seen, seconds=self.patience)
            except TimeoutError:
                continue
        newest = [message["text"] for message in self.texts()][-3:]
        raise AssertionError(f"nothing came of it; the newest messages are {newest}")

    async def _press(self, button: str) -> str:
        """Press a button, and return what the press is answered with."""
        shown = await until(lambda: self.with_button(button), seconds=self.patience)
        return (await self.reader.presses(shown, button, timeout=self.patience)).text or ""

    def texts(self) -> list[Json]:
        """What the bot wrote, as it stands now."""
        return [message for message in self.reader.from_bot() if "text" in message]

    def says(self, words: str) -> Json | None:
        """Find the newest message that says *words*."""
        return next((one for one in reversed(self.texts()) if words in one["text"]), None)

    def with_button(self, button: str) -> Json | None:
        """Find the newest message that has a button."""
        return next((one for one in reversed(self.texts()) if button in buttons(one)), None)


async def write_verdict(
    writer: Member,
    case: int,
    *,
    claim: str | None,
    summary: str,
    source: str = SOURCE,
    texts: Sequence[tuple[str, str]] = (),
) -> Json:
    """Go through the whole form of a case, from its first step to the preview.

    Without *claim* the proposed one is kept. All texts of the case are ticked; *texts* are
    languages by their buttons, each with two lines.
    """

    def step(number: int) -> str:
        return f"Case {case} · Step {number} of 9"

    await writer.press("❌ False", step(2))
    if claim is None:
        await writer.press("Keep this claim", step(3))
    else:
        await writer.write(claim, step(3))
    await writer.write(summary, step(4))
    await writer.write(source, f"1. {source.split(' | ')[0]}")
    shown = await writer.press("Next ▶", step(5))
    for button in buttons(shown):
        if button.startswith("☐"):
            await writer.press_until_gone(button)
    await writer.press("Next ▶", step(6))
    await writer.press("Next ▶", step(7))
    await writer.press("No last day", step(8))
    for language, lines in texts:
        await writer.press(language, "two lines")
        await writer.write(lines, step(8))
    return await writer.press("Next ▶", step(9))


def news(reader: Reader) -> list[Json]:
    """What somebody was told of verdicts that came, changed or were withdrawn."""
    return [one for one in reader.from_bot() if one.get("text", "")[:1] in {"🔔", "↩"}]


def decisions(store: Store) -> list[Decided]:
    """Return what was decided, oldest first."""
    query = select(Decided).order_by(col(Decided.id))
    return list(store.transact(lambda session: session.exec(query).all()))


def audit(store: Store) -> list[tuple[DecisionKind, int | None]]:
    """Return what was decided, with who decided it, oldest first."""
    return [(line.kind, line.person_id) for line in decisions(store)]


def notices(store: Store, *where: object) -> list[Notice]:
    """Return what is, or was, owed, oldest first."""
    query = select(Notice).where(*where).order_by(col(Notice.id))  # type: ignore[arg-type]
    return list(store.transact(lambda session: session.exec(query).all()))


def stuck(store: Store) -> list[Notice]:
    """Return what is neither sent nor given up."""
    return notices(store, col(Notice.state).in_([NoticeState.DUE, NoticeState.SENDING]))


def check_invariants(store: Store) -> None:
    """Hold the store against what is true at every moment of the desk."""
    store.transact(_check)


def _check(session: Session) -> None:
    cases = session.exec(select(Case)).all()
    leases = Counter(session.exec(select(Lease.case_id)).all())
    drafts = Counter(session.exec(select(Draft.case_id)).all())
    assert not [one for one, number in (leases + drafts).items() if number > 2]
    assert max((*leases.values(), *drafts.values()), default=1) == 1
    for case in cases:
        posts = session.exec(select(Submission).where(Submission.case_id == case.id)).all()
        askers = {post.person_id for post in posts}
        if case.purpose is not CasePurpose.CLAIM:
            continue
        assert case.people == len(askers) or not posts, f"case {case.id}: {case.people}"
        if case.state is CaseState.CLOSED:
            assert case.id not in leases, f"case {case.id} is closed and held"
            assert case.id not in drafts, f"case {case.id} is closed and written"
        else:
            assert posts, f"case {case.id} is open and nobody asks"
        if case.state is CaseState.SUBMITTED:
            assert case.id not in leases, f"case {case.id} waits and is held"
            assert case.id in drafts, f"case {case.id} waits and is not written"
