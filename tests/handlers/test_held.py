"""What was kept for later comes back in rounds."""

from bot.models import Received
from handlers.held import Rounds


def row(number: int, sender: int) -> Received:
    return Received(update_id=number, sender=sender, raw={})


def numbers(rows: list[Received]) -> list[int]:
    return [one.update_id for one in rows]


def test_however_little_room_there_is_senders_take_turns() -> None:
    rounds = Rounds()
    flood = [row(number, 1) for number in range(1, 6)]
    order: list[int] = []

    waiting = [*flood, row(6, 2), row(7, 3)]
    while waiting:
        (chosen,) = rounds.choose(waiting, 1)
        waiting.remove(chosen)
        order.append(chosen.update_id)

    assert order == [1, 6, 7, 2, 3, 4, 5]


def test_newcomers_do_not_keep_anybody_waiting_for_ever() -> None:
    rounds = Rounds()
    flood = [row(number, 1) for number in range(1, 4)]
    served: list[int] = []
    for number in range(10, 20):
        newcomers = [row(number, number), row(number + 100, number + 100)]
        (chosen,) = rounds.choose([*flood, *newcomers], 1)
        served.append(chosen.update_id)
        if chosen in flood:
            flood.remove(chosen)

    assert served[0] == 1
    assert {2, 3} < set(served)


def test_without_a_limit_all_come_back_at_once_in_turn() -> None:
    found = [row(1, 1), row(4, 2), row(2, 1), row(3, 1)]

    assert numbers(Rounds().choose(found, 100)) == [1, 4, 2, 3]
