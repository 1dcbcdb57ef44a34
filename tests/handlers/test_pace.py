"""How fast messages may leave."""

import asyncio
import time
from itertools import pairwise

import pytest

from handlers.delivery import backoff
from handlers.pace import GROUP_MESSAGES, WINDOW, Held, Pace


async def leave(pace: Pace, *, direct: bool = False) -> float:
    """Wait for a turn, and return when it came."""
    await pace.turn(direct=direct)
    return asyncio.get_running_loop().time()


def fullest(times: list[float], seconds: float = 1.0) -> int:
    """Return how many left in the fullest stretch of so many seconds."""
    return max(sum(start <= one < start + seconds for one in times) for start in times)


async def test_messages_leave_one_by_one() -> None:
    pace, clock = Pace(100), asyncio.get_running_loop().time
    start = clock()

    await asyncio.gather(*(pace.turn() for _ in range(11)))

    assert clock() - start >= 0.1


async def test_no_second_sees_more_than_the_limit() -> None:
    pace = Pace(39.5)

    first = await asyncio.gather(*(leave(pace) for _ in range(60)))
    await asyncio.sleep(0.3)
    later = await asyncio.gather(*(leave(pace) for _ in range(30)))

    assert fullest([*first, *later]) <= 40
    assert max(first) - min(first) < 60 / 39.5 * WINDOW * 1.1


async def test_what_was_not_used_is_not_made_good() -> None:
    pace = Pace(20)
    await leave(pace)
    await asyncio.sleep(0.4)

    times = await asyncio.gather(*(leave(pace) for _ in range(4)))

    assert min(later - earlier for earlier, later in pairwise(times)) > 0.02


async def test_a_loop_that_was_busy_lets_no_burst_out() -> None:
    pace = Pace(50)
    turns = [asyncio.create_task(leave(pace)) for _ in range(40)]
    await asyncio.sleep(0.1)
    time.sleep(0.4)  # noqa: ASYNC251 - what a busy program does

    times = await asyncio.gather(*turns)

    assert fullest(times, 0.1) <= 5 + 1 + 3  # a tenth of the limit, and what is made good


async def test_a_reply_waits_for_one_turn_only() -> None:
    pace = Pace(10)
    others = [asyncio.create_task(leave(pace)) for _ in range(20)]
    await asyncio.sleep(0.15)
    start = asyncio.get_running_loop().time()

    replied = await leave(pace, direct=True)

    assert replied - start <= 1.5 * WINDOW / 10
    for other in others:
        other.cancel()


async def test_a_hold_stops_who_is_waited_for_and_sends_the_others_away() -> None:
    pace, clock = Pace(100), asyncio.get_running_loop().time
    others = [asyncio.create_task(leave(pace)) for _ in range(5)]
    replies = [asyncio.create_task(leave(pace, direct=True)) for _ in range(20)]
    await asyncio.sleep(0.03)
    held = clock()

    pace.hold(0.3)
    times = await asyncio.gather(*replies)

    after = [one for one in times if one > held]
    assert 0 < len(after) < 20
    assert min(after) >= held + 0.3
    assert max(after) - min(after) >= (len(after) - 1) / 100  # in turn, as before
    for other in others:
        with pytest.raises(Held):
            await other
    assert pace.held == 0


async def test_who_comes_during_a_hold_waits_for_its_end() -> None:
    pace, clock = Pace(100), asyncio.get_running_loop().time
    start = clock()
    pace.hold(0.2)
    assert 0.1 < pace.held <= 0.2

    await pace.turn()

    assert clock() - start >= 0.2


async def test_a_program_that_was_killed_may_have_used_the_last_second_up() -> None:
    pace, clock = Pace(100), asyncio.get_running_loop().time
    start = clock()
    pace.spent()

    await pace.turn(direct=True)

    assert clock() - start >= 1


async def test_who_gives_up_takes_no_turn() -> None:
    pace = Pace(20)
    await pace.turn()
    gone = asyncio.create_task(leave(pace))
    await asyncio.sleep(0)
    start = asyncio.get_running_loop().time()
    gone.cancel()

    assert await leave(pace) - start < 0.09


async def test_a_group_gets_so_many_in_a_minute() -> None:
    pace = Pace(1000)

    waits = [pace.group_wait(-5) for _ in range(GROUP_MESSAGES + 1)]

    assert waits[:-1] == [0] * GROUP_MESSAGES
    assert 59 < waits[-1] <= 60
    assert pace.group_wait(-6) == pace.group_wait(7) == 0


def test_pauses_double_up_to_a_minute() -> None:
    assert [backoff(tries).seconds for tries in (1, 2, 3, 6, 7, 50)] == [1, 2, 4, 32, 60, 60]
