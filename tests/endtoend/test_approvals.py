"""The second pair of eyes in the sandbox: from a submitted draft to everybody who asked."""

from functools import partial

import pytest

from bot.models import Submission, Verdict, utcnow
from bot.sandbox.values import Chat, Json
from bot.text.normalise import text_hash
from tests.endtoend.conftest import Start
from tests.endtoend.scene import CHEESE, UNKNOWN, Reader, Scene, buttons, count, until
from tests.services.drafts import draft_of, gathered, submit, written

pytestmark = pytest.mark.slow

CHAT = -4_000_000_004  # what the sandbox gives a group after three people
RITA, ROMAN, ADA = 501, 502, 503


class Desk:
    """A reviewers' chat with two reviewers and an admin, who know the bot."""

    def __init__(self, scene: Scene, chat: Chat, people: list[Reader]) -> None:
        self.scene = scene
        self.chat = chat
        self.rita, self.roman, self.ada = people

    def submitted(self) -> int:
        """Let Rita write a verdict on what waits, and hand it over."""
        now = utcnow()
        case_id = gathered(self.scene.store, now)
        written(
            self.scene.store,
            case_id,
            RITA,
            now,
            claim="The library of Quimby was sold",
            wordings=[text_hash(UNKNOWN)],
        )
        submit(self.scene.store, case_id, RITA, now, chat=CHAT)
        self.scene.runtime.owed.set()
        return case_id

    async def card(self, text: str = "👀") -> Json:
        """Wait for the card of a draft in the chat."""
        return await until(lambda: next(iter(reversed(self.cards(text))), None))

    def cards(self, text: str) -> list[Json]:
        return [m for m in self.rita.from_bot(self.chat) if m.get("text", "").startswith(text)]


@pytest.fixture
async def desk(start: Start) -> Desk:
    scene: Scene = await start(admin_ids=(ADA,), reviewer_ids=(RITA, ROMAN), review_chat_id=CHAT)
    names = {"Rita": RITA, "Roman": ROMAN, "Ada": ADA}
    people = [scene.user(name, user_id=number) for name, number in names.items()]
    chat = scene.world.add_group("Reviewers", [one.person for one in people])
    assert chat.id == CHAT
    for one in people:
        await one.says("/help")
        await one.receives()
    return Desk(scene, chat, people)


def told(asker: Reader, post: int) -> list[Json]:
    """What came after the first answer to a post."""
    return asker.answers(post)[1:]


async def said(reader: Reader, text: str) -> Json:
    """Wait for a message of the bot in somebody's own chat that has *text* in it."""
    return await until(
        lambda: next((m for m in reader.from_bot() if text in m.get("text", "")), None)
    )


async def test_another_reviewers_yes_reaches_everybody_who_asked(desk: Desk) -> None:
    askers = [desk.scene.user(f"Asker {number}", language="uk") for number in range(3)]
    posts = [await asker.asks(UNKNOWN) for asker in askers]
    desk.submitted()
    card = await desk.card()

    own = await desk.rita.presses(card, "Approve", chat=desk.chat)
    other = await desk.roman.presses(card, "Approve", chat=desk.chat)

    assert "3 people will be told." in card["text"]
    assert own.text == "You wrote this one: another reviewer has to look at it."
    assert other.text == "Published. 3 people who asked are being told."
    for asker, post in zip(askers, posts, strict=True):
        first = post["reply_to_message"]["message_id"]
        news = await until(partial(told, asker, first))
        assert "❌ Неправда" in news[0]["text"]
        assert "The Hive" in news[0]["text"]
    done = await desk.card("✅ Published")
    assert (done["message_id"], buttons(done)) == (card["message_id"], {})
    await said(desk.rita, "Your verdict is out")
    again = await desk.scene.user("Late").asks(UNKNOWN)
    assert again["text"].startswith("❌ False")


