"""Commands, buttons, edits, albums, pieces: a private chat in all its ways."""

import asyncio
import json

import pytest

from bot.models import Flag, Follow, Person, Submission
from bot.replies import say
from bot.sandbox.values import Json, MediaKind
from tests.endtoend.scene import (
    CHEESE,
    NO_CHEESE,
    OTHER_NUMBER,
    UNKNOWN,
    Reader,
    Scene,
    buttons,
    count,
    until,
)

pytestmark = pytest.mark.slow

COMMANDS = {
    "/start": "👋 Hello!",
    "/start a-deep_link<b>": "👋 Hello!",
    "/help": "How to use me",
    "/mine": "You have not sent me a post yet.",
    "/privacy": "What is kept",
    "/language": "Which language",
    "/about": "Who is behind this",
    "/forget": "Erase what is kept",
    "/nonsense": "I don't know this command.",
}


@pytest.mark.parametrize(("command", "words"), COMMANDS.items())
async def test_a_command_is_answered(scene: Scene, command: str, words: str) -> None:
    reader = scene.user()

    await reader.says(command)

    assert (await reader.receives())[0]["text"].startswith(words)


async def test_a_forwarded_command_is_a_post(scene: Scene) -> None:
    reader = scene.user()

    post = await reader.forwards("/start")

    assert "👋" not in (await reader.answer(post["message_id"]))["text"]


UNSUPPORTED: list[Json] = [
    {"sticker": {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 1,
                 "height": 1, "is_animated": False, "is_video": False}},
    {"location": {"latitude": 1.0, "longitude": 2.0}},
    {"contact": {"phone_number": "1", "first_name": "A"}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"something_new": {"a": 1}},
]  # fmt: skip


@pytest.mark.parametrize("content", UNSUPPORTED, ids=lambda content: next(iter(content)))
async def test_unsupported_content_gets_a_helpful_line(scene: Scene, content: Json) -> None:
    reader = scene.user()
    inject(scene, reader, content)

    (answer,) = await reader.receives()

    assert answer["text"].startswith("I can't check this kind of message.")


async def test_an_update_of_an_unknown_kind_does_no_harm(scene: Scene) -> None:
    scene.world.inject({"thought": {"text": "hm"}})

    assert (await scene.user().asks(CHEESE))["text"].startswith("❌ False")


async def test_the_language_that_is_chosen_is_kept(scene: Scene) -> None:
    reader = scene.user(language="en")
    await reader.says("/language")
    (question,) = await reader.receives()

    said = await reader.presses(question, "Polski")
    answer = await reader.asks("hm")

    assert said.text == say("language_chosen", "pl") != say("language_chosen", "en")
    assert "/help" in answer["text"] or "/mine" in answer["text"]
    assert "Forward me" not in answer["text"]


async def test_why_explains_the_answer_to_its_reader(scene: Scene) -> None:
    reader = scene.user()
    answer = await reader.asks(CHEESE)

    await reader.presses(answer, "Why this answer?")
    explanation = await reader.answer(answer["message_id"])

    assert explanation["text"].startswith("Why this answer?")
    assert CHEESE in explanation["text"]


async def test_a_strangers_press_changes_nothing(scene: Scene) -> None:
    reader, stranger = scene.user(), scene.user("Ivan")
    answer = await reader.asks(OTHER_NUMBER)
    await stranger.says("/start")
    (greeting,) = await stranger.receives()

    said = {
        (await stranger.presses(greeting, data, forged=True)).text
        for data in buttons(answer).values()
    }

    assert said == {"This button belongs to somebody else's post."}
    assert count(scene.store, Flag) == 0
    assert count(scene.store, Submission, Submission.held_back) == 0


@pytest.mark.parametrize("data", ["", "0:why:1", "1:why:99999999999999999999", "x" * 64, "🙈"])
async def test_strange_button_data_is_answered_politely(scene: Scene, data: str) -> None:
    reader = scene.user()
    answer = await reader.asks(CHEESE)

    said = await reader.presses(answer, data, forged=True)

    assert said.text == "This button is out of date. Please send me the post again."


async def test_what_a_reader_says_of_an_answer_is_kept(scene: Scene) -> None:
    reader = scene.user()
    answer, related, unknown = [
        await reader.asks(text) for text in (CHEESE, OTHER_NUMBER, UNKNOWN)
    ]

    await reader.presses(answer, "Tell me if this changes")
    await reader.presses(answer, "Not what I asked")
    await reader.presses(related, "1")
    held = await reader.presses(unknown, "Don't send it")

    assert held.text == "Your post will not go to the reviewers."
    assert count(scene.store, Follow) == 1
    assert count(scene.store, Flag) == 2
    assert count(scene.store, Submission, Submission.held_back) == 1


