"""Groups: silent unless addressed; groups that move; people who block the bot."""

import asyncio

import pytest

from bot.models import Person, Submission
from bot.sandbox.values import Chat
from tests.endtoend.scene import CHEESE, UNKNOWN, Reader, Scene, count, until

pytestmark = pytest.mark.slow


@pytest.fixture
def group(scene: Scene) -> tuple[Chat, Reader, Reader]:
    asker, writer = scene.user(), scene.user("Oleh")
    return scene.world.add_group("Neighbours", [asker.person, writer.person]), asker, writer


async def test_a_group_is_not_answered_unless_it_asks(
    scene: Scene, group: tuple[Chat, Reader, Reader]
) -> None:
    chat, asker, writer = group

    await writer.says(CHEESE, chat=chat)
    await asker.says("/help", chat=chat)
    await scene.settled()

    assert asker.from_bot(chat) == []
    assert count(scene.store, Submission) == 0


@pytest.mark.parametrize("words", ["@{name} what about this?", "/check@{name}"])
async def test_the_post_that_an_addressing_message_replies_to_is_checked(
    scene: Scene, group: tuple[Chat, Reader, Reader], words: str
) -> None:
    chat, asker, writer = group
    post = await writer.says(CHEESE, chat=chat)

    text = words.format(name=scene.world.username)
    await asker.says(text, chat=chat, reply_to=post["message_id"])
    (answer,) = await until(lambda: asker.answers(post["message_id"], chat))

    assert answer["text"].startswith("❌ False")


async def test_addressed_without_a_post_it_says_how(
    scene: Scene, group: tuple[Chat, Reader, Reader]
) -> None:
    chat, asker, _ = group

    await asker.says(f"@{scene.world.username} hello", chat=chat)
    (answer,) = await until(lambda: asker.from_bot(chat))

    assert answer["text"].startswith("Reply to a post and mention me")


async def test_a_group_that_became_a_supergroup_gets_its_answer(
    scene: Scene, group: tuple[Chat, Reader, Reader]
) -> None:
    chat, asker, writer = group
    post = await writer.says(CHEESE, chat=chat)
    await asker.says(f"@{scene.world.username}", chat=chat, reply_to=post["message_id"])

    new = scene.world.migrate(chat)  # before the bot has answered

    (answer,) = await until(lambda: asker.from_bot(new) or asker.from_bot(chat))
    assert answer["text"].startswith("❌ False")


async def test_who_blocked_the_bot_is_answered_once_they_come_back(scene: Scene) -> None:
    reader = scene.user()
    await reader.asks(UNKNOWN)

    post = await reader.says(CHEESE)
    scene.world.block(reader.person)
    await scene.settled()
    blocked = count(scene.store, Person, Person.blocked_at.is_not(None))  # type: ignore[union-attr]
    refused = len(scene.world.calls)
    await asyncio.sleep(0.3)
    scene.world.unblock(reader.person)

    assert blocked == 1
    assert (await reader.answer(post["message_id"]))["text"].startswith("❌ False")
    assert len(scene.world.calls) >= refused
