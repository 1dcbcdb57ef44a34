"""Reviewers write verdicts on their phones: buttons, words, a restart in the middle."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.app import build, running
from bot.config import Settings
from bot.models import Case, CaseState, Draft, Rating, Submission, utcnow
from bot.pages import PageFacts, Unreachable
from bot.replies import say
from bot.sandbox.values import Json, MediaKind, Origin
from bot.sandbox.world import World
from bot.services import asking
from bot.services.cases import gathering, leases
from bot.services.cases.results import Taken
from bot.services.forms import forms
from bot.store.database import Store
from handlers import forms as form_handlers
from tests.endtoend.conftest import Start
from tests.endtoend.scene import UNKNOWN, Reader, Scene, buttons, count, until

pytestmark = pytest.mark.slow

ADA, ANN, BOB = 401, 501, 502
HOLD = timedelta(hours=2)
SUMMARY = "The library is still the city's; the register of property says so."
PICTURE = b"GIF89a"
LINK = "https://gazette.example/library"


@pytest.fixture(autouse=True)
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web, of which one page can be read."""

    async def look_up(url: str) -> PageFacts | Unreachable:
        if url == LINK:
            return PageFacts(url, "The Gazette", "Library <b>stays</b>")
        return Unreachable(url, "no_such_name")

    monkeypatch.setattr(form_handlers, "look_up", look_up)


@pytest.fixture
async def scene(start: Start) -> Scene:
    return await asked(await start(admin_ids=(ADA,), reviewer_ids=(ANN, BOB)))


async def asked(scene: Scene) -> Scene:
    """Let somebody ask about a claim that nobody has checked."""
    reader = scene.user("Nadia", user_id=301)
    await reader.asks(UNKNOWN)
    await scene.settled()
    scene.store.transact(gathering.gather, utcnow())
    return scene


def case_of(scene: Scene) -> Case:
    return scene.store.transact(lambda session: session.exec(select(Case)).one())


def draft_of(scene: Scene) -> Draft:
    return scene.store.transact(lambda session: session.exec(select(Draft)).one())


async def member(scene: Scene, who: int, *, language: str = "en") -> Reader:
    """A reviewer who has spoken with the bot before."""
    found = scene.user("Ann" if who == ANN else "Bob", user_id=who, language=language)
    await fresh(found, "/about")
    return found


async def fresh(reader: Reader, said: str) -> Json:
    """Write *said* and return the message that the bot sends then."""
    before = len(reader.from_bot())
    await reader.says(said)
    return await until(lambda: next(iter(reader.from_bot()[before:]), None))


async def takes(scene: Scene, reviewer: Reader, key: str = "take") -> Json:
    """Take the case, and return the form."""
    scene.store.transact(_take, reviewer.id, key)
    scene.runtime.owed.set()
    return await form(reviewer)


def _take(session: Session, who: int, key: str) -> None:
    number = session.exec(select(Case)).one().id or 0
    taken = leases.take(session, number, who, utcnow(), HOLD)
    assert isinstance(taken, Taken)
    forms.begin(session, session.get_one(Case, number), who, utcnow(), key=key)


async def form(reviewer: Reader, words: str = "") -> Json:
    """Wait for the newest message with buttons that says *words*."""

    def found() -> Json | None:
        shown = [
            one for one in reviewer.from_bot() if any(":form_" in b for b in buttons(one).values())
        ]
        return shown[-1] if shown and words in shown[-1]["text"] else None

    return await until(found)


async def press(reviewer: Reader, button: str, words: str) -> Json:
    """Press a button of the newest form, and wait until it says *words*."""
    await reviewer.presses(await form(reviewer), button)
    return await form(reviewer, words)


async def write(reviewer: Reader, said: str, words: str) -> Json:
    """Write an answer, and wait until the form says *words*."""
    await reviewer.says(said)
    return await form(reviewer, words)