async def test_who_waits_with_other_words_is_told_at_once(desk: Desk) -> None:
    asker = desk.scene.user("Asker")
    post = await asker.asks(UNKNOWN)
    other = desk.scene.user("Other")
    near = await other.asks("The library of Quimby was sold!")
    desk.submitted()
    card = await desk.card()

    await desk.roman.presses(card, "Approve", chat=desk.chat)

    assert await until(partial(told, asker, post["reply_to_message"]["message_id"]))
    assert await until(partial(told, other, near["reply_to_message"]["message_id"]))


async def test_a_button_of_what_is_out_already_is_answered_politely(desk: Desk) -> None:
    await desk.scene.user("Asker").asks(UNKNOWN)
    desk.submitted()
    card = await desk.card()
    before = count(desk.scene.store, Verdict)

    await desk.roman.presses(card, "Approve", chat=desk.chat)
    late = await desk.ada.presses(card, "Approve", chat=desk.chat)

    assert late.text == "This case is closed."
    assert count(desk.scene.store, Verdict) == before + 1


async def test_a_comment_brings_the_form_back_to_its_author(desk: Desk) -> None:
    await desk.scene.user("Asker").asks(UNKNOWN)
    case_id = desk.submitted()
    card = await desk.card()

    pressed = await desk.roman.presses(card, "Send back", chat=desk.chat)
    await said(desk.roman, "What is to be changed?")
    answer = await desk.roman.asks("Which <library>?")
    again = await desk.roman.asks("Which <library>?")  # as if nothing had come of it

    assert pressed.text == "Please write in our private chat what is to be changed."
    assert answer["text"] == again["text"] == "Sent back. The author has your comment."
    assert count(desk.scene.store, Submission) == 1
    back = await said(desk.rita, "came back with a comment")
    assert "Which <library>?" in back["text"]
    draft = draft_of(desk.scene.store, case_id)
    assert draft is not None
    assert draft.comment == "Which <library>?"
    assert await desk.card("✍️")


async def test_to_reject_takes_two_presses(desk: Desk) -> None:
    await desk.scene.user("Asker").asks(UNKNOWN)
    case_id = desk.submitted()
    card = await desk.card()

    await desk.roman.presses(card, "Reject", chat=desk.chat)
    asked = await until(
        lambda: next((c for c in desk.cards("👀") if "Really reject?" in c["text"]), None)
    )
    assert draft_of(desk.scene.store, case_id) is not None
    done = await desk.roman.presses(asked, "Yes: reject", chat=desk.chat)

    assert done.text == "Rejected. The case is open again."
    assert draft_of(desk.scene.store, case_id) is None
    await said(desk.rita, "was rejected")


async def test_a_verdict_and_its_withdrawal_in_the_chat(desk: Desk) -> None:
    asker = desk.scene.user("Asker")
    await asker.asks(CHEESE)

    await desk.rita.says("/withdraw 1")
    shown = await said(desk.rita, "📄 Verdict 1")
    await desk.ada.says("/withdraw 1")
    question = await said(desk.ada, "Really withdraw?")
    done = await desk.ada.presses(question, "Yes: withdraw")

    assert "Withdraw" not in buttons(shown)
    assert done.text == "Withdrawn. 1 person is being told."
    news = await said(asker, "We have withdrawn a verdict")
    assert "The moon is made of green cheese" in news["text"]
    await said(desk.ada, "it holds no longer")
    again = await desk.scene.user("Late").asks(CHEESE)
    assert "False" not in again["text"]


async def test_to_correct_a_verdict_opens_its_form(desk: Desk) -> None:
    await desk.rita.says("/verdict 2")
    shown = await said(desk.rita, "📄 Verdict 2")

    pressed = await desk.rita.presses(shown, "Correct")

    assert pressed.text == "The form is in our private chat."


async def test_a_verdict_is_asked_for_by_its_number(desk: Desk) -> None:
    usage = await desk.roman.asks("/verdict bees")
    unknown = await desk.roman.asks("/verdict 999")

    assert usage["text"] == "Write the number of a verdict, such as: /verdict 12"
    assert unknown["text"] == "I don't know this verdict."
