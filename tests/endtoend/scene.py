"""People who talk to the bot, and the few verdicts that it knows in these tests."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from bot.context import RUNTIME, App, Runtime
from bot.models import (
    Notice,
    Polarity,
    Rating,
    Received,
    Source,
    Verdict,
    VerdictSource,
    VerdictText,
    Wording,
)
from bot.sandbox.values import CallbackAnswer, Chat, Json, Origin, Person
from bot.sandbox.world import World
from bot.store import revision
from bot.store.database import Store
from bot.text.normalise import text_hash

CHEESE = "The moon is made of green cheese and astronauts have eaten from it."
NO_CHEESE = "The moon is not made of green cheese and no astronaut has eaten from it."
CHEESE_IN_UKRAINIAN = "Місяць зроблено із зеленого сиру, і космонавти його їли."
OTHER_NUMBER = "The bridge over the Ousel river cost 90 million crowns to build."
BRIDGE = "The bridge over the Ousel river cost 40 million crowns to build."
UNKNOWN = "The mayor of Quimby sold the public library to a juggler last winter."
PUBLISHER = "The Daily Moon"


def seed(session: Session) -> None:
    """Write two verdicts about nothing real."""
    source = Source(key="moon", title="What the moon is made of", outlet=PUBLISHER)
    session.add(source)
    cheese = _verdict(CHEESE, Rating.FALSE, "The samples are rock.")
    bridge = _verdict(BRIDGE, Rating.TRUE, "The accounts say so.")
    session.add_all([cheese, bridge])
    session.flush()
    for verdict in (cheese, bridge):
        session.add(VerdictSource(verdict_id=verdict.id or 0, source_id=source.id or 0))
        session.add(_wording(verdict, verdict.claim, "en", Polarity.ASSERTS))
    session.add(_wording(cheese, NO_CHEESE, "en", Polarity.DENIES))
    session.add(_wording(cheese, CHEESE_IN_UKRAINIAN, "uk", Polarity.ASSERTS))
    session.add(
        VerdictText(
            verdict_id=cheese.id or 0,
            language="uk",
            claim=CHEESE_IN_UKRAINIAN,
            summary="Зразки виявилися каменем.",
        )
    )
    revision.bump(session)


def _verdict(claim: str, rating: Rating, summary: str) -> Verdict:
    return Verdict(
        language="en", claim=claim, rating=rating, summary=summary, checked_on=date(2025, 1, 20)
    )


def _wording(verdict: Verdict, text: str, language: str, polarity: Polarity) -> Wording:
    return Wording(
        verdict_id=verdict.id or 0,
        language=language,
        text=text,
        text_hash=text_hash(text),
        polarity=polarity,
    )


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in the sandbox, with what they see."""

    world: World
    person: Person

    @property
    def id(self) -> int:
        return self.person.id

    async def says(self, text: str, **how: object) -> Json:
        return await self.world.say(self.person, text, **how)  # type: ignore[arg-type]

    async def forwards(self, text: str, origin: Origin | None = None, **how: object) -> Json:
        origin = origin or Origin.channel("Some channel")
        return await self.world.forward(self.person, text, origin=origin, **how)  # type: ignore[arg-type]

    async def presses(self, message: Json, button: str, **how: object) -> CallbackAnswer:
        return await self.world.press(self.person, message["message_id"], button, **how)  # type: ignore[arg-type]

    async def asks(self, text: str) -> Json:
        """Write *text* and return the answer to it."""
        return await self.answer((await self.says(text))["message_id"])

    async def answer(self, message_id: int, *, seconds: float = 10) -> Json:
        """Wait for the bot's reply to a message."""
        return await until(lambda: next(iter(self.answers(message_id)), None), seconds=seconds)

    async def receives(self, count: int = 1, *, seconds: float = 10) -> list[Json]:
        """Wait until the bot has written *count* messages here."""
        return await until(
            lambda: self.from_bot() if len(self.from_bot()) >= count else None, seconds=seconds
        )

    def answers(self, message_id: int, chat: Chat | None = None) -> list[Json]:
        return [
            message
            for message in self.from_bot(chat)
            if message.get("reply_to_message", {}).get("message_id") == message_id
        ]

    def from_bot(self, chat: Chat | None = None) -> list[Json]:
        messages = self.world.history((chat or self.world.private(self.person)).id)
        return [m for m in messages if m.get("from", {}).get("id") == self.world.bot["id"]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A running bot with its sandbox and store."""

    world: World
    store: Store
    application: App

    @property
    def runtime(self) -> Runtime:
        runtime: Runtime = self.application.bot_data[RUNTIME]
        return runtime

    def user(
        self, name: str = "Nadia", *, language: str = "en", user_id: int | None = None
    ) -> Reader:
        return Reader(self.world, self.world.add_user(name, language=language, user_id=user_id))

    async def settled(self) -> None:
        """Wait until nothing waits: no update, no owed message."""
        await until(lambda: (not self.open_updates() and not self.open_notices()) or None)

    def open_updates(self) -> int:
        return len(self.world.updates) + count(self.store, Received, Received.state == "waiting")

    def open_notices(self) -> int:
        return count(self.store, Notice, sa.or_(Notice.state == "due", Notice.state == "sending"))  # type: ignore[arg-type]


def count(store: Store, table: type[SQLModel], *where: object) -> int:
    """Count rows."""
    query = sa.select(sa.func.count()).select_from(table).where(*where)  # type: ignore[arg-type]
    with store.engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def buttons(message: Json) -> dict[str, str]:
    """The buttons of a message: label to callback data."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {b["text"]: b.get("callback_data", "") for row in rows for b in row}


# Polling is what a reader does who looks at a chat: there is no event for most of this.
async def until(found: Callable[[], T | None], *, seconds: float = 10) -> T:
    """Wait until *found* returns something and return that."""
    pause = min(0.05, seconds / 1000)
    async with asyncio.timeout(seconds):
        while not (result := found()):  # noqa: ASYNC110 - see above
            await asyncio.sleep(pause)
    return result
