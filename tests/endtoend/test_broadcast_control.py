"""Admins steer a broadcast that runs: they pause it, let it go on, stop it, and settle doubts."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import col, select

from bot.models import Broadcast, BroadcastState, Decided, DecisionKind, Notice, NoticeState
from bot.replies import pack
from bot.replies.running_actions import PauseBroadcast, ResumeBroadcast, StopBroadcast, WriteAgain
from bot.sandbox.faults import FaultKind
from tests.endtoend.conftest import Start
from tests.endtoend.desk import Member
from tests.endtoend.scene import Scene, until
from tests.services.broadcasts import subscribe

pytestmark = pytest.mark.slow

ADA, STRANGER, FIRST = 401, 402, 1_000
WORDS = "Bees are back"


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(
        admin_ids=(ADA,), broadcast_confirm_over=1_000, messages_per_second=20
    )
    return found


def readers(scene: Scene, count: int) -> list[int]:
    """Let people with a phone subscribe; return their ids."""
    ids = [FIRST + number for number in range(count)]
    for one in ids:
        scene.user(f"Reader {one}", user_id=one).person.started = True
    subscribe(scene.store, *ids)
    return ids


async def begun(scene: Scene) -> Member:
    ada = Member(scene.user("Ada", user_id=ADA))
    await ada.write(f"/broadcast {WORDS}", "📣 Broadcast 1")
    await ada.press("📣 Send", "Really send it")
    await ada.press_for("Yes: send it", "It begins now")
    return ada


def got(scene: Scene) -> dict[int, int]:
    """Who got it, and how often."""
    found = {}
    for one in scene.world.people.values():
        chat = scene.world.private(one).id
        said = [m for m in scene.world.history(chat) if m.get("text") == WORDS]
        if said and one.id != ADA:
            found[one.id] = len(said)
    return found


def state(scene: Scene) -> BroadcastState:
    query = select(Broadcast)
    return scene.store.transact(lambda session: session.exec(query).one()).state


def deeds(scene: Scene) -> list[DecisionKind]:
    query = select(Decided).where(col(Decided.kind).startswith("broadcast"))
    rows = scene.store.transact(lambda session: session.exec(query).all())
    return [row.kind for row in rows]


def states(scene: Scene) -> set[NoticeState]:
    query = select(Notice).where(col(Notice.broadcast_id).is_not(None))
    rows = scene.store.transact(lambda session: session.exec(query).all())
    return {row.state for row in rows}


async def test_it_pauses_goes_on_and_reaches_everybody_once(scene: Scene) -> None:
    ids = readers(scene, 60)
    ada = await begun(scene)
    await until(lambda: len(got(scene)) >= 5)

    await ada.press_for("⏸ Pause", "Paused.")
    await asyncio.sleep(0.5)
    before = got(scene)
    await asyncio.sleep(0.5)
    held = got(scene)
    await ada.press_for("▶ Resume", "It goes on.")
    await until(lambda: state(scene) is BroadcastState.DONE or None, seconds=20)

    assert held == before
    assert len(held) < len(ids)
    assert got(scene) == dict.fromkeys(ids, 1)
    assert deeds(scene)[-3:] == [
        DecisionKind.BROADCAST_PAUSED,
        DecisionKind.BROADCAST_RESUMED,
        DecisionKind.BROADCAST_DONE,
    ]


async def test_it_stops_for_good_after_one_question(scene: Scene) -> None:
    ids = readers(scene, 60)
    ada = await begun(scene)
    await until(lambda: len(got(scene)) >= 5)

    await ada.press("⏹ Stop", "Really stop it?")
    await ada.press_for("Yes, stop it", "Stopped.")
    await asyncio.sleep(0.5)
    before = got(scene)
    await asyncio.sleep(0.5)

    assert state(scene) is BroadcastState.STOPPED
    assert got(scene) == before
    assert len(before) < len(ids)
    assert states(scene) == {NoticeState.SENT, NoticeState.DROPPED}


async def test_who_may_have_got_it_is_written_to_again_only_if_an_admin_wants_it(
    scene: Scene,
) -> None:
    readers(scene, 3)
    scene.world.faults.add(FaultKind.DROP_AFTER, "sendMessage", times=1, chat_id=FIRST)
    scene.world.faults.add(FaultKind.DROP_BEFORE, "sendMessage", times=1, chat_id=FIRST + 1)
    ada = await begun(scene)
    await until(lambda: state(scene) is BroadcastState.DONE or None, seconds=20)
    unsure = states(scene)
    once = got(scene)

    await ada.press("❔ Unsure (2)", "Nobody knows whether it arrived: 2")
    await ada.press_for("Write to them again", "Written to again: 2")
    await until(lambda: sum(got(scene).values()) == 4 or None)
    await scene.settled()

    assert unsure == {NoticeState.SENT, NoticeState.UNSURE}
    assert once == {FIRST: 1, FIRST + 2: 1}
    assert got(scene) == {FIRST: 2, FIRST + 1: 1, FIRST + 2: 1}
    assert DecisionKind.BROADCAST_UNSURE in deeds(scene)


async def test_a_stranger_steers_nothing(scene: Scene) -> None:
    readers(scene, 40)
    ada = await begun(scene)
    stranger = scene.user("Stranger", user_id=STRANGER)
    await stranger.says("/help")
    shown = (await stranger.receives())[0]
    await until(lambda: got(scene))

    for deed in (PauseBroadcast(1), StopBroadcast(1), ResumeBroadcast(1), WriteAgain(1)):
        answer = await stranger.presses(shown, pack(deed), forged=True)
        assert answer.text == "Only admins can do this."

    assert state(scene) is BroadcastState.RUNNING
    assert ada.says("📣 Broadcast 1") is not None
