"""What people do in the sandbox, and the updates that reach the bot."""

import asyncio

import pytest
from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)
from telegram.error import BadRequest, NetworkError

from bot.sandbox.client import Reader, Sandbox
from bot.sandbox.values import CallbackAnswer, MediaKind, Origin
from bot.sandbox.world import World

from .conftest import Clock

KEYBOARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Why?", callback_data="why:1")],
        [InlineKeyboardButton("Site", url="https://example.org")],
    ]
)


async def newest(bot: Bot) -> Update:
    (update,) = await bot.get_updates(offset=-1)
    return update


async def test_given_somebody_with_a_language_when_they_write_then_the_update_says_so(
    bot: Bot, reader: Reader
) -> None:
    reader.world.set_language(reader.person, "mk")
    await reader.says("/start 😀 https://example.org")

    message = (await newest(bot)).message

    assert message is not None
    assert message.from_user is not None
    assert message.from_user.language_code == "mk"
    assert list(message.parse_entities().values()) == ["/start", "https://example.org"]


async def test_given_a_long_text_when_written_then_it_arrives_in_pieces(
    bot: Bot, reader: Reader
) -> None:
    await reader.says("x" * 4096 + "y")

    updates = await bot.get_updates()

    assert [len(one.message.text or "") for one in updates if one.message] == [11, 4096, 1]


async def test_given_the_four_origins_when_forwarded_then_the_library_reads_each(
    bot: Bot, reader: Reader
) -> None:
    date = 1_700_000_000
    for origin in (
        Origin.user("Ann", date=date),
        Origin.hidden_user("Bob", date=date),
        Origin.chat("Neighbours", signature="admin", date=date),
        Origin.channel("News", username="news", message_id=7, date=date),
    ):
        await reader.forward("rumour", origin=origin)

    updates = await bot.get_updates(offset=-4)
    user, hidden, chat, channel = (one.message.forward_origin for one in updates if one.message)

    assert isinstance(user, MessageOriginUser)
    assert user.sender_user.first_name == "Ann"
    assert isinstance(hidden, MessageOriginHiddenUser)
    assert hidden.sender_user_name == "Bob"
    assert isinstance(chat, MessageOriginChat)
    assert (chat.sender_chat.title, chat.author_signature) == ("Neighbours", "admin")
    assert isinstance(channel, MessageOriginChannel)
    assert (channel.chat.username, channel.message_id) == ("news", 7)
    assert {one.date.timestamp() for one in (user, hidden, chat, channel)} == {date}


@pytest.mark.parametrize("kind", list(MediaKind))
async def test_given_a_file_when_sent_then_the_bot_can_download_it(
    bot: Bot, reader: Reader, kind: MediaKind
) -> None:
    await reader.attaches(kind, b"\x00bytes", caption="see #this")

    message = (await newest(bot)).message
    assert message is not None
    carried = message.effective_attachment
    part = carried[-1] if isinstance(carried, tuple) else carried
    file = await bot.get_file(part.file_id)  # type: ignore[union-attr]  # one of four kinds

    assert bytes(await file.download_as_bytearray()) == b"\x00bytes"
    assert message.caption == "see #this"
    assert [mark.type for mark in message.caption_entities] == ["hashtag"]


async def test_given_an_empty_photo_or_a_huge_file_when_fetched_then_taken_or_refused(
    bot: Bot, reader: Reader
) -> None:
    await reader.attaches(MediaKind.PHOTO, b"")
    photo = (await newest(bot)).message
    await reader.attaches(MediaKind.DOCUMENT, bytes(20_000_001))
    document = (await newest(bot)).message
    assert photo is not None
    assert document is not None
    assert document.document is not None

    empty = await bot.get_file(photo.photo[-1].file_id)

    assert bytes(await empty.download_as_bytearray()) == b""
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(document.document.file_id)
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("no-such-file")


async def test_given_an_album_when_sent_then_its_parts_share_a_group(
    bot: Bot, reader: Reader
) -> None:
    for caption in ("words", ""):
        await reader.attaches(MediaKind.PHOTO, b"x", caption=caption, media_group_id="7")

    updates = await bot.get_updates(offset=-2)

    assert [one.message.media_group_id for one in updates if one.message] == ["7", "7"]


