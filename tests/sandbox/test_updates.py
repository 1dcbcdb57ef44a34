"""How updates reach the bot: long polls, offsets, who polls, webhooks, and the raw wire."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, InvalidToken
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.sandbox.client import Reader, Sandbox
from bot.sandbox.faults import FaultKind
from bot.sandbox.server import Server, listen
from bot.sandbox.values import Json

from .conftest import bot_of, plain_request


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def test_given_updates_when_fetched_then_again_until_confirmed(
    bot: Bot, reader: Reader
) -> None:
    await reader.says("two")

    first = await bot.get_updates()
    again = await bot.get_updates()
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    none = await bot.get_updates(offset=first[1].update_id + 1)

    assert texts(first) == texts(again) == ["Добрий день", "two"]
    assert texts(rest) == ["two"]
    assert texts(none) == []


async def test_given_a_limit_or_a_negative_offset_when_fetched_then_only_those(
    bot: Bot, reader: Reader
) -> None:
    for word in ("two", "three"):
        await reader.says(word)

    assert texts(await bot.get_updates(limit=2)) == ["Добрий день", "two"]
    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert texts(await bot.get_updates()) == ["three"]


async def test_given_a_backlog_when_fetched_then_at_most_a_hundred_at_once(
    bot: Bot, reader: Reader
) -> None:
    for number in range(120):
        await reader.says(str(number))

    assert len(await bot.get_updates(limit=1000)) == 100


async def test_given_nothing_when_polled_then_it_waits_for_the_next_update(
    bot: Bot, sandbox: Sandbox
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)

    await sandbox.user("Olena").says("at last")

    assert texts(await asyncio.wait_for(poll, 1)) == ["at last"]


async def test_given_nothing_when_the_poll_ends_then_an_empty_answer(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_given_a_second_poller_when_it_polls_then_the_older_one_gets_a_conflict(
    bot: Bot, sandbox: Sandbox
) -> None:
    async with bot_of(sandbox) as second:
        older = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(0.05)
        newer = asyncio.create_task(second.get_updates(timeout=5))

        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure"):
            await asyncio.wait_for(older, 1)
        await sandbox.user("Olena").says("hello")

        assert texts(await asyncio.wait_for(newer, 1)) == ["hello"]


async def test_given_allowed_updates_when_set_then_others_are_not_queued(
    bot: Bot, reader: Reader
) -> None:
    await bot.get_updates(offset=100, allowed_updates=["edited_message"])

    post = await reader.says("not wanted")
    await reader.edits(post, "wanted")
    (update,) = await bot.get_updates()
    await bot.get_updates(offset=100, allowed_updates=[])
    await reader.says("wanted again")

    assert update.edited_message is not None
    assert update.edited_message.text == "wanted"
    assert texts(await bot.get_updates(offset=-1)) == ["wanted again"]


async def test_given_an_unknown_kind_when_injected_then_it_is_delivered_as_it_is(
    bot: Bot, sandbox: Sandbox
) -> None:
    sandbox.world.inject({"a_kind_of_next_year": {"x": 1}})
    sandbox.world.inject({"update_id": 500, "message": {"message_id": "broken"}})
    await sandbox.user("Olena").says("after")

    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{sandbox.api_base_url}{sandbox.token}/getUpdates")

    first, second, third = answer.json()["result"]
    assert first == {"update_id": 1, "a_kind_of_next_year": {"x": 1}}
    assert second == {"update_id": 500, "message": {"message_id": "broken"}}
    assert (third["update_id"], third["message"]["text"]) == (501, "after")


async def test_given_the_duplicate_fault_when_fetched_then_each_comes_twice(
    bot: Bot, reader: Reader
) -> None:
    reader.world.faults.add(FaultKind.DUPLICATE, times=1)

    assert texts(await bot.get_updates()) == ["Добрий день"] * 2
    assert texts(await bot.get_updates()) == ["Добрий день"]


async def test_given_a_wrong_token_when_called_then_unauthorized(sandbox: Sandbox) -> None:
    stranger = bot_of(sandbox, "7000000001:wrong")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{sandbox.api_base_url}7000000001:wrong/getMe")
        file = await client.get(f"{sandbox.file_base_url}7000000001:wrong/photos/x.jpg")

    assert answer.status_code == file.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_given_an_unknown_method_when_called_then_not_found(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{sandbox.api_base_url}{sandbox.token}/sendTelepathy")

    assert answer.status_code == 404
    assert answer.json()["description"] == "Not Found: method not found"


async def test_given_json_or_a_query_or_other_case_when_called_then_the_same_answer(
    sandbox: Sandbox, reader: Reader
) -> None:
    base, chat = f"{sandbox.api_base_url}{sandbox.token}", reader.person.id
    async with httpx.AsyncClient() as client:
        await client.post(f"{base}/sendMessage", json={"chat_id": chat, "text": "json"})
        await client.get(f"{base}/sendmessage", params={"chat_id": chat, "text": "query"})
        wrong = await client.get(f"{base}/getUpdates", params={"limit": "many"})

    assert [one.text for one in reader.inbox] == ["json", "query"]
    assert wrong.json()["description"] == "Bad Request: invalid limit specified"


@asynccontextmanager
async def hook(*statuses: int) -> AsyncIterator[tuple[str, list[tuple[str | None, Json]]]]:
    """A webhook that answers with these statuses and then 200, and notes what it got."""
    got: list[tuple[str | None, Json]] = []

    async def take(request: Request) -> Response:
        got.append((request.headers.get("x-telegram-bot-api-secret-token"), await request.json()))
        return Response(status_code=statuses[len(got) - 1] if len(got) <= len(statuses) else 200)

    listener = listen("127.0.0.1", 0)
    app = Starlette(routes=[Route("/hook", take, methods=["POST"])])
    server = Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await server.ready.wait()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook", got
    server.leaving.set()
    await serving


async def delivered(sandbox: Sandbox) -> None:
    async with asyncio.timeout(3):
        while len(sandbox.world.updates):  # noqa: ASYNC110 - nothing tells when it is empty
            await asyncio.sleep(0.01)


async def test_given_a_webhook_when_people_write_then_updates_are_posted_with_the_secret(
    bot: Bot, sandbox: Sandbox, reader: Reader
) -> None:
    async with hook() as (url, got):
        await bot.set_webhook(url, secret_token="s3cret", max_connections=5)
        await reader.says("two")
        await delivered(sandbox)

    assert [(secret, one["message"]["text"]) for secret, one in got] == [
        ("s3cret", "Добрий день"),
        ("s3cret", "two"),
    ]


async def test_given_a_webhook_that_fails_when_posted_then_again_until_it_takes_it(
    bot: Bot, sandbox: Sandbox, reader: Reader
) -> None:
    async with hook(500, 302) as (url, got):
        await bot.set_webhook(url)
        await delivered(sandbox)
        info = await bot.get_webhook_info()

    assert [one["update_id"] for _, one in got] == [1, 1, 1]
    assert info.url == url
    assert info.pending_update_count == 0
    assert info.last_error_message == "Wrong response from the webhook: 302 Found"


async def test_given_a_webhook_that_is_away_when_posted_then_the_update_waits(
    bot: Bot, sandbox: Sandbox, reader: Reader
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    await asyncio.sleep(0.1)
    info = await bot.get_webhook_info()
    await bot.delete_webhook()

    assert info.pending_update_count == 1
    assert info.last_error_message is not None
    assert info.last_error_message.startswith("Connection failed")
    assert texts(await bot.get_updates()) == ["Добрий день"]


async def test_given_a_webhook_when_polled_then_conflict_until_it_is_deleted(
    bot: Bot, sandbox: Sandbox
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)

    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await asyncio.wait_for(poll, 1)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)

    assert await bot.get_updates() == ()
    assert (await bot.get_webhook_info()).url == ""


async def test_given_a_webhook_without_a_scheme_when_set_then_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Bad webhook: an https url must be provided"):
        await bot.set_webhook("example.org/hook")


async def test_given_the_librarys_own_application_when_it_polls_then_everybody_is_answered(
    sandbox: Sandbox,
) -> None:
    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(f"heard {update.message.text}", do_quote=True)

    builder = Application.builder().token(sandbox.token).base_url(sandbox.api_base_url)
    builder = builder.request(plain_request()).get_updates_request(plain_request())
    application = builder.base_file_url(sandbox.file_base_url).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    readers = [sandbox.user(f"Reader {number}") for number in range(5)]

    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0)
        posts = [await one.says(one.person.first_name) for one in readers]
        got = [await one.receives() for one in readers]
        await application.updater.stop()
        await application.stop()

    assert [one.text for one in got] == [f"heard Reader {number}" for number in range(5)]
    assert [one.reply_to for one in got] == posts
    assert len(sandbox.world.updates) == 0
