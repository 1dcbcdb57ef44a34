"""The second pair of eyes: who may agree, to what, and what comes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import select

from bot.models import (
    CaseState,
    Decided,
    DecisionKind,
    DraftState,
    Hand,
    NoticeKind,
    Question,
    Rating,
    Verdict,
)
from bot.services import asking, people, privacy
from bot.services.asking import Asked
from bot.services.cases import leases
from bot.services.cases.results import Closed, NotAllowed
from bot.services.members import members
from bot.services.members.values import Author, Deed
from bot.services.values import DraftCard, Published, Text
from bot.services.verdicts import approving, returning
from bot.services.verdicts.approval_values import (
    Approved,
    ApprovedBefore,
    Changed,
    CommentAsked,
    CommentUnfit,
    NotOwn,
    OwnDraft,
    Rejected,
    SentBack,
    Submitted,
    TakenBack,
)
from bot.store.database import Store
from bot.text.normalise import text_hash
from tests.services.drafts import (
    ADA,
    ANN,
    BEES,
    BOB,
    CAT,
    CHAT,
    WASPS,
    case_of,
    draft_of,
    gathered,
    lease_of,
    log,
    one_case,
    submit,
    written,
)
from tests.services.world import HOUR, NOW, notices, post, record, send

LATER = datetime.max.replace(tzinfo=NOW.tzinfo, microsecond=0) - timedelta(days=1)


@pytest.fixture
def office(store: Store) -> Store:
    """A store with three reviewers and an admin."""
    store.transact(people.sync_roles, (ADA,), (ANN, BOB, CAT))
    return store


@pytest.fixture
def case(office: Store) -> int:
    """A case with a verdict by Ann that waits for another reviewer."""
    case_id = one_case(office, people=3)
    written(office, case_id)
    assert submit(office, case_id, chat=CHAT) == Submitted(case_id)
    return case_id


def approve(store: Store, case_id: int, person: int, version: int = 1, needed: int = 1) -> object:
    return store.transact(approving.approve, case_id, version, person, NOW, approvals=needed)


def verdicts(store: Store) -> list[Verdict]:
    return list(store.transact(lambda session: session.exec(select(Verdict)).all()))


def told(store: Store, person: int) -> list[str]:
    """Send what is owed, and return the names of texts that a person got."""
    return [
        parcel.message.name
        for parcel in send(store, LATER)
        if parcel.chat_id == person and isinstance(parcel.message, Text)
    ]


def test_a_submitted_verdict_waits_and_its_case_is_nobodys(office: Store, case: int) -> None:
    draft = draft_of(office, case)

    assert draft is not None
    assert (draft.state, case_of(office, case).state) == (
        DraftState.SUBMITTED,
        CaseState.SUBMITTED,
    )
    assert lease_of(office, case) is None
    assert log(office) == [(DecisionKind.TAKEN, ANN), (DecisionKind.SUBMITTED, ANN)]
    assert verdicts(office) == []


def test_the_card_shows_what_readers_will_see_and_who_is_told(office: Store, case: int) -> None:
    (card,) = [one.message for one in send(office, LATER) if one.chat_id == CHAT]

    assert isinstance(card, DraftCard)
    assert card.verdict is not None
    assert (card.verdict.claim, card.verdict.rating) == ("Bees pay taxes", Rating.FALSE)
    assert [source.url for source in card.verdict.sources] == ["https://hive.example/bees"]
    assert (card.wordings, card.people, card.author) == ((BEES,), 3, ANN)
    assert (card.approvals, card.needed, card.admin, card.own) == (0, 1, False, False)


def test_a_desk_of_one_publishes_at_once(office: Store) -> None:
    case_id = one_case(office, people=2)
    written(office, case_id)

    done = submit(office, case_id, approvals=0)

    assert isinstance(done, Published)
    assert done.told == 2
    assert case_of(office, case_id).state is CaseState.CLOSED
    assert draft_of(office, case_id) is None


def test_another_reviewers_yes_publishes(office: Store, case: int) -> None:
    send(office, LATER)

    done = approve(office, case, BOB)

    assert isinstance(done, Published)
    assert done.told == 3
    assert log(office)[-2:] == [(DecisionKind.APPROVED, BOB), (DecisionKind.RATED, BOB)]
    sent = send(office, LATER)
    texts = [one.message for one in sent if one.chat_id == ANN]
    assert [one.name for one in texts if isinstance(one, Text)] == ["draft_published"]
    (card,) = [one.message for one in sent if one.chat_id == CHAT]
    assert isinstance(card, DraftCard)
    assert (card.state, card.verdict is not None) == (None, True)


def test_its_author_does_not_count_nor_does_a_stranger(office: Store, case: int) -> None:
    office.transact(members.change, CAT, Deed.SUSPEND, Author(Hand.ADMIN, ADA), NOW, seen=None)

    assert approve(office, case, ANN) == OwnDraft()
    assert approve(office, case, 1) == NotAllowed()
    assert approve(office, case, CAT) == NotAllowed()
    assert verdicts(office) == []


def test_each_reviewer_counts_once(office: Store, case: int) -> None:
    assert approve(office, case, BOB, needed=2) == Approved(1)
    assert approve(office, case, BOB, needed=2) == ApprovedBefore(1)
    assert verdicts(office) == []

    assert isinstance(approve(office, case, CAT, needed=2), Published)
    assert len(verdicts(office)) == 1


def test_a_yes_to_what_has_changed_since_is_none(office: Store, case: int) -> None:
    office.transact(returning.take_back, case, 1, ANN, NOW, 2 * HOUR)
    assert approve(office, case, BOB) == Changed()
    submit(office, case)

    assert approve(office, case, BOB, version=1) == Changed()
    assert isinstance(approve(office, case, BOB, version=2), Published)


def test_of_two_at_once_one_publishes_and_the_other_is_told(office: Store, case: int) -> None:
    office.transact(people.sync_roles, (), range(100, 104))
    start, results = Barrier(4), []

    def press(person: int) -> None:
        start.wait()
        results.append(approve(office, case, person))

    threads = [Thread(target=press, args=(person,)) for person in range(100, 104)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(one).__name__ for one in results) == ["Closed"] * 3 + ["Published"]
    assert len(verdicts(office)) == 1
    (closed, *_) = [one for one in results if isinstance(one, Closed)]
    assert closed.verdict is not None


def test_an_admin_may_publish_without_the_others_and_that_is_kept(
    office: Store, case: int
) -> None:
    assert office.transact(approving.override, case, 1, BOB, NOW) == NotAllowed()
    assert isinstance(office.transact(approving.override, case, 1, ADA, NOW), Published)

    assert log(office)[-2:] == [(DecisionKind.OVERRIDDEN, ADA), (DecisionKind.RATED, ADA)]


def test_what_comes_back_can_be_put_right(office: Store, case: int) -> None:
    send(office, LATER)
    asked = office.transact(approving.ask_comment, case, 1, BOB, NOW, key="a")
    assert asked == CommentAsked()
    assert told(office, BOB) == ["comment_wanted"]
    assert office.transact(asking.asked, BOB) == Asked(Question.COMMENT, case, 1)

    done = office.transact(returning.send_back, case, 1, BOB, "Which bees?", NOW, 2 * HOUR)

    assert done == SentBack()
    assert office.transact(asking.asked, BOB) is None
    draft, lease = draft_of(office, case), lease_of(office, case)
    assert draft is not None
    assert lease is not None
    assert (draft.state, draft.version, draft.comment) == (DraftState.WRITING, 2, "Which bees?")
    assert (draft.claim, draft.sources) != ("", [])
    assert (lease.person_id, case_of(office, case).state) == (ANN, CaseState.OPEN)
    assert told(office, ANN) == ["draft_sent_back"]
    assert [one.chat_id for one in notices(office, NoticeKind.FORM)] == [ANN]
    assert (DecisionKind.SENT_BACK, BOB) in log(office)
    submit(office, case)
    assert isinstance(approve(office, case, BOB, version=2), Published)


@pytest.mark.parametrize("comment", ["", " \n ", "x" * 1001])
def test_a_comment_that_does_not_fit_is_asked_for_again(
    office: Store, case: int, comment: str
) -> None:
    office.transact(approving.ask_comment, case, 1, BOB, NOW, key="a")

    done = office.transact(returning.send_back, case, 1, BOB, comment, NOW, HOUR)

    assert done == CommentUnfit(1000)
    assert office.transact(asking.asked, BOB) == Asked(Question.COMMENT, case, 1)


def test_an_author_sends_nothing_back_and_rejects_nothing(office: Store, case: int) -> None:
    assert office.transact(approving.ask_comment, case, 1, ANN, NOW, key="a") == OwnDraft()
    assert office.transact(returning.send_back, case, 1, ANN, "x", NOW, HOUR) == OwnDraft()
    assert office.transact(returning.reject, case, 1, ANN, NOW) == OwnDraft()


def test_a_draft_of_somebody_suspended_goes_back_to_everybody(office: Store, case: int) -> None:
    office.transact(members.change, ANN, Deed.SUSPEND, Author(Hand.ADMIN, ADA), NOW, seen=None)

    assert office.transact(returning.send_back, case, 1, BOB, "x", NOW, HOUR) == SentBack()

    assert lease_of(office, case) is None
    assert draft_of(office, case) is not None


def test_each_draft_is_told_of_however_many_came_before(office: Store) -> None:
    for text in (BEES, WASPS):
        record(office, post(text, person=9))
        case = gathered(office)
        written(office, case, wordings=[text_hash(text)])
        submit(office, case, chat=CHAT)
        office.transact(returning.send_back, case, 1, BOB, "Add a source.", NOW, HOUR)
        submit(office, case, chat=CHAT)
        approve(office, case, BOB, 2)

    owed = [one for one in notices(office) if one.chat_id in {ANN, CHAT}]
    cards = [one for one in owed if one.kind is NoticeKind.DRAFT]
    texts = [one.params["name"] for one in owed if one.kind is NoticeKind.TEXT]
    assert len(cards) == 4
    assert sorted(texts) == ["draft_published"] * 2 + ["draft_sent_back"] * 2


def test_a_rejected_draft_stays_in_the_log_alone(office: Store, case: int) -> None:
    send(office, LATER)

    assert office.transact(returning.reject, case, 1, BOB, NOW) == Rejected()
    assert office.transact(returning.reject, case, 1, BOB, NOW) == Changed()

    assert (draft_of(office, case), case_of(office, case).state) == (None, CaseState.OPEN)
    assert told(office, ANN) == ["draft_rejected"]
    kept = office.transact(lambda session: session.exec(select(Decided)).all())[-1]
    assert (kept.kind, kept.changes["claim"], kept.changes["rating"]) == (
        DecisionKind.REJECTED,
        "Bees pay taxes",
        "false",
    )


def test_only_its_author_takes_a_draft_back(office: Store, case: int) -> None:
    assert office.transact(returning.take_back, case, 1, BOB, NOW, HOUR) == NotOwn()
    assert office.transact(returning.take_back, case, 1, ANN, NOW, HOUR) == TakenBack()

    lease = lease_of(office, case)
    assert lease is not None
    assert (lease.person_id, case_of(office, case).state) == (ANN, CaseState.OPEN)


def test_a_forgotten_author_leaves_the_draft_to_the_others(office: Store, case: int) -> None:
    office.transact(privacy.forget, ANN, NOW)

    assert approve(office, case, BOB) == Changed()
    draft = draft_of(office, case)
    assert draft is not None
    assert (draft.state, case_of(office, case).state) == (DraftState.WRITING, CaseState.OPEN)
    office.transact(leases.take, case, BOB, NOW, HOUR)
    submit(office, case, BOB)
    assert isinstance(approve(office, case, CAT, draft.version), Published)
    kept = office.transact(lambda session: session.exec(select(Decided.person_id)).all())
    assert ANN not in kept


def test_who_is_forgotten_and_comes_back_does_not_approve_their_own(
    office: Store, case: int
) -> None:
    office.transact(privacy.forget, ANN, NOW)
    office.transact(people.sync_roles, (ADA,), (ANN, BOB, CAT))

    assert approve(office, case, ANN) == Changed()
    assert approve(office, case, ANN, 2) == Changed()
    assert verdicts(office) == []


def test_what_is_owed_for_a_draft_is_owed_for_the_next_one_too(office: Store, case: int) -> None:
    for number in (case, one_case(office, WASPS)):
        written(office, number, claim=f"Claim {number}", wordings=[])
        submit(office, number, chat=CHAT)
        office.transact(returning.send_back, number, 1, BOB, "Which bees?", NOW, HOUR)
        submit(office, number, chat=CHAT)
        office.transact(approving.approve, number, 2, BOB, NOW, approvals=1)

    keys = [one.key.split(":")[0] for one in notices(office)]
    assert [keys.count(one) for one in ("sent_back", "form", "published")] == [2, 2, 2]


def test_a_forgotten_asker_is_not_told_and_the_draft_still_goes_out(
    office: Store, case: int
) -> None:
    for person in (1, 2):
        office.transact(privacy.forget, person, NOW)

    done = approve(office, case, BOB)

    assert isinstance(done, Published)
    assert done.told == 1


def test_a_verdict_is_published_although_nobody_asks_any_more(office: Store, case: int) -> None:
    for person in (1, 2, 3):
        office.transact(privacy.forget, person, NOW)

    done = approve(office, case, BOB)

    assert isinstance(done, Published)
    assert done.told == 0


def test_a_suspended_reviewers_yes_counts_no_more(office: Store, case: int) -> None:
    approve(office, case, BOB, needed=2)
    office.transact(members.change, BOB, Deed.SUSPEND, Author(Hand.ADMIN, ADA), NOW, seen=None)

    assert approve(office, case, CAT, needed=2) == Approved(1)
