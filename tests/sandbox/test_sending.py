"""Sending, changing and deleting messages through the client library, and each refusal."""

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox.client import Reader, Sandbox
from bot.sandbox.values import MediaKind


def keyboard(data: str = "why:1") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Why?", callback_data=data)]])


async def test_given_html_when_sent_then_the_reader_gets_it_formatted(
    bot: Bot, reader: Reader
) -> None:
    sent = await bot.send_message(
        reader.person.id, "😀 <b>Неправда</b>: &lt;x&gt;", "HTML", reply_markup=keyboard()
    )

    got = await reader.receives()

    assert got.text == sent.text == "😀 Неправда: <x>"
    assert got.html == "😀 <b>Неправда</b>: &lt;x&gt;"
    assert got.badge == "😀 Неправда"
    assert got.buttons == ["Why?"]
    assert got.callbacks == ["why:1"]
    assert sent.entities[0].offset == 3
    assert sent.from_user is not None
    assert sent.from_user.is_bot


async def test_given_a_quote_when_replied_then_the_reply_carries_it(
    bot: Bot, reader: Reader
) -> None:
    post = await reader.says("😀 Перше речення. Друге речення.")

    await bot.send_message(
        reader.person.id,
        "так",
        reply_parameters=ReplyParameters(post, quote="Друге речення."),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        protect_content=True,
    )
    got = await reader.receives()

    assert (got.reply_to, got.quote) == (post, "Друге речення.")
    assert got.message["quote"]["position"] == 18
    assert got.message["has_protected_content"]
    assert got.message["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Message text is empty"),
        ("x" * 4097, "Message is too long"),
        ("<b>open", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_given_a_bad_text_when_sent_then_refused(
    bot: Bot, reader: Reader, text: str, words: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(reader.person.id, text, "HTML")

    assert refused.value.message == words
    assert reader.inbox == []


async def test_given_entities_instead_of_html_when_sent_then_taken_as_they_are(
    bot: Bot, reader: Reader
) -> None:
    marks = [MessageEntity(MessageEntity.BOLD, 0, 3)]

    sent = await bot.send_message(reader.person.id, "<b> x", entities=marks)

    assert (sent.text, sent.entities[0].type) == ("<b> x", "bold")


@pytest.mark.parametrize("data", ["ж" * 33, "x" * 65])
async def test_given_long_callback_data_when_sent_then_refused(
    bot: Bot, reader: Reader, data: str
) -> None:
    with pytest.raises(BadRequest, match=r"^Button_data_invalid$"):
        await bot.send_message(reader.person.id, "x", reply_markup=keyboard(data))


async def test_given_callback_data_of_64_bytes_when_sent_then_taken(
    bot: Bot, reader: Reader
) -> None:
    await bot.send_message(reader.person.id, "x", reply_markup=keyboard("ж" * 32))

    assert (await reader.receives()).callbacks == ["ж" * 32]


async def test_given_a_button_that_does_nothing_when_sent_then_refused(
    bot: Bot, reader: Reader
) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("x")]])

    with pytest.raises(BadRequest, match="Text buttons are unallowed in the inline keyboard"):
        await bot.send_message(reader.person.id, "x", reply_markup=markup)


async def test_given_a_deleted_post_when_replied_then_refused_unless_allowed(
    bot: Bot, reader: Reader
) -> None:
    post = await reader.says("post")
    await reader.deletes(post)

    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(reader.person.id, "x", reply_parameters=ReplyParameters(post))
    allowed = ReplyParameters(post, allow_sending_without_reply=True)
    await bot.send_message(reader.person.id, "anyway", reply_parameters=allowed)

    got = await reader.receives()
    assert (got.text, got.reply_to) == ("anyway", None)


@pytest.mark.parametrize("quote", ["not there", "x" * 1025])
async def test_given_a_quote_that_does_not_fit_when_replied_then_refused(
    bot: Bot, reader: Reader, quote: str
) -> None:
    post = await reader.says("x" * 1025)

    with pytest.raises(BadRequest, match=r"(?i)^quote_text_invalid$"):
        await bot.send_message(
            reader.person.id, "x", reply_parameters=ReplyParameters(post, quote=quote)
        )


async def test_given_nobody_when_sent_then_chat_not_found(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")


async def test_given_somebody_who_never_wrote_when_sent_then_forbidden(
    bot: Bot, sandbox: Sandbox
) -> None:
    stranger = sandbox.user("Stranger")

    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.person.id, "x")


