"""One message against a pretend Telegram that refuses what Telegram refuses."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram.ext import ApplicationBuilder, ExtBot

from bot.replies import Button, Reply
from bot.sandbox.faults import FaultKind, Rate
from bot.sandbox.server import running
from bot.sandbox.values import Json, Person
from bot.sandbox.world import World
from bot.services.values import Parcel, Text
from handlers import sending
from handlers.capture import CarefulRequest
from handlers.sending import (
    Blocked,
    Delivered,
    Flooded,
    Later,
    Migrated,
    Refused,
    Sent,
    Unsure,
    plain,
)

HELLO = Reply("<b>Hello</b> &amp; welcome")


@pytest.fixture
async def world() -> World:
    return World()


@pytest.fixture(autouse=True)
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def bot(world: World) -> AsyncIterator[ExtBot[None]]:
    async with running(world) as address:
        application = (
            ApplicationBuilder()
            .token(world.token)
            .base_url(address.api_base_url)
            .request(CarefulRequest(read_timeout=0.5))
            .build()
        )
        async with application.bot as bot:
            yield bot


@pytest.fixture
async def reader(world: World) -> Person:
    reader = world.add_user("Nadia")
    await world.say(reader, "a long enough post")
    return reader


def parcel(
    chat_id: int,
    *,
    direct: bool = True,
    reply_to: int | None = None,
    quote: str | None = None,
    edits: int | None = None,
) -> Parcel:
    return Parcel(1, chat_id, "en", Text("hint"), direct, reply_to, quote, edits)


async def send(bot: ExtBot[None], parcel: Parcel, reply: Reply) -> Sent:
    """Send when nobody else sends anything."""

    async def turn() -> None:
        return

    return await sending.send(bot, parcel, reply, turn)


async def test_each_call_waits_for_its_turn(
    world: World, bot: ExtBot[None], reader: Person
) -> None:
    turns = []

    async def turn() -> None:
        turns.append(len(world.history(reader.id)))

    asked = parcel(reader.id, reply_to=1, quote="never written")
    await sending.send(bot, asked, HELLO, turn)

    assert turns == [1, 1]  # the second time without the quote


def last(world: World, reader: Person) -> Json:
    return world.history(reader.id)[-1]


async def test_a_reply_quotes_and_has_buttons(
    world: World, bot: ExtBot[None], reader: Person
) -> None:
    reply = Reply(HELLO.html, ((Button("Go", data="1:x"), Button("Read", url="https://a.bc")),))

    sent = await send(bot, parcel(reader.id, reply_to=1, quote="long enough"), reply)

    shown = last(world, reader)
    assert sent == Delivered(shown["message_id"])
    assert shown["text"] == "Hello & welcome"
    assert shown["quote"]["text"] == "long enough"
    assert [b["text"] for b in shown["reply_markup"]["inline_keyboard"][0]] == ["Go", "Read"]


async def test_a_refused_quote_is_left_out(
    world: World, bot: ExtBot[None], reader: Person
) -> None:
    await send(bot, parcel(reader.id, reply_to=1, quote="never written"), HELLO)

    shown = last(world, reader)
    assert shown["reply_to_message"]["message_id"] == 1
    assert "quote" not in shown


async def test_a_deleted_post_is_answered_without_reply(
    world: World, bot: ExtBot[None], reader: Person
) -> None:
    await world.delete(reader, 1)

    await send(bot, parcel(reader.id, reply_to=1, quote="long enough"), HELLO)

    assert "reply_to_message" not in last(world, reader)


async def test_broken_markup_is_sent_as_plain_text(
    world: World, bot: ExtBot[None], reader: Person
) -> None:
    broken = Reply('<b>Hello <a href="https://a.bc/?x=1&amp;y=2">there</a> &lt;3')

    await send(bot, parcel(reader.id), broken)

    assert last(world, reader)["text"] == "Hello there (https://a.bc/?x=1&y=2) <3"


def test_plain_text_keeps_what_is_not_markup() -> None:
    assert plain("<b>1 &lt; 2</b> &amp; <i>3</i>") == "1 < 2 & 3"


async def test_an_edit_of_the_same_words_is_delivered(
    world: World, bot: ExtBot[None], reader: Person
) -> None:
    sent = await send(bot, parcel(reader.id), HELLO)
    assert isinstance(sent, Delivered)

    assert await send(bot, parcel(reader.id, edits=sent.message_id), HELLO) == sent


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(
    world: World, bot: ExtBot[None], reader: Person
) -> None:
    sent = await send(bot, parcel(reader.id, edits=77), HELLO)

    assert sent == Delivered(last(world, reader)["message_id"])


async def test_who_blocked_the_bot_is_known(
    world: World, bot: ExtBot[None], reader: Person
) -> None:
    world.block(reader)

    assert await send(bot, parcel(reader.id), HELLO) == Blocked()


async def test_a_flood_limit_is_told_with_its_pause(
    world: World, bot: ExtBot[None], reader: Person
) -> None:
    world.faults.flood_limits(overall=Rate(1, 5))
    await send(bot, parcel(reader.id), HELLO)

    sent = await send(bot, parcel(reader.id), HELLO)

    assert isinstance(sent, Flooded)
    assert timedelta(seconds=1) <= sent.after <= timedelta(seconds=6)


async def test_a_group_that_moved_is_told(world: World, bot: ExtBot[None], reader: Person) -> None:
    group = world.add_group("Neighbours", [reader])
    new = world.migrate(group)

    assert await send(bot, parcel(group.id), HELLO) == Migrated(new.id)


async def test_a_chat_that_is_unknown_is_refused_for_good(bot: ExtBot[None]) -> None:
    assert isinstance(await send(bot, parcel(42), HELLO), Refused)


@pytest.mark.parametrize(
    ("fault", "direct", "expected"),
    [
        (FaultKind.DROP_AFTER, True, Later),
        (FaultKind.DROP_AFTER, False, Unsure),
        (FaultKind.BAD_GATEWAY, True, Later),
        (FaultKind.BAD_GATEWAY, False, Unsure),
        (FaultKind.SERVER_ERROR, True, Later),
        (FaultKind.SERVER_ERROR, False, Later),
    ],
)
async def test_what_may_have_arrived_is_sent_again_only_to_who_waits(
    world: World,
    bot: ExtBot[None],
    reader: Person,
    fault: FaultKind,
    direct: bool,
    expected: type,
) -> None:
    world.faults.add(fault, "sendMessage", times=1)

    assert isinstance(await send(bot, parcel(reader.id, direct=direct), HELLO), expected)


@pytest.mark.parametrize(("direct", "expected"), [(True, Later), (False, Unsure)])
async def test_an_answer_that_comes_too_late_is_in_doubt(
    world: World, bot: ExtBot[None], reader: Person, direct: bool, expected: type
) -> None:
    world.faults.add(FaultKind.SLOW, "sendMessage", times=1, seconds=1)

    assert isinstance(await send(bot, parcel(reader.id, direct=direct), HELLO), expected)


async def test_a_telegram_that_cannot_be_reached_got_nothing() -> None:
    application = (
        ApplicationBuilder()
        .token("1:a")
        .base_url("http://127.0.0.1:9/bot")
        .request(CarefulRequest())
        .build()
    )
    await application.bot._request[1].initialize()

    assert isinstance(await send(application.bot, parcel(5, direct=False), HELLO), Later)
    await application.bot._request[1].shutdown()


PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (1080).to_bytes(4) + (1300).to_bytes(4)


async def test_a_picture_goes_with_its_text_below(
    bot: ExtBot[None], world: World, reader: Person
) -> None:
    buttons = ((Button("Press", data="1:forget_no"),),)

    sent = await send(bot, parcel(reader.id), Reply("<b>Hello</b>", buttons, PICTURE))

    shown = world.history(reader.id)[-1]
    assert sent == Delivered(shown["message_id"])
    assert (shown["caption"], shown["photo"][-1]["height"]) == ("Hello", 1300)
    assert shown["caption_entities"][0]["type"] == "bold"
    assert shown["reply_markup"]["inline_keyboard"][0][0]["text"] == "Press"
    assert world.files[shown["photo"][-1]["file_id"]].content == PICTURE


async def test_a_picture_that_telegram_does_not_take_is_left_out(
    bot: ExtBot[None], world: World, reader: Person
) -> None:
    flat = PICTURE[:-8] + (5000).to_bytes(4) + (10).to_bytes(4)

    sent = await send(bot, parcel(reader.id), Reply("<b>Hello</b>", picture=flat))

    shown = world.history(reader.id)[-1]
    assert sent == Delivered(shown["message_id"])
    assert (shown["text"], "photo" in shown) == ("Hello", False)


async def test_a_picture_under_a_message_that_is_gone_goes_all_the_same(
    bot: ExtBot[None], world: World, reader: Person
) -> None:
    sent = await send(bot, parcel(reader.id, reply_to=987_654), Reply("Hello", picture=PICTURE))

    assert isinstance(sent, Delivered)
    assert "photo" in world.history(reader.id)[-1]
