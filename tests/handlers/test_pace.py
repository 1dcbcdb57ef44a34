"""How fast messages may leave."""

import asyncio

from handlers.delivery import backoff
from handlers.pace import GROUP_MESSAGES, Pace


async def test_messages_leave_one_by_one() -> None:
    pace, clock = Pace(100), asyncio.get_running_loop().time
    start = clock()

    await asyncio.gather(*(pace.turn() for _ in range(11)))

    assert clock() - start >= 0.1


async def test_a_hold_stops_those_who_wait_too() -> None:
    pace, clock = Pace(1000), asyncio.get_running_loop().time
    start = clock()
    first = [asyncio.create_task(pace.turn()) for _ in range(20)]
    await asyncio.sleep(0)

    pace.hold(0.2)
    await asyncio.gather(*first[1:])

    assert clock() - start >= 0.2


async def test_a_group_gets_so_many_in_a_minute() -> None:
    pace = Pace(1000)

    waits = [pace.group_wait(-5) for _ in range(GROUP_MESSAGES + 1)]

    assert waits[:-1] == [0] * GROUP_MESSAGES
    assert 59 < waits[-1] <= 60
    assert pace.group_wait(-6) == pace.group_wait(7) == 0


def test_pauses_double_up_to_a_minute() -> None:
    assert [backoff(tries).seconds for tries in (1, 2, 3, 6, 7, 50)] == [1, 2, 4, 32, 60, 60]