async def test_given_somebody_who_blocked_the_bot_when_sent_then_forbidden_until_unblocked(
    bot: Bot, reader: Reader
) -> None:
    reader.world.block(reader.person)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(reader.person.id, "x")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_chat_action(reader.person.id, "typing")
    with pytest.raises(PermissionError):
        await reader.says("hello?")

    reader.world.unblock(reader.person)
    await bot.send_message(reader.person.id, "again")

    assert [one.text for one in reader.inbox] == ["again"]


async def test_given_a_group_that_became_a_supergroup_when_sent_then_told_its_new_id(
    bot: Bot, sandbox: Sandbox, reader: Reader
) -> None:
    (member,) = sandbox.group("Reviewers", reader)
    new = sandbox.world.migrate(member.chat)

    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(member.chat.id, "x")
    await bot.send_message(moved.value.new_chat_id, "x")

    assert moved.value.new_chat_id == new.id
    assert [one.get("text") for one in sandbox.world.history(new.id)] == [None, "x"]


async def test_given_a_group_that_threw_the_bot_out_when_sent_then_forbidden(
    bot: Bot, sandbox: Sandbox, reader: Reader
) -> None:
    (member,) = sandbox.group("Family", reader)
    sandbox.world.remove_bot(member.chat, reader.person)

    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(member.chat.id, "x")


async def test_given_a_message_when_edited_then_the_reader_sees_the_new_words(
    bot: Bot, reader: Reader
) -> None:
    sent = await bot.send_message(reader.person.id, "old", reply_markup=keyboard())

    await bot.edit_message_text("<i>new</i>", reader.person.id, sent.id, parse_mode="HTML")

    got = await reader.sees_edit(sent.id)
    assert (got.html, got.buttons) == ("<i>new</i>", [])
    assert got.message["edit_date"] == 1_750_000_000


async def test_given_the_same_words_when_edited_then_refused(bot: Bot, reader: Reader) -> None:
    sent = await bot.send_message(reader.person.id, "<b>x</b>", "HTML", reply_markup=keyboard())

    with pytest.raises(BadRequest, match=r"^Message is not modified: specified new message"):
        await bot.edit_message_text(
            "<b>x</b>", reader.person.id, sent.id, parse_mode="HTML", reply_markup=keyboard()
        )
    with pytest.raises(BadRequest, match=r"^Message is not modified: specified new message"):
        await bot.edit_message_reply_markup(reader.person.id, sent.id, reply_markup=keyboard())


async def test_given_buttons_when_removed_then_they_are_gone(bot: Bot, reader: Reader) -> None:
    sent = await bot.send_message(reader.person.id, "x", reply_markup=keyboard())

    await bot.edit_message_reply_markup(reader.person.id, sent.id)

    assert [one.buttons for one in reader.inbox] == [[]]


async def test_given_a_message_that_is_not_there_when_edited_then_refused(
    bot: Bot, reader: Reader
) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", reader.person.id, 999)


async def test_given_anothers_message_when_edited_then_refused(bot: Bot, reader: Reader) -> None:
    post = await reader.says("mine")

    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", reader.person.id, post)


async def test_given_a_message_when_deleted_then_it_is_gone_and_cannot_be_deleted_again(
    bot: Bot, reader: Reader
) -> None:
    sent = await bot.send_message(reader.person.id, "x")
    await bot.delete_message(reader.person.id, sent.id)

    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(reader.person.id, sent.id)
    assert reader.inbox == []


async def test_given_anothers_message_in_a_group_when_deleted_then_refused_unless_admin(
    bot: Bot, sandbox: Sandbox, reader: Reader
) -> None:
    (member,) = sandbox.group("Family", reader)
    post = await member.says("hello")

    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(member.chat.id, post)
    member.chat.bot_status = "administrator"
    await bot.delete_message(member.chat.id, post)

    assert post not in member.chat.messages


