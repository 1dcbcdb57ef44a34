"""Flagged answers before the reviewers: shown, judged once, kept as labelled pairs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.models import Decided, DecisionKind, Flag, LabelledPair, NoticeKind, Outcome, Stance
from bot.services import feedback, pairs, people, privacy
from bot.services.pair_values import (
    Judged,
    JudgedBefore,
    NoneWaits,
    NoPair,
    PairCard,
    Shown,
)
from bot.services.values import NotAllowed, Parcel
from bot.store.database import Store
from tests.services.world import (
    NOW,
    add_verdict,
    far,
    near,
    notices,
    post,
    record,
    send,
    submission,
    sure,
)

LATER = datetime(2100, 1, 1, tzinfo=UTC)
ANN, BOB, READER, CHAT = 60, 61, 70, -100
BEES = "Bees pay taxes, call +380 44 123 45 67 or @somebody"


@pytest.fixture
def desk(store: Store) -> Store:
    store.transact(people.sync_roles, (), (ANN, BOB))
    return store


def flagged(store: Store, verdict: int, person: int = READER, text: str = BEES) -> int:
    """Let somebody refuse an answer; return their post's number."""
    decision = sure(verdict, stance=Stance.DENIES)
    own = record(store, post(text, person=person), decision).submission_id
    store.transact(feedback.not_what_i_asked, own, person, verdict)
    send(store, LATER)
    return own


def flags(store: Store) -> list[Flag]:
    query = select(Flag).order_by(Flag.id)  # type: ignore[arg-type]
    return list(store.transact(lambda session: session.exec(query).all()))


def labels(store: Store) -> list[LabelledPair]:
    return list(store.transact(lambda session: session.exec(select(LabelledPair)).all()))


def audited(store: Store) -> list[Decided]:
    return list(store.transact(lambda session: session.exec(select(Decided)).all()))


def shown(parcels: list[Parcel]) -> list[PairCard]:
    return [one.message for one in parcels if isinstance(one.message, PairCard)]


def test_a_flagged_answer_comes_to_the_reviewers_chat_once_with_its_reasons(desk: Store) -> None:
    flagged(desk, desk.transact(add_verdict))

    counts = [desk.transact(pairs.offer, CHAT, NOW, 5) for _ in range(2)]

    (card,) = shown(send(desk, LATER))
    assert counts == [1, 0]
    assert card.text == "Bees pay taxes, call ☎… or @…"
    assert (card.stance, card.sentence, card.same) == (Stance.DENIES, "Bees pay taxes", None)
    assert card.verdict is not None
    assert [one.post for one in card.evidence] == ["5"]


def test_only_a_few_come_at_a_time_the_oldest_first(desk: Store) -> None:
    verdict = desk.transact(add_verdict)
    for person in range(1, 5):
        flagged(desk, verdict, person, f"Bees pay taxes {person}")

    counts = [desk.transact(pairs.offer, CHAT, NOW, 3) for _ in range(3)]

    cards = shown(send(desk, LATER))
    assert counts == [3, 1, 0]
    assert [card.text[-1] for card in cards] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("same", [True, False])
def test_a_reviewers_word_is_kept_once_cleaned_and_audited(desk: Store, same: bool) -> None:
    verdict = desk.transact(add_verdict)
    own = flagged(desk, verdict)
    desk.transact(pairs.offer, CHAT, NOW, 5)
    send(desk, LATER)
    (flag,) = flags(desk)

    judged = desk.transact(pairs.judge, flag.id or 0, ANN, NOW, same=same)
    late = desk.transact(pairs.judge, flag.id or 0, BOB, NOW, same=not same)
    again = desk.transact(pairs.judge, flag.id or 0, ANN, NOW, same=same)  # nothing was seen

    assert (judged, late, again) == (Judged(same), JudgedBefore(same), Judged(same))
    (label,) = labels(desk)
    assert (label.text, label.language, label.same, label.person_id) == (
        "Bees pay taxes, call ☎… or @…",
        "en",
        same,
        ANN,
    )
    assert [(one.kind, one.person_id) for one in audited(desk)] == [(DecisionKind.JUDGED, ANN)]
    (redrawn,) = send(desk, LATER)
    assert (redrawn.chat_id, redrawn.edits is not None) == (CHAT, True)
    assert [card.same for card in shown([redrawn])] == [same]
    assert submission(desk, own).outcome is Outcome.RELATED


