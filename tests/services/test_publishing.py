"""From drafts to verdicts: what is published, corrected and translated, and who is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.matching import Decision
from bot.models import (
    CasePurpose,
    CaseState,
    ChangedBy,
    Decided,
    DecisionKind,
    MediaKind,
    NoticeKind,
    Outcome,
    Rating,
    Source,
    Told,
    VerdictChange,
    Wording,
    WordingOrigin,
)
from bot.services import checking, feedback, people, privacy
from bot.services.cases import casework
from bot.services.values import News, Parcel, Published
from bot.services.verdicts import rematching
from bot.services.verdicts.history import history
from bot.services.verdicts.rechecking import confirm, correct
from bot.services.verdicts.values import Confirmed, NoVerdict
from bot.store import revision, verdicts
from bot.store.database import Store
from bot.text.normalise import text_hash
from tests.services.drafts import (
    ADA,
    ANN,
    BEES,
    BOB,
    SOURCE,
    WASPS,
    about,
    case_of,
    draft_of,
    gathered,
    log,
    one_case,
    published,
    put,
    submit,
    verdict_of,
    written,
)
from tests.services.world import (
    HOUR,
    NOW,
    add_verdict,
    far,
    near,
    no_claim,
    notices,
    post,
    record,
    send,
    submission,
    sure,
)

LATER = datetime.max.replace(tzinfo=NOW.tzinfo, microsecond=0) - timedelta(days=1)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def office(store: Store) -> Store:
    """A store with two reviewers and an admin."""
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    return store


def news(store: Store) -> list[Parcel]:
    """Send what is owed, and return what tells of verdicts."""
    return [one for one in send(store, LATER) if isinstance(one.message, News)]


def rows(store: Store, table: type[Any]) -> list[Any]:
    return list(store.transact(lambda session: session.exec(select(table)).all()))


def test_a_verdict_is_published_with_all_that_its_draft_says(office: Store) -> None:
    case_id = one_case(office)
    before = office.transact(revision.current)

    verdict_id = published(
        office,
        case_id,
        texts={"uk": {"claim": "Бджоли платять податки", "summary": "Ніхто не бачив."}},
        valid_until=date(2026, 1, 1),
    )

    verdict = verdict_of(office, verdict_id)
    assert (verdict.version, verdict.rating, verdict.claim, verdict.checked_on) == (
        1,
        Rating.FALSE,
        "Bees pay taxes",
        NOW.date(),
    )
    assert verdict.valid_until == date(2026, 1, 1)
    texts = office.transact(verdicts.texts, [verdict_id])[verdict_id]
    assert texts["uk"].claim == "Бджоли платять податки"
    (wording,) = rows(office, Wording)
    assert (wording.text, wording.origin) == (BEES, WordingOrigin.DESK)
    assert office.transact(revision.current) > before
    case = case_of(office, case_id)
    assert (case.state, case.verdict_id) == (CaseState.CLOSED, verdict_id)
    (change,) = rows(office, VerdictChange)
    assert (change.version, change.by, change.person_id) == (1, ChangedBy.REVIEWER, ANN)
    assert (change.content["rating"], change.content["claim.uk"]) == (
        "false",
        "Бджоли платять податки",
    )
    assert log(office)[-1] == (DecisionKind.RATED, ANN)


def test_everybody_who_asked_is_told_once_in_their_language(office: Store) -> None:
    languages = ("uk", "ru", "pl")
    for person in range(1, 11):
        record(office, post(BEES, person=person, language=languages[person % 3]))
    record(office, post(BEES, person=3, message=77, language=languages[0]))
    send(office)

    published(office, gathered(office))

    told = news(office)
    assert sorted(one.chat_id for one in told) == list(range(1, 11))
    assert {one.chat_id: one.locale for one in told} == {
        person: languages[person % 3] for person in range(1, 11)
    }
    assert {one.chat_id: one.reply_to for one in told}[3] == 77


def test_a_source_that_is_on_record_is_not_doubled(office: Store) -> None:
    published(office, one_case(office))
    published(office, one_case(office, WASPS), claim="Wasps", sources=[SOURCE])

    assert [one.url for one in rows(office, Source)] == ["https://hive.example/bees"]


def test_a_text_that_is_not_ticked_is_told_nothing_and_asked_about_on(office: Store) -> None:
    case_id = one_case(office)
    other = record(office, post(WASPS, person=2)).submission_id
    near_one = record(office, post(f"{BEES} already", person=3)).submission_id
    for one in (other, near_one):
        put(office, one, case_id)
    send(office)

    published(office, case_id)

    assert [one.chat_id for one in news(office)] == [1]
    for one in (other, near_one):
        left = submission(office, one)
        assert (left.verdict_id, left.case_id, left.apart) == (None, None, [case_id])
    assert gathered(office) != case_id
    assert {one.text for one in rows(office, Wording)} == {BEES}


def test_who_sent_a_picture_without_words_is_told(office: Store) -> None:
    record(office, post("", media=MediaKind.PHOTO), no_claim())

    published(office, gathered(office), wordings=[])

    assert [one.chat_id for one in news(office)] == [1]
    assert rows(office, Wording) == []


def test_few_words_under_a_picture_are_told_of_it_and_say_nothing_without_it(
    office: Store,
) -> None:
    record(office, post("Is this true?", media=MediaKind.PHOTO, unique="a"))
    case_id = gathered(office)

    published(office, case_id, wordings=[text_hash("Is this true?")])

    assert len(news(office)) == 1
    assert rows(office, Wording) == []


def test_a_wording_holds_no_personal_data(office: Store) -> None:
    text = f"{BEES}, call +380 67 123 45 67"

    published(office, one_case(office, text), wordings=[text_hash(text)])

    (wording,) = rows(office, Wording)
    assert "123 45 67" not in wording.text


def test_who_blocked_the_bot_is_told_once_they_come_back(office: Store) -> None:
    case_id = one_case(office)
    send(office)
    office.transact(people.block, 1, NOW)

    published(office, case_id)

    assert news(office) == []
    record(office, post("Hello again", person=1), no_claim())
    assert [one.chat_id for one in news(office)] == [1]


def test_the_verdict_reaches_a_person_once_by_whatever_way(office: Store) -> None:
    case_id = one_case(office)
    record(office, post(WASPS, person=1))
    send(office)
    verdict_id = published(office, case_id)

    office.transact(rematching.rematch, lambda *_: sure(verdict_id), NOW)

    assert [one.chat_id for one in news(office)] == [1]
    assert {one.submission_id for one in rows(office, Told)} == {1, 2}


def test_a_forgotten_asker_is_told_nothing(office: Store) -> None:
    case_id = one_case(office, people=2)
    office.transact(privacy.forget, 1, NOW)

    published(office, case_id)

    assert [one.chat_id for one in news(office)] == [2]


def recheck(store: Store, verdict_id: int, now: datetime = TOMORROW, **fields: Any) -> Published:
    """Correct a verdict at once."""
    case_id = about(store, verdict_id, CasePurpose.RECHECK)
    values = {"rating": Rating.TRUE, "wordings": []} | fields
    written(store, case_id, BOB, now, **values)
    done = submit(store, case_id, BOB, now, approvals=0)
    assert isinstance(done, Published)
    return done


def test_a_correction_is_told_to_everybody_who_got_the_old_one(office: Store) -> None:
    verdict_id = published(office, one_case(office, people=2))
    send(office, LATER)
    record(office, post("Bees pay taxes", person=3, message=33), sure(verdict_id))
    related = record(office, post("Bees and taxes", person=4), near(verdict_id))
    office.transact(feedback.this_one, related.submission_id, 4, verdict_id)
    record(office, post("Something else", person=5))
    office.transact(people.follow, 6, verdict_id, NOW)
    send(office, LATER)

    done = recheck(office, verdict_id)

    told = news(office)
    assert done == Published(verdict_id, 5)
    assert sorted(one.chat_id for one in told) == [1, 2, 3, 4, 6]
    assert {one.chat_id: one.reply_to for one in told}[3] == 33
    for one in told:
        assert isinstance(one.message, News)
        assert (one.message.changed, one.message.was, one.message.verdict.rating) == (
            True,
            Rating.FALSE,
            Rating.TRUE,
        )
    verdict = verdict_of(office, verdict_id)
    assert (verdict.version, verdict.checked_on) == (2, TOMORROW.date())
    assert log(office)[-1] == (DecisionKind.CORRECTED, BOB)
    assert {one.version for one in rows(office, Told)} == {2}


def test_each_version_is_told_once(office: Store) -> None:
    verdict_id = published(office, one_case(office))
    send(office, LATER)

    recheck(office, verdict_id)
    first = news(office)
    recheck(office, verdict_id, TOMORROW + HOUR, rating=Rating.HALF_TRUE)
    second = news(office)

    assert [[one.chat_id for one in sent] for sent in (first, second)] == [[1], [1]]


def test_what_is_not_sent_yet_says_the_new_version_and_is_not_told_twice(office: Store) -> None:
    verdict_id = published(office, one_case(office))
    recheck(office, verdict_id)

    (told,) = news(office)

    assert isinstance(told.message, News)
    assert (told.message.changed, told.message.verdict.rating) == (False, Rating.TRUE)


def test_a_verdict_that_came_before_the_desk_keeps_what_it_said(office: Store) -> None:
    verdict_id = office.transact(add_verdict, key="bees", texts=[("uk", "Бджоли")])

    recheck(office, verdict_id)

    first, second = rows(office, VerdictChange)
    assert (first.by, first.version, first.content["claim.uk"]) == (ChangedBy.SEED, 1, "Бджоли")
    assert (second.by, second.version) == (ChangedBy.REVIEWER, 2)
    decided = rows(office, Decided)[-1]
    assert decided.changes["rating"] == ["false", "true"]


def test_a_translation_is_added_and_told_to_nobody(office: Store) -> None:
    verdict_id = published(office, one_case(office))
    send(office, LATER)
    case_id = about(office, verdict_id, CasePurpose.TRANSLATION, "uk")
    written(
        office,
        case_id,
        BOB,
        rating=None,
        language="uk",
        claim="Бджоли платять податки",
        summary="Ніхто не бачив.",
        sources=[],
        wordings=[],
    )

    assert submit(office, case_id, BOB, approvals=0) == Published(verdict_id, 0)

    assert news(office) == []
    texts = office.transact(verdicts.texts, [verdict_id])[verdict_id]
    assert texts["uk"].claim == "Бджоли платять податки"
    verdict = verdict_of(office, verdict_id)
    assert (verdict.version, verdict.claim, verdict.rating) == (2, "Bees pay taxes", Rating.FALSE)
    assert log(office)[-1] == (DecisionKind.TRANSLATED, BOB)


def test_a_verdict_that_holds_is_checked_anew_and_told_to_nobody(office: Store) -> None:
    verdict_id = published(office, one_case(office))
    send(office, LATER)
    case_id = about(office, verdict_id, CasePurpose.RECHECK)

    assert office.transact(confirm, case_id, BOB, TOMORROW) == Confirmed(verdict_id)

    verdict = verdict_of(office, verdict_id)
    assert (verdict.version, verdict.checked_on) == (2, TOMORROW.date())
    assert news(office) == []
    assert log(office)[-1] == (DecisionKind.CONFIRMED, BOB)
    assert case_of(office, case_id).state is CaseState.CLOSED


def test_to_correct_a_verdict_opens_one_case(office: Store) -> None:
    verdict_id = published(office, one_case(office))

    office.transact(correct, verdict_id, ANN, NOW, HOUR, key="a")
    other = office.transact(correct, verdict_id, BOB, NOW, HOUR, key="b")

    assert type(other).__name__ == "HeldByOther"
    (form,) = notices(office, NoticeKind.FORM)
    assert form.chat_id == ANN
    draft = draft_of(office, form.params["case"])
    assert draft is not None
    assert (draft.rating, draft.claim) == (Rating.FALSE, "Bees pay taxes")
    assert office.transact(correct, 999, ANN, NOW, HOUR, key="c") == NoVerdict()


def test_everybody_sees_what_a_verdict_said_before(office: Store) -> None:
    verdict_id = published(office, one_case(office))
    recheck(office, verdict_id)

    shown = office.transact(history, verdict_id, "en", 1, asked=False)
    own = office.transact(history, verdict_id, "en", BOB, asked=True)

    assert shown is not None
    assert [(one.version, one.rating) for one in shown.versions] == [
        (2, Rating.TRUE),
        (1, Rating.FALSE),
    ]
    assert "rating" in shown.versions[0].changed
    assert (shown.reviews, shown.withdraws) == (False, False)
    assert own is not None
    assert (own.reviews, own.withdraws, own.asked) == (True, True, True)


def test_a_figure_of_a_draft_that_breaks_a_rule_is_kept_in_the_log(office: Store) -> None:
    published(office, one_case(office), figures=[{"key": "bees", "low": "-1"}])

    assert rows(office, Decided)[-1].changes["figures_refused"] == ["bees"]


def test_a_repeat_of_a_published_post_is_in_the_index(office: Store) -> None:
    published(office, one_case(office))

    phrases = office.transact(checking.material).phrases

    assert BEES in {phrase.text for phrase in phrases}


def test_open_posts_are_decided_again_when_the_store_moved(office: Store) -> None:
    case_id = one_case(office)
    record(office, post(WASPS, person=2))
    send(office)
    verdict_id = office.transact(add_verdict)
    seen: list[str] = []

    def decide(text: str, urls: tuple[str, ...], posted_at: datetime | None) -> Decision:
        seen.append(text)
        return sure(verdict_id) if text == BEES else far()

    assert office.transact(rematching.rematch, decide, NOW) == 2
    assert office.transact(rematching.rematch, decide, NOW) == 0

    assert len(seen) == 2
    assert [one.chat_id for one in news(office)] == [1]
    case = case_of(office, case_id)
    assert (case.state, case.verdict_id) == (CaseState.CLOSED, verdict_id)


def test_a_case_with_a_submitted_verdict_stays_when_its_posts_are_answered(
    office: Store,
) -> None:
    case_id = one_case(office)
    written(office, case_id)
    submit(office, case_id)
    verdict_id = office.transact(add_verdict)

    office.transact(rematching.rematch, lambda *_: sure(verdict_id), NOW)

    assert case_of(office, case_id).state is CaseState.SUBMITTED


def test_what_a_reader_refused_is_not_told_again(office: Store) -> None:
    verdict_id = office.transact(add_verdict)
    recorded = record(office, post(BEES), sure(verdict_id))
    office.transact(feedback.not_what_i_asked, recorded.submission_id, 1)
    send(office)
    office.transact(revision.bump)

    office.transact(rematching.rematch, lambda *_: sure(verdict_id), NOW)

    assert send(office) == []
    found = submission(office, recorded.submission_id)
    assert (found.verdict_id, found.outcome) == (None, Outcome.RELATED)


def test_what_is_written_stays_although_nobody_asks_any_more(office: Store) -> None:
    recorded = record(office, post(BEES, person=1))
    case_id = gathered(office)
    written(office, case_id)

    office.transact(feedback.hold_back, recorded.submission_id, 1)
    office.transact(privacy.forget, 1, NOW)

    assert case_of(office, case_id).state is CaseState.OPEN
    draft = draft_of(office, case_id)
    assert draft is not None
    assert draft.claim == "Bees pay taxes"


def test_what_was_written_on_a_case_that_is_closed_otherwise_stays_in_the_log(
    office: Store,
) -> None:
    case_id = one_case(office)
    written(office, case_id)

    office.transact(casework.not_a_claim, case_id, ANN, NOW)

    (kept,) = [one for one in rows(office, Decided) if one.kind is DecisionKind.SETTLED]
    assert (kept.case_id, kept.changes["claim"]) == (case_id, "Bees pay taxes")
