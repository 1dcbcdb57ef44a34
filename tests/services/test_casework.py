"""What reviewers decide on cases, who may, and what the log keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Barrier, Thread

import pytest
from sqlmodel import Session

from bot.models import (
    Case,
    CasePurpose,
    CaseState,
    DecisionKind,
    Hand,
    NoticeKind,
    OriginKind,
    Question,
)
from bot.services import asking, searching
from bot.services.asking import Asked
from bot.services.cases import cards, casework, gathering, offering, queueing
from bot.services.cases.results import Closed, GivenBack, HeldByOther, NotHeld, Taken
from bot.services.cases.values import NoVerdict, Raised, Shown, Unfit
from bot.services.members import members
from bot.services.members.values import Author, Deed
from bot.services.values import CaseCard, Dismissed, News, NotAllowed, Origin, Published, Text
from bot.services.verdicts import rematching
from bot.store.database import Store
from tests.services.desk import (
    ADA,
    ANN,
    BEES,
    BOB,
    HOLD,
    LATER,
    WASPS,
    case_of,
    cases,
    decided,
    draft,
    lease_of,
    open_case,
    staff,
    take,
)
from tests.services.world import HOUR, NOW, add_verdict, near, notices, post, record, send, sure

CHAT = -500


@pytest.fixture
def office(store: Store) -> Store:
    return staff(store)


def press(store: Store, case: int, person: int = ANN, hours: int = 0) -> object:
    now = NOW + hours * HOUR
    return store.transact(casework.take, case, person, now, HOLD, key=f"{case}:{person}:{hours}")


def kinds(store: Store, case: int) -> list[DecisionKind]:
    return [one.kind for one in decided(store, case)]


DEEDS: dict[str, Callable[[Session, int, int], object]] = {
    "take": lambda session, case, who: casework.take(session, case, who, NOW, HOLD, key="k"),
    "give back": lambda session, case, who: casework.give_back(session, case, who, NOW),
    "same as": lambda session, case, who: casework.same_as(session, case, 1, who, NOW),
    "not a claim": lambda session, case, who: casework.not_a_claim(session, case, who, NOW),
    "spam": lambda session, case, who: casework.spam(session, case, who, NOW),
    "escalate": lambda session, case, who: casework.escalate(session, case, who, NOW),
    "boost": lambda session, case, who: casework.boost(session, case, who, NOW),
    "ask same": lambda session, case, who: searching.ask(session, who, case, "k", NOW),
    "merge": lambda session, case, who: casework.merge(session, case, case + 1, who, NOW),
    "detach": lambda session, case, who: casework.detach(session, case, 1, who, NOW),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_only_reviewers_decide(office: Store, deed: str) -> None:
    case = open_case(office)
    office.transact(members.change, BOB, Deed.SUSPEND, Author(Hand.ADMIN, ADA), NOW)

    said = [office.transact(DEEDS[deed], case, who) for who in (1, 999, BOB)]

    assert said == [NotAllowed()] * 3
    assert decided(office) == []


def test_only_admins_move_a_case_up(office: Store) -> None:
    case = open_case(office)
    before = case_of(office, case).priority

    assert office.transact(casework.boost, case, ANN, NOW) == NotAllowed()
    assert office.transact(casework.boost, case, ADA, NOW) == Raised()
    assert office.transact(casework.boost, 999_999, ADA, NOW) == Closed()

    assert case_of(office, case).priority > before
    assert kinds(office, case) == [DecisionKind.BOOSTED]


@pytest.mark.parametrize("deed", [one for one in DEEDS if one not in {"boost", "give back"}])
def test_what_another_holds_is_theirs(office: Store, deed: str) -> None:
    case, _ = open_case(office), open_case(office, WASPS)
    take(office, case, BOB)

    assert office.transact(DEEDS[deed], case, ANN) == HeldByOther(NOW + HOLD)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_closed_case_stays_closed(office: Store, deed: str) -> None:
    case = open_case(office)
    office.transact(casework.not_a_claim, case, ADA, NOW)

    assert office.transact(DEEDS[deed], case, ADA) == Closed()


def test_a_case_is_held_for_as_long_as_the_settings_say(office: Store) -> None:
    case = open_case(office)

    assert press(office, case) == Taken(case, NOW + HOLD)
    assert press(office, case, BOB, 1) == HeldByOther(NOW + HOLD)
    assert press(office, case, ANN, 1) == Taken(case, NOW + HOUR + HOLD)
    assert press(office, case, BOB, 4) == Taken(case, NOW + 4 * HOUR + HOLD)
    assert office.transact(casework.give_back, case, ANN, NOW + 4 * HOUR) == HeldByOther(
        NOW + 4 * HOUR + HOLD
    )
    assert office.transact(casework.give_back, case, BOB, NOW + 4 * HOUR) == GivenBack(case)
    assert office.transact(casework.give_back, case, BOB, NOW + 4 * HOUR) == NotHeld()
    assert kinds(office, case) == ["taken", "taken", "taken", "given_back"]


def test_of_reviewers_who_press_at_once_one_gets_the_case(office: Store) -> None:
    case = open_case(office)
    results = at_once([partial(press, office, case, who) for who in (ANN, BOB, ADA) * 3])

    winners = {one for one in results if isinstance(one, Taken)}
    lease = lease_of(office, case)
    assert lease is not None
    assert winners == {Taken(case, NOW + HOLD)}
    assert {type(one) for one in results} == {Taken, HeldByOther}
    assert {one.person_id for one in decided(office, case)} == {lease.person_id}


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """Do all at the same moment, each in a thread of its own."""
    start = Barrier(len(deeds))
    results: list[object] = []

    def run(deed: Callable[[], object]) -> None:
        start.wait()
        results.append(deed())

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(deeds)
    return results


def test_a_verdict_that_answers_a_case_is_told_to_everybody_who_asked(office: Store) -> None:
    verdict = office.transact(add_verdict)
    case = open_case(office, askers=(1, 2, 2))
    draft(office, case)
    send(office)

    assert office.transact(casework.same_as, case, 999_999, ANN, NOW) == NoVerdict()
    said = office.transact(casework.same_as, case, verdict, ANN, NOW)

    assert said == Published(verdict, 2)
    told = [one for one in send(office) if isinstance(one.message, News)]
    assert {one.chat_id for one in told} == {1, 2}
    assert case_of(office, case).verdict_id == verdict
    (line,) = decided(office, case)
    assert (line.kind, line.verdict_id, line.person_id) == (DecisionKind.SAME_AS, verdict, ANN)
    closed = office.transact(casework.same_as, case, verdict, BOB, NOW)
    assert isinstance(closed, Closed)
    assert closed.verdict is not None


def test_who_asks_again_after_they_were_told_is_told_again(office: Store) -> None:
    verdict = office.transact(add_verdict)
    case = open_case(office)
    office.transact(casework.same_as, case, verdict, BOB, NOW)
    send(office)
    later = NOW + HOUR
    other = open_case(office, WASPS, now=later)

    assert office.transact(casework.same_as, other, verdict, BOB, later) == Published(verdict, 1)

    (news,) = [one for one in send(office, LATER) if isinstance(one.message, News)]
    assert news.message.submission_id == 2  # type: ignore[union-attr]


@pytest.mark.parametrize("deed", [casework.not_a_claim, casework.spam])
def test_a_dismissed_text_is_not_offered_again(
    office: Store, deed: Callable[..., Dismissed | object]
) -> None:
    case = open_case(office)

    assert office.transact(deed, case, ANN, NOW) == Dismissed()
    record(office, post(BEES, person=9))
    office.transact(gathering.gather, NOW)

    assert [(one.state, one.grew) for one in cases(office)] == [(CaseState.CLOSED, 0)]
    assert office.transact(offering.offer, CHAT, NOW, 9) == 0
    assert office.transact(queueing.next_case, ANN, NOW) is None
    assert lease_of(office, case) is None


@pytest.mark.parametrize(
    ("deed", "told"), [(casework.not_a_claim, {1, 2, 9}), (casework.spam, set())]
)
def test_whose_post_holds_no_claim_is_told_once_and_spam_is_not_answered(
    office: Store, deed: Callable[..., Dismissed | object], told: set[int]
) -> None:
    case = open_case(office, askers=(1, 2, 2))
    send(office)

    office.transact(deed, case, ANN, NOW)
    record(office, post(BEES, person=9))
    office.transact(gathering.gather, NOW)

    texts = [one for one in send(office) if one.message == Text("nothing_to_check")]
    assert {one.chat_id for one in texts} == told
    assert len(texts) == len(told)


def test_a_case_about_a_verdict_is_not_dismissed(office: Store) -> None:
    verdict = office.transact(add_verdict)

    def about(session: Session) -> int:
        row = Case(purpose=CasePurpose.RECHECK, about_id=verdict, language="en")
        session.add(row)
        session.flush()
        return row.id or 0

    case = office.transact(about)

    assert office.transact(casework.spam, case, ANN, NOW) == Unfit()
    assert office.transact(casework.same_as, case, verdict, ANN, NOW) == Unfit()
    assert office.transact(casework.merge, case, open_case(office), ANN, NOW) == Unfit()
    card = office.transact(cards.card, case, "en")
    assert card is not None
    assert card.about is not None
    assert isinstance(press(office, case), Taken)


def test_an_escalated_case_comes_before_the_admins_once(office: Store) -> None:
    case = open_case(office)
    send(office)
    before = case_of(office, case).priority

    for who in (ANN, BOB):
        assert office.transact(casework.escalate, case, who, NOW) == Raised()

    shown = send(office, LATER)
    assert [one.chat_id for one in shown] == [ADA, ADA]
    card = shown[1].message
    assert isinstance(card, CaseCard)
    assert card.escalated
    assert case_of(office, case).priority > before
    assert kinds(office, case) == ["escalated"]


def test_who_looks_for_the_same_is_asked_in_their_own_chat(office: Store) -> None:
    case = open_case(office)
    send(office)

    assert office.transact(searching.ask, ANN, case, "a", NOW) == Shown()

    assert office.transact(asking.asked, ANN) == Asked(Question.SAME_AS, case)
    assert [one.chat_id for one in send(office, LATER)] == [ANN]


def test_a_card_hides_personal_data_and_says_what_is_near_and_why(office: Store) -> None:
    verdict = office.transact(add_verdict)
    text = f"{BEES}, call +380 67 123 45 67 or write to bee@hive.example"
    record(office, post(text), near(verdict))
    office.transact(gathering.gather, NOW)

    card = office.transact(cards.card, cases(office)[0].id or 0, "en")

    assert card is not None
    assert ("123 45 67" in card.text, "bee@hive" in card.text) == (False, False)
    assert [(one.verdict.id, one.difference.post) for one in card.nearest] == [(verdict, "5")]
    assert office.transact(cards.card, 999_999, "en") is None
    assert office.transact(cards.card, card.case_id, "en", 1) is None


def test_a_card_counts_who_asks_from_where_and_in_what_words(office: Store) -> None:
    sent = [("Port news", 1), ("Port news", 2), ("Strait", 3), ("Bridge", 4), ("Alps", 5)]
    for name, person in sent:
        words = post(f"{BEES} already" if person == 2 else BEES, person=person)
        record(office, replace(words, origin=Origin(OriginKind.CHANNEL, name)))
    record(office, post(BEES, person=6), now=NOW + 30 * HOUR)
    office.transact(gathering.gather, NOW)

    card = office.transact(cards.card, cases(office)[0].id or 0, "en", ANN, NOW + 31 * HOUR)

    assert card is not None
    assert (card.people, card.grew, card.texts) == (6, 1, 2)
    assert card.origins == (("Port news", 2), ("Alps", 1), ("Bridge", 1))
    assert card.languages == ("en",)
    assert (card.first_seen, card.last_seen) == (NOW, NOW + 30 * HOUR)


def shown_as(store: Store, key: str) -> int:
    """Return the message that a notice became."""
    return next(one.message_id or 0 for one in notices(store) if one.key == key)


def test_a_card_is_redrawn_in_place_wherever_it_is_shown(office: Store) -> None:
    case = open_case(office)
    office.transact(offering.offer, CHAT, NOW, 9)
    office.transact(queueing.owe_case, BOB, BOB, "bob", case)
    send(office, LATER)
    places = {CHAT: shown_as(office, f"case:{case}"), BOB: shown_as(office, "bob")}

    press(office, case)
    press(office, case, hours=1)
    taken = [one for one in send(office, LATER) if isinstance(one.message, CaseCard)]
    office.transact(casework.spam, case, ANN, NOW)
    closed = [one for one in send(office, LATER) if isinstance(one.message, CaseCard)]

    assert {one.chat_id: one.edits for one in taken} == places
    assert {one.chat_id: one.edits for one in closed} == places
    assert len(taken) == len(closed) == 2
    assert all(isinstance(one.message, CaseCard) and one.message.closed for one in closed)
    (own,) = [one.message for one in closed if one.chat_id == BOB]
    assert isinstance(own, CaseCard)
    assert own.viewer == "reviewer"


def test_a_message_that_shows_another_case_by_now_is_left_alone(office: Store) -> None:
    case, other = open_case(office), open_case(office, WASPS)
    office.transact(queueing.owe_case, BOB, BOB, "first", case)
    send(office, LATER)
    number = shown_as(office, "first")
    office.transact(queueing.owe_case, BOB, BOB, "second", other, edits=number)
    send(office, LATER)

    press(office, case)
    assert [one for one in send(office, LATER) if isinstance(one.message, CaseCard)] == []

    press(office, other)
    (redrawn,) = [one for one in send(office, LATER) if isinstance(one.message, CaseCard)]
    assert (redrawn.edits, redrawn.message.case_id) == (number, other)  # type: ignore[union-attr]


def test_a_case_that_a_new_verdict_answers_is_closed_with_what_was_written(office: Store) -> None:
    case = open_case(office)
    draft(office, case)
    verdict = office.transact(add_verdict)
    office.transact(rematching.rematch, lambda *_: sure(verdict), NOW)

    assert case_of(office, case).verdict_id == verdict
    assert office.transact(cards.card, case, "en").begun is False  # type: ignore[union-attr]
    assert NoticeKind.VERDICT in {one.kind for one in notices(office)}
