"""Somebody subscribes by taps, gets bulletins, and leaves with one tap."""

import pytest

from bot.models import Subscription, utcnow
from bot.replies import LOCALES, say
from bot.sandbox.values import Json
from tests.endtoend.scene import Reader, Scene, buttons, until

pytestmark = pytest.mark.slow


async def showing(reader: Reader, words: str) -> Json:
    """Wait until a message of the bot says *words*."""
    return await until(
        lambda: next((one for one in reader.from_bot() if words in one["text"]), None)
    )


def row(scene: Scene, reader: Reader) -> Subscription | None:
    return scene.store.transact(lambda session: session.get(Subscription, reader.id))


async def test_leaving_takes_one_word_and_one_tap_brings_it_back(scene: Scene) -> None:
    nadia = scene.user()
    await nadia.says("/start")
    await nadia.receives()
    scene.store.transact(
        lambda session: session.add(Subscription(person_id=nadia.id, since=utcnow()))
    )

    await nadia.says("/unsubscribe")
    left = await showing(nadia, "no new verdicts")
    await nadia.presses(left, "Undo")
    back = await showing(nadia, "again, as before")

    assert back["message_id"] == left["message_id"]
    assert buttons(back) == {}
    found = row(scene, nadia)
    assert found is not None
    assert found.ended_at is None


@pytest.mark.parametrize("locale", LOCALES)
async def test_leaving_twice_is_answered_kindly(scene: Scene, locale: str) -> None:
    reader = scene.user(language=locale)

    await reader.says("/unsubscribe")
    await reader.receives()
    answer = await reader.asks("/unsubscribe")

    assert answer["text"] == say("unsubscribed_before", locale)