def png(width: int, height: int) -> bytes:
    """The beginning of a picture, which is all that is looked at."""
    sizes = width.to_bytes(4) + height.to_bytes(4)
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + sizes + b"\x08\x02\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    """The beginning of a picture with a segment before its frame."""
    frame = b"\xff\xc0\0\x11\x08" + height.to_bytes(2) + width.to_bytes(2)
    return b"\xff\xd8" + b"\xff\xe0\0\x04ab" + frame


@pytest.mark.parametrize("picture", [png(1080, 1300), jpeg(1080, 1300)], ids=["png", "jpeg"])
async def test_given_a_picture_when_sent_then_its_size_is_told(
    bot: Bot, reader: Reader, picture: bytes
) -> None:
    sent = await bot.send_photo(reader.person.id, picture)

    assert (sent.photo[-1].width, sent.photo[-1].height) == (1080, 1300)


@pytest.mark.parametrize(
    "picture", [png(9000, 1001), png(2001, 100), b"x" * 10_000_001], ids=["large", "flat", "heavy"]
)
async def test_given_a_photo_beyond_the_limits_when_sent_then_refused(
    bot: Bot, reader: Reader, picture: bytes
) -> None:
    with pytest.raises(BadRequest, match=r"Photo_invalid_dimensions|too big"):
        await bot.send_photo(reader.person.id, picture)


async def test_given_a_photo_when_sent_then_it_can_be_sent_again_by_its_id(
    bot: Bot, reader: Reader
) -> None:
    first = await bot.send_photo(reader.person.id, b"pixels", "<b>look</b>", parse_mode="HTML")
    second = await bot.send_photo(reader.person.id, first.photo[-1].file_id)

    file = await bot.get_file(second.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == b"pixels"
    assert [one.html for one in reader.inbox] == ["<b>look</b>", ""]


async def test_given_a_document_when_sent_then_it_keeps_its_name(bot: Bot, reader: Reader) -> None:
    sent = await bot.send_document(reader.person.id, InputFile(b"a,b", "verdicts.csv"))

    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("verdicts.csv", 3)


@pytest.mark.parametrize("length", [1025, 2000])
async def test_given_a_long_caption_when_sent_then_refused(
    bot: Bot, reader: Reader, length: int
) -> None:
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(reader.person.id, b"x", "x" * length)


async def test_given_an_unknown_file_id_when_sent_then_refused(bot: Bot, reader: Reader) -> None:
    with pytest.raises(BadRequest, match="Wrong remote file identifier specified"):
        await bot.send_photo(reader.person.id, "no-such-file")


async def test_given_a_captioned_message_when_its_text_is_edited_then_refused(
    bot: Bot, reader: Reader
) -> None:
    sent = await bot.send_photo(reader.person.id, b"x", "caption")

    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", reader.person.id, sent.id)


async def test_given_a_post_when_forwarded_then_its_origin_goes_with_it(
    bot: Bot, sandbox: Sandbox, reader: Reader
) -> None:
    other = sandbox.user("Reviewer")
    await other.says("/start")
    post = await reader.forward("rumour")

    await bot.forward_message(other.person.id, reader.person.id, post)
    sent = await bot.send_message(reader.person.id, "ours")
    await bot.forward_message(other.person.id, reader.person.id, sent.id)

    first, second = other.inbox
    assert first.message["forward_origin"]["type"] == "hidden_user"
    assert second.message["forward_origin"]["sender_user"]["is_bot"]


async def test_given_a_photo_when_copied_then_only_its_content_goes(
    bot: Bot, sandbox: Sandbox, reader: Reader
) -> None:
    other = sandbox.user("Reviewer")
    await other.says("/start")
    photo = await reader.attaches(MediaKind.PHOTO, b"pixels", caption="old")

    kept = await bot.copy_message(other.person.id, reader.person.id, photo)
    await bot.copy_message(other.person.id, reader.person.id, photo, caption="new")

    assert [one.text for one in other.inbox] == ["old", "new"]
    assert other.inbox[0].message_id == kept.message_id
    assert "forward_origin" not in other.inbox[0].message


@pytest.mark.parametrize("method", ["forward", "copy"])
async def test_given_a_deleted_post_when_passed_on_then_refused(
    bot: Bot, reader: Reader, method: str
) -> None:
    passing = bot.forward_message if method == "forward" else bot.copy_message

    with pytest.raises(BadRequest, match=f"Message to {method} not found"):
        await passing(reader.person.id, reader.person.id, 999)


async def test_given_an_action_or_reaction_when_sent_then_those_who_look_on_see_it(
    bot: Bot, reader: Reader
) -> None:
    seen = reader.world.events.listen(reader.person.id)
    post = await reader.says("post")

    await bot.send_chat_action(reader.person.id, "typing")
    await bot.set_message_reaction(reader.person.id, post, "👍")

    kinds = [(await seen.get()) for _ in range(3)]
    assert [event.kind for event in kinds if event] == ["message", "chat_action", "reaction"]
    assert reader.world.reactions[reader.person.id, post] == [{"type": "emoji", "emoji": "👍"}]
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(reader.person.id, "dancing")


async def test_given_a_channel_when_posted_by_its_name_then_the_channel_is_the_sender(
    bot: Bot, sandbox: Sandbox
) -> None:
    sandbox.world.add_channel("Checked", username="checked_news")

    sent = await bot.send_message("@checked_news", "x")

    assert sent.sender_chat is not None
    assert (sent.sender_chat.title, sent.from_user, sent.id) == ("Checked", None, 1)
