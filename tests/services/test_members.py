"""Members: who may change whom, what a suspension takes at once, and what is kept of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from bot.models import Case, Hand, Lease, MemberDeed, NoticeKind, Role
from bot.services import people
from bot.services.cases import gathering, leases
from bot.services.figures import desk as figure_desk
from bot.services.members import desk as member_desk
from bot.services.members import invitations, members, menus
from bot.services.members.members import Change
from bot.services.members.values import (
    Author,
    Changed,
    Deed,
    LastAdmin,
    MemberCard,
    MemberList,
    NoMember,
    Overtaken,
    Owed,
)
from bot.services.values import NotAllowed, Text
from bot.store.database import Store
from tests.services.desk import decided, take
from tests.services.world import HOUR, NOW, notices, post, record, send

ADA, ALAN, ANN, BOB, READER = 50, 51, 60, 61, 70
TEXTS = {role: str(role) for role in Role}


@pytest.fixture
def office(store: Store) -> Store:
    """A store with two admins, two reviewers and a reader."""
    store.transact(people.sync_roles, (ADA, ALAN), (ANN, BOB))
    record(store, post(person=READER))
    return store


def change(
    store: Store, who: int, deed: Deed, by: int = ADA, *, seen: Role | None = None
) -> Change:
    author = Author(Hand.ADMIN, by)
    return store.transact(members.change, who, deed, author, NOW, seen=seen)


def roles(store: Store, *who: int) -> list[Role]:
    return [store.transact(people.role, one) for one in who]


def deeds(store: Store, who: int | None = None) -> list[tuple[MemberDeed, Role, Hand]]:
    found = store.transact(members.history, who)
    return [(one.deed, one.role, one.author.hand) for one in found]


def test_an_admin_raises_and_lowers_by_one_step(office: Store) -> None:
    done = [
        change(office, ANN, Deed.PROMOTE),
        change(office, ANN, Deed.DEMOTE),
        change(office, ANN, Deed.DEMOTE),
        change(office, ANN, Deed.PROMOTE),
    ]

    assert done == [
        Changed(Deed.PROMOTE, Role.ADMIN),
        Changed(Deed.DEMOTE, Role.REVIEWER),
        Changed(Deed.DEMOTE, Role.PUBLIC),
        NoMember(),
    ]
    assert deeds(office, ANN) == [
        (MemberDeed.NAMED, Role.REVIEWER, Hand.SETTINGS),
        (MemberDeed.PROMOTED, Role.ADMIN, Hand.ADMIN),
        (MemberDeed.DEMOTED, Role.REVIEWER, Hand.ADMIN),
        (MemberDeed.DEMOTED, Role.PUBLIC, Hand.ADMIN),
    ]


@pytest.mark.parametrize("by", [ANN, READER, 999])
@pytest.mark.parametrize("deed", list(Deed))
def test_only_admins_change_members(office: Store, by: int, deed: Deed) -> None:
    before = deeds(office)

    assert change(office, BOB, deed, by) == NotAllowed()
    assert deeds(office) == before


@pytest.mark.parametrize("by", [ANN, READER, 999])
def test_only_admins_see_members(office: Store, by: int) -> None:
    before = len(notices(office))

    assert office.transact(member_desk.owe_list, by, by, "a") == NotAllowed()
    assert office.transact(member_desk.owe_card, by, by, "b", ANN) == NotAllowed()
    assert len(notices(office)) == before


def test_what_was_owed_to_an_admin_is_not_sent_once_they_are_none(office: Store) -> None:
    assert office.transact(member_desk.owe_list, ALAN, ALAN, "a") == Owed()
    change(office, ALAN, Deed.SUSPEND)

    assert not any(isinstance(one.message, MemberList) for one in send(office))


def test_a_suspension_takes_the_role_and_the_cases_at_once(office: Store) -> None:
    office.transact(gathering.gather, NOW)
    (case,) = office.transact(lambda session: session.exec(select(Case)).all())
    number = case.id or 0
    take(office, number, ANN)

    assert change(office, ANN, Deed.SUSPEND) == Changed(Deed.SUSPEND, Role.REVIEWER)

    assert office.transact(lambda session: session.exec(select(Lease)).all()) == []
    again = office.transact(leases.take, number, ANN, NOW, HOUR)
    shown = office.transact(figure_desk.owe_list, ANN, ANN, "figures")
    assert (again, shown) == (NotAllowed(), NotAllowed())
    assert [one.kind for one in decided(office)] == ["taken", "given_back"]
    take(office, number, BOB)
    assert change(office, ANN, Deed.REINSTATE) == Changed(Deed.REINSTATE, Role.REVIEWER)
    assert roles(office, ANN) == [Role.REVIEWER]


def test_a_suspended_admin_changes_nobody_and_their_links_are_revoked(office: Store) -> None:
    made = office.transact(invitations.invite, ["reviewer"], Author(Hand.ADMIN, ALAN), NOW, HOUR)
    assert isinstance(made, int)

    change(office, ALAN, Deed.SUSPEND)

    assert change(office, ANN, Deed.PROMOTE, ALAN) == NotAllowed()
    assert office.transact(invitations.link, made) is None


@pytest.mark.parametrize("deed", [Deed.DEMOTE, Deed.SUSPEND])
def test_the_last_admin_stays(office: Store, deed: Deed) -> None:
    assert isinstance(change(office, ALAN, Deed.SUSPEND), Changed)

    assert change(office, ADA, deed) == LastAdmin()
    operator = Author(Hand.OPERATOR, name="root")
    assert office.transact(members.change, ADA, deed, operator, NOW) == LastAdmin()
    assert roles(office, ADA, ALAN) == [Role.ADMIN, Role.PUBLIC]


def test_two_admins_who_demote_each_other_at_once_leave_one(office: Store) -> None:
    with ThreadPoolExecutor(2) as threads:
        pairs = ((ADA, ALAN), (ALAN, ADA))
        done = list(threads.map(lambda pair: change(office, pair[0], Deed.DEMOTE, pair[1]), pairs))

    assert sorted(type(one).__name__ for one in done) == ["Changed", "NotAllowed"]
    assert sorted(roles(office, ADA, ALAN)) == [Role.ADMIN, Role.REVIEWER]


def test_a_card_that_shows_another_role_changes_nothing(office: Store) -> None:
    change(office, ANN, Deed.PROMOTE, seen=Role.REVIEWER)

    assert change(office, ANN, Deed.DEMOTE, seen=Role.REVIEWER) == Overtaken()
    assert change(office, ANN, Deed.REINSTATE) == Overtaken()
    assert roles(office, ANN) == [Role.ADMIN]


def test_the_member_is_told(office: Store) -> None:
    change(office, ANN, Deed.PROMOTE)
    change(office, ANN, Deed.SUSPEND)

    said = [one.message for one in send(office) if one.chat_id == ANN]

    assert said == [
        Text("role_now", (("role", "admin"),)),
        Text("role_suspended", (("role", "admin"),)),
    ]


def test_what_people_decided_stands_against_the_settings(office: Store) -> None:
    change(office, ANN, Deed.PROMOTE)
    change(office, BOB, Deed.DEMOTE)
    change(office, ALAN, Deed.SUSPEND)

    office.transact(people.sync_roles, (ADA, ALAN), (ANN, BOB))
    assert roles(office, ADA, ALAN, ANN, BOB) == [
        Role.ADMIN, Role.PUBLIC, Role.ADMIN, Role.PUBLIC,
    ]  # fmt: skip

    office.transact(people.sync_roles, (ADA,), ())
    assert roles(office, ADA, ALAN, ANN, BOB) == [
        Role.ADMIN, Role.PUBLIC, Role.ADMIN, Role.PUBLIC,
    ]  # fmt: skip


def test_a_role_that_only_the_settings_gave_goes_with_them_and_the_rest_stays(
    office: Store,
) -> None:
    change(office, ANN, Deed.PROMOTE)
    change(office, ANN, Deed.DEMOTE)
    office.transact(people.sync_roles, (ADA,), (BOB,))

    assert roles(office, ADA, ALAN, ANN, BOB) == [
        Role.ADMIN, Role.PUBLIC, Role.REVIEWER, Role.REVIEWER,
    ]  # fmt: skip


def test_a_card_shows_who_gave_the_role_and_what_can_be_done(office: Store) -> None:
    change(office, ANN, Deed.PROMOTE)
    change(office, ALAN, Deed.SUSPEND)

    cards = [office.transact(members.card, one) for one in (ANN, ALAN, BOB, 999)]

    assert [isinstance(one, MemberCard) for one in cards] == [True, True, True, False]
    ann, alan, bob = (one for one in cards if one)
    assert ann.author == Author(Hand.ADMIN, ADA)
    assert (ann.deeds, alan.deeds) == (
        (Deed.DEMOTE, Deed.SUSPEND),
        (Deed.DEMOTE, Deed.REINSTATE),
    )
    assert (bob.deeds, bob.author) == (
        (Deed.PROMOTE, Deed.DEMOTE, Deed.SUSPEND),
        Author(Hand.SETTINGS),
    )


def test_members_come_in_pages_admins_first(store: Store) -> None:
    store.transact(people.sync_roles, (ADA,), range(100, 110))

    first, last = (store.transact(members.page, number) for number in (0, 99))

    assert (first.page, first.pages, len(first.members)) == (1, 2, 8)
    assert first.members[0].person_id == ADA
    assert (last.page, len(last.members)) == (2, 3)


def test_a_forgotten_member_leaves_the_deed_without_an_id(office: Store) -> None:
    change(office, ANN, Deed.PROMOTE)
    change(office, BOB, Deed.DEMOTE, ANN)

    office.transact(people.forget, ANN, NOW)

    found = office.transact(members.history)
    ids = {one.person_id for one in found} | {one.author.person_id for one in found}
    assert ANN not in ids
    assert (MemberDeed.PROMOTED, Role.ADMIN, Hand.ADMIN) in deeds(office)
    assert ANN not in [one.person_id for one in office.transact(members.everybody)]


def test_a_menu_follows_role_and_language_and_is_told_once(office: Store) -> None:
    for menu in office.transact(menus.wanted, TEXTS, NOW):
        office.transact(menus.told, menu)
    assert office.transact(menus.wanted, TEXTS, NOW) == []

    office.transact(people.choose_language, ANN, "pl")
    change(office, BOB, Deed.SUSPEND)
    found = office.transact(menus.wanted, TEXTS, NOW)

    assert [(one.person_id, one.role, one.language) for one in found] == [
        (ANN, Role.REVIEWER, "pl"),
        (BOB, Role.PUBLIC, None),
    ]
    office.transact(menus.put_off, ANN, NOW + HOUR)
    assert [one.person_id for one in office.transact(menus.wanted, TEXTS, NOW)] == [BOB]
    assert len(office.transact(menus.wanted, TEXTS, NOW + HOUR)) == 2


def test_a_notice_of_membership_is_owed_once(office: Store) -> None:
    for _ in range(2):
        office.transact(member_desk.owe_card, ADA, ADA, "same", ANN)

    assert len(notices(office, NoticeKind.MEMBER)) == 1
