"""Reviewers at work on their phones: the common chat, their own queue, and what they decide."""

from __future__ import annotations

import pytest

from bot.models import Case, Lease, Verdict, utcnow
from bot.sandbox.values import Chat, Json, MediaKind, Origin
from handlers import jobs
from tests.endtoend.conftest import Start
from tests.endtoend.scene import BRIDGE, UNKNOWN, Reader, Scene, buttons, count, until

pytestmark = pytest.mark.slow

OTHER = "The harbour of Quimby was sold to a circus for three crowns last summer."
THIRD = "A whale was seen in the fountain of Quimby on the first day of spring."


class Desk:
    """A reviewers' chat with two reviewers, an admin and an outsider in it."""

    def __init__(self, scene: Scene, chat: Chat, people: list[Reader]) -> None:
        self.scene = scene
        self.chat = chat
        self.reviewer, self.second, self.admin, self.outsider = people

    async def asked(self, *texts: str) -> None:
        """Let somebody ask about each, and gather it."""
        for text in texts:
            await self.scene.user("Asker").asks(text)
        await jobs.tick(self.scene.runtime, utcnow())
        await self.scene.settled()

    async def card(self) -> Json:
        """Gather and offer what waits, and return the card in the common chat."""
        await jobs.tick(self.scene.runtime, utcnow())
        return await until(lambda: next(iter(reversed(self.cards())), None))

    def cards(self) -> list[Json]:
        return [m for m in self.reviewer.from_bot(self.chat) if m.get("text", "").startswith("📥")]

    async def says(self, who: Reader, text: str) -> Json:
        """Write to the bot in one's own chat, and return what it writes then."""
        before = len(who.from_bot())
        await who.says(text)
        return await until(lambda: next(iter(who.from_bot()[before:]), None))

    async def now(self, who: Reader, message: Json, words: str) -> Json:
        """Wait until a message in somebody's own chat says *words*."""
        return await until(
            lambda: next(
                (
                    one
                    for one in who.from_bot()
                    if one["message_id"] == message["message_id"] and words in one["text"]
                ),
                None,
            )
        )


@pytest.fixture
async def desk(start: Start) -> Desk:
    number = -4_000_000_005  # what the sandbox gives a group after four people
    scene: Scene = await start(
        reviewer_ids=(501, 502),
        admin_ids=(503,),
        review_chat_id=number,
        offer_every=jobs.MINUTE * 0,
    )
    ids = {"Rita": 501, "Roman": 502, "Ada": 503, "Olena": 504}
    people = [scene.user(name, user_id=number) for name, number in ids.items()]
    chat = scene.world.add_group("Reviewers", [one.person for one in people])
    assert chat.id == number
    return Desk(scene, chat, people)


async def test_who_is_no_reviewer_changes_nothing(desk: Desk) -> None:
    await desk.asked(UNKNOWN)
    card = await desk.card()
    before = count(desk.scene.store, Verdict)

    said = [
        (await desk.outsider.presses(card, button, chat=desk.chat)).text
        for button in ("✍️ Take", "Nothing to check", "🗑 Spam", "❗ Escalate", "💬 The posts")
    ]
    queue = await desk.says(desk.outsider, "/queue")

    assert {*said, queue["text"]} == {"Only reviewers can do this."}
    assert count(desk.scene.store, Lease) == 0
    assert count(desk.scene.store, Verdict) == before


async def test_of_two_reviewers_one_gets_the_case(desk: Desk) -> None:
    await desk.asked(UNKNOWN)
    card = await desk.card()

    await desk.reviewer.presses(card, "✍️ Take", chat=desk.chat)
    second = await desk.second.presses(card, "✍️ Take", chat=desk.chat)
    shown = await until(
        lambda: next((c for c in desk.cards() if "is working on it" in c["text"]), None)
    )

    assert second.text == "Somebody else is working on this case."
    assert shown["message_id"] == card["message_id"]
    assert set(buttons(shown)) == {"✍️ Go on", "Give back"}


async def test_a_picture_without_words_comes_with_its_file(desk: Desk) -> None:
    asker = desk.scene.user("Asker")
    post = await desk.scene.world.attach(asker.person, MediaKind.PHOTO, b"...")
    await asker.answer(post["message_id"])

    card = await desk.card()

    (file,) = [m for m in desk.reviewer.from_bot(desk.chat) if "photo" in m]
    assert card["reply_to_message"]["message_id"] == file["message_id"]


async def test_what_is_held_back_is_not_offered(desk: Desk) -> None:
    asker = desk.scene.user("Asker")
    answer = await asker.asks(UNKNOWN)
    await asker.presses(answer, "Don't send it")

    await jobs.tick(desk.scene.runtime, utcnow())
    await desk.scene.settled()

    assert desk.cards() == []
    empty = await desk.says(desk.reviewer, "/queue")
    assert empty["text"].startswith("Nothing waits for you now.")


async def test_a_case_without_a_claim_is_closed(desk: Desk) -> None:
    await desk.asked(UNKNOWN)
    card = await desk.card()

    said = await desk.reviewer.presses(card, "Nothing to check", chat=desk.chat)
    closed = await until(lambda: next((c for c in desk.cards() if not buttons(c)), None))
    again = await desk.second.presses(card, "1:take:1", forged=True, chat=desk.chat)

    assert (said.text, again.text) == ("Noted: nothing to check here.", "This case is closed.")
    assert closed["message_id"] == card["message_id"]