async def up_to_the_preview(reviewer: Reader, summary: str = SUMMARY) -> Json:
    await press(reviewer, "❌ False", "Step 2 of 9: Claim")
    await press(reviewer, "Keep this claim", "Step 3 of 9: Summary")
    await write(reviewer, summary, "Step 4 of 9: Sources")
    await write(reviewer, f"Read {LINK}", "1. Library <b>stays</b>, The Gazette")
    await press(reviewer, "Next ▶", "Step 5 of 9: Posts")
    await press(reviewer, "Next ▶", "Step 6 of 9: Figures")
    await press(reviewer, "Next ▶", "Step 7 of 9: Valid until")
    await press(reviewer, "No last day", "Step 8 of 9: Languages")
    return await press(reviewer, "Next ▶", "Step 9 of 9: Preview")


async def test_a_verdict_is_written_with_buttons_and_words(scene: Scene) -> None:
    ann = await member(scene, ANN)
    first = await takes(scene, ann)
    assert "Step 1 of 9: Rating" in first["text"]

    preview = await up_to_the_preview(ann)

    assert "❌ False\nWhat the post says: The mayor of Quimby" in preview["text"]
    assert "1. Library <b>stays</b>, The Gazette" in preview["text"]
    assert "Posts that are told: 1 of 1" in preview["text"]
    done = await ann.presses(preview, "Submit")
    assert done.text == say("draft_submitted", "en")
    await until(lambda: case_of(scene).state is CaseState.SUBMITTED or None)
    await scene.settled()
    assert [one for one in ann.from_bot() if buttons(one)] == []
    assert "✔ Step 3 of 9: Summary – The library is still" in " ".join(
        one["text"] for one in ann.from_bot()
    )


async def test_a_desk_of_one_answers_at_once_also_who_is_in_no_case_yet(start: Start) -> None:
    scene = await asked(await start(reviewer_ids=(ANN,), approvals=0))
    late = scene.user("Olena")
    post = (await late.asks(UNKNOWN))["reply_to_message"]["message_id"]
    ann = await member(scene, ANN)
    await takes(scene, ann)

    await ann.presses(await up_to_the_preview(ann), "Submit")

    _, news = await until(lambda: told if len(told := late.answers(post)) == 2 else None)
    assert "❌ False" in news["text"]


async def test_a_verdict_is_written_in_ukrainian_with_a_polish_text(scene: Scene) -> None:
    ann = await member(scene, ANN, language="uk")
    await takes(scene, ann)
    await press(ann, "❌ Неправда", "Крок 2 з 9: Твердження")
    await write(ann, "Мер Квімбі продав бібліотеку", "Крок 3 з 9: Пояснення")
    await write(ann, "Бібліотека й далі належить місту, так каже реєстр.", "Крок 4 з 9: Джерела")
    await write(ann, f"Бібліотека | Газета | {LINK}", "1. Бібліотека, Газета")
    for step in ("Крок 5", "Крок 6", "Крок 7", "Крок 8"):
        await press(ann, "Далі ▶", step)
    await press(ann, "Polski", "Напишіть два рядки")
    pair = "Burmistrz sprzedał bibliotekę\nBiblioteka nadal należy do miasta."
    await write(ann, pair, "За бажання")

    preview = await press(ann, "Далі ▶", "Крок 9 з 9: Перегляд")
    polish = await press(ann, "Polski", "Burmistrz sprzedał bibliotekę")

    assert "❌ Неправда\nЩо стверджує допис: Мер Квімбі продав бібліотеку" in preview["text"]
    assert "❌ Fałsz" in polish["text"]
    assert draft_of(scene).language == "uk"


