"""An admin asks for another threshold, is told what it would have done, and sets it."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from bot.models import LabelledPair
from bot.replies.callbacks import SetThreshold, pack
from bot.sandbox.values import Json
from bot.services import thresholds
from bot.text.normalise import text_hash
from tests.endtoend.conftest import Start
from tests.endtoend.scene import BRIDGE, Reader, Scene, buttons, until

pytestmark = pytest.mark.slow

ADA, ANN = 401, 501


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(admin_ids=(ADA,), reviewer_ids=(ANN,))
    return found


def label(session: Session) -> None:
    text = f"{BRIDGE} They say so."
    session.add(LabelledPair(text=text, text_hash=text_hash(text), verdict_id=2, same=True))


async def card(reader: Reader, words: str) -> Json:
    """Wait for the message that says *words*."""
    return await until(
        lambda: next((one for one in reader.from_bot() if words in one.get("text", "")), None),
        seconds=30,
    )


async def test_an_admin_measures_sets_and_takes_back(scene: Scene) -> None:
    scene.store.transact(label)
    ada = scene.user("Ada", user_id=ADA)

    await ada.says("/threshold")
    now = await card(ada, "that is the setting")
    await ada.says("/threshold 0.97")
    shown = await card(ada, "1 were replayed")

    assert "by words alone 0.96" in now["text"]
    assert "at least as careful" in shown["text"]
    assert list(buttons(shown)) == ["Set it", "Leave it"]

    left = await ada.presses(shown, "Leave it")
    done = await ada.presses(shown, "Set it")
    assert (left.text, done.text) == (
        "Nothing was changed.",
        "Set. Every answer from now on goes by it.",
    )
    assert scene.store.transact(thresholds.current, 0.98) == 0.97
    assert scene.runtime.indexing.index()[0].least("words") == 0.97

    said = await ada.asks("/threshold default")
    assert said["text"] == "The setting holds again."
    assert scene.store.transact(thresholds.current, 0.98) is None


async def test_less_care_than_was_measured_is_refused(scene: Scene) -> None:
    ada = scene.user("Ada", user_id=ADA)

    await ada.says("/threshold 0.6")
    shown = await card(ada, "Too few judged posts")
    forged = await ada.presses(shown, pack(SetThreshold(600)), forged=True)

    assert buttons(shown) == {}
    assert "out of date" in (forged.text or "")
    assert scene.store.transact(thresholds.current, 0.98) is None


async def test_nobody_else_is_told(scene: Scene) -> None:
    ann = scene.user("Ann", user_id=ANN)

    said = [(await ann.asks(words))["text"] for words in ("/threshold", "/threshold default")]

    assert said == ["Only admins can do this."] * 2
