"""A post's way through: kept once, decided, answered once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from threading import Thread

import pytest
from sqlmodel import select

from bot.matching import FigureLine, Sure
from bot.models import (
    Agreement,
    Case,
    CaseState,
    Figure,
    MediaKind,
    NoticeKind,
    Outcome,
    Person,
    Polarity,
    Qualifier,
    Rating,
    Stance,
    Submission,
    Wording,
)
from bot.services import checking, decisions, feedback, parts
from bot.services.cases import gathering
from bot.services.clock import staleness
from bot.services.values import (
    Answered,
    Incoming,
    Moved,
    NotAClaim,
    Recorded,
    Related,
    Text,
    Unchecked,
)
from bot.store import revision, verdicts
from bot.store.database import Store
from tests.services.world import (
    MINUTE,
    NOW,
    add_verdict,
    attempt,
    claim,
    evidence,
    far,
    near,
    no_claim,
    notices,
    post,
    record,
    send,
    submission,
    sure,
    withdraw,
)


def test_a_post_is_kept_with_its_decision_and_its_reply_is_owed(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    incoming = post("Bees pay taxes", message=5)

    recorded = record(store, incoming, sure(verdict_id))

    kept = submission(store, recorded.submission_id)
    assert (kept.text, kept.outcome, kept.language) == ("Bees pay taxes", Outcome.ANSWERED, "en")
    assert decisions.load(kept.decision or {}) == sure(verdict_id)
    (parcel,) = claim(store)
    assert (parcel.chat_id, parcel.reply_to, parcel.locale) == (1, 5, "uk")
    assert isinstance(parcel.message, Answered)
    assert parcel.message.found[0].verdict.claim == "Bees pay taxes"
    assert parcel.quote == "Bees pay taxes"


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [(far(), Outcome.NONE), (no_claim(), Outcome.NOT_A_CLAIM), (near(), Outcome.RELATED)],
)
def test_each_decision_has_its_outcome(store: Store, decision: object, outcome: Outcome) -> None:
    recorded = record(store, post(), decision)  # type: ignore[arg-type]

    assert submission(store, recorded.submission_id).outcome is outcome


def test_a_decision_comes_back_as_it_was(store: Store) -> None:
    line = FigureLine("5", "5 bees", Agreement.INCONSISTENT, ("bees",), (evidence(),))
    for decision in (
        Sure("en", sure(1).matches, (line,), near(2).candidates),
        near(1, 2),
        far(),
        no_claim(),
    ):
        assert decisions.load(decisions.dump(decision)) == decision


def test_a_message_that_comes_again_is_answered_once(store: Store) -> None:
    incoming = post()

    first = record(store, incoming)
    again = record(store, incoming)

    assert again.submission_id == first.submission_id
    assert len(notices(store)) == 1


def test_of_many_threads_with_one_message_one_records_it(store: Store) -> None:
    incoming = post()
    results: list[Recorded | Moved] = []
    threads = [Thread(target=lambda: results.append(attempt(store, incoming))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = store.transact(lambda session: session.exec(select(Submission)).all())
    assert [row.id for row in kept] == [results[0].submission_id]  # type: ignore[union-attr]
    assert len(results) == 6
    assert len(notices(store)) == 1


def test_a_decision_at_an_older_revision_is_to_be_made_again(store: Store) -> None:
    store.transact(revision.bump)

    result = store.transact(checking.record, post(), far(), version=0, now=NOW, posts_per_minute=0)

    assert result == Moved(1)
    assert store.transact(lambda session: session.exec(select(Submission)).all()) == []
    assert notices(store) == []


def test_an_edited_post_has_its_sent_answer_edited(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    first = record(store, post("Bees", message=5))
    (sent,) = send(store)

    edited = record(
        store, post("Bees pay taxes", message=5, edited=True), sure(verdict_id), now=NOW
    )

    assert edited.submission_id == first.submission_id
    (parcel,) = claim(store, NOW + MINUTE)
    assert parcel.edits == notices(store)[0].message_id
    assert parcel.notice_id != sent.notice_id
    assert isinstance(parcel.message, Answered)
    assert submission(store, first.submission_id).text == "Bees pay taxes"


def test_an_edit_before_the_answer_went_out_needs_no_second_one(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    record(store, post("Bees", message=5))

    record(store, post("Bees pay taxes", message=5, edited=True), sure(verdict_id))

    (parcel,) = claim(store)
    assert isinstance(parcel.message, Answered)
    assert len(notices(store)) == 1


def test_an_edit_while_the_answer_is_under_way_edits_it_afterwards(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    record(store, post("Bees", message=5))
    (under_way,) = claim(store)
    record(store, post("Bees pay taxes", message=5, edited=True), sure(verdict_id))
    assert claim(store, NOW + MINUTE) == []

    store.transact(checking_delivered, under_way.notice_id)

    (parcel,) = claim(store, NOW + MINUTE)
    assert parcel.edits == 77


def checking_delivered(session: object, notice_id: int) -> None:
    from bot.services import outbox

    outbox.delivered(session, notice_id, 77, NOW)  # type: ignore[arg-type]


def test_an_edit_that_changes_nothing_is_not_sent(store: Store) -> None:
    record(store, post("Bees", message=5))
    send(store)

    record(store, post("Bees!", message=5, edited=True))

    assert claim(store, NOW + MINUTE) == []


def test_an_edit_of_a_post_that_was_never_seen_is_a_post(store: Store) -> None:
    record(store, post("Bees", edited=True))

    assert [one.kind for one in notices(store)] == [NoticeKind.ANSWER]


def test_an_album_is_one_post_with_one_answer(store: Store) -> None:
    pieces = [
        post("Bees", message=5, group="album", media=MediaKind.PHOTO),
        post("", message=6, group="album", media=MediaKind.PHOTO),
        post("pay taxes", message=7, group="album", media=MediaKind.PHOTO),
    ]
    for piece in pieces[:-1]:
        store.transact(checking.keep_part, piece)
    whole = store.transact(parts.joined, pieces[-1])

    recorded = record(store, whole)

    assert whole.text == "Bees pay taxes"
    assert submission(store, recorded.submission_id).text == "Bees pay taxes"
    (parcel,) = claim(store)
    assert parcel.reply_to == 5


def test_an_album_s_piece_that_comes_late_changes_the_answer(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    record(store, post("Bees", message=5, group="album", media=MediaKind.PHOTO))
    send(store)
    late = store.transact(
        parts.joined, post("pay taxes", message=6, group="album", media=MediaKind.PHOTO)
    )

    record(store, late, sure(verdict_id))

    (parcel,) = claim(store, NOW + MINUTE)
    assert parcel.edits is not None


def test_an_edited_piece_is_read_as_it_is_now(store: Store) -> None:
    first = post("Bees pay", message=5, group="pieces:5")
    store.transact(checking.keep_part, first)
    last = store.transact(parts.joined, post("Taxes", message=6, group="pieces:5"))
    record(store, last)

    whole = store.transact(parts.joined, post("Wasps pay", message=5, edited=True))

    assert whole.text == "Wasps pay\nTaxes"
    assert (whole.own_text, last.own_text) == ("Wasps pay", "Taxes")


def test_a_joined_message_that_comes_again_is_not_doubled_in_the_text(store: Store) -> None:
    store.transact(checking.keep_part, post("Bees", message=5, group="g"))
    last = post("pay", message=6, group="g")
    recorded = record(store, store.transact(parts.joined, last))

    again = record(store, store.transact(parts.joined, last))

    assert again.submission_id == recorded.submission_id
    assert submission(store, recorded.submission_id).text == "Bees pay"


def test_a_message_gets_the_key_and_the_words_of_the_piece_that_waits_for_it(store: Store) -> None:
    store.transact(checking.keep_part, post("Bees", message=5, group="pieces:5"))

    keyed, whole = store.transact(parts.gathered, post("pay", message=6))

    assert (keyed.group_key, keyed.text) == ("pieces:5", "pay")
    assert (whole.group_key, whole.text) == ("pieces:5", "Bees pay")


def test_an_edited_message_is_no_further_piece(store: Store) -> None:
    store.transact(checking.keep_part, post("Bees", message=5, group="pieces:5"))

    keyed, whole = store.transact(parts.gathered, post("pay", message=6, edited=True))

    assert (keyed.group_key, whole.text) == (None, "pay")


def test_a_split_text_waits_for_its_last_piece_only(store: Store) -> None:
    assert store.transact(parts.unfinished, 1, 1) is None
    store.transact(checking.keep_part, post("Bees", message=5, group="pieces:5"))
    assert store.transact(parts.unfinished, 1, 1) == "pieces:5"
    assert store.transact(parts.unfinished, 1, 2) is None

    record(store, post("pay", message=6, group="pieces:5"))

    assert store.transact(parts.unfinished, 1, 1) is None


def test_media_without_words_goes_to_the_reviewers_with_its_file(store: Store) -> None:
    recorded = record(store, post("", media=MediaKind.VOICE), no_claim())

    kept = submission(store, recorded.submission_id)
    assert (kept.outcome, kept.decision) == (Outcome.NONE, None)
    (parcel,) = claim(store)
    assert parcel.message == Unchecked(recorded.submission_id, MediaKind.VOICE)


def test_a_picture_under_a_word_or_two_goes_to_the_reviewers(store: Store) -> None:
    sent = post("True?", media=MediaKind.PHOTO)

    recorded = record(store, sent, no_claim())

    assert submission(store, recorded.submission_id).outcome is Outcome.NONE
    assert isinstance(store.transact(checking.answer, recorded.submission_id, "en"), Unchecked)
    assert store.transact(gathering.gather, NOW) == 1


def test_how_to_use_the_bot_is_told_in_full_once(store: Store) -> None:
    for text in ("hello", "hi"):
        record(store, post(text), no_claim())

    assert [parcel.message for parcel in send(store)] == [NotAClaim(True), NotAClaim(False)]


def test_too_many_posts_a_minute_are_answered_later_and_that_is_said_once(store: Store) -> None:
    due = [record(store, post(f"post {n}"), per_minute=2).due_at for n in range(5)]

    assert [moment - NOW for moment in due] == [0 * MINUTE, 0 * MINUTE, MINUTE, MINUTE, 2 * MINUTE]
    now = send(store)
    assert [parcel.message for parcel in now if isinstance(parcel.message, Text)] == [
        Text("many_posts", (("minutes", 1),))
    ]
    assert len(now) == 3
    later = [len(send(store, NOW + n * MINUTE)) for n in (1, 2, 3)]
    assert later == [2, 1, 0]


def test_one_person_s_flood_does_not_slow_others(store: Store) -> None:
    for number in range(5):
        record(store, post(f"post {number}", person=1), per_minute=1)

    assert record(store, post(person=2), per_minute=1).due_at == NOW


def test_a_withdrawn_verdict_is_in_no_answer(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    sure_one = record(store, post("Bees pay taxes"), sure(verdict_id)).submission_id
    near_one = record(store, post("Wasps pay taxes"), near(verdict_id)).submission_id
    assert isinstance(store.transact(checking.answer, near_one, "en"), Related)

    store.transact(withdraw, verdict_id, NOW)

    for submission_id in (sure_one, near_one):
        assert store.transact(checking.answer, submission_id, "en") == Unchecked(submission_id)
    assert store.transact(checking.material).phrases == ()


def test_an_answer_is_in_the_reader_s_language_where_there_is_one(store: Store) -> None:
    verdict_id = store.transact(add_verdict, texts=[("uk", "Бджоли платять податки")])
    recorded = record(store, post(), sure(verdict_id))

    views = {
        locale: store.transact(checking.answer, recorded.submission_id, locale)
        for locale in ("en", "uk", "pl")
    }

    seen = {
        locale: (view.found[0].verdict.claim, view.found[0].verdict.translated)
        for locale, view in views.items()
        if isinstance(view, Answered)
    }
    assert seen == {
        "en": ("Bees pay taxes", True),
        "uk": ("Бджоли платять податки", True),
        "pl": ("Bees pay taxes", False),
    }


def test_an_answer_belongs_to_its_sender(store: Store) -> None:
    recorded = record(store, post(person=1))

    mine = store.transact(checking.own_answer, recorded.submission_id, 1, "en")
    stranger = store.transact(checking.own_answer, recorded.submission_id, 2, "en")
    nothing = store.transact(checking.own_answer, 99_999_999, 1, "en")

    assert (mine, stranger, nothing) == (Unchecked(recorded.submission_id), None, None)


def test_related_claims_come_nearest_first_and_three_at_most(store: Store) -> None:
    ids = [store.transact(add_verdict, claim=f"Claim {n}") for n in range(5)]
    recorded = record(store, post(), near(ids[2], ids[0], ids[2], ids[1], ids[4]))

    answer = store.transact(checking.answer, recorded.submission_id, "en")

    assert isinstance(answer, Related)
    assert [one.verdict.id for one in answer.likenesses] == [ids[2], ids[0], ids[1]]


def test_a_stated_quantity_stands_beside_what_is_recorded(store: Store) -> None:
    store.transact(
        lambda session: session.add(
            Figure(
                key="bees",
                low=Decimal("50.5"),
                high=Decimal(60),
                qualifier=Qualifier.ABOUT,
                unit="bee",
            )
        )
    )
    line = FigureLine("5", "5 bees", Agreement.INCONSISTENT, ("bees", "gone"))
    lost = FigureLine("6", "6 bees", Agreement.UNCLEAR, ("gone",))
    recorded = record(store, post("5 bees"), Sure("en", (), (line, lost)))

    answer = store.transact(checking.answer, recorded.submission_id, "en")

    assert isinstance(answer, Answered)
    assert [(one.stated, [r.low for r in one.recorded]) for one in answer.figures] == [
        ("5", [Decimal("50.5")])
    ]


def test_an_index_is_built_from_claims_translations_and_wordings(store: Store) -> None:
    verdict_id = store.transact(add_verdict, texts=[("uk", "Бджоли платять податки")])
    store.transact(
        lambda session: session.add(
            Wording(
                verdict_id=verdict_id,
                language="en",
                text="No bee pays tax",
                text_hash="x",
                polarity=Polarity.DENIES,
            )
        )
    )

    material = store.transact(checking.material)

    assert material.version == 1
    assert [(one.text, one.polarity) for one in material.phrases] == [
        ("Bees pay taxes", Polarity.ASSERTS),
        ("Бджоли платять податки", Polarity.ASSERTS),
        ("No bee pays tax", Polarity.DENIES),
    ]


def test_an_edit_of_a_post_in_a_case_takes_it_out(store: Store) -> None:
    recorded = record(store, post("Bees pay taxes in the city of Ruritania", message=5))
    store.transact(gathering.gather, NOW)
    assert submission(store, recorded.submission_id).case_id is not None

    record(store, post("Something else altogether happened", message=5, edited=True))

    assert submission(store, recorded.submission_id).case_id is None


def test_a_case_that_an_edit_empties_is_closed(store: Store) -> None:
    recorded = record(store, post("Bees pay taxes in the city of Ruritania", message=5))
    store.transact(gathering.gather, NOW)
    left = submission(store, recorded.submission_id).case_id or 0

    record(store, post("Something else altogether happened", message=5, edited=True))

    case = store.transact(lambda session: session.get_one(Case, left))
    assert case.state is CaseState.CLOSED


def test_an_edit_after_its_case_was_closed_is_asked_about_anew(store: Store) -> None:
    recorded = record(store, post("Bees pay taxes in the city of Ruritania", message=5))
    store.transact(gathering.gather, NOW)
    before = submission(store, recorded.submission_id).case_id or 0
    store.transact(staleness.close_stale, NOW, timedelta())

    record(store, post("Wasps repair the bridges at night", message=5, edited=True))
    store.transact(gathering.gather, NOW)

    assert submission(store, recorded.submission_id).case_id not in {before, None}


@pytest.mark.parametrize("caption", ["", "Is this true?"])
def test_a_picture_that_is_exchanged_leaves_its_case(store: Store, caption: str) -> None:
    def shown(unique: str, *, edited: bool = False) -> Incoming:
        return post(caption, message=5, media=MediaKind.PHOTO, unique=unique, edited=edited)

    recorded = record(store, shown("one"))
    store.transact(gathering.gather, NOW)
    before = submission(store, recorded.submission_id).case_id

    record(store, shown("another", edited=True))
    store.transact(gathering.gather, NOW)

    assert submission(store, recorded.submission_id).case_id not in {before, None}


def test_a_person_is_kept_by_id_and_language_alone(store: Store) -> None:
    record(store, post(person=7, language="mk"))

    (person,) = store.transact(lambda session: session.exec(select(Person)).all())
    assert (person.id, person.language, person.language_chosen) == (7, "mk", False)


def test_a_post_that_disputes_a_claim_keeps_its_stance(store: Store) -> None:
    verdict_id = store.transact(add_verdict, rating=Rating.FALSE)
    recorded = record(store, post(), sure(verdict_id, stance=Stance.DENIES))

    answer = store.transact(checking.answer, recorded.submission_id, "en")

    assert isinstance(answer, Answered)
    assert answer.found[0].stance is Stance.DENIES


def test_a_reader_s_objection_brings_the_post_to_the_reviewers(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    recorded = record(store, post(), sure(verdict_id))

    store.transact(feedback.not_what_i_asked, recorded.submission_id, 1, verdict_id)

    assert store.transact(gathering.gather, NOW + timedelta(minutes=1)) == 1
    assert store.transact(verdicts.by_id, [verdict_id])


def test_a_long_user_id_is_kept_whole_on_every_database(store: Store) -> None:
    """Telegram's ids have outgrown 32 bits."""
    person = 7_000_000_001
    recorded = record(store, post(person=person))

    kept = submission(store, recorded.submission_id)
    [notice] = notices(store)

    assert (kept.person_id, notice.person_id, notice.chat_id) == (person, person, person)
