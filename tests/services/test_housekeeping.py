"""What the clock erases, and what it leaves."""

from __future__ import annotations

from datetime import timedelta

from bot.models import NoticeState, Outcome, utcnow
from bot.services import people, privacy
from bot.services.cases import cards, casework, gathering
from bot.services.clock import housekeeping
from bot.store import updates
from bot.store.database import Store
from tests.services.world import (
    NOW,
    add_verdict,
    claim,
    far,
    notices,
    post,
    record,
    send,
    submission,
    sure,
)

RETENTION = timedelta(days=90)
AGED = NOW + timedelta(days=91)


def test_texts_of_closed_posts_go_and_open_ones_stay(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    closed = record(store, post("says so"), sure(verdict_id)).submission_id
    waits = record(store, post("waits for reviewers for a long time"), far()).submission_id
    in_case = record(store, post("waits in a case of its own for long"), far()).submission_id
    store.transact(gathering.gather, NOW)
    young = record(store, post("says so"), sure(verdict_id), now=AGED).submission_id

    assert store.transact(housekeeping.purge, AGED, RETENTION) == 1
    assert store.transact(housekeeping.purge, AGED, RETENTION) == 0

    erased = submission(store, closed)
    assert (erased.text, erased.text_hash, erased.decision) == ("", "", None)
    assert (erased.outcome, erased.purged_at, erased.person_id) == (Outcome.ANSWERED, AGED, 1)
    assert erased.revision == privacy.NEVER
    left = [submission(store, one).text for one in (waits, in_case, young)]
    assert left == [
        "waits for reviewers for a long time",
        "waits in a case of its own for long",
        "says so",
    ]
    assert store.transact(people.my_posts, 1, 9, "en").posts[-1].state == "erased"


def test_the_text_of_a_case_goes_once_it_is_closed_and_aged(store: Store) -> None:
    store.transact(people.sync_roles, (), (50,))
    recorded, verdict_id = record(store, post()), store.transact(add_verdict)
    store.transact(gathering.gather, NOW)
    case_id = submission(store, recorded.submission_id).case_id or 0
    store.transact(casework.same_as, case_id, verdict_id, 50, NOW)

    store.transact(housekeeping.purge, AGED, RETENTION)

    card = store.transact(cards.card, case_id, "en")
    assert card is not None
    assert (card.text, card.verdict is not None) == ("", True)
    assert submission(store, recorded.submission_id).text == ""


def test_settled_notices_go_and_owed_ones_stay(store: Store) -> None:
    record(store, post(person=1), now=NOW)
    send(store)
    record(store, post(person=2), now=NOW)

    store.transact(housekeeping.purge, utcnow() + timedelta(days=91), RETENTION)

    assert [notice.state for notice in notices(store)] == [NoticeState.DUE]
    assert len(claim(store)) == 1


def test_the_inbox_keeps_what_waits_and_forgets_what_is_long_done(store: Store) -> None:
    for number in (1, 2, 3):
        store.transact(updates.keep, number, 1, {"n": number})
    store.transact(updates.done, 1)
    store.transact(updates.park, 2, {}, "poison")

    store.transact(housekeeping.purge, utcnow() + timedelta(days=3), RETENTION)
    assert store.transact(updates.keep, 1, 1, {"n": 1}) is True
    assert len(store.transact(updates.parked)) == 1

    store.transact(housekeeping.purge, utcnow() + timedelta(days=91), RETENTION)
    assert store.transact(updates.parked) == []
    assert len(store.transact(updates.waiting)) == 2


def test_an_edit_of_an_erased_post_is_a_post_of_its_own(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    old = record(store, post("says so", message=5), sure(verdict_id)).submission_id
    store.transact(housekeeping.purge, AGED, RETENTION)

    new = record(store, post("says it anew", message=5, edited=True), now=AGED).submission_id

    assert new != old
    assert submission(store, new).text == "says it anew"


def test_a_job_s_last_run_is_known(store: Store) -> None:
    assert store.transact(housekeeping.last_run, "gather") is None

    store.transact(housekeeping.ran, "gather", NOW)
    store.transact(housekeeping.ran, "gather", AGED)

    assert store.transact(housekeeping.last_run, "gather") == AGED
