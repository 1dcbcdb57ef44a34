"""Admins keep order on their phones: /pause, /resume and their buttons."""

from __future__ import annotations

import asyncio
import signal
from functools import partial
from typing import cast

import pytest

from bot.app import build
from bot.app import running as bot_running
from bot.config import Settings
from bot.models import Activity, Ban, Broadcast, BroadcastState, Hand, Received, Submission, utcnow
from bot.replies import LOCALES, say
from bot.sandbox.values import Json
from bot.sandbox.world import World
from bot.services.members.values import Author
from bot.services.order import pausing
from bot.services.order.values import Scope
from bot.store.database import Store
from handlers.intake import Intake
from tests.endtoend.conftest import Start
from tests.endtoend.program import Launch
from tests.endtoend.scene import CHEESE, UNKNOWN, Reader, Scene, buttons, count, until
from tests.services.broadcasts import broadcast, subscribe

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


def held_are(store: Store, number: int) -> bool:
    return count(store, Received, Received.state == "held") == number


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


async def test_posts_that_come_while_reading_is_paused_are_read_later_in_their_order(
    scene: Scene,
) -> None:
    admin, reader, other = (scene.user(f"P{n}", user_id=n) for n in (ADA, 1, 2))
    await fresh(admin, "/pause intake")
    line = await fresh(reader, CHEESE)
    numbers = [(await reader.forwards(f"{UNKNOWN} Part {n}."))["message_id"] for n in range(3)]
    about = await fresh(reader, "/about")
    await fresh(other, CHEESE)
    await until(partial(held_are, scene.store, 5))
    assert count(scene.store, Submission) == 0
    assert len(reader.from_bot()) == 2

    await admin.says("/resume all")
    answers = [await reader.answer(number) for number in numbers]
    await other.receives(2)
    await scene.settled()

    assert line["text"] == say("intake_paused", "en")
    assert about["text"].startswith("Who is behind this")
    assert [one["message_id"] for one in answers] == sorted(one["message_id"] for one in answers)
    assert len(reader.from_bot()) == 6
    assert count(scene.store, Received, Received.state != "done") == 0


async def test_a_member_s_work_goes_on_while_reading_is_paused(scene: Scene) -> None:
    admin, reviewer, reader = (scene.user(f"P{n}", user_id=n) for n in (ADA, ANN, 1))
    shown = await fresh(reader, CHEESE)
    await fresh(admin, "/pause intake")

    queue = await reviewer.asks("/queue")
    pressed = await reader.presses(shown, "Tell me if this changes")
    held = await fresh(reviewer, UNKNOWN)

    assert queue["text"].startswith("Nothing waits")
    assert pressed.text == say("following", "en")
    assert held["text"] == say("intake_paused", "en")


async def test_what_is_kept_outlives_restarts_and_the_operator_lets_it_go_on(
    world: World, store: Store, settings: Settings
) -> None:
    """A command line switches while the bot is down, and while it runs."""
    operator = Author(Hand.OPERATOR, name="root")
    store.transact(pausing.pause, Scope.INTAKE, operator, utcnow())
    person = world.add_user("Nadia", user_id=1)
    reader = Reader(world, person)
    for number in range(3):
        async with bot_running(build(settings, store=store)):
            await reader.says(f"{UNKNOWN} Part {number}.")
            await until(partial(held_are, store, number + 1))
    async with bot_running(build(settings, store=store)):
        await asyncio.sleep(0.3)
        assert len(reader.from_bot()) == 1
        store.transact(pausing.resume, Scope.INTAKE, operator, utcnow())
        began = asyncio.get_running_loop().time()
        await reader.receives(4, seconds=20)
        took = asyncio.get_running_loop().time() - began

    answered = [one["reply_to_message"]["message_id"] for one in reader.from_bot()[1:]]
    assert answered == sorted(answered)
    assert took < 8


async def test_a_flood_is_read_at_its_pace_and_those_with_one_post_go_first(start: Start) -> None:
    scene: Scene = await start(intake_per_minute=10)
    flooder, others = scene.user("F", user_id=1), [scene.user(f"O{n}") for n in range(3)]
    throttle = cast(Intake, scene.application.update_queue).throttle
    for number in range(15):
        await flooder.says(f"{UNKNOWN} Part {number}.")
    await until(partial(held_are, scene.store, 5))
    for other in others:
        await other.says(CHEESE)
    await until(partial(held_are, scene.store, 8))
    await until(lambda: (scene.open_notices() == 0) or None)
    assert count(scene.store, Submission) == 10
    assert [one.from_bot()[0]["text"] for one in others] == [say("many_people", "en")] * 3

    throttle._taken.clear()  # a minute later
    throttle.per_minute = 4
    for other in others:
        await other.receives(2)
    assert count(scene.store, Submission) == 14
    throttle.per_minute = 100
    await flooder.receives(16)

    answered = [one["reply_to_message"]["message_id"] for one in flooder.from_bot()]
    own = [one for one in answered if one != flooder.from_bot()[10]["message_id"]]
    assert len(set(own)) == 15
    assert count(scene.store, Received, Received.state == "held") == 0


