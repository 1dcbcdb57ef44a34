"""What is counted over some days, each figure by a table of what was sent and done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, SQLModel, col, select

from bot.models import (
    Broadcast,
    BroadcastState,
    Case,
    CasePurpose,
    CaseState,
    Decided,
    DecisionKind,
    Flag,
    Notice,
    NoticeKind,
    NoticeState,
    OriginKind,
    Outcome,
    Person,
    Rating,
    Role,
    Stance,
    Submission,
    Subscription,
    Told,
    Verdict,
    utcnow,
)
from bot.services import feedback, people, privacy
from bot.services.cases import gathering
from bot.services.clock import housekeeping
from bot.services.statistics import periods
from bot.services.statistics.counting import statistics
from bot.services.statistics.rows import as_csv
from bot.services.statistics.values import (
    AskedVerdict,
    Channel,
    Feedback,
    Pace,
    Queue,
    Reach,
    Reviewer,
    Statistics,
)
from bot.services.verdicts import rematching
from bot.store.database import Store
from tests.services.world import HOUR, NOW, add_verdict, far, near, no_claim, post, record, sure

KYIV = ZoneInfo("Europe/Kyiv")
UTC_ZONE = ZoneInfo("UTC")
DAY = timedelta(days=1)
SINCE = NOW - 2 * DAY


def add(store: Store, *rows: SQLModel) -> None:
    def added(session: Session) -> None:
        for row in rows:
            session.add(row)
            session.flush()

    store.transact(added)


def sent(store: Store, at: datetime, **values: Any) -> int:
    """A post as it is kept; return its number."""
    usual: dict[str, Any] = {"chat_id": 1, "outcome": Outcome.NONE, "created_at": at}
    row = Submission(**usual | values)
    add(store, row)
    return row.id or 0


def readers(store: Store, *ids: int, at: datetime = NOW - 90 * DAY) -> None:
    add(store, *(Person(id=one, created_at=at) for one in ids))


def counted(
    store: Store,
    since: datetime = SINCE,
    until: datetime = NOW,
    zone: ZoneInfo = UTC_ZONE,
    locale: str = "en",
) -> Statistics:
    return store.transact(statistics, since, until, zone, locale)


def by_day(found: Statistics) -> list[tuple[str, dict[str, int]]]:
    return [(one.day.isoformat(), {str(k): v for k, v in one.posts.items()}) for one in found.days]


def test_in_an_empty_store_everything_is_nought(store: Store) -> None:
    found = counted(store)

    assert by_day(found) == [("2025-01-13", {}), ("2025-01-14", {}), ("2025-01-15", {})]
    assert (found.posts, found.people, found.new_people, found.answered) == (0, 0, 0, None)
    assert (found.pace, found.queue) == (Pace(0), Queue(0, 0, None))
    assert (found.reviewers, found.verdicts, found.cases) == ((), (), ())
    assert (found.channels, found.languages) == ((), ())
    assert (found.feedback, found.reach) == (Feedback(0, 0, 0), Reach(0, 0, 0, 0))


def test_posts_are_counted_by_day_and_outcome_and_language(store: Store) -> None:
    readers(store, 1)
    for hours, outcome, language in (
        (49, Outcome.ANSWERED, "uk"),  # before
        (48, Outcome.ANSWERED, "uk"),  # at the very beginning
        (30, Outcome.NONE, "uk"),
        (30, Outcome.NONE, "en"),
        (13, Outcome.RELATED, None),
        (12, Outcome.NOT_A_CLAIM, "uk"),
        (1, None, "uk"),  # under way
        (0, Outcome.ANSWERED, "uk"),  # at the very end
    ):
        sent(store, NOW - hours * HOUR, outcome=outcome, language=language, person_id=1)

    found = counted(store)

    assert by_day(found) == [
        ("2025-01-13", {"answered": 1}),
        ("2025-01-14", {"none": 2, "related": 1}),
        ("2025-01-15", {"not_a_claim": 1}),
    ]
    assert found.languages == (("uk", 3), (None, 1), ("en", 1))
    assert (found.posts, found.claims, found.answered) == (5, 4, 0.25)


def test_people_are_counted_once_and_new_ones_among_them(store: Store) -> None:
    readers(store, 1, 2)
    readers(store, 3, 4, at=NOW - DAY)
    for person in (1, 1, 3, None):
        sent(store, NOW - HOUR, person_id=person)
    sent(store, NOW - 3 * DAY, person_id=2)

    found = counted(store)

    assert (found.people, found.new_people) == (2, 1)


SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # Kyiv's clocks change


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (KYIV, SPRING, 23),
        (KYIV, AUTUMN, 25),
        (KYIV, date(2026, 7, 1), 24),
        (ZoneInfo("Asia/Beirut"), SPRING, 23),  # they leap over midnight there
        (ZoneInfo("America/Santiago"), date(2026, 9, 6), 23),
        (UTC_ZONE, SPRING, 24),
    ],
)
def test_a_day_has_as_many_hours_as_its_clocks_say(zone: ZoneInfo, day: date, hours: int) -> None:
    start, end = periods.midnight(day, zone), periods.midnight(day + DAY, zone)

    assert end - start == hours * HOUR
    found = list(periods.days(start - DAY, end + DAY, zone))
    assert [one for one in found if one[0] == day] == [(day, start, end)]
    assert all(after[1] == before[2] for before, after in pairwise(found))


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_posts_about_midnight_stand_under_their_own_day(store: Store, day: date) -> None:
    start, end = periods.midnight(day, KYIV), periods.midnight(day + DAY, KYIV)
    minute = timedelta(minutes=1)
    for at in (start - minute, start, end - minute, end):
        sent(store, at)

    found = counted(store, start - DAY, end + DAY, KYIV)

    assert [(one.day - day, one.total) for one in found.days] == [
        (-DAY, 1),
        (0 * DAY, 2),
        (DAY, 1),
    ]


def test_a_period_is_whole_days_up_to_the_present_one(store: Store) -> None:
    until = datetime(2026, 10, 25, 22, 30, tzinfo=UTC)  # half past midnight in Kyiv

    days = [
        [one for one, _, _ in periods.days(periods.begin(until, n, KYIV), until, KYIV)]
        for n in (1, 7)
    ]

    last = date(2026, 10, 26)
    assert days == [[last], [last - n * DAY for n in range(6, -1, -1)]]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("7d", 7), ("7", 7), (" 30D ", 30), ("1d", 1), ("90d", 90)]
    + [(word, None) for word in ("", "d", "2d", "-7", "7w", "٧", "9" * 5000, "07dd")],
)
def test_a_period_is_read_or_refused(word: str, expected: int | None) -> None:
    assert periods.length(word) == expected


def test_one_giant_day(store: Store) -> None:
    readers(store, *range(1, 101))

    def flood(session: Session) -> None:
        session.add_all(
            Submission(
                chat_id=1,
                person_id=1 + n % 100,
                outcome=Outcome.NONE,
                created_at=NOW - timedelta(seconds=n),
            )
            for n in range(1, 5001)
        )

    store.transact(flood)

    found = counted(store, periods.begin(NOW, 1, UTC_ZONE), NOW)

    assert by_day(found) == [("2025-01-15", {"none": 5000})]
    assert found.people == 100


def test_time_to_a_verdict_runs_from_the_first_post(store: Store) -> None:
    verdict = store.transact(add_verdict)
    closed: dict[str, Any] = {"state": CaseState.CLOSED, "verdict_id": verdict}
    for number, hours in enumerate((1, 2, 3, 4, 5, 6, 7, 8, 9, 100), start=1):
        opened = NOW - DAY - hours * HOUR
        add(store, Case(id=number, created_at=opened, closed_at=NOW - DAY, **closed))
    for number, hours in ((1, 2), (1, 3)):  # a post came before its case was opened
        sent(store, NOW - DAY - hours * HOUR, case_id=number)
    add(
        store,
        Case(id=11, state=CaseState.CLOSED, created_at=SINCE, closed_at=NOW - DAY),  # no verdict
        Case(id=12, created_at=SINCE, closed_at=NOW, **closed),  # later
        Case(id=13, created_at=SINCE, closed_at=NOW - DAY, purpose=CasePurpose.RECHECK, **closed),
    )

    found = counted(store)

    assert found.pace == Pace(10, 5.5 * HOUR, 9 * HOUR)


def test_the_queue_is_that_of_the_end(store: Store) -> None:
    add(
        store,
        Case(created_at=NOW - 3 * DAY, overdue_at=NOW - DAY),
        Case(created_at=NOW - HOUR),
        Case(created_at=NOW - 9 * DAY, state=CaseState.CLOSED),
    )

    assert counted(store).queue == Queue(open=2, overdue=1, oldest=3 * DAY)


def test_members_stand_by_number_and_who_is_forgotten_by_role(store: Store) -> None:
    readers(store, 60, 61, 62)
    for person, role, kind, hours in (
        (60, Role.REVIEWER, DecisionKind.SUBMITTED, 1),
        (60, Role.ADMIN, DecisionKind.APPROVED, 2),
        (61, Role.REVIEWER, DecisionKind.SPAM, 1),
        (61, Role.REVIEWER, DecisionKind.SPAM, 2),
        (61, Role.REVIEWER, DecisionKind.SAME_AS, 3),
        (61, Role.REVIEWER, DecisionKind.SPAM, 50),  # before
        (61, Role.REVIEWER, DecisionKind.TAKEN, 1),  # is no decision
        (62, Role.PUBLIC, DecisionKind.WITHDRAWN, 1),  # nobody of the desk
        (None, Role.REVIEWER, DecisionKind.REJECTED, 1),
        (None, None, DecisionKind.STALE, 1),  # the clock
    ):
        add(store, Decided(person_id=person, role=role, kind=kind, at=NOW - hours * HOUR))

    assert counted(store).reviewers == (
        Reviewer(61, Role.REVIEWER, {DecisionKind.SPAM: 2, DecisionKind.SAME_AS: 1}),
        Reviewer(60, Role.ADMIN, {DecisionKind.SUBMITTED: 1, DecisionKind.APPROVED: 1}),
        Reviewer(None, Role.REVIEWER, {DecisionKind.REJECTED: 1}),
    )


def told(store: Store, verdict: int, at: datetime = NOW - HOUR, **values: Any) -> int:
    """An answered post whose sender was told a verdict."""
    stance = values.pop("stance", Stance.ASSERTS)
    own = sent(store, at, outcome=Outcome.ANSWERED, **values)
    add(store, Told(submission_id=own, verdict_id=verdict, version=1, stance=stance, at=at))
    return own


def test_what_most_people_ask_comes_first(store: Store) -> None:
    readers(store, *range(1, 9))
    bees = store.transact(add_verdict, texts=[("uk", "Бджоли платять податки")])
    moon = store.transact(add_verdict, claim="The moon is cheese", rating=Rating.SATIRE)
    for person in (1, 1, 1, 1):
        told(store, moon, person_id=person)
    for person in (2, 3):
        told(store, bees, person_id=person)
    told(store, bees, person_id=4, at=NOW - 5 * DAY)
    add(store, Case(id=7, text="A ferry, call +380 44 123 45 67"), Case(id=8), Case(id=9))
    add(store, Case(id=10, state=CaseState.CLOSED))
    for case, asker in ((7, 5), (7, 6), (8, 7), (8, 7), (8, None), (9, 1), (10, 8)):
        sent(store, NOW - HOUR, case_id=case, person_id=asker)

    found = counted(store, locale="uk")

    assert found.verdicts == (
        AskedVerdict(bees, "Бджоли платять податки", Rating.FALSE, 2, 2),
        AskedVerdict(moon, "The moon is cheese", Rating.SATIRE, 4, 1),
    )
    assert [(one.case_id, one.posts, one.people) for one in found.cases] == [
        (7, 2, 2),
        (8, 3, 1),
        (9, 1, 1),
    ]
    assert "123" not in found.cases[0].words


def test_five_are_named(store: Store) -> None:
    readers(store, 1)
    for number in range(1, 8):
        add(store, Case(id=number))
        sent(store, NOW - HOUR, case_id=number, person_id=1)
        told(store, store.transact(add_verdict, key=str(number)), person_id=1)

    found = counted(store)

    assert [one.case_id for one in found.cases] == [1, 2, 3, 4, 5]
    assert len(found.verdicts) == 5


CHANNEL: dict[str, Any] = {"origin_kind": OriginKind.CHANNEL, "origin_name": "Hive News"}


def test_channels_that_carried_what_is_false(store: Store) -> None:
    readers(store, 1, 2, 3)
    bees = store.transact(add_verdict)
    for person in (1, 2, 2):
        told(store, bees, person_id=person, **CHANNEL)

    assert counted(store).channels == (Channel("Hive News", 3, 2),)


ODD: tuple[dict[str, Any], ...] = (
    {"origin_kind": OriginKind.CHAT},
    {"origin_kind": OriginKind.USER},
    {"origin_kind": OriginKind.HIDDEN_USER},
    {"origin_kind": None},
    {"origin_name": None},
    {"origin_name": ""},
    {"stance": Stance.DENIES},
    {"stance": Stance.ASKS},
    {"stance": Stance.MENTIONS},
    {"stance": None},
    {"at": SINCE - HOUR},
)


def test_other_origins_and_other_stances_are_never_named(store: Store) -> None:
    readers(store, 1, 2)
    bees = store.transact(add_verdict)
    for number, odd in enumerate(ODD):
        for person in (1, 2):
            usual = {"person_id": person, **CHANNEL, "origin_name": f"Hive {number}"}
            told(store, bees, **usual | odd)

    assert counted(store).channels == ()


def test_only_what_is_rated_false_counts_against_a_channel(store: Store) -> None:
    readers(store, 1, 2)
    for rating in (*Rating, None):
        verdict = store.transact(add_verdict, rating=rating or Rating.TRUE)
        if rating is None:
            store.transact(_unrate, verdict)
        for person in (1, 2):
            told(store, verdict, person_id=person, **CHANNEL | {"origin_name": str(rating)})

    named = {one.name for one in counted(store).channels}

    assert named == {"false", "mostly_false", "misleading"}


def _unrate(session: Session, verdict: int) -> None:
    session.get_one(Verdict, verdict).rating = None


def test_no_channel_is_named_that_would_expose_a_single_reader(store: Store) -> None:
    readers(store, 1)
    bees = store.transact(add_verdict)
    for senders in ((1,), (1, 1, 1), (1, None), (None, None, None)):
        for sender in senders:
            told(store, bees, person_id=sender, **CHANNEL | {"origin_name": str(senders)})

    assert counted(store).channels == ()


def test_a_post_with_two_false_claims_counts_once(store: Store) -> None:
    readers(store, 1, 2)
    bees, moon = store.transact(add_verdict), store.transact(add_verdict, claim="Moon")
    for person in (1, 2):
        own = told(store, bees, person_id=person, **CHANNEL)
        add(store, Told(submission_id=own, verdict_id=moon, version=1, stance=Stance.ASSERTS))

    assert counted(store).channels == (Channel("Hive News", 2, 2),)


def test_what_a_post_does_with_the_claim_is_kept_as_it_is_decided(store: Store) -> None:
    bees = store.transact(add_verdict)
    record(store, post("Bees pay"), sure(bees))
    record(store, post("Bees do not"), sure(bees, stance=Stance.DENIES))
    record(store, post("Bees, later"), far())
    moon = store.transact(add_verdict, claim="Moon")
    store.transact(rematching.rematch, lambda *_: sure(moon), NOW)

    kept = store.transact(
        lambda session: session.exec(
            select(Told.verdict_id, Told.stance).order_by(col(Told.submission_id))
        ).all()
    )

    assert kept == [(bees, Stance.ASSERTS), (bees, Stance.DENIES), (moon, Stance.ASSERTS)]


def test_another_decision_on_an_edited_post_is_what_counts(store: Store) -> None:
    bees = store.transact(add_verdict)
    record(store, post("Bees pay", message=5), sure(bees))
    record(store, post("Bees pay?", message=5, edited=True), sure(bees, stance=Stance.ASKS))

    kept = store.transact(lambda session: session.exec(select(Told.stance)).all())

    assert kept == [Stance.ASKS]


def test_what_readers_say_of_answers_is_counted_by_post(store: Store) -> None:
    bees, moon = store.transact(add_verdict), store.transact(add_verdict, claim="Moon")
    one = told(store, bees)
    two, three = (sent(store, NOW - HOUR) for _ in range(2))
    at = NOW - HOUR
    add(
        store,
        Flag(submission_id=one, verdict_id=bees, at=at),
        Flag(submission_id=one, verdict_id=moon, at=at),
        Flag(submission_id=two, verdict_id=bees, wrong=True, at=at),
        Flag(submission_id=two, verdict_id=moon, same_claim=True, at=at),
        Flag(submission_id=three, verdict_id=bees, same_claim=True, at=at),
        Flag(submission_id=three, verdict_id=moon, wrong=True, at=SINCE - HOUR),
    )

    assert counted(store).feedback == Feedback(misses=1, wrong=1, this_one=2)


def test_who_says_that_none_of_the_related_claims_is_meant_misses_nothing(store: Store) -> None:
    bees = store.transact(add_verdict)
    shown = record(store, post("Bees dance", person=1), near(bees)).submission_id
    answered = record(store, post("Bees pay", person=1), sure(bees)).submission_id
    store.transact(feedback.none_of_these, shown, 1)
    found = counted(store, until=utcnow() + DAY).feedback
    store.transact(feedback.not_what_i_asked, answered, 1)
    after = counted(store, until=utcnow() + DAY).feedback

    assert (found.misses, after.misses) == (0, 1)


def test_broadcasts_their_messages_and_subscribers(store: Store) -> None:
    readers(store, 1, 2, 3)
    done: dict[str, Any] = {"state": BroadcastState.DONE}
    add(store, Broadcast(id=1, started_at=NOW - HOUR, **done))
    add(store, Broadcast(id=2, started_at=NOW - 9 * DAY, **done), Broadcast(id=3))
    for number, (broadcast, state) in enumerate(
        [
            (1, NoticeState.SENT),
            (1, NoticeState.SENT),
            (1, NoticeState.BLOCKED),
            (2, NoticeState.SENT),
        ]
    ):
        kind = NoticeKind.BROADCAST
        add(
            store,
            Notice(key=str(number), kind=kind, chat_id=1, broadcast_id=broadcast, state=state),
        )
    add(
        store,
        Subscription(person_id=1, since=NOW - HOUR),
        Subscription(person_id=2, since=NOW - 9 * DAY),
        Subscription(person_id=3, since=NOW - HOUR, ended_at=NOW),
    )

    assert counted(store).reach == Reach(broadcasts=1, messages=2, subscribers=2, new=1)


def test_erased_posts_count_and_say_nothing(store: Store) -> None:
    store.transact(people.sync_roles, (), ())
    bees = store.transact(add_verdict)
    record(store, post("Bees pay", person=1), sure(bees))
    record(store, post("An unknown claim of mine", person=2))
    record(store, post("Hello", person=2), no_claim())
    record(store, post("Bees pay?", person=3), near(bees))
    store.transact(gathering.gather, NOW)
    store.transact(privacy.forget, 1, NOW)
    store.transact(privacy.forget, 2, NOW)
    store.transact(housekeeping.purge, NOW + 999 * DAY, DAY)

    found = counted(store, until=NOW + HOUR)

    assert found.posts == 4
    assert found.people == 1
    assert "claim of mine" not in as_csv(found).decode()
