"""A broadcast that is killed three times: nobody is lost, nobody known gets it twice."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable
from functools import partial

import pytest

from bot.models import BroadcastState, utcnow
from bot.sandbox.faults import Rate
from bot.sandbox.world import World
from bot.store.database import Store
from handlers.delivery import AHEAD
from tests import crowds
from tests.endtoend.program import PATIENCE, Launch
from tests.endtoend.scene import until

pytestmark = pytest.mark.slow

PEOPLE, RATE, KILLS = 400, 100, 3
LOST = 0.02  # share of the messages whose answer is lost


async def test_killed_at_any_moment_a_broadcast_reaches_everybody_once(
    world: World, store: Store, launch: Launch, record_property: Callable[..., None]
) -> None:
    chance = random.Random(1)  # noqa: S311 - moments of a test
    crowd = crowds.gather(world, store, PEOPLE, blocked=0.05, chance=chance)
    reachable = tuple(one for one in crowd.people if one not in crowd.blocked)
    crowds.trouble(world, reachable, chance, lost=LOST, slow=0)
    world.faults.flood_limits(overall=Rate(RATE // 5, 1.0))
    moments = sorted(chance.sample(range(PEOPLE // 10, PEOPLE * 9 // 10), KILLS))
    number = store.transact(crowds.schedule, 1, utcnow())
    named = {
        "MESSAGES_PER_SECOND": str(RATE),
        "ADMIN_IDS": str(crowds.ADMIN),
        "BROADCAST_CONFIRM_OVER": str(PEOPLE),
    }
    program = await launch(**named)

    await until(lambda: refusals(world) >= 2, seconds=PATIENCE)
    world.faults.flood_limits()
    for moment in moments:
        await until(partial(so_many, store, number, moment), seconds=PATIENCE)
        await asyncio.sleep(chance.random() * 0.1)
        await program.ends(signal.SIGKILL)
        program = await launch(**named)
    await until(lambda: crowds.state(store, number) is BroadcastState.DONE, seconds=PATIENCE)
    await until(lambda: "It is done." in crowd.card(), seconds=PATIENCE)
    await until(lambda: "is done. Sent" in told(crowd), seconds=PATIENCE)
    await program.ends(signal.SIGTERM)

    found = crowds.judge(crowd, number)
    for name, count in found.items():
        record_property(name, count)
    assert found["lost"] == found["twice"] == found["missing"] == found["blocked wrongly"] == 0
    assert found["sent"] + found["blocked"] + found["unsure"] == PEOPLE
    # What Telegram had and we did not know of, and at each kill the few that were on their way.
    assert found["unsure"] <= LOST * PEOPLE + KILLS * (AHEAD * RATE + 10)
    assert (
        crowds.fullest(world) <= 1.1 * RATE
    )  # what leaves evenly arrives less so where it is busy


def refusals(world: World) -> int:
    """Count how often Telegram asked for silence."""
    return sum("Too Many" in (call.error or "") for call in world.calls)


def so_many(store: Store, number: int, wanted: int) -> bool:
    return crowds.sent(store, number) >= wanted


def told(crowd: crowds.Crowd) -> str:
    """Return the last words to the admin that are no card."""
    texts = [one["text"] for one in crowd.world.history(crowd.admin.id)]
    return str(next((text for text in reversed(texts) if "Sent:" in text and "▰" not in text), ""))
