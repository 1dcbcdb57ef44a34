"""From an unmatched post to a verdict, and to everybody who asked."""

from functools import partial

import pytest

from bot.models import Lease, Verdict, utcnow
from bot.sandbox.values import Chat, Json, MediaKind
from handlers import jobs
from tests.endtoend.conftest import Start
from tests.endtoend.scene import UNKNOWN, Reader, Scene, buttons, count, until

pytestmark = pytest.mark.slow

SOURCE = "Quimby town council, minutes | Quimby Gazette | https://gazette.example/minutes"


def told(asker: Reader, post: int) -> list[Json]:
    """What came after the first answer to a post."""
    return asker.answers(post)[1:]


class Desk:
    """A reviewers' chat with two reviewers and an outsider in it."""

    def __init__(self, scene: Scene, chat: Chat, people: list[Reader]) -> None:
        self.scene = scene
        self.chat = chat
        self.reviewer, self.second, self.outsider = people

    async def card(self) -> Json:
        """Gather and offer what waits, and return the card."""
        await jobs.tick(self.scene.runtime, utcnow())
        return await until(lambda: next(iter(reversed(self.cards())), None))

    def cards(self) -> list[Json]:
        return [m for m in self.reviewer.from_bot(self.chat) if m.get("text", "").startswith("📥")]

    async def writes(self, who: Reader, text: str, card: Json) -> Json:
        message = await who.says(text, chat=self.chat, reply_to=card["message_id"])
        (answer,) = await until(lambda: who.answers(message["message_id"], self.chat))
        return answer


@pytest.fixture
async def desk(start: Start) -> Desk:
    number = -4_000_000_004  # what the sandbox gives a group after three people
    scene: Scene = await start(
        reviewer_ids=(501, 502), review_chat_id=number, offer_every=jobs.MINUTE * 0
    )
    ids = {"Rita": 501, "Roman": 502, "Olena": 503}
    people = [scene.user(name, user_id=number) for name, number in ids.items()]
    chat = scene.world.add_group("Reviewers", [one.person for one in people])
    assert chat.id == number
    return Desk(scene, chat, people)


async def test_everybody_who_asked_is_told_as_a_reply_to_their_own_post(desk: Desk) -> None:
    askers = [desk.scene.user(f"Asker {number}") for number in range(3)]
    posts = [await asker.asks(UNKNOWN) for asker in askers]
    card = await desk.card()

    said = await desk.reviewer.presses(card, "❌ False", chat=desk.chat)
    answer = await desk.writes(desk.reviewer, SOURCE, card)

    assert said.text.startswith("❌ False.")
    assert "3 people" in answer["text"]
    for asker, post in zip(askers, posts, strict=True):
        own = post["reply_to_message"]["message_id"]
        news = await until(partial(told, asker, own))
        assert "❌ False" in news[0]["text"]
        assert "Quimby Gazette" in news[0]["text"]
    again = await desk.scene.user("Late").asks(UNKNOWN)
    assert again["text"].startswith("❌ False")


async def test_who_is_no_reviewer_changes_nothing(desk: Desk) -> None:
    await desk.scene.user("Asker").asks(UNKNOWN)
    card = await desk.card()
    before = count(desk.scene.store, Verdict)

    pressed = await desk.outsider.presses(card, "❌ False", chat=desk.chat)
    waived = await desk.outsider.presses(card, "Nothing to check", chat=desk.chat)
    written = await desk.writes(desk.outsider, SOURCE, card)

    assert pressed.text == waived.text == written["text"] == "Only reviewers can do this."
    assert count(desk.scene.store, Lease) == 0
    assert count(desk.scene.store, Verdict) == before


async def test_of_two_reviewers_one_gets_the_case(desk: Desk) -> None:
    await desk.scene.user("Asker").asks(UNKNOWN)
    card = await desk.card()

    await desk.reviewer.presses(card, "❌ False", chat=desk.chat)
    second = await desk.second.presses(card, "✅ True", chat=desk.chat)
    shown = await until(
        lambda: next((c for c in desk.cards() if "is working on it" in c["text"]), None)
    )

    assert second.text == "Somebody else is working on this case."
    assert shown["message_id"] == card["message_id"]


async def test_a_bad_source_line_is_explained(desk: Desk) -> None:
    await desk.scene.user("Asker").asks(UNKNOWN)
    card = await desk.card()

    early = await desk.writes(desk.reviewer, SOURCE, card)
    await desk.reviewer.presses(card, "❌ False", chat=desk.chat)
    bad = await desk.writes(desk.reviewer, "a | b | c | d | e", card)

    assert early["text"] == "Please choose a rating first."
    assert bad["text"].startswith("I can't read this as a source.")


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


async def test_a_case_without_a_claim_is_closed(desk: Desk) -> None:
    await desk.scene.user("Asker").asks(UNKNOWN)
    card = await desk.card()

    said = await desk.reviewer.presses(card, "Nothing to check", chat=desk.chat)
    closed = await until(lambda: next((c for c in desk.cards() if not buttons(c)), None))

    assert said.text == "Noted: nothing to check here."
    assert closed["message_id"] == card["message_id"]
