"""Searching on a phone: /find, its pages, and what a case is the same as."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from bot.models import Submission, utcnow
from bot.replies import LOCALES, say
from bot.sandbox.values import Json
from bot.services.cases import gathering
from bot.store import cases
from bot.text.terms import beginnings
from tests.endtoend.conftest import Start
from tests.endtoend.scene import BRIDGE, CHEESE, UNKNOWN, Reader, Scene, buttons, count, until
from tests.services.world import add_verdict

pytestmark = pytest.mark.slow

ANN = 501


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(reviewer_ids=(ANN,))
    return found


async def fresh(reader: Reader, said: str, **how: object) -> Json:
    """Write *said* and return the message that the bot sends then."""
    before = len(reader.from_bot())
    await reader.says(said, **how)
    return await until(lambda: next(iter(reader.from_bot()[before:]), None))


async def showing(reader: Reader, number: int, words: str) -> Json:
    """Wait until the message of that number says *words*."""
    return await until(
        lambda: next(
            (
                one
                for one in reader.from_bot()
                if one["message_id"] == number and words in one["text"]
            ),
            None,
        )
    )


async def with_case(scene: Scene, reader: Reader | None = None) -> int:
    """Let somebody ask what nobody has checked; return the case's number."""
    reader = reader or scene.user("Olena")
    await reader.answer((await reader.forwards(UNKNOWN))["message_id"])
    scene.store.transact(gathering.gather, utcnow())
    (case,) = scene.store.transact(cases.saying, beginnings("juggler"), 5)
    return case.id or 0


async def test_a_reader_finds_verdicts_by_words_in_any_language_and_by_number(
    scene: Scene,
) -> None:
    reader = scene.user("Nadia")

    found = [await fresh(reader, f"/find {words}") for words in ("сир", "cheesy moons", "1", "#1")]

    assert [one["text"].count(CHEESE) for one in found] == [1] * 4
    assert "❌ False #1" in found[0]["text"]
    assert buttons(found[0]) == {"1": "1:show_verdict:1"}


@pytest.mark.parametrize("locale", LOCALES)
async def test_nothing_found_and_nothing_asked_are_explained(scene: Scene, locale: str) -> None:
    reader = scene.user("Nadia", language=locale)

    nothing, usage = await fresh(reader, "/find <b>zebra & %"), await fresh(reader, "/find")

    assert "<b>zebra & %" in nothing["text"]
    assert "/find" in usage["text"]
    assert usage["text"] == say("find_usage", locale)
    assert buttons(nothing) == {}


async def test_pages_turn_in_place(scene: Scene) -> None:
    scene.store.transact(_tunnels)
    reader, other = scene.user("Nadia"), scene.user("Olena")
    first = await fresh(reader, "/find tunnels")
    number = first["message_id"]
    assert list(buttons(first)) == ["1", "2", "3", "4", "5", "More ▶"]

    await reader.presses(first, "More ▶")
    second = await showing(reader, number, "Page 2 of 3")
    await reader.presses(second, "More ▶")
    third = await showing(reader, number, "Page 3 of 3")
    stranger = await fresh(other, "/find tunnels")
    forged = await other.presses(stranger, "1:found_page:99", forged=True)

    assert list(buttons(second)) == ["6", "7", "8", "9", "10", "◀ Back", "More ▶"]
    assert list(buttons(third)) == ["11", "12", "◀ Back"]
    assert forged.text == ""
    await showing(other, stranger["message_id"], "Page 3 of 3")


def _tunnels(session: Session) -> None:
    for number in range(12):
        add_verdict(session, claim=f"Tunnel {number} is closed to lorries")


async def test_reviewers_find_open_cases_and_readers_do_not(scene: Scene) -> None:
    case = await with_case(scene)
    words = "/find juggler libraries"

    reviewer = await fresh(scene.user("Rita", user_id=ANN), words)
    reader = await fresh(scene.user("Nadia"), words)

    assert f"📥 Case {case} · 1 person asks" in reviewer["text"]
    assert buttons(reviewer) == {"1": f"1:open_case:{case}"}
    assert (buttons(reader), "juggler libraries" in reader["text"]) == ({}, True)


async def test_words_find_what_a_case_is_the_same_as(scene: Scene) -> None:
    asked_by = scene.user("Olena")
    case = await with_case(scene, asked_by)
    reviewer = scene.user("Rita", user_id=ANN)
    shown = await fresh(reviewer, f"/case {case}")

    await reviewer.presses(shown, "🔗 Same as…")
    await until(lambda: "the same as what?" in reviewer.from_bot()[-1]["text"] or None)
    nothing = await fresh(reviewer, "zebra")
    found = await fresh(reviewer, "bridge")
    await reviewer.says("bridge")  # as if nothing had come of it
    then = await fresh(reviewer, BRIDGE)
    answered = await reviewer.presses(found, "1")

    assert "Write me other words" in nothing["text"]
    assert BRIDGE in found["text"]
    assert buttons(found) == {
        "1": f"1:same_as_verdict:{case}:2",
        "Other words": f"1:same_as:{case}",
    }
    assert then["text"].startswith("✅ True")  # nothing is asked any more: it is a post
    assert count(scene.store, Submission) == 2
    assert "1" in (answered.text or "")
    told = await until(lambda: next((o for o in asked_by.from_bot() if BRIDGE in o["text"]), None))
    assert told["text"].startswith("🔔")


async def test_in_a_group_nothing_is_searched(scene: Scene) -> None:
    reader = scene.user("Nadia")
    chat = scene.world.add_group("Friends", [reader.person])

    await reader.says("/find cheese", chat=chat)
    await scene.settled()

    assert reader.from_bot(chat) == []
