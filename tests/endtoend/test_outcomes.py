"""Every row of the outcome table, from a forwarded post to the reply."""

import pytest

from bot.sandbox.values import Json, MediaKind, Origin
from tests.endtoend.scene import (
    BRIDGE,
    CHEESE,
    CHEESE_IN_UKRAINIAN,
    NO_CHEESE,
    OTHER_NUMBER,
    PUBLISHER,
    UNKNOWN,
    Scene,
    buttons,
    until,
)

pytestmark = pytest.mark.slow

ORIGINS = [
    Origin.user("Petro"),
    Origin.hidden_user("Somebody"),
    Origin.chat("A group"),
    Origin.channel("A channel", username="a_channel"),
]


async def test_a_post_that_asserts_a_checked_claim_gets_its_rating(scene: Scene) -> None:
    reader = scene.user()

    post = await reader.forwards(CHEESE)
    answer = await reader.answer(post["message_id"])

    assert answer["text"].startswith("❌ False")
    assert CHEESE in answer["text"]
    assert PUBLISHER in answer["text"]
    assert answer["quote"]["text"] == CHEESE
    assert list(buttons(answer)) == [
        "Why this answer?",
        "Not what I asked",
        "The rating is wrong",
        "Tell me if this changes",
    ]


async def test_a_post_that_disputes_a_claim_is_not_rated_itself(scene: Scene) -> None:
    answer = await scene.user().asks(NO_CHEESE)

    assert answer["text"].startswith("💬 This post disputes a claim that we rated “False”.")


async def test_a_question_gets_the_claims_badge(scene: Scene) -> None:
    answer = await scene.user().asks(f"Is it true that {CHEESE[:1].lower()}{CHEESE[1:-1]}?")

    assert "❌ False" in answer["text"]
    assert "The claim in question" in answer["text"]


async def test_the_same_subject_with_another_number_is_only_related(scene: Scene) -> None:
    answer = await scene.user().asks(OTHER_NUMBER)

    assert "not the same" in answer["text"]
    assert BRIDGE in answer["text"]
    assert list(buttons(answer)) == ["1", "None of these", "Don't send it"]


async def test_an_unchecked_claim_goes_to_the_reviewers_unless_held_back(scene: Scene) -> None:
    answer = await scene.user().asks(UNKNOWN)

    assert "Nobody here has checked this yet" in answer["text"]
    assert list(buttons(answer)) == ["Don't send it"]


@pytest.mark.parametrize("kind", list(MediaKind))
async def test_a_file_without_words_goes_to_the_reviewers(scene: Scene, kind: MediaKind) -> None:
    reader = scene.user()

    post = await scene.world.attach(reader.person, kind, b"...")
    answer = await reader.answer(post["message_id"])

    assert answer["text"].startswith("🙈 I can't")
    assert "It goes to our reviewers" in answer["text"]


async def test_an_empty_photo_is_taken_like_any_other(scene: Scene) -> None:
    reader = scene.user()

    post = await scene.world.attach(reader.person, MediaKind.PHOTO, b"")

    assert (await reader.answer(post["message_id"]))["text"].startswith("🙈 I can't")


async def test_what_is_no_claim_gets_help_in_full_once(scene: Scene) -> None:
    reader = scene.user()

    first = await reader.asks("hi")
    second = await reader.asks("👍")

    assert first["text"].startswith("How to use me")
    assert second["text"].startswith("I see nothing here that could be checked")


@pytest.mark.parametrize("origin", ORIGINS, ids=lambda origin: str(origin.kind))
async def test_a_forward_of_any_origin_is_answered(scene: Scene, origin: Origin) -> None:
    reader = scene.user()

    post = await reader.forwards(CHEESE, origin)

    assert (await reader.answer(post["message_id"]))["text"].startswith("❌ False")


async def test_a_caption_is_read(scene: Scene) -> None:
    reader = scene.user()

    post = await reader.forwards(CHEESE, photo=b"...")

    assert (await reader.answer(post["message_id"]))["text"].startswith("❌ False")


async def test_readers_are_answered_in_their_own_language(scene: Scene) -> None:
    answer = await scene.user(language="uk").asks(CHEESE_IN_UKRAINIAN)

    assert answer["text"].startswith("❌ Неправда")
    assert "Зразки виявилися каменем." in answer["text"]


HOSTILE = [
    "<b>bold</b> & <script>alert(1)</script> [link](javascript:x) *x* _y_ `z`",
    "\u202eright to left\u202c and\u200bzero\u200bwidth\u2060 letters in a long enough sentence",
    "🙈🙉🙊" * 40,
    "a" * 4096,
    "word " * 800,
]


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "direction", "emoji", "one word", "long"])
async def test_nothing_that_is_written_breaks_a_reply(scene: Scene, text: str) -> None:
    answer = await scene.user("<b>&amp;").asks(text)

    assert answer["text"]
    assert refusals(scene) == []


async def test_a_hundred_thousand_characters_get_one_answer(scene: Scene) -> None:
    reader = scene.user()

    last = await reader.says(f"{CHEESE}\n" + "word " * 20_000)
    first = scene.world.history(reader.id)[0]
    answer = await reader.answer(first["message_id"], seconds=30)
    await scene.settled()
    await until(lambda: len(reader.from_bot()) == 1)  # "still looking" went with the answer

    assert last["message_id"] - first["message_id"] == 24
    assert answer["text"].startswith("❌ False")


def refusals(scene: Scene) -> list[Json]:
    """The calls that the sandbox refused, but for those that show that somebody waits."""
    return [call.params for call in scene.world.calls if call.error]
