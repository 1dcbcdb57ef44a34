"""A Telegram message as the services see it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Message, Update

from bot.models import MediaKind, OriginKind
from bot.services.values import Incoming, Origin
from handlers.incoming import AT_ONCE, PIECE, goes_on, incoming

CHAT = {"id": 5, "type": "private"}
SENDER = {"id": 5, "is_bot": False, "first_name": "Nadia", "language_code": "uk"}
CHANNEL = {"id": -100, "type": "channel", "title": "News"}
PERSON = {"id": 9, "is_bot": False, "first_name": "Petro"}
DAY = 1_730_000_000


def message(number: int = 1, date: int = DAY, **content: Any) -> dict[str, Any]:
    return {"message_id": number, "date": date, "chat": CHAT, "from": SENDER} | content


def read(**content: Any) -> Incoming:
    update = Update.de_json({"update_id": 7, "message": message(**content)}, None)
    found = incoming(update)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ({"type": "user", "sender_user": PERSON}, Origin(OriginKind.USER)),
        ({"type": "hidden_user", "sender_user_name": "Petro"}, Origin(OriginKind.HIDDEN_USER)),
        ({"type": "chat", "sender_chat": CHANNEL}, Origin(OriginKind.CHAT, "News")),
        (
            {"type": "channel", "chat": CHANNEL, "message_id": 3},
            Origin(OriginKind.CHANNEL, "News"),
        ),
    ],
)
def test_the_origin_is_read_without_the_names_of_persons(
    origin: dict[str, Any], expected: Origin
) -> None:
    post = read(text="words", forward_origin=origin | {"date": DAY})

    assert post.origin == expected
    assert post.posted_at == datetime.fromtimestamp(DAY, UTC)


def test_links_behind_words_are_read_and_each_counts_once() -> None:
    hidden = {"type": "text_link", "offset": 0, "length": 4, "url": "https://hidden.example/a"}
    text = "here https://seen.example/b"

    post = read(caption=text, caption_entities=[hidden, hidden], photo=[photo("s"), photo("l")])

    assert post.urls == ("https://seen.example/b", "https://hidden.example/a")
    assert post.text == text


def photo(name: str) -> dict[str, Any]:
    return {"file_id": name, "file_unique_id": name, "width": 1, "height": 1}


def test_the_largest_photo_is_taken() -> None:
    post = read(photo=[photo("small"), photo("large")])

    assert (post.media, post.file_id, post.text) == (MediaKind.PHOTO, "large", "")
    assert post.file_unique_id == "large"


def test_an_animation_is_no_document() -> None:
    file = {"file_id": "f", "file_unique_id": "f"}
    animation = file | {"width": 1, "height": 1, "duration": 1}

    assert read(animation=animation, document=file).media is MediaKind.ANIMATION


def test_albums_share_a_key_and_edits_are_marked() -> None:
    assert read(text="a", media_group_id="77").group_key == "album:77"
    assert read(text="a", edit_date=DAY).edited


LONG = "x" * PIECE


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (message(1, text=LONG), message(3, text="the rest"), True),
        (message(1, text=LONG), message(3, DAY + AT_ONCE + 1, text="the rest"), False),
        (message(1, text="short"), message(3, text="the rest"), False),
        (message(1, text=LONG), message(3, photo=[photo("p")]), False),
        (message(1, text=LONG), message(3, text="new", chat={"id": 6, "type": "private"}), False),
        (message(1, text=LONG), message(3, text="edited", edit_date=DAY), False),
        (message(1, media_group_id="7"), message(3, media_group_id="7"), True),
        (message(1, media_group_id="7"), message(3, media_group_id="8"), False),
        (message(1, text=LONG), message(3, media_group_id="8", text="a"), False),
    ],
)
def test_a_piece_goes_on_only_in_the_next_message_of_the_same_post(
    first: dict[str, Any], second: dict[str, Any], expected: bool
) -> None:
    one, other = Message.de_json(first, None), Message.de_json(second, None)

    assert goes_on(one, other) is expected
    assert not goes_on(one, None)


def test_a_forwarded_piece_goes_on_only_from_the_same_origin() -> None:
    def forwarded(number: int, title: str, text: str) -> Message:
        origin = {"type": "channel", "chat": CHANNEL | {"title": title}, "message_id": 3}
        return Message.de_json(
            message(number, text=text, forward_origin=origin | {"date": DAY}), None
        )

    assert goes_on(forwarded(1, "News", LONG), forwarded(2, "News", "rest"))
    assert not goes_on(forwarded(1, "News", LONG), forwarded(2, "Other", "rest"))
