"""A reviewer switches reminders off and on again, and nobody else has them."""

import pytest

from bot.replies import LOCALES, say
from bot.sandbox.values import Json
from bot.services import people
from tests.endtoend.conftest import Start
from tests.endtoend.scene import Reader, Scene, buttons, until

pytestmark = pytest.mark.slow

ANN = 60
ON, OFF = "🔔 Reminders are on.", "🔕 Reminders are off."


@pytest.fixture
async def scene(start: Start) -> Scene:
    """A bot with a reviewer."""
    found: Scene = await start(reviewer_ids=(ANN,))
    return found


async def showing(reader: Reader, words: str) -> Json:
    """Wait until the last message of the bot begins with *words*."""
    return await until(
        lambda: next(
            (one for one in reader.from_bot()[-1:] if one["text"].startswith(words)), None
        )
    )


async def test_a_reviewer_switches_reminders_in_place(scene: Scene) -> None:
    ann = scene.user("Ann", user_id=ANN)
    await ann.says("/reminders")

    shown = await showing(ann, ON)
    await ann.presses(shown, "Switch off")
    off = await showing(ann, OFF)
    await ann.presses(off, "Switch on")
    on = await showing(ann, ON)

    assert off["message_id"] == on["message_id"] == shown["message_id"]
    assert list(buttons(on)) == ["Switch off"]


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_stranger_is_told_politely(scene: Scene, locale: str) -> None:
    reader = scene.user(language=locale)

    answer = await reader.asks("/reminders")

    assert answer["text"] == say("only_reviewers", locale)


async def test_who_reviews_no_more_switches_nothing(scene: Scene) -> None:
    ann = scene.user("Ann", user_id=ANN)
    await ann.says("/reminders")
    shown = await showing(ann, ON)
    scene.store.transact(people.sync_roles, (), ())

    pressed = await ann.presses(shown, "Switch off")

    assert pressed.text == say("only_reviewers", "en")