async def test_a_split_post_stays_one_though_its_pieces_come_back_one_by_one(
    start: Start,
) -> None:
    scene: Scene = await start(intake_per_minute=1)
    reader, operator = scene.user("R"), Author(Hand.OPERATOR, name="root")
    throttle = cast(Intake, scene.application.update_queue).throttle
    scene.store.transact(pausing.pause, Scope.INTAKE, operator, utcnow())
    long = f"{UNKNOWN} " * 200
    for piece in (long[:4096], long[4096:6000]):
        await reader.forwards(piece)
    await until(partial(held_are, scene.store, 2))

    scene.store.transact(pausing.resume, Scope.INTAKE, operator, utcnow())
    await until(partial(held_are, scene.store, 1))
    await until(lambda: (count(scene.store, Submission) == 1) or None)
    throttle._taken.clear()  # a minute later
    await until(partial(held_are, scene.store, 0))
    answers = await reader.receives(2)

    assert count(scene.store, Submission) == 1
    assert [one["text"] for one in answers[:-1]] == [say("intake_paused", "en")]
    assert count(scene.store, Submission, Submission.outcome == "none") == 1


async def test_a_post_that_was_kept_is_no_answer_to_what_its_sender_was_asked_since(
    scene: Scene,
) -> None:
    admin = scene.user("Ada", user_id=ADA)
    await fresh(admin, "/pause intake")
    await fresh(admin, UNKNOWN)
    await until(partial(held_are, scene.store, 1))
    await fresh(admin, "/broadcast")

    await fresh(admin, "/resume intake")
    await until(partial(held_are, scene.store, 0))
    await scene.settled()

    assert count(scene.store, Submission) == 1
    assert count(scene.store, Broadcast) == 0
    await admin.says("Bees are back")
    await until(lambda: (count(scene.store, Broadcast) == 1) or None)


async def test_an_admin_blocks_the_sender_of_a_post_and_takes_it_back(scene: Scene) -> None:
    admin, reader = scene.user("Ada", user_id=ADA), scene.user("Eve", user_id=777, language="uk")
    await fresh(reader, UNKNOWN)
    asked = await fresh(admin, "/block post 1")
    assert asked["text"].startswith("Block whoever sent post 1?\n\nNothing that they send")
    assert "1 post of theirs waits for reviewers" in asked["text"]
    assert "777" not in str(asked)

    done = await admin.presses(asked, "Yes, block")
    await showing(admin, asked["message_id"], "Blocked. 1 post of theirs")
    told = (await reader.receives(2))[1]
    shown = reader.from_bot()[0]
    for _ in range(3):
        await reader.forwards(CHEESE)
    pressed = await reader.presses(shown, next(iter(buttons(shown))))
    await reader.says("/find cheese")
    started = await fresh(reader, "/start")
    kept = await fresh(reader, "/privacy")
    question = await fresh(reader, "/forget")
    erased = await reader.presses(question, "Так, стерти")
    await scene.settled()
    before = len(reader.from_bot())
    await reader.forwards(CHEESE)
    await scene.settled()

    assert done.text == "Blocked. 1 post of theirs no longer waits for reviewers."
    assert told["text"].startswith("Вас тут заблоковано")
    assert started["text"] == told["text"]
    assert "що вас тут заблоковано" in kept["text"]
    assert not pressed.text
    assert erased.text
    assert len(reader.from_bot()) == before
    assert count(scene.store, Submission, Submission.person_id == 777) == 0
    assert (await admin.asks("/block person 777"))["text"] == say("blocked_before", "en")
    assert (await admin.asks("/unblock person 777"))["text"] == say("unblocked_now", "en")
    await reader.forwards(CHEESE)
    await reader.receives(before + 1)


async def test_blocking_is_for_admins_and_explained(scene: Scene) -> None:
    admin, reader = scene.user("Ada", user_id=ADA), scene.user("Nadia")
    wrong = ["/block", "/block <b>", "/block post 0", "/block person 1e9", f"/block post {10**12}"]

    said = [(await admin.asks(one))["text"] for one in wrong]
    refused = [(await admin.asks(f"/block person {one}"))["text"] for one in (ADA, ANN)]
    strange = [(await reader.asks(one))["text"] for one in ("/block person 1", "/unblock post 1")]
    shown = reader.from_bot()[0]
    forged = ["1:block_person:1", "1:block_sender:1", f"1:block_person:{2**63 - 1}"]
    answers = [(await reader.presses(shown, data, forged=True)).text for data in forged]
    huge = await admin.presses(admin.from_bot()[0], f"1:block_sender:{2**63 - 1}", forged=True)
    nobody = await admin.presses(admin.from_bot()[0], "1:block_nobody", forged=True)

    assert said == [say("block_usage", "en")] * len(wrong)
    assert refused == [say("has_role", "en")] * 2
    assert [*strange, *answers] == [say("only_admins", "en")] * 5
    assert huge.text == say("no_sender", "en")
    assert nobody.text == say("blocked_nobody", "en")
    assert count(scene.store, Ban) == 0


