"""Verdicts that others made: shown as theirs, without a rating never as an answer."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot.models import Case, CaseReason, Member, Person, Rating, Role, Told, Verdict, utcnow
from bot.services import checking, feedback
from bot.services.clock import revisiting
from bot.services.forms import drafts, previews
from bot.services.values import Answered, News, Noted, Related
from bot.services.verdicts import rechecks
from bot.services.verdicts.history import history
from bot.services.views import verdict_view
from bot.store import cases
from bot.store.database import Store
from tests.services.world import NOW, add_imported, add_verdict, near, post, record, send, sure

AFTER = timedelta(days=10)


def test_matching_is_told_which_verdicts_have_no_rating(store: Store) -> None:
    store.transact(add_verdict)
    unrated = store.transact(add_imported)
    store.transact(add_imported, rating=Rating.TRUE)

    assert store.transact(checking.material).unrated == {unrated}


def test_who_says_that_it_is_the_one_is_shown_it_as_somebody_elses(store: Store) -> None:
    unrated = store.transact(add_imported, rated_as="Buzzing")
    kept = record(store, post(person=1), near(unrated))
    send(store)

    assert store.transact(feedback.this_one, kept.submission_id, 1, unrated) == Noted()

    (parcel,) = send(store, utcnow())
    assert isinstance(parcel.message, News)
    view = parcel.message.verdict
    assert (view.rating, view.publisher, view.rated_as) == (None, "The Hive", "Buzzing")
    assert [one.title for one in view.sources] == ["On bees"]


def test_an_answer_whose_rating_is_gone_before_it_is_sent_is_none(store: Store) -> None:
    verdict = store.transact(add_verdict)
    kept = record(store, post(), sure(verdict))
    assert isinstance(store.transact(checking.answer, kept.submission_id, "en"), Answered)

    def unrate(session: Session) -> None:
        session.get_one(Verdict, verdict).rating = None

    store.transact(unrate)

    said = store.transact(checking.answer, kept.submission_id, "en")
    assert isinstance(said, Related)
    assert [one.verdict.id for one in said.likenesses] == [verdict]


def test_once_the_desk_rates_it_anew_it_is_the_desks(store: Store) -> None:
    number = store.transact(add_imported, rating=Rating.FALSE, rated_as="Buzzing")
    before = store.transact(verdict_view, number, "en")

    def rate(session: Session) -> None:
        session.get_one(Verdict, number).rating = Rating.HALF_TRUE

    store.transact(rate)
    after = store.transact(verdict_view, number, "en")

    assert before is not None
    assert after is not None
    assert (before.publisher, before.rated_as) == ("The Hive", "Buzzing")
    assert (after.publisher, after.rated_as) == (None, None)


def test_no_day_is_told_where_none_is_known(store: Store) -> None:
    number = store.transact(add_imported, reviewed_on=None)

    def by_file(session: Session) -> None:
        row = session.get_one(Verdict, number)
        row.checked_on = row.created_at.date()

    store.transact(by_file)
    view = store.transact(verdict_view, number, "en")

    assert view is not None
    assert not view.dated


def test_a_correction_asks_for_the_rating_that_is_missing(store: Store) -> None:
    number = store.transact(add_imported)
    case = store.transact(rechecks.open, number, CaseReason.ASKED, NOW)
    assert case is not None

    def begin(session: Session) -> tuple[Rating | None, Rating | None]:
        session.add(Person(id=60, role=Role.REVIEWER))
        session.flush()
        session.add(Member(person_id=60))
        found = cases.locked(session, case.id or 0)
        assert found is not None
        draft = drafts.ensure(session, found, 60, NOW)
        return draft.rating, previews.verdict(session, draft, "en").rating

    assert store.transact(begin) == (None, None)


def test_its_history_begins_with_the_import(store: Store) -> None:
    number = store.transact(add_imported)

    shown = store.transact(history, number, "en", 1, asked=False)

    assert shown is not None
    assert [(one.by, one.rating) for one in shown.versions] == [("import", None)]


def test_the_clock_brings_none_of_them_to_the_desk(store: Store) -> None:
    number = store.transact(add_imported, rating=Rating.FALSE)
    kept = record(store, post(), sure(number))

    def age(session: Session) -> None:
        session.get_one(Verdict, number).checked_on = date(2001, 1, 1)
        assert session.get(Told, (kept.submission_id, number))
        session.add(Person(id=60, role=Role.REVIEWER))
        session.flush()
        session.add(Member(person_id=60, languages=["uk", "pl"]))

    store.transact(age)
    opened = store.transact(revisiting.recheck, NOW, AFTER, ZoneInfo("UTC"))
    wanted = store.transact(revisiting.translate, NOW)

    assert (opened, wanted) == (0, 0)
    assert store.transact(lambda session: session.exec(select(Case)).all()) == []