def test_of_two_judges_at_once_one_counts(desk: Store) -> None:
    verdict = desk.transact(add_verdict)
    flagged(desk, verdict, 1)
    flagged(desk, verdict, 2)
    first, second = (flag.id or 0 for flag in flags(desk))

    with ThreadPoolExecutor(2) as threads:
        done = [
            threads.submit(desk.transact, pairs.judge, flag, person, NOW, same=person == ANN)
            for flag, person in ((first, ANN), (second, BOB))
        ]
        kinds = sorted(type(one.result()).__name__ for one in done)

    assert kinds == ["Judged", "JudgedBefore"]
    assert len({flag.same for flag in flags(desk)}) == len(labels(desk)) == 1


def test_what_was_said_of_a_text_holds_for_who_sends_it_later(desk: Store) -> None:
    verdict = desk.transact(add_verdict)
    flagged(desk, verdict, 1)
    desk.transact(pairs.judge, flags(desk)[0].id or 0, ANN, NOW, same=False)

    later = flagged(desk, verdict, 2)

    assert [flag.same for flag in flags(desk)] == [False, False]
    assert desk.transact(pairs.owe_next, ANN, ANN, "next") == NoneWaits()
    assert submission(desk, later).outcome is Outcome.RELATED


@pytest.mark.parametrize("person", [READER, 999])
def test_strangers_judge_and_see_nothing(desk: Store, person: int) -> None:
    flagged(desk, desk.transact(add_verdict))
    before = len(notices(desk))

    judged = desk.transact(pairs.judge, flags(desk)[0].id or 0, person, NOW, same=True)
    asked = desk.transact(pairs.owe_next, person, person, "next")

    assert (judged, asked) == (NotAllowed(), NotAllowed())
    assert (labels(desk), len(notices(desk))) == ([], before)


def test_there_is_nothing_to_judge_where_no_answer_was_refused(desk: Store) -> None:
    verdict = desk.transact(add_verdict)
    related = record(desk, post(person=1), near(verdict)).submission_id
    desk.transact(feedback.none_of_these, related, 1)
    wrong = flagged(desk, verdict, 2)
    desk.transact(feedback.rating_is_wrong, wrong, 2, verdict, NOW)
    taken_back = flags(desk)[-1].id or 0

    assert desk.transact(pairs.offer, CHAT, NOW, 5) == 0
    judged = [desk.transact(pairs.judge, one, ANN, NOW, same=True) for one in (taken_back, 999)]
    assert judged == [NoPair(), NoPair()]


def test_the_one_that_waited_longest_comes_next(desk: Store) -> None:
    verdict = desk.transact(add_verdict)
    flagged(desk, verdict, 1, "Bees pay taxes 1")
    flagged(desk, verdict, 2, "Bees pay taxes 2")

    asked = [desk.transact(pairs.owe_next, ANN, ANN, "a")]
    first = shown(send(desk, LATER))
    desk.transact(pairs.judge, first[0].flag_id, ANN, NOW, same=True)
    send(desk, LATER)
    asked.append(desk.transact(pairs.owe_next, ANN, ANN, "b"))
    second = shown(send(desk, LATER))

    assert asked == [Shown(), Shown()]
    assert [card.text[-1] for card in (*first, *second)] == ["1", "2"]


def test_what_was_owed_to_a_reviewer_is_not_sent_once_they_are_none(desk: Store) -> None:
    flagged(desk, desk.transact(add_verdict))
    desk.transact(pairs.owe_next, ANN, ANN, "a")
    desk.transact(people.sync_roles, (), (BOB,))

    assert shown(send(desk, LATER)) == []


def test_forgetting_takes_the_post_off_the_cards_and_out_of_the_pairs(desk: Store) -> None:
    verdict = desk.transact(add_verdict)
    flagged(desk, verdict)
    desk.transact(pairs.offer, CHAT, NOW, 5)
    send(desk, LATER)
    desk.transact(pairs.judge, flags(desk)[0].id or 0, ANN, NOW, same=True)

    desk.transact(privacy.forget, READER, NOW)

    gone = [card.text for card in shown(send(desk, LATER))]
    assert gone[-1:] == [""]
    assert labels(desk) == []
    assert all(one.submission_id is None for one in notices(desk, NoticeKind.PAIR))


def test_a_pair_stays_while_somebody_else_sent_the_text_and_without_its_judge(
    desk: Store,
) -> None:
    verdict = desk.transact(add_verdict)
    flagged(desk, verdict, 1)
    record(desk, post(BEES, person=2), far())
    desk.transact(pairs.judge, flags(desk)[0].id or 0, ANN, NOW, same=True)

    desk.transact(privacy.forget, 1, NOW)
    desk.transact(privacy.forget, ANN, NOW)

    assert [(one.same, one.person_id) for one in labels(desk)] == [(True, None)]