async def test_forget_asks_first_and_then_erases(scene: Scene) -> None:
    reader = scene.user()
    await reader.asks(CHEESE)
    await reader.says("/forget")
    question = (await reader.receives(2))[-1]

    kept = await reader.presses(question, "No, keep it")
    people_before = count(scene.store, Person)
    await reader.presses(question, "Yes, erase it")
    last = (await reader.receives(3))[-1]
    await scene.settled()

    assert kept.text == "Nothing was erased."
    assert people_before == 1
    assert last["text"].startswith("Done.")
    assert "• 1 post\n" in last["text"]
    assert "it is gone" in last["text"]
    assert count(scene.store, Person) == 0
    assert count(scene.store, Submission, Submission.person_id.is_not(None)) == 0  # type: ignore[union-attr]


async def test_all_that_is_kept_of_a_reader_comes_as_a_file(scene: Scene) -> None:
    reader = scene.user()
    await reader.asks(CHEESE)

    await reader.says("/mydata")
    message = (await reader.receives(2))[-1]

    assert message["document"]["file_name"] == "tipline-my-data.json"
    assert message["caption"].startswith("This is all that is kept about you.")
    content = json.loads(scene.world.files[message["document"]["file_id"]].content)
    assert content["telegram_id"] == reader.id
    assert [one["text"] for one in content["posts"]] == [CHEESE]


async def test_an_edited_post_has_its_answer_edited(scene: Scene) -> None:
    reader = scene.user()
    answer = await reader.asks(CHEESE)

    await scene.world.edit(reader.person, answer["reply_to_message"]["message_id"], NO_CHEESE)
    await until(lambda: reader.from_bot()[0]["text"].startswith("💬 This post disputes") or None)

    assert [m["message_id"] for m in reader.from_bot()] == [answer["message_id"]]


async def test_an_edit_whose_answer_was_deleted_is_answered_anew(scene: Scene) -> None:
    reader = scene.user()
    answer = await reader.asks(CHEESE)
    await scene.world.delete(reader.person, answer["message_id"])

    await scene.world.edit(reader.person, answer["reply_to_message"]["message_id"], NO_CHEESE)
    (again,) = await reader.receives()

    assert again["text"].startswith("💬 This post disputes")


async def test_an_album_gets_one_answer(scene: Scene) -> None:
    reader = scene.user()
    posts = [
        await scene.world.attach(
            reader.person, MediaKind.PHOTO, b"..", caption=caption, media_group_id="77"
        )
        for caption in ("", CHEESE, "")
    ]

    answer = await reader.answer(posts[0]["message_id"])
    await scene.settled()

    assert answer["text"].startswith("❌ False")
    assert len(reader.from_bot()) == 1
    assert count(scene.store, Submission) == 1


async def test_a_post_that_telegram_split_gets_one_answer(scene: Scene) -> None:
    reader = scene.user()
    padding = ("Nothing of note happened there. " * 140)[: 4096 - 18]

    first = await reader.says(f"{padding}\n{CHEESE[:17]}")
    await reader.says(CHEESE[17:])
    answer = await reader.answer(first["message_id"])
    after = await reader.asks(UNKNOWN)
    await scene.settled()

    assert answer["text"].startswith("❌ False")
    assert "Nobody here" in after["text"]
    assert len(reader.from_bot()) == 2


async def test_a_long_post_and_an_unrelated_one_are_two(scene: Scene) -> None:
    reader = scene.user()
    long = f"{CHEESE} " + "Nothing of note happened there. " * 126

    first = await reader.says(long[:4050])
    second = await reader.forwards(UNKNOWN)

    assert (await reader.answer(first["message_id"]))["text"].startswith("❌ False")
    assert "Nobody here" in (await reader.answer(second["message_id"]))["text"]


async def test_a_deleted_post_is_answered_without_a_reply(scene: Scene) -> None:
    reader = scene.user()
    post = await reader.says(CHEESE)
    await scene.world.delete(reader.person, post["message_id"])

    (answer,) = await reader.receives()

    assert answer["text"].startswith("❌ False")
    assert "reply_to_message" not in answer


async def test_typing_is_shown_at_once(scene: Scene) -> None:
    await scene.user().asks(CHEESE)

    methods = [call.method for call in scene.world.calls]
    assert "sendChatAction" in methods


async def test_many_posts_at_once_are_put_off_politely(start: object) -> None:
    scene: Scene = await start(posts_per_minute=2)  # type: ignore[operator]
    reader = scene.user()
    for number in range(5):
        await reader.says(f"{UNKNOWN} Part {number}.")

    messages = await reader.receives(3)
    await until(lambda: scene.open_notices() == 3 or None)
    await asyncio.sleep(0.2)

    texts = [message["text"] for message in reader.from_bot()]
    assert len(messages) == 3
    assert sum(text.startswith("🔎") for text in texts) == 2
    assert sum(text.startswith("Many posts at once") for text in texts) == 1


def inject(scene: Scene, reader: Reader, content: Json) -> None:
    chat = scene.world.private(reader.person)
    reader.person.started = True
    message = scene.world.keep(chat, content, sender=reader.person.as_user())
    scene.world.updates.put("message", message)