async def test_given_a_message_when_edited_or_deleted_then_the_bot_hears_of_the_edit_only(
    bot: Bot, reader: Reader, clock: Clock
) -> None:
    post = await reader.says("/old")
    clock.seconds += 60
    await reader.edits(post, "new")
    edited = (await newest(bot)).edited_message
    await reader.deletes(post)

    assert edited is not None
    assert (edited.text, edited.entities, edited.message_id) == ("new", (), post)
    assert edited.edit_date is not None
    assert edited.edit_date.timestamp() == clock.seconds
    assert len(reader.world.updates) == 1


async def pressed(bot: Bot) -> CallbackQuery:
    query = (await newest(bot)).callback_query
    assert query is not None
    return query


@pytest.mark.parametrize("button", ["Why?", "why:1"])
async def test_given_a_button_when_pressed_then_the_bots_answer_comes_back(
    bot: Bot, reader: Reader, button: str
) -> None:
    sent = await bot.send_message(reader.person.id, "x", reply_markup=KEYBOARD)
    press = asyncio.create_task(reader.presses(button))
    await asyncio.sleep(0)

    query = await pressed(bot)
    await query.answer("Because", show_alert=True)

    assert (query.data, query.from_user.id) == ("why:1", reader.person.id)
    assert query.message is not None
    assert query.message.message_id == sent.id
    assert await press == CallbackAnswer("Because", show_alert=True)
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or"):
        await query.answer("twice")


async def test_given_a_pressed_button_when_answered_late_or_at_length_then_refused(
    bot: Bot, reader: Reader, clock: Clock
) -> None:
    await bot.send_message(reader.person.id, "x", reply_markup=KEYBOARD)
    with pytest.raises(TimeoutError):
        await reader.presses("Why?", timeout=0)
    query = await pressed(bot)

    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await query.answer("x" * 201)
    clock.seconds += 151
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or"):
        await query.answer("x")


async def test_given_no_such_button_when_pressed_then_only_a_forger_can(
    bot: Bot, reader: Reader
) -> None:
    sent = await bot.send_message(reader.person.id, "x", reply_markup=KEYBOARD)

    for label in ("Site", "Nothing"):
        with pytest.raises(LookupError):
            await reader.presses(label, on=sent.id)
    with pytest.raises(TimeoutError):
        await reader.presses("old:version", on=sent.id, forged=True, timeout=0)

    assert (await pressed(bot)).data == "old:version"


async def test_given_an_inline_query_when_answered_then_the_results_come_back(
    bot: Bot, reader: Reader
) -> None:
    asking = asyncio.create_task(reader.world.ask_inline(reader.person, "soldiers"))
    await asyncio.sleep(0)
    query = (await newest(bot)).inline_query
    assert query is not None

    await query.answer([])

    assert await asking == []
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer([])


async def test_given_somebody_who_blocks_and_returns_when_told_then_two_updates(
    bot: Bot, reader: Reader
) -> None:
    reader.world.block(reader.person)
    reader.world.unblock(reader.person)

    changes = [one.my_chat_member for one in await bot.get_updates(offset=-2)]

    assert [
        (one.old_chat_member.status, one.new_chat_member.status) for one in changes if one
    ] == [("member", "kicked"), ("kicked", "member")]


async def test_given_a_group_when_made_then_the_bot_is_told_and_everybody_reads(
    bot: Bot, sandbox: Sandbox
) -> None:
    ann, bob = sandbox.group("Family", sandbox.user("Ann"), sandbox.user("Bob"))
    await ann.says("hello")
    await bot.send_message(ann.chat.id, "hi all")

    updates = await bot.get_updates()

    assert updates[0].message is not None
    assert [one.id for one in updates[0].message.new_chat_members] == [bot.id]
    assert updates[1].my_chat_member is not None
    assert (await ann.receives()).text == (await bob.receives()).text == "hi all"
    assert (await bot.get_chat(ann.chat.id)).title == "Family"
    owner = await bot.get_chat_member(ann.chat.id, ann.person.id)
    stranger = await bot.get_chat_member(ann.chat.id, sandbox.user("Eve").person.id)
    assert (owner.status, stranger.status) == ("creator", "left")
    with pytest.raises(BadRequest, match=r"(?i)participant_id_invalid"):
        await bot.get_chat_member(ann.chat.id, 5)


