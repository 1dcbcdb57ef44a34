"""Faults: what the bot sees, and whether the call took effect."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.sandbox.client import Reader, Sandbox
from bot.sandbox.faults import FaultKind, Faults, Rate

from .conftest import Clock, bot_of


@pytest.mark.parametrize(
    ("kind", "words", "sent"),
    [
        (FaultKind.DROP_BEFORE, "RemoteProtocolError", 0),
        (FaultKind.DROP_AFTER, "RemoteProtocolError", 1),
        (FaultKind.SERVER_ERROR, "Internal Server Error", 0),
        (FaultKind.BAD_GATEWAY, "Bad Gateway", 0),
    ],
)
async def test_given_a_fault_when_sent_then_a_network_error_once(
    bot: Bot, reader: Reader, kind: FaultKind, words: str, sent: int
) -> None:
    reader.world.faults.add(kind, "sendMessage", times=1)

    with pytest.raises(NetworkError, match=f"(?i){words}"):
        await bot.send_message(reader.person.id, "x")
    assert len(reader.inbox) == sent
    await bot.get_me()
    await bot.send_message(reader.person.id, "x")

    assert len(reader.inbox) == sent + 1


async def test_given_a_slow_fault_when_sent_then_the_answer_is_late(
    bot: Bot, reader: Reader
) -> None:
    reader.world.faults.add(FaultKind.SLOW, seconds=0.3)
    loop = asyncio.get_running_loop()
    started = loop.time()

    await bot.send_message(reader.person.id, "x")

    assert loop.time() - started >= 0.3


async def test_given_an_outage_when_called_then_every_call_fails_until_it_ends(
    bot: Bot, reader: Reader
) -> None:
    reader.world.faults.outage = True
    for call in (bot.get_me, bot.get_updates, bot.get_webhook_info):
        with pytest.raises(NetworkError):
            await call()
    reader.world.faults.clear()

    assert (await bot.get_me()).username == "tipline_sandbox_bot"


async def test_given_a_flood_limit_per_chat_when_exceeded_then_retry_after_until_time_passes(
    bot: Bot, sandbox: Sandbox, reader: Reader, clock: Clock
) -> None:
    other = sandbox.user("Other")
    await other.says("hi")
    sandbox.world.faults.flood_limits(per_chat=Rate(2, 3.0))
    for _ in range(2):
        await bot.send_message(reader.person.id, "x")

    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(reader.person.id, "x")
    await bot.send_message(other.person.id, "x")
    clock.seconds += 3
    await bot.send_message(reader.person.id, "x")

    assert refused.value.retry_after == timedelta(seconds=3)
    assert (len(reader.inbox), len(other.inbox)) == (3, 1)
    assert [one.error for one in sandbox.world.calls if one.error] == [
        "Too Many Requests: retry after 3"
    ]


async def test_given_an_overall_limit_when_many_people_are_told_then_some_must_wait(
    sandbox: Sandbox, clock: Clock
) -> None:
    readers = [sandbox.user(f"Reader {number}") for number in range(5)]
    for one in readers:
        await one.says("hi")
    sandbox.world.faults.flood_limits(overall=Rate(3, 1.0))

    async with bot_of(sandbox) as bot:
        sends = (bot.send_message(one.person.id, "news") for one in readers)
        results = await asyncio.gather(*sends, return_exceptions=True)

    assert sum(isinstance(one, RetryAfter) for one in results) == 2


async def test_given_a_fault_for_one_chat_when_others_are_sent_to_then_they_get_it(
    bot: Bot, sandbox: Sandbox, reader: Reader
) -> None:
    other = sandbox.user("Other")
    await other.says("hi")
    chat = reader.person.id
    sandbox.world.faults.add(FaultKind.SERVER_ERROR, "sendMessage", chat_id=chat)

    await bot.send_message(other.person.id, "x")
    with pytest.raises(TelegramError):
        await bot.send_message(chat, "x")

    assert (len(other.inbox), len(reader.inbox)) == (1, 0)


def struck(faults: Faults) -> Iterator[bool]:
    for _ in range(200):
        yield faults.strike("sendMessage") is not None


def test_given_a_probability_and_a_seed_when_struck_then_the_chances_repeat() -> None:
    faults = Faults(seed=7)
    faults.add(FaultKind.SLOW, probability=0.25)
    first = list(struck(faults))
    faults.reseed(7)

    assert list(struck(faults)) == first
    assert 25 <= sum(first) <= 75
