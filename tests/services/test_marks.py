"""Marks of people of whom nothing else is kept."""

from bot.services import marks
from bot.store import remembered
from bot.store.database import Store
from tests.services.world import NOW


def test_a_mark_stays_the_same_and_is_another_for_everybody(store: Store) -> None:
    first = store.transact(marks.mark, 5, NOW)

    assert store.transact(marks.mark, 5, NOW) == first
    assert store.transact(marks.mark, 6, NOW) != first


def test_stores_have_secrets_of_their_own(store: Store) -> None:
    one = store.transact(marks.secret, NOW)

    assert len(bytes.fromhex(one)) == marks.BYTES
    assert marks.made_with(one, 5) != marks.made_with("00" * marks.BYTES, 5)


def test_of_two_who_make_a_value_at_once_one_wins(store: Store) -> None:
    assert store.transact(remembered.first, "name", "mine", NOW) == "mine"
    assert store.transact(remembered.first, "name", "yours", NOW) == "mine"

    store.transact(remembered.put, "name", "newer", NOW)
    assert store.transact(remembered.get, "name") == "newer"
    assert store.transact(remembered.drop, "name")
    assert not store.transact(remembered.drop, "name")
    assert store.transact(remembered.get, "name") is None
