"""Admins keep order on their phones: /pause, /resume and their buttons."""

from __future__ import annotations

import pytest

from bot.models import Activity
from bot.replies import LOCALES, say
from bot.sandbox.values import Json
from bot.services.order import pausing
from tests.endtoend.conftest import Start
from tests.endtoend.scene import CHEESE, UNKNOWN, Reader, Scene, buttons, until

pytestmark = pytest.mark.slow

ADA, ALAN, ANN = 401, 402, 501


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(admin_ids=(ADA, ALAN), reviewer_ids=(ANN,))
    return found


async def fresh(reader: Reader, said: str) -> Json:
    """Write *said* and return the message that the bot sends then."""
    before = len(reader.from_bot())
    await reader.says(said)
    return await until(lambda: next(iter(reader.from_bot()[before:]), None))


async def showing(reader: Reader, number: int, words: str) -> Json:
    """Wait until the message of that number says *words*."""

    def found() -> Json | None:
        messages = [one for one in reader.from_bot() if one["message_id"] == number]
        return next((one for one in messages if words in one["text"]), None)

    return await until(found)


async def test_an_admin_pauses_answers_and_lets_them_go_on(scene: Scene) -> None:
    admin, other, reader = (scene.user(f"P{n}", user_id=n) for n in (ADA, ALAN, 1))
    await fresh(other, "/start")
    shown = await fresh(admin, "/pause")
    assert list(buttons(shown)) == [
        "⏸ Pause: reading of posts",
        "⏸ Pause: answers to posts",
        "⏸ Pause: broadcasts",
        "⏸ Pause everything",
    ]

    done = await admin.presses(shown, "⏸ Pause: answers to posts")
    await showing(admin, shown["message_id"], "answers to posts: paused since")
    told = (await other.receives(2))[1]
    line = await fresh(reader, CHEESE)
    await reader.forwards(UNKNOWN)
    await until(lambda: (scene.open_notices() == 2) or None)
    await fresh(admin, "/resume answers")
    answers = await reader.receives(3)

    assert done.text == "Done."
    assert told["text"] == "⏸ Paused: answers to posts (by: an admin)"
    assert line["text"] == say("answers_paused", "en")
    assert answers[1]["text"].startswith("❌ False")
    assert len(reader.from_bot()) == 3


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_stranger_can_pause_nothing(scene: Scene, locale: str) -> None:
    reader = scene.user("Nadia", language=locale)
    polite = say("only_admins", locale)

    said = [(await reader.asks(one))["text"] for one in ("/pause", "/pause all", "/resume all")]
    shown = reader.from_bot()[0]
    forged = ["1:pause_now:all", "1:resume_now:intake", "1:pause_now:everything"]
    answers = [(await reader.presses(shown, data, forged=True)).text for data in forged]

    assert said == [polite] * 3
    assert answers == [polite, polite, say("old_button", locale)]
    assert not any(scene.store.transact(pausing.paused, one) for one in Activity)