async def test_an_unreachable_page_is_asked_for_its_title(scene: Scene) -> None:
    ann = await member(scene, ANN)
    await takes(scene, ann)
    await press(ann, "🎭 Satire", "Step 2")
    await press(ann, "Keep this claim", "Step 3")
    await write(ann, SUMMARY, "Step 4")

    await write(ann, "https://other.example/a https://other.example/b", "What is the title")
    await write(ann, "First | Other", "https://other.example/b")
    shown = await press(ann, "Leave it without a title", "1. First, Other")
    await press(ann, "✖ 1", "1. a source without a title")

    assert "✖ 2" in buttons(shown)
    assert [one["url"] for one in draft_of(scene).sources] == ["https://other.example/b"]


async def test_forwarded_posts_of_channels_are_sources_where_the_form_asks(scene: Scene) -> None:
    ann = await member(scene, ANN)
    await takes(scene, ann)
    before = count(scene.store, Submission)
    checked = await ann.forwards("Some other claim that nobody has checked so far, friends")
    await ann.answer(checked["message_id"])
    assert count(scene.store, Submission) == before + 1
    await press(ann, "❌ False", "Step 2")
    await press(ann, "Keep this claim", "Step 3")
    await write(ann, SUMMARY, "Step 4")

    for number in range(3):
        await ann.forwards(f"Post {number}", Origin.channel("Some channel"))
    await form(ann, "3. Post 2, Some channel")
    await ann.forwards("A private word", Origin.hidden_user("Somebody"))
    await form(ann, "persons are not named")

    assert len(draft_of(scene).sources) == 3
    assert count(scene.store, Submission) == before + 1


async def test_a_restart_in_the_middle_loses_nothing(
    world: World, store: Store, settings: Settings
) -> None:
    ours = settings.model_copy(update={"admin_ids": (ADA,), "reviewer_ids": (ANN, BOB)})
    async with running(first := build(ours, store=store)):
        scene = await asked(Scene(world, store, first))
        ann = await member(scene, ANN)
        await takes(scene, ann)
        await press(ann, "❌ False", "Step 2")
        await press(ann, "Keep this claim", "Step 3")
        await scene.settled()

    async with running(build(ours, store=store)):
        again = await form(ann, say("form_again", "en"))
        assert "Step 3 of 9: Summary" in again["text"]
        await write(ann, SUMMARY, "Step 4 of 9: Sources")
    assert draft_of(scene).summary == SUMMARY


async def test_of_two_reviewers_one_writes(scene: Scene) -> None:
    ann, bob = await member(scene, ANN), await member(scene, BOB)
    shown = await takes(scene, ann)
    rated = next(data for label, data in buttons(shown).items() if "False" in label)
    hello = await fresh(bob, "/about")

    refused = await bob.presses(hello, rated, forged=True)
    assert refused.text == say("held_by_other", "en")

    await press(ann, "❌ False", "Step 2")
    scene.store.transact(leases.give_back, case_of(scene).id or 0, ANN, utcnow())
    lost = await ann.asks("The mayor sold nothing")
    assert lost["text"] == say("form_not_held", "en")
    theirs = await takes(scene, bob, "take:bob")
    assert "Step 2 of 9: Claim" in theirs["text"]
    assert draft_of(scene).rating is Rating.FALSE


async def test_two_messages_at_once_are_not_two_answers(scene: Scene) -> None:
    ann = await member(scene, ANN)
    await takes(scene, ann)
    await press(ann, "❌ False", "Step 2")

    await asyncio.gather(ann.says("The mayor sold the library"), ann.says("Nobody knows why"))

    await form(ann, "Step 3 of 9: Summary")
    await scene.settled()
    draft = draft_of(scene)
    assert (draft.claim, draft.summary) == ("The mayor sold the library", "")
    assert say("form_too_quick", "en") in [one["text"] for one in ann.from_bot()]