async def test_one_command_stops_everything_within_a_second(start: Start) -> None:
    scene: Scene = await start(admin_ids=(ADA,), messages_per_second=20)
    admin, writer = scene.user("Ada", user_id=ADA), scene.user("Nadia")
    readers = [scene.user(f"R{number}") for number in range(80)]
    for reader in readers:
        reader.person.started = True
    subscribe(scene.store, *(one.id for one in readers))
    now, state = utcnow(), BroadcastState.SCHEDULED
    broadcast(scene.store, state=state, due_at=now, author_id=ADA)
    clock = asyncio.get_running_loop().time

    def arrived() -> int:
        return sum(len(one.from_bot()) for one in readers)

    await until(lambda: arrived() > 5, seconds=90)
    pressed = clock()
    await admin.says("/pause all")
    await until(lambda: scene.store.transact(pausing.paused, Activity.BROADCASTS))
    paused, last, before = clock(), clock(), arrived()
    while clock() < paused + 3:
        await asyncio.sleep(0.02)
        if arrived() > before:
            last, before = clock(), arrived()
    line = await fresh(writer, CHEESE)

    assert 5 < before < 80
    assert last - paused < 1
    assert paused - pressed < 5  # a moment, where the machine is not busy with other tests
    assert line["text"] == say("intake_paused", "en")

    await admin.says("/resume all")
    await until(lambda: arrived() == 80, seconds=30)
    await writer.receives(2)
    await until(lambda: held_are(scene.store, 0))
    assert [len(one.from_bot()) for one in readers] == [1] * 80


async def test_an_admin_leafs_through_the_log(scene: Scene) -> None:
    admin, reader = scene.user("Ada", user_id=ADA, language="uk"), scene.user("Nadia")
    for _ in range(6):
        await fresh(admin, "/pause answers")
        await fresh(admin, "/resume answers")
    shown = await fresh(admin, "/log")
    number = shown["message_id"]

    await admin.presses(shown, "More ▶" if "More ▶" in buttons(shown) else "Далі ▶")
    older = await showing(admin, number, "роль призначено")
    await admin.presses(older, "Розсилки")
    empty = await showing(admin, number, "Журнал: Розсилки")
    huge = await admin.presses(empty, f"1:log:all:{2**63 - 1}", forged=True)
    refused = await reader.asks("/log")
    forged = await reader.presses(reader.from_bot()[0], "1:log:all:1", forged=True)

    assert shown["text"].startswith("📜 Журнал: Усе\n\n")
    assert shown["text"].count("адміністратор 401") == 10
    assert "призупинено · відповіді на дописи" in shown["text"]
    assert "налаштування" in older["text"]
    assert "Поки що нічого не зроблено." in empty["text"]
    assert not huge.text
    assert refused["text"] == forged.text == say("only_admins", "en")


async def test_what_is_kept_outlives_kills_at_any_moment(
    world: World, store: Store, launch: Launch
) -> None:
    operator = Author(Hand.OPERATOR, name="root")
    store.transact(pausing.pause, Scope.INTAKE, operator, utcnow())
    readers = [Reader(world, world.add_user(f"R{number}", user_id=number)) for number in (1, 2)]
    for kill in range(3):
        program = await launch()
        await program.says("is listening")
        for number in range(2):
            for reader in readers:
                await reader.says(f"{UNKNOWN} Part {kill}{number}.")
        await asyncio.sleep(0.1 * kill)
        await program.ends(signal.SIGKILL)

    store.transact(pausing.resume, Scope.INTAKE, operator, utcnow())
    program = await launch()
    await until(lambda: len(replied(readers[0])) > 1, seconds=60)
    await program.ends(signal.SIGKILL)
    program = await launch()
    await until(lambda: all(len(set(replied(one))) == 6 for one in readers), seconds=60)
    await until(partial(held_are, store, 0))
    await program.ends(signal.SIGTERM)

    for reader in readers:
        answered = list(dict.fromkeys(replied(reader)))
        assert answered == sorted(answered)
    assert count(store, Submission) == 12
    assert count(store, Received, Received.state != "done") == 0


def replied(reader: Reader) -> list[int]:
    """The messages that were answered, but for the line that says that reading is paused."""
    said = [one for one in reader.from_bot() if one["text"] != say("intake_paused", "en")]
    return [one["reply_to_message"]["message_id"] for one in said]
