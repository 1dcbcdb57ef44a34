"""Blocking: nothing more is taken from somebody, others lose nothing, and no id is kept."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, col, select

from bot.models import (
    Ban,
    Case,
    CaseState,
    DecisionKind,
    Notice,
    NoticeKind,
    Person,
    Role,
    utcnow,
)
from bot.services import marks, people, privacy
from bot.services.cases import gathering, queueing
from bot.services.order import bans, blocking
from bot.services.order.bans import Visit
from bot.services.order.values import (
    Blocked,
    BlockedBefore,
    ByPerson,
    ByPost,
    HasRole,
    NoSender,
    NotBlocked,
    SeveralSenders,
    Shown,
    Target,
    Unblocked,
)
from bot.services.values import NotAllowed, Sender, Text
from bot.store.database import Store
from tests.endtoend.desk import decisions
from tests.services.test_people import everything
from tests.services.world import HOUR, NOW, no_claim, notices, post, record, send, submission

ADA, ALAN, RITA, EVE, NADIA = 501, 502, 503, 777_000_555, 2
DAY = timedelta(days=1)
SAME = "Bees pay taxes in the city of Ruritania since last autumn"


@pytest.fixture(autouse=True)
def members(store: Store) -> None:
    def add(session: Session) -> None:
        roles = {ADA: Role.ADMIN, ALAN: Role.ADMIN, RITA: Role.REVIEWER}
        session.add_all(Person(id=number, role=role) for number, role in roles.items())

    store.transact(add)


def block(store: Store, target: Target, admin: int = ADA) -> object:
    return store.transact(blocking.block, target, admin, NOW)


def visit(
    person: int = EVE, *, chat: int | None = None, update: int = 1, asks: bool = False
) -> Visit:
    return Visit(Sender(person, "uk"), person if chat is None else chat, update, asks)


def turned_away(store: Store, one: Visit, after: timedelta = timedelta()) -> bool:
    return store.transact(bans.turned_away, one, NOW + after)


def lines(store: Store, person: int = EVE) -> list[str]:
    sent = [one.message for one in send(store, NOW + 9 * DAY) if one.chat_id == person]
    return [one.name for one in sent if isinstance(one, Text)]


def gather(store: Store) -> None:
    store.transact(gathering.gather, NOW)


def cases(store: Store) -> list[Case]:
    return list(
        store.transact(lambda session: session.exec(select(Case).order_by(col(Case.id))).all())
    )


@pytest.mark.parametrize("who", [RITA, EVE, 999])
def test_only_admins_block_and_unblock(store: Store, who: int) -> None:
    sent = record(store, post(person=EVE)).submission_id

    for target in (ByPost(sent), ByPerson(EVE)):
        assert block(store, target, who) == NotAllowed()
        assert store.transact(blocking.unblock, target, who, NOW) == NotAllowed()
        assert store.transact(blocking.ask, who, who, "a", target, NOW) == NotAllowed()

    assert not turned_away(store, visit())
    assert decisions(store) == []


@pytest.mark.parametrize("by_post", [True, False])
def test_who_is_blocked_is_told_once_a_day_and_turned_away(store: Store, by_post: bool) -> None:
    sent = record(store, post(person=EVE), no_claim()).submission_id
    send(store)
    target = ByPost(sent) if by_post else ByPerson(EVE)
    assert not turned_away(store, visit())

    assert block(store, target) == Blocked(0)

    assert lines(store) == ["blocked"]
    assert all(turned_away(store, visit(update=n)) for n in range(2, 5))
    assert lines(store) == []
    assert turned_away(store, visit(update=6, asks=True))
    assert lines(store) == ["blocked"]  # /start says it each time
    assert turned_away(store, visit(update=7, chat=-100), DAY)
    assert lines(store) == []  # nothing is said in groups
    assert turned_away(store, visit(update=8), DAY)
    assert turned_away(store, visit(update=9), DAY + HOUR)
    assert lines(store) == ["blocked"]
    assert not turned_away(store, visit(NADIA))


def test_members_cannot_be_blocked_and_a_role_lifts_it(store: Store) -> None:
    for member in (ADA, ALAN, RITA):
        assert block(store, ByPerson(member)) == HasRole()
    block(store, ByPerson(EVE))
    store.transact(lambda session: session.add(Person(id=EVE, role=Role.REVIEWER)))

    assert not turned_away(store, visit())


def test_blocking_twice_and_unblocking_twice_do_no_harm(store: Store) -> None:
    assert block(store, ByPerson(EVE)) == Blocked(0)
    assert block(store, ByPerson(EVE), ALAN) == BlockedBefore()
    assert store.transact(blocking.ask, ADA, ADA, "a", ByPerson(EVE), NOW) == BlockedBefore()
    assert store.transact(blocking.unblock, ByPerson(EVE), ALAN, NOW) == Unblocked()
    assert store.transact(blocking.unblock, ByPerson(EVE), ADA, NOW) == NotBlocked()

    assert not turned_away(store, visit())
    kinds = [line.kind for line in decisions(store)]
    assert kinds == [DecisionKind.BANNED, DecisionKind.UNBANNED]


def test_of_two_admins_at_once_one_blocks(store: Store) -> None:
    barrier = Barrier(2)
    results: list[object] = []

    def press(who: int) -> None:
        barrier.wait()
        results.append(block(store, ByPerson(EVE), who))

    threads = [Thread(target=press, args=(who,)) for who in (ADA, ALAN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, results)) == [str(Blocked(0)), str(BlockedBefore())]
    assert len(decisions(store)) == 1


def test_posts_leave_the_open_cases_and_others_stay(store: Store) -> None:
    own = record(store, post(SAME, person=EVE)).submission_id
    other = record(store, post(SAME, person=NADIA)).submission_id
    alone = record(
        store, post("Wasps repair the bridges of Quimby at night", person=EVE)
    ).submission_id
    gather(store)
    late = record(
        store, post("Ants run the harbour of Lisbon on Sundays", person=EVE)
    ).submission_id
    shared, single = cases(store)
    assert (shared.people, single.people) == (2, 1)

    assert block(store, ByPost(own)) == Blocked(3)

    shared, single = cases(store)
    assert (shared.people, shared.state) == (1, CaseState.OPEN)
    assert single.state is CaseState.CLOSED
    assert [submission(store, one).held_back for one in (own, alone, late)] == [True] * 3
    assert submission(store, other).case_id == shared.id
    gather(store)
    assert len(cases(store)) == 2
    (line,) = decisions(store)
    assert (line.kind, line.changes) == (DecisionKind.BANNED, {"post": own, "posts": 3})


def test_a_post_that_was_on_its_way_is_held_back(store: Store) -> None:
    record(store, post(person=EVE), no_claim())
    block(store, ByPerson(EVE))

    sent = record(store, post("Ants run the harbour of Lisbon", person=EVE)).submission_id

    assert submission(store, sent).held_back


def test_the_mark_outlives_forgetting_and_holds_no_id(store: Store) -> None:
    record(store, post(person=EVE))
    block(store, ByPerson(EVE))
    assert store.transact(people.kept, EVE, DAY).blocked
    store.transact(privacy.forget, EVE, NOW)

    assert turned_away(store, visit(), 2 * DAY)
    assert lines(store) == ["blocked"]
    assert turned_away(store, visit(update=3), 2 * DAY)
    assert lines(store) == []

    assert str(EVE) not in everything(store)
    (ban,) = store.transact(lambda session: session.exec(select(Ban)).all())
    assert ban.digest == store.transact(marks.mark, EVE, NOW)
    assert store.transact(lambda session: session.get(Person, EVE)) is None


def test_a_forgotten_sender_is_nobody_any_more(store: Store) -> None:
    sent = record(store, post(person=EVE)).submission_id
    store.transact(privacy.forget, EVE, NOW)

    assert block(store, ByPost(sent)) == NoSender()
    assert block(store, ByPost(999_999_999)) == NoSender()


def test_an_admin_who_is_forgotten_leaves_the_ban(store: Store) -> None:
    block(store, ByPerson(EVE))
    store.transact(privacy.forget, ADA, NOW)

    assert turned_away(store, visit())


def test_a_reply_means_the_one_sender_of_what_is_shown(store: Store) -> None:
    own = record(store, post(SAME, person=EVE)).submission_id
    gather(store)
    (case,) = cases(store)
    store.transact(queueing.owe_case, RITA, RITA, "case", case.id or 0)
    store.transact(queueing.owe_posts, RITA, "posts", case.id or 0)
    send(store, utcnow())
    shown = [one for one in notices(store) if one.kind in {NoticeKind.CASE, NoticeKind.POSTS}]

    def senders() -> list[object]:
        return [store.transact(blocking.shown, ADA, RITA, one.message_id or 0) for one in shown]

    assert senders() == [ByPost(own)] * 2
    assert store.transact(blocking.shown, ADA, RITA, 424242) == NoSender()
    assert store.transact(blocking.shown, RITA, RITA, 424242) == NotAllowed()
    record(store, post(SAME, person=NADIA))
    gather(store)
    assert senders() == [SeveralSenders()] * 2


def test_the_question_says_how_many_posts_wait_and_nobody_s_id(store: Store) -> None:
    sent = record(store, post(SAME, person=EVE)).submission_id

    assert store.transact(blocking.ask, ADA, ADA, "q", ByPost(sent), NOW) == Shown()

    def question(session: Session) -> Notice:
        return session.exec(select(Notice).where(Notice.key == "q")).one()

    asked = store.transact(question)
    assert asked.params["values"] == {"post": sent, "person": 0, "waiting": 1}


def test_somebody_who_never_wrote_is_blocked_beforehand(store: Store) -> None:
    assert block(store, ByPerson(EVE)) == Blocked(0)

    assert lines(store) == []
    assert turned_away(store, visit())
    assert lines(store) == ["blocked"]
    assert store.transact(lambda session: session.get(Person, EVE)) is None


@pytest.mark.parametrize("blocks", [False, True])
def test_a_question_about_somebody_goes_with_them(store: Store, blocks: bool) -> None:
    record(store, post(SAME, person=EVE))
    store.transact(blocking.ask, ADA, ADA, "block:1", ByPerson(EVE), NOW)
    store.transact(blocking.ask, ADA, ADA, "block:2", ByPerson(NADIA), NOW)
    if blocks:
        block(store, ByPerson(EVE))
    send(store)

    store.transact(privacy.forget, EVE, NOW)

    kept = [one.params["values"].get("person") for one in notices(store, NoticeKind.TEXT)]
    assert EVE not in kept
    assert NADIA in kept


@pytest.mark.parametrize("stand_in", blocking.STAND_INS)
def test_nobody_is_blocked_for_all_who_write_as_their_group(store: Store, stand_in: int) -> None:
    number = record(store, post(SAME, person=stand_in)).submission_id
    targets = (ByPost(number), ByPerson(stand_in))

    asked = [store.transact(blocking.ask, ADA, ADA, "key", one, NOW) for one in targets]
    done = [block(store, one) for one in targets]

    assert (asked, done) == ([NoSender()] * 2, [NoSender()] * 2)
    assert not store.transact(bans.is_blocked, stand_in)
