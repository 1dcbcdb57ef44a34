"""The confidence from which answers by rank are due: who may set it, when, and what follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.checking import Checker
from bot.indexing import Indexing
from bot.matching import decide
from bot.matching.parameters import point
from bot.models import Decided, DecisionKind, Notice, NoticeKind
from bot.replaying import replay
from bot.services import people, thresholds
from bot.services.labelled import Post
from bot.services.members.values import Owed
from bot.services.threshold_values import (
    Asked,
    Measured,
    Outdated,
    Ruling,
    ThresholdCard,
    ThresholdSet,
    Unreadable,
)
from bot.services.values import NotAllowed
from bot.store import remembered, revision
from bot.store.database import Store
from tests.services.world import NOW, add_verdict, notices, send

ADA, ALAN, ANN = 50, 51, 60
MANY = Measured(120, 100, 100, 99, 0.94, 0.99)
BAD = Measured(120, 100, 100, 97, 0.91, 0.99)
FEW = Measured(120, 49, 49, 49, 0.92, 1.0)
CLAIM = "The council of Novohrad voted to sell the old library building to a casino company."
RETOLD = (
    "They want to sell the library in our town to some casino people, I heard today from"
    " neighbours"
)


@pytest.fixture
def desk(store: Store) -> Store:
    store.transact(people.sync_roles, (ADA, ALAN), (ANN,))
    return store


def asked(
    store: Store, confidence: float, then: Measured, person: int = ADA, floor: float = 0.98
) -> int:
    """Send an admin what was measured; return the message."""
    more: dict[str, Any] = {"now": MANY, "then": then, "labelled": 130}
    more["was"] = store.transact(thresholds.current, 0.98)
    key = f"card:{confidence}:{len(notices(store))}"
    owed = store.transact(thresholds.owe_card, person, key, floor, confidence, **more)
    assert owed == Owed()
    send(store, NOW + timedelta(days=9999))
    card = notices(store, NoticeKind.THRESHOLD)[-1]
    store.transact(_date, card.id)
    return card.message_id or 0


def _date(session: Session, notice: int | None) -> None:
    session.get_one(Notice, notice).created_at = NOW


def press(
    store: Store,
    message: int,
    step: int,
    person: int = ADA,
    later: timedelta = timedelta(),
    floor: float = 0.98,
) -> ThresholdSet | Outdated | NotAllowed:
    where = person, message, person
    return store.transact(thresholds.set_to, *where, step, floor, NOW + later)


def current(store: Store, floor: float = 0.98) -> float | None:
    return store.transact(thresholds.current, floor)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("0.97", 0.97), ("0,97", 0.97), (" .9 ", 0.9), ("0.9999", None), ("0.5", None)]
    + [(one, None) for one in ("1", "97", "-0.9", "1e-1", "nan", "٠.٩", "0.9.9", "0.7" * 99, "")],
)
def test_a_confidence_is_read_or_refused(words: str, expected: float | None) -> None:
    assert thresholds.read(words) == expected


@pytest.mark.parametrize(
    ("confidence", "then", "floor", "expected"),
    [
        (0.97, FEW, 0.98, Ruling.CAREFUL),
        (0.97, BAD, 0.98, Ruling.CAREFUL),
        (0.90, MANY, 0.98, Ruling.ENOUGH),
        (0.90, BAD, 0.98, Ruling.BELOW),
        (0.90, FEW, 0.98, Ruling.TOO_FEW),
        (0.70, BAD, 0.95, Ruling.ENOUGH),  # the operator lets answers be less sure
        (0.90, FEW, 0.95, Ruling.CAREFUL),
    ],
)
def test_less_careful_than_the_setting_is_only_what_was_measured(
    confidence: float, then: Measured, floor: float, expected: Ruling
) -> None:
    assert thresholds.ruling(confidence, then, floor) is expected


def test_only_admins_ask(desk: Store) -> None:
    said = [desk.transact(thresholds.may_ask, ADA, words, 0.98) for words in ("", "0.97", "much")]

    assert said == [Asked(None, None), Asked(0.97, None), Unreadable()]
    assert desk.transact(thresholds.may_ask, ANN, "0.97", 0.98) == NotAllowed()
    assert desk.transact(thresholds.owe_card, ANN, "key", 0.98) == NotAllowed()
    assert desk.transact(thresholds.to_default, ANN, NOW) == NotAllowed()


def test_what_is_set_is_kept_with_who_and_why_and_raises_the_revision(desk: Store) -> None:
    before = desk.transact(revision.current)
    message = asked(desk, 0.9, MANY)

    done = [press(desk, message, 900) for _ in range(2)]

    assert (done, current(desk)) == ([ThresholdSet(0.9)] * 2, 0.9)
    assert desk.transact(revision.current) == before + 1
    lines = desk.transact(
        lambda session: session.exec(
            select(Decided).where(col(Decided.kind) == DecisionKind.THRESHOLD_SET)
        ).all()
    )
    assert [(line.person_id, line.changes["before"], line.changes["after"]) for line in lines] == [
        (ADA, None, 0.9)
    ]
    assert lines[0].changes["then"]["right"] == 99


@pytest.mark.parametrize("then", [BAD, FEW])
def test_what_was_refused_cannot_be_set_by_a_forged_button(desk: Store, then: Measured) -> None:
    message = asked(desk, 0.9, then)

    assert press(desk, message, 900) == Outdated()
    assert current(desk) is None


def test_a_button_sets_only_what_its_own_card_measured(desk: Store) -> None:
    message = asked(desk, 0.9, MANY)

    assert press(desk, message, 510) == Outdated()
    assert press(desk, message + 99, 900) == Outdated()
    assert press(desk, message, 900, ALAN) == Outdated()
    assert press(desk, message, 900, ANN) == NotAllowed()
    assert press(desk, message, 900, later=timedelta(days=2)) == Outdated()
    assert current(desk) is None


def test_what_another_admin_set_meanwhile_stands(desk: Store) -> None:
    first, second = asked(desk, 0.9, MANY), asked(desk, 0.8, MANY, ALAN)

    press(desk, first, 900)

    assert press(desk, second, 800, ALAN) == Outdated()
    assert current(desk) == 0.9


def test_what_was_measured_for_a_laxer_setting_cannot_be_set_with_a_stricter_one(
    desk: Store,
) -> None:
    message = asked(desk, 0.7, BAD, floor=0.95)

    assert press(desk, message, 700, floor=0.98) == Outdated()
    assert current(desk) is None
    assert press(desk, message, 700, floor=0.95) == ThresholdSet(0.7)


@pytest.mark.parametrize(("confidence", "stays"), [(0.7, None), (0.999, 0.999)])
def test_what_was_set_under_a_laxer_setting_ends_with_it_unless_it_is_as_careful(
    desk: Store, confidence: float, stays: float | None
) -> None:
    message = asked(desk, confidence, BAD, floor=0.95)
    press(desk, message, round(confidence * 1000), floor=0.95)

    held = [current(desk, floor) for floor in (0.90, 0.95, 0.98)]

    assert held == [confidence, confidence, stays]


def test_the_setting_holds_again(desk: Store) -> None:
    press(desk, asked(desk, 0.9, MANY), 900)

    done = [desk.transact(thresholds.to_default, ALAN, NOW) for _ in range(2)]

    assert (done, current(desk)) == ([ThresholdSet(None)] * 2, None)
    lines = desk.transact(lambda session: session.exec(select(Decided.person_id)).all())
    assert lines == [ADA, ALAN]


def test_a_card_shows_what_was_measured(desk: Store) -> None:
    desk.transact(thresholds.owe_card, ADA, "key", 0.98, 0.9, now=BAD, then=MANY, labelled=130)

    shown = send(desk, NOW + timedelta(days=9999))[0].message

    assert isinstance(shown, ThresholdCard)
    assert (shown.current, shown.points[0]) == (None, point("meaning", 0.98))
    assert (shown.now, shown.then, shown.ruling) == (BAD, MANY, Ruling.ENOUGH)


def confidence_of(store: Store) -> float:
    """How sure words alone are of the claim that RETOLD makes."""
    return Indexing(store, None).index()[0].catalogue.rank(RETOLD, 1).confidence


def answered(store: Store, indexing: Indexing | None = None) -> bool:
    index, _ = (indexing or Indexing(store, None)).index()
    return type(decide(RETOLD, index)).__name__ == "Sure"


def put(session: Session, confidence: float) -> None:
    remembered.put(session, thresholds.NAME, f"{confidence:.3f} 0.98", NOW)
    revision.bump(session)


def test_a_threshold_changes_answers_in_every_process_and_after_a_restart(
    sqlite_store: Store,
) -> None:
    store = sqlite_store
    store.transact(add_verdict, claim=CLAIM)
    for number in range(12):
        store.transact(add_verdict, claim=f"The bridge number {number} over the river is closed.")
    running = Indexing(store, None)
    sure = confidence_of(store)
    assert 0.5 < sure < point("words") - 0.002
    assert not answered(store, running)

    store.transact(put, sure - 0.001)
    lower = (answered(store, running), answered(store), _checked(store))
    store.transact(put, min(sure + 0.002, 0.999))
    higher = (answered(store, running), answered(store), _checked(store))

    assert (lower, higher) == ((True, True, True), (False, False, False))


def _checked(store: Store) -> bool:
    return Checker(store).check(RETOLD).outcome == "answered"


def test_a_replay_counts_answers_by_rank_and_leaves_the_bots_own_index_alone(
    sqlite_store: Store,
) -> None:
    store = sqlite_store
    right = store.transact(add_verdict, claim=CLAIM)
    for number in range(12):
        store.transact(add_verdict, claim=f"The bridge number {number} over the river is closed.")
    index, _ = Indexing(store, None).index()
    sure = confidence_of(store)
    posts = (
        Post("a", RETOLD, "en", frozenset({right})),
        Post("b", f"{RETOLD} Shame!", "en", frozenset()),
        Post("c", CLAIM, "en", frozenset({right})),  # word for word: not by rank
        Post("d", "Hello there, dear friends", "en", frozenset()),
    )

    now, then = replay(posts, index, (None, sure - 0.2))

    assert (now.posts, now.answered, now.by_rank, now.right, now.low) == (4, 1, 0, 0, None)
    assert (then.posts, then.answered, then.by_rank, then.right) == (4, 3, 2, 1)
    assert then.low is not None
    assert then.low < 0.5
    assert (index.threshold, len(index.decided)) == (None, 0)
    assert replay(posts, index, (None,), patience=0.0) == (Measured(0, 0, 0, 0),)
