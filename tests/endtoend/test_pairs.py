"""Readers flag answers on their phones, and reviewers judge them on theirs."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.models import Case, CaseReason, LabelledPair, utcnow
from bot.replies import LOCALES, say
from bot.sandbox.values import Chat, Json
from bot.services import pairs
from tests.endtoend.conftest import Start
from tests.endtoend.scene import BRIDGE, CHEESE, NO_CHEESE, Reader, Scene, buttons, until
from tests.endtoend.test_finding import fresh, showing

pytestmark = pytest.mark.slow

ANN, BOB = 501, 502


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(reviewer_ids=(ANN, BOB))
    return found


async def flagged(reader: Reader, text: str = CHEESE) -> Json:
    """Let a reader say that an answer is not what they asked."""
    answer = await reader.answer((await reader.forwards(text))["message_id"])
    pressed = await reader.presses(answer, "Not what I asked")
    assert pressed.text == "Thank you. That helps us to find better answers."
    return answer


def labels(scene: Scene) -> list[LabelledPair]:
    return list(scene.store.transact(lambda session: session.exec(select(LabelledPair)).all()))


async def test_a_flagged_answer_is_judged_in_the_reviewers_chat(scene: Scene) -> None:
    ann, bob = scene.user("Ann", user_id=ANN), scene.user("Bob", user_id=BOB)
    chat = scene.world.add_group("Desk", [ann.person, bob.person])
    await flagged(scene.user("Nadia"))
    scene.store.transact(pairs.offer, chat.id, utcnow(), 3)
    scene.runtime.owed.set()
    card = await until(lambda: next(iter(_cards(ann, chat)), None))

    judged = await ann.presses(card, "Another claim", chat=chat)
    late = await bob.presses(card, buttons(card)["Same claim"], chat=chat, forged=True)
    after = await until(
        lambda: next((one for one in _cards(ann, chat) if "Judged" in one["text"]), None)
    )

    assert CHEESE in card["text"]
    assert "The answer: ❌ False" in card["text"]
    assert "How it was found:" in card["text"]
    assert judged.text == "Thank you. Noted: another claim."
    assert late.text == "Somebody was quicker: this is judged already."
    assert (buttons(after), after["message_id"]) == ({}, card["message_id"])
    assert [(one.text, one.same) for one in labels(scene)] == [(CHEESE, False)]


def _cards(reader: Reader, chat: Chat) -> list[Json]:
    return [one for one in reader.from_bot(chat) if one["text"].startswith("⚖️")]


async def test_in_private_one_follows_the_other(scene: Scene) -> None:
    ann = scene.user("Ann", user_id=ANN)
    await flagged(scene.user("Nadia"))
    await flagged(scene.user("Olena"), BRIDGE)

    first = await fresh(ann, "/pairs")
    await ann.presses(first, "Same claim")
    await showing(ann, first["message_id"], "Judged: the same claim")
    second = await until(lambda: next((o for o in _private(ann) if BRIDGE in o["text"]), None))
    await ann.presses(second, "Another claim")
    await showing(ann, second["message_id"], "Judged: another claim")
    none = await fresh(ann, "/pairs")

    assert none["text"] == "No flagged answer waits. Thank you!"
    assert {one.text: one.same for one in labels(scene)} == {CHEESE: True, BRIDGE: False}


def _private(reader: Reader) -> list[Json]:
    return [one for one in reader.from_bot() if one["text"].startswith("⚖️")]


@pytest.mark.parametrize("locale", LOCALES)
async def test_strangers_are_refused_politely(scene: Scene, locale: str) -> None:
    reader = scene.user("Nadia", language=locale)
    shown = await fresh(reader, "/pairs")

    forged = [
        (await reader.presses(shown, data, forged=True)).text
        for data in ("1:judge:1:1", "1:judge:99:2", "1:judge:1:3", "1:same_as_case:1:2")
    ]

    polite = say("only_reviewers", locale)
    assert (shown["text"], forged[:3]) == (polite, [polite, polite, say("old_button", locale)])
    assert labels(scene) == []


async def test_three_readers_have_a_verdict_looked_at_again(scene: Scene) -> None:
    said = []
    for name in ("Nadia", "Olena", "Iryna"):
        reader = scene.user(name)
        answer = await reader.answer((await reader.forwards(NO_CHEESE))["message_id"])
        said.append((await reader.presses(answer, "The rating is wrong")).text)

    (case,) = scene.store.transact(lambda session: session.exec(select(Case)).all())
    assert set(said) == {say("noted_wrong", "en")}
    assert (case.about_id, case.reason, case.people) == (1, CaseReason.DISPUTED, 3)


async def test_somebody_elses_answer_cannot_be_called_wrong(scene: Scene) -> None:
    answer = await flagged(scene.user("Nadia"))
    other = scene.user("Olena")
    own = await fresh(other, "/help")

    data = buttons(answer)["The rating is wrong"]
    pressed = await other.presses(own, data, forged=True)

    assert pressed.text == say("not_yours", "en")
