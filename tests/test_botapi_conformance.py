"""What the sandbox takes, answers and emits, held against the description of the Bot API."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.request import HTTPXRequest

from bot.sandbox.client import Reader, Sandbox, sandbox
from bot.sandbox.methods import METHODS
from bot.sandbox.values import Call, Json, MediaKind, Origin

from .botapi import Api, load, problems, update_problems


@pytest.fixture(scope="module")
def api() -> Api:
    return load()


@pytest.fixture
async def running() -> AsyncIterator[Sandbox]:
    async with sandbox() as started:
        yield started


def called(method: str, result: object = True, **params: object) -> Call:
    return Call(method, params, result, None, 0.0, 0.0)


@pytest.mark.parametrize(
    ("call", "found"),
    [
        (called("sendTelepathy"), ["sendTelepathy: unknown method"]),
        (
            called("sendChatAction", chat_id=1, action="typing", colour="red"),
            ["sendChatAction: unknown field colour"],
        ),
        (called("sendChatAction", chat_id=1), ["sendChatAction.action: missing"]),
        (
            called("sendChatAction", chat_id=1.5, action="typing"),
            ["sendChatAction.chat_id: 1.5 is not Integer"],
        ),
        (
            called("answerCallbackQuery", callback_query_id="1", show_alert="yes"),
            ["answerCallbackQuery.show_alert: 'yes' is not Boolean"],
        ),
        (
            called("answerCallbackQuery", callback_query_id="1", text="x" * 201),
            ["answerCallbackQuery.text: characters: 201 is not in 0-200"],
        ),
        (
            called("getUpdates", result=[], limit=101),
            ["getUpdates.limit: 101 is not in 1-100"],
        ),
        (
            called("deleteMessages", chat_id=1, message_ids=[]),
            ["deleteMessages.message_ids: items: 0 is not in 1-100"],
        ),
        (
            called("sendMessage", result={"message_id": 1}, chat_id=1, text="x"),
            ["sendMessage result.date: missing", "sendMessage result.chat: missing"],
        ),
        (called("getMe", result=True), ["getMe result: True is not User"]),
        (
            called("getChatMember", result={"status": "kicked"}, chat_id=1, user_id=1),
            ["getChatMember result.user: missing", "getChatMember result.until_date: missing"],
        ),
    ],
)
def test_given_a_wrong_call_when_checked_then_its_problems_are_named(
    api: Api, call: Call, found: list[str]
) -> None:
    assert problems(api, call) == found


def test_given_limits_after_entities_when_checked_then_the_shown_text_counts(api: Api) -> None:
    result = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
    fits = called("sendMessage", result, chat_id=1, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    plain = called("sendMessage", result, chat_id=1, text=f"<b>{'x' * 4096}</b>")

    assert problems(api, fits) == []
    assert problems(api, plain) == [
        "sendMessage.text: characters: 4103 is not in 1-4096",
    ]


def test_given_a_long_button_inside_a_keyboard_when_checked_then_found(api: Api) -> None:
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "ж" * 33}]]}
    call = called("editMessageReplyMarkup", reply_markup=keyboard)

    assert problems(api, call) == [
        "editMessageReplyMarkup.reply_markup.inline_keyboard[0][0].callback_data: "
        "bytes: 66 is not in 1-64"
    ]


def test_given_a_wrong_update_when_checked_then_found(api: Api) -> None:
    update = {"update_id": 1, "callback_query": {"id": 5, "from": {"id": 1}, "extra": 1}}

    assert sorted(update_problems(api, update)) == [
        "update.callback_query.chat_instance: missing",
        "update.callback_query.from.first_name: missing",
        "update.callback_query.from.is_bot: missing",
        "update.callback_query.id: 5 is not String",
        "update.callback_query: unknown field extra",
    ]


async def test_given_every_method_described_when_called_then_only_the_supported_are_known(
    api: Api, running: Sandbox
) -> None:
    unknown = set()
    async with httpx.AsyncClient() as client:
        for method in [*api.methods, "sendTelepathy"]:
            answer = await client.post(f"{running.api_base_url}{running.token}/{method}")
            if answer.json().get("error_code") == 404:
                unknown.add(method)

    assert set(METHODS) <= set(api.methods)
    assert unknown == {*api.methods, "sendTelepathy"} - set(METHODS)


async def test_given_the_librarys_calls_when_answered_then_all_is_as_described(
    api: Api, running: Sandbox
) -> None:
    requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    bot = Bot(
        running.token,
        base_url=running.api_base_url,
        base_file_url=running.file_base_url,
        request=requests[0],
        get_updates_request=requests[1],
    )
    reader = running.user("Olena", language="uk")
    async with bot:
        updates = await people_do_everything(running, bot, reader)
        await bot_does_everything(running, bot, reader)

    found = [problem for call in running.world.calls for problem in problems(api, call)]
    assert {call.method for call in running.world.calls if call.error is None} == set(METHODS)
    assert found == []
    assert [problem for update in updates for problem in update_problems(api, update)] == []
    assert {key for update in updates for key in update} == {
        "update_id",
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "my_chat_member",
    }


async def people_do_everything(running: Sandbox, bot: Bot, reader: Reader) -> list[Json]:
    """Let people do all that they can, and return the updates that came of it."""
    world, person = running.world, reader.person
    post = await reader.says("/start https://example.org 😀 #тег @tipline")
    await reader.says("reply", reply_to=post)
    await reader.edits(post, "edited")
    origins = [
        Origin.user("Ann"),
        Origin.hidden_user("Bob"),
        Origin.chat("Group", signature="admin"),
        Origin.channel("News", username="news", message_id=7, date=1_700_000_000),
    ]
    for origin in origins:
        await reader.forward("rumour", origin=origin, photo=b"")
    for kind in MediaKind:
        await reader.attaches(kind, b"x", caption="see /help", media_group_id="album")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Why?", callback_data="why")]])
    sent = await bot.send_message(person.id, "x", reply_markup=keyboard)
    for step in (reader.presses("Why?", timeout=0), world.ask_inline(person, "rumour", timeout=0)):
        with pytest.raises(TimeoutError):
            await step
    assert sent.id in reader.chat.messages
    group = world.add_group("Reviewers", [person])
    world.remove_bot(world.migrate(group), person)
    world.block(person)
    world.unblock(person)
    return list(world.updates._pending)


async def bot_does_everything(running: Sandbox, bot: Bot, reader: Reader) -> None:
    """Call every method through the library."""
    chat, queries = reader.person.id, list(running.world.queries)
    post = await reader.says("the post")
    await bot.set_webhook("http://127.0.0.1:9/", secret_token="x", allowed_updates=["message"])
    await bot.get_webhook_info()
    await bot.delete_webhook()
    await bot.get_updates(timeout=0, limit=100, allowed_updates=[])
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Why?", callback_data="why")]])
    sent = await bot.send_message(
        chat,
        "<b>x</b> /help",
        "HTML",
        reply_markup=keyboard,
        reply_parameters=ReplyParameters(post, quote="post", allow_sending_without_reply=True),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        protect_content=True,
    )
    await bot.edit_message_text("y", chat, sent.id, reply_markup=keyboard)
    await bot.edit_message_reply_markup(chat, sent.id)
    await bot.send_chat_action(chat, "typing")
    photo = await bot.send_photo(chat, b"pixels", "caption")
    await bot.send_document(chat, b"bytes", filename="verdicts.csv")
    await bot.get_file(photo.photo[0].file_id)
    await bot.forward_message(chat, chat, photo.id)
    await bot.copy_message(chat, chat, photo.id)
    await bot.set_message_reaction(chat, post, "👍")
    await bot.delete_message(chat, sent.id)
    await bot.answer_callback_query(queries[0], "because", show_alert=True)
    article = InlineQueryResultArticle("1", "x", InputTextMessageContent("y"))
    await bot.answer_inline_query(queries[1], [article], cache_time=0, is_personal=True)
    await bot.get_chat(chat)
    await bot.get_chat_member(chat, chat)
    await bot.get_chat_member(chat, bot.id)
    scope = BotCommandScopeChat(chat)
    await bot.set_my_commands([BotCommand("help", "Help")], scope, "uk")
    await bot.get_my_commands(scope, "uk")
    await bot.delete_my_commands(scope, "uk")
    await bot.set_my_description("Forward a post", "uk")
    await bot.get_my_description("uk")
    await bot.set_my_short_description("Fact checks")
