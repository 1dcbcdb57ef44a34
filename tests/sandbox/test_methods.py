"""What the bot says of itself, and the control interface for another process."""

import asyncio

import httpx
import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest

from bot.sandbox.client import Reader, Sandbox
from bot.sandbox.server import running
from bot.sandbox.values import Json
from bot.sandbox.world import World


async def test_given_commands_when_set_then_kept_by_scope_and_language(
    bot: Bot, sandbox: Sandbox
) -> None:
    await bot.set_my_commands([("help", "Help"), ("about", "About")])
    await bot.set_my_commands([BotCommand("help", "Допомога")], language_code="uk")
    await bot.set_my_commands([BotCommand("queue", "Queue")], BotCommandScopeChat(5))

    assert [one.command for one in await bot.get_my_commands()] == ["help", "about"]
    assert (await bot.get_my_commands(language_code="uk"))[0].description == "Допомога"
    assert sandbox.world.commands["chat:5", ""][0]["command"] == "queue"
    await bot.delete_my_commands(language_code="uk")
    assert await bot.get_my_commands(language_code="uk") == ()


@pytest.mark.parametrize(
    "command", [("Help", "x"), ("é", "x"), ("x" * 33, "x"), ("help", ""), ("help", "x" * 257)]
)
async def test_given_a_wrong_command_when_set_then_refused(
    bot: Bot, command: tuple[str, str]
) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([command])


async def test_given_too_many_commands_when_set_then_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bot_commands_too_much"):
        await bot.set_my_commands([(f"c{number}", "x") for number in range(101)])


async def test_given_a_description_when_set_then_kept_by_language_and_limited(bot: Bot) -> None:
    await bot.set_my_description("Перешліть допис", "uk")
    await bot.set_my_short_description("Fact checks")

    assert (await bot.get_my_description("uk")).description == "Перешліть допис"
    assert (await bot.get_my_description()).description == ""
    with pytest.raises(BadRequest, match=r"(?i)bot_description_too_long"):
        await bot.set_my_description("x" * 513)


async def test_given_the_bot_when_asked_who_it_is_then_its_name_and_place(
    bot: Bot, reader: Reader
) -> None:
    me = await bot.get_me()
    member = await bot.get_chat_member(reader.person.id, me.id)
    chat = await bot.get_chat(reader.person.id)

    assert (me.username, me.is_bot, member.status) == ("tipline_sandbox_bot", True, "member")
    assert (chat.first_name, chat.type) == ("Olena", "private")


async def test_given_a_call_when_made_then_it_is_in_the_log(bot: Bot, reader: Reader) -> None:
    await bot.send_photo(reader.person.id, b"12345", "x")
    with pytest.raises(BadRequest):
        await bot.send_message(reader.person.id, "")

    photo, failed = list(reader.world.calls)[-2:]

    assert photo.params["photo"] == "<5 bytes>"
    assert photo.result["caption"] == "x"
    assert (failed.method, failed.error) == (
        "sendMessage",
        "Bad Request: message text is empty",
    )


class Remote:
    """Drives a sandbox over its control interface."""

    def __init__(self, client: httpx.AsyncClient, url: str) -> None:
        self.client, self.url = client, url

    async def does(self, step: str, **body: object) -> Json:
        answer = await self.client.post(f"{self.url}/control/{step}", json=body)
        return {"status": answer.status_code, "said": answer.json()}


async def test_given_another_process_when_it_drives_then_the_same_world_moves(
    bot: Bot, sandbox: Sandbox
) -> None:
    async with httpx.AsyncClient() as client:
        remote = Remote(client, sandbox.address.url)
        added = await remote.does("users", first_name="Ann", language="pl")
        ann = added["said"]["id"]
        await remote.does("say", user_id=ann, text="hello")
        await remote.does("forward", user_id=ann, text="rumour", kind="channel", name="News")
        await remote.does("faults", kind="bad_gateway", method="sendMessage", times=1)
        with pytest.raises(Exception, match="Bad Gateway"):
            await bot.send_message(ann, "x")
        await remote.does("faults", clear=True)
        keyboard = {"inline_keyboard": [[{"text": "Why?", "callback_data": "why"}]]}
        sent = await bot.send_message(ann, "x", reply_markup=keyboard)  # type: ignore[arg-type]
        press = asyncio.create_task(
            remote.does("press", user_id=ann, message_id=sent.id, button="Why?")
        )
        async with asyncio.timeout(2):
            while len(sandbox.world.updates) < 3:  # noqa: ASYNC110 - another process would look, too
                await asyncio.sleep(0.01)
        query = (await bot.get_updates(offset=-1))[0].callback_query
        assert query is not None
        await query.answer("because")

        history = await remote.does("history", chat_id=ann)
        calls = await remote.does("calls", method="sendMessage")
        wrong = await remote.does("say", user_id=5, text="x")
        unknown = await remote.does("dance")

    assert [one["text"] for one in history["said"]] == ["hello", "rumour", "x"]
    assert (await press)["said"] == {"text": "because", "show_alert": False}
    assert [one["error"] for one in calls["said"]] == [None]
    assert (wrong["status"], unknown["status"]) == (400, 404)


async def test_given_a_stopped_server_when_started_again_then_the_world_is_the_same() -> None:
    world = World()
    ann = world.add_user("Ann")
    async with running(world) as first:
        port = int(first.url.rpartition(":")[2])
        await world.say(ann, "hello")
    async with running(world, port=port) as second, httpx.AsyncClient() as client:
        answer = await client.get(f"{second.api_base_url}{world.token}/getUpdates")

    assert first.url == second.url
    assert [one["message"]["text"] for one in answer.json()["result"]] == ["hello"]
