"""Admins ask what spreads: a picture, other periods, a file; nobody else does."""

from __future__ import annotations

import pytest
from sqlmodel import col

from bot.models import Notice, NoticeKind
from bot.replies.callbacks import ShowStatistics, StatisticsFile, pack
from bot.sandbox.values import Json
from bot.store.database import Store
from tests.endtoend.conftest import Start
from tests.endtoend.scene import Reader, Scene, buttons, count, until

pytestmark = pytest.mark.slow

ADA, ANN = 401, 501


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(admin_ids=(ADA,), reviewer_ids=(ANN,))
    return found


async def next_from(reader: Reader, before: int) -> Json:
    return await until(lambda: next(iter(reader.from_bot()[before:]), None), seconds=20)


def statistics(store: Store) -> int:
    return count(store, Notice, col(Notice.kind) == NoticeKind.STATISTICS)


async def test_an_admin_gets_a_picture_another_one_and_a_file(scene: Scene) -> None:
    reader = scene.user()
    await reader.asks("The moon is made of green cheese and astronauts have eaten from it.")
    ada = scene.user("Ada", user_id=ADA)

    await ada.says("/stats")
    week = await next_from(ada, 0)

    assert "Posts: 1 · people: 1 · new: 1" in week["caption"]
    assert week["photo"]
    assert list(buttons(week)) == ["7 days", "30 days", "90 days", "As CSV"]

    await ada.presses(week, buttons(week)["90 days"])
    quarter = await next_from(ada, 1)
    assert quarter["photo"]

    await ada.presses(week, buttons(week)["As CSV"])
    file = await next_from(ada, 2)
    assert file["document"]["file_name"].endswith(".csv")


async def test_a_wrong_period_is_answered_with_the_right_ones(scene: Scene) -> None:
    ada = scene.user("Ada", user_id=ADA)

    said = await ada.asks("/stats fortnight")

    assert "1d, 7d, 30d or 90d" in said["text"]


async def test_nobody_else_sees_them(scene: Scene) -> None:
    ann = scene.user("Ann", user_id=ANN)

    said = await ann.asks("/stats")
    pressed = await ann.presses(said, pack(ShowStatistics(7)), forged=True)

    assert said["text"] == pressed.text == "Only admins can do this."
    assert statistics(scene.store) == 0


@pytest.mark.parametrize(
    "forged",
    [
        ShowStatistics(2),
        ShowStatistics(2**62),
        StatisticsFile(7, 1),
        StatisticsFile(7, 2**62),
        StatisticsFile(8, 1_767_225_600),  # a moment of 2026, and no period of ours
    ],
    ids=str,
)
async def test_forged_buttons_are_answered_politely(
    scene: Scene, forged: ShowStatistics | StatisticsFile
) -> None:
    ada = scene.user("Ada", user_id=ADA)
    said = await ada.asks("/stats nonsense")

    pressed = await ada.presses(said, pack(forged), forged=True)

    assert "out of date" in (pressed.text or "")
    assert statistics(scene.store) == 0