async def test_the_queue_shows_one_case_after_another_in_its_place(desk: Desk) -> None:
    await desk.asked(UNKNOWN, UNKNOWN, OTHER, THIRD)

    first = await desk.says(desk.reviewer, "/queue")
    assert "2 people ask" in first["text"]
    assert UNKNOWN in first["text"]
    await desk.reviewer.presses(first, "⏭ Skip")
    second = await desk.now(desk.reviewer, first, OTHER)
    said = await desk.reviewer.presses(second, "🗑 Spam")
    third = await desk.now(desk.reviewer, first, THIRD)
    await desk.reviewer.presses(third, "Nothing to check")
    await desk.now(desk.reviewer, first, "Nothing waits for you now.")

    assert said.text == "Noted: nothing to check here."
    other = await desk.says(desk.second, "/queue")
    assert UNKNOWN in other["text"]  # what one skips is there for others


async def test_a_case_is_taken_given_back_and_escalated_in_ones_own_chat(desk: Desk) -> None:
    await desk.asked(UNKNOWN)
    await desk.says(desk.admin, "/mycases")
    card = await desk.says(desk.reviewer, "/queue")

    taken = await desk.reviewer.presses(card, "✍️ Take")
    held = await desk.now(desk.reviewer, card, "You are working on it.")
    await desk.reviewer.receives(2)  # the form, too
    mine = await desk.says(desk.reviewer, "/mycases")
    await desk.reviewer.presses(held, "Give back")
    await until(lambda: "✍️ Take" in buttons(desk.reviewer.from_bot()[0]) or None)
    said = await desk.reviewer.presses(card, "❗ Escalate")
    await until(lambda: len(desk.admin.from_bot()) == 3 or None)

    assert taken.text == "It is yours now. Its form is in our private chat."
    assert "you are working on it" in mine["text"]
    assert said.text == "Done: it comes earlier now."
    _, told, shown = desk.admin.from_bot()
    assert told["text"] == "❗ Case 1 is brought before the admins."
    assert "❗ escalated" in shown["text"]
    assert "⬆️ Move up" in buttons(shown)


async def test_take_in_the_common_chat_opens_ones_own_where_the_bot_never_wrote(
    desk: Desk,
) -> None:
    await desk.asked(UNKNOWN)
    card = await desk.card()

    opened = await desk.reviewer.presses(card, "✍️ Take", chat=desk.chat)
    await desk.reviewer.says(f"/start {opened.url.split('?start=')[1]}")
    form, shown = await desk.reviewer.receives(2)
    stranger = await desk.says(desk.outsider, "/start case1")
    await desk.reviewer.presses(shown, "Give back")
    known = await desk.reviewer.presses(card, "1:take:1", forged=True, chat=desk.chat)

    assert opened.url == f"https://t.me/{desk.scene.world.bot['username']}?start=case1"
    assert opened.text == ""
    assert form["text"].startswith("📝 Case 1 · Step 1 of 9")
    assert "You are working on it." in shown["text"]
    assert stranger["text"] == "Only reviewers can do this."
    assert (known.url, known.text) == ("", "It is yours now. Its form is in our private chat.")


async def test_a_post_is_taken_out_of_its_case(desk: Desk) -> None:
    asker = desk.scene.user("Asker")
    for text in (UNKNOWN, f"{UNKNOWN} Again"):
        post = await asker.forwards(text, Origin.channel("Quimby news"))
        await asker.answer(post["message_id"])
    await jobs.tick(desk.scene.runtime, utcnow())
    card = await desk.says(desk.reviewer, "/case 1")
    assert "From: Quimby news (2)\n2 wordings" in card["text"]

    await desk.reviewer.presses(card, "💬 The posts")
    posts = await desk.now(desk.reviewer, card, "💬 Posts of case 1")
    said = await desk.reviewer.presses(posts, "✂️ Take out 2")
    await until(lambda: count(desk.scene.store, Case) == 2 or None)

    assert said.text == "Done: the post is now case 2."
    left = await until(
        lambda: next((m for m in desk.reviewer.from_bot() if "✂️" not in str(buttons(m))), None)
    )
    await desk.reviewer.presses(left, "📥 The case")
    assert "From: Quimby news (1)" in (await desk.now(desk.reviewer, card, "📥 Case 1"))["text"]


async def test_a_case_is_shown_by_its_number_also_in_the_common_chat(desk: Desk) -> None:
    await desk.asked(UNKNOWN)
    await desk.card()

    usage = await desk.says(desk.reviewer, "/case please")
    missing = await desk.says(desk.reviewer, "/case 99")
    asked = await desk.reviewer.says("/case 1", chat=desk.chat)
    await until(lambda: len(desk.cards()) == 2 or None)

    assert usage["text"].startswith("Write /case with the number")
    assert missing["text"] == "I can't find this case any more."
    assert asked
    assert "⬆️ Move up" not in buttons(desk.cards()[-1])


async def test_a_reviewer_chooses_the_languages_of_their_queue(desk: Desk) -> None:
    await desk.asked(UNKNOWN)

    said = [
        (await desk.says(desk.reviewer, text))["text"]
        for text in ("/reviewing", "/reviewing pl uk", "/queue", "/reviewing tlh")
    ]
    everything = await desk.says(desk.reviewer, "/reviewing all")

    assert said[0] == everything["text"]
    assert said[0].startswith("You get cases in every language.")
    assert said[1].startswith("You get cases in: pl uk.")
    assert said[2].startswith("Nothing waits for you now.")
    assert said[3].startswith("Write /reviewing and the languages")


async def test_a_verdict_that_comes_answers_what_waits(desk: Desk) -> None:
    """What a case asks is not asked again once its post is answered."""
    await desk.asked(BRIDGE)

    assert (await desk.says(desk.reviewer, "/queue"))["text"].startswith("Nothing waits")