async def test_commands_pictures_and_edits_leave_the_form_as_it_is(scene: Scene) -> None:
    ann = await member(scene, ANN)
    await takes(scene, ann)
    await press(ann, "❌ False", "Step 2")
    before = count(scene.store, Submission)

    about = await fresh(ann, "/about")
    await scene.world.attach(ann.person, MediaKind.PHOTO, PICTURE)
    await form(ann, say("form_words_wanted", "en"))
    await write(ann, "🔥🔥🔥", say("form_no_words", "en"))
    said = await ann.says("The mayor <b>sold</b> the library")
    await form(ann, "Step 3 of 9: Summary")
    await scene.world.edit(ann.person, said["message_id"], "The mayor sold nothing")
    edited = await ann.answer(said["message_id"])

    assert "Step" not in about["text"]
    assert draft_of(scene).claim == "The mayor <b>sold</b> the library"
    await until(
        lambda: any(one["text"] == say("form_edited", "en") for one in ann.from_bot()) or None
    )
    assert edited
    assert count(scene.store, Submission) == before


async def test_closing_and_cancelling(scene: Scene) -> None:
    ann = await member(scene, ANN)
    await takes(scene, ann)
    await press(ann, "❌ False", "Step 2")

    closed = await ann.presses(await form(ann), "Close")
    assert closed.text == say("form_put_away", "en")
    await scene.settled()
    assert scene.store.transact(asking.asked, ANN) is None

    await takes(scene, ann, "again")
    await press(ann, "Cancel", "Really throw away")
    await press(ann, "No, go on", "Write the claim")
    await press(ann, "Cancel", "Really throw away")
    gone = await ann.presses(await form(ann), "Yes, throw it away")

    assert gone.text == say("form_cancelled", "en")
    assert count(scene.store, Draft) == 0


async def test_a_form_is_nobody_elses_business(scene: Scene) -> None:
    ann, reader = await member(scene, ANN), scene.user("Ivan", user_id=302)
    shown = await takes(scene, ann)
    hello = await fresh(reader, "/about")

    for data in buttons(shown).values():
        answer = await reader.presses(hello, data, forged=True)
        assert answer.text == say("only_reviewers", "en")
    assert draft_of(scene).rating is None


async def test_a_summary_in_pieces_is_too_long_as_a_whole(scene: Scene) -> None:
    ann = await member(scene, ANN)
    await takes(scene, ann)
    await press(ann, "❌ False", "Step 2")
    await press(ann, "Keep this claim", "Step 3")

    await ann.says("word " * 1660)  # the last of its three pieces alone would be short enough
    await form(ann, "3,696 characters are too many")
    await scene.settled()

    assert draft_of(scene).summary == ""
    assert len(ann.from_bot()) == 3


async def test_an_album_is_one_answer(scene: Scene) -> None:
    ann = await member(scene, ANN)
    await takes(scene, ann)
    await press(ann, "❌ False", "Step 2")

    for caption in ("The mayor sold the library", "", ""):
        await scene.world.attach(
            ann.person, MediaKind.PHOTO, PICTURE, caption=caption, media_group_id="7"
        )
    await form(ann, "Step 3 of 9: Summary")
    await scene.settled()

    assert (draft_of(scene).claim, draft_of(scene).summary) == ("The mayor sold the library", "")
    assert len(ann.from_bot()) == 3


async def test_links_are_taken_from_behind_words_and_forged_ones_refused(scene: Scene) -> None:
    ann = await member(scene, ANN)
    await takes(scene, ann)
    await press(ann, "❌ False", "Step 2")
    await press(ann, "Keep this claim", "Step 3")
    await write(ann, SUMMARY, "Step 4")

    hidden = {"type": "text_link", "offset": 0, "length": 4, "url": LINK}
    await ann.says("Here it is", entities=[hidden])
    await form(ann, "1. Library <b>stays</b>, The Gazette")
    for bad in ("http://127.0.0.1:8080/x", "http://router.local/", "a | b | javascript://x"):
        await ann.says(bad)
        await scene.settled()

    assert [one["url"] for one in draft_of(scene).sources] == [LINK]