async def test_given_privacy_mode_when_people_talk_then_the_bot_hears_what_addresses_it(
    clock: Clock,
) -> None:
    world = World(now=clock, privacy=True)
    ann = world.add_user("Ann")
    group = world.add_group("Family", [ann])
    world.updates.clear()
    said = world.keep(group, {"text": "the bot's"}, sender=world.bot)

    await world.say(ann, "among us", chat=group)
    await world.say(ann, "/check@other_bot", chat=group)
    await world.say(ann, "/check", chat=group)
    await world.say(ann, "so, @tipline_sandbox_bot?", chat=group)
    await world.say(ann, "why", chat=group, reply_to=said["message_id"])

    heard = await world.updates.poll(0, 100, 0)
    assert [one["message"]["text"] for one in heard] == [
        "/check",
        "so, @tipline_sandbox_bot?",
        "why",
    ]


async def test_given_a_supergroup_when_messages_go_then_their_numbers_are_never_reused(
    world: World,
) -> None:
    ann = world.add_user("Ann")
    group = world.add_group("Family", [ann], supergroup=True)
    first = await world.say(ann, "one", chat=group)
    await world.delete(ann, first["message_id"], chat=group)

    second = await world.say(ann, "two", chat=group)

    assert second["message_id"] == first["message_id"] + 1


async def test_given_somebody_who_looks_on_when_things_happen_then_they_see_each(
    bot: Bot, reader: Reader
) -> None:
    seen: list[str] = []

    async def look() -> None:
        async for event in reader.world.subscribe():
            seen.append(event.kind)

    looking = asyncio.create_task(look())
    await asyncio.sleep(0)
    sent = await bot.send_message(reader.person.id, "x", reply_markup=KEYBOARD)
    await bot.edit_message_text("y", reader.person.id, sent.id, reply_markup=KEYBOARD)
    await bot.edit_message_reply_markup(reader.person.id, sent.id)
    await bot.delete_message(reader.person.id, sent.id)
    reader.world.events.close()
    await looking

    assert seen == ["message", "edited", "markup", "deleted"]


async def test_given_silence_when_waiting_then_a_reader_times_out(reader: Reader) -> None:
    assert await reader.hears_nothing(0.01)
    with pytest.raises(TimeoutError):
        await reader.receives(timeout=0.01)


@pytest.mark.parametrize(
    ("line", "badge"),
    [
        ("❌ Неправда: солдатів не було", "❌ Неправда"),
        ("❌ False — there were none", "❌ False"),
        ("❓ Not checked yet\nWe will tell you", "❓ Not checked yet"),
        ("✅ Mostly-true · 2 captured", "✅ Mostly-true"),
    ],
)
async def test_given_a_first_line_when_received_then_the_badge_is_what_stands_before_the_claim(
    bot: Bot, reader: Reader, line: str, badge: str
) -> None:
    await bot.send_message(reader.person.id, line)

    assert (await reader.receives()).badge == badge


async def test_given_a_hidden_link_or_a_sticker_when_sent_then_the_library_reads_it(
    bot: Bot, reader: Reader
) -> None:
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/a"}
    await reader.forward("here", entities=[link])
    shape = {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}
    await reader.sends(sticker={"file_id": "s", "file_unique_id": "s"} | shape)

    first, second = await bot.get_updates(offset=-2)

    assert first.message is not None
    assert [one.url for one in first.message.entities] == ["https://example.org/a"]
    assert second.message is not None
    assert second.message.sticker is not None


async def test_given_an_outage_when_a_file_is_fetched_then_it_fails_too(
    bot: Bot, reader: Reader
) -> None:
    await reader.attaches(MediaKind.VOICE, b"x")
    message = (await newest(bot)).message
    assert message is not None
    assert message.voice is not None
    file = await message.voice.get_file()

    reader.world.faults.outage = True
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    reader.world.faults.clear()

    assert bytes(await file.download_as_bytearray()) == b"x"
