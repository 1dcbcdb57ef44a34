"""What a store that was a backup unlearns, and what it must not lose on the way."""

from bot.models import Ban
from bot.services import marks, privacy, restoring
from bot.services.order import bans
from bot.services.restoring import Since
from bot.store.database import Store
from tests.services.world import NOW, far, post, record

ELSEWHERE = "ab" * marks.BYTES  # the secret of a store that was begun anew meanwhile
EVE, ADAM = 777_000_555, 777_000_556


def test_whoever_is_blocked_in_a_backup_stays_so_where_the_store_before_was_another(
    store: Store,
) -> None:
    for person in (EVE, ADAM):
        record(store, post("Bees pay taxes", person=person), far())
    digest = store.transact(marks.mark, EVE, NOW)
    store.transact(lambda session: session.add(Ban(digest=digest, at=NOW)))
    since = Since(ELSEWHERE, {marks.made_with(ELSEWHERE, ADAM): NOW})

    done = store.transact(restoring.settle, since, NOW, made_at=NOW)

    assert store.transact(bans.is_blocked, EVE)
    assert done.forgotten == 1
    again = store.transact(restoring.remember)
    assert store.transact(marks.mark, ADAM, NOW) in again.forgotten


def test_a_backup_without_secret_takes_the_one_that_was_made_since(store: Store) -> None:
    since = Since(ELSEWHERE, {marks.made_with(ELSEWHERE, ADAM): NOW})

    done = store.transact(restoring.settle, since, NOW, made_at=NOW)

    assert done.forgotten == 0
    assert store.transact(restoring.remember) == since
    assert not store.transact(privacy.forget, ADAM, NOW).traces
