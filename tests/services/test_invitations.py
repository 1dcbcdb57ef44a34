"""Links that give a role: once, to the first, for a time, and to nobody who is suspended."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.models import Hand, MemberDeed, Role, utcnow
from bot.services import people
from bot.services.members import invitations, members
from bot.services.members.invitations import Opened
from bot.services.members.values import (
    Already,
    Author,
    BadInvitation,
    Deed,
    InvitationLink,
    Joined,
    Owed,
    Revoked,
    Shut,
    TooLate,
)
from bot.services.values import NotAllowed
from bot.store.database import Store
from tests.services.test_people import everything
from tests.services.world import HOUR, MINUTE, NOW, claim, send

ADA, ANN, READER = 50, 60, 70
ADMIN = Author(Hand.ADMIN, ADA)


@pytest.fixture
def office(store: Store) -> Store:
    """A store with an admin and a reviewer."""
    store.transact(people.sync_roles, (ADA,), (ANN,))
    return store


def link(store: Store, *words: str) -> InvitationLink:
    """Make a link that can be opened for an hour."""
    made = store.transact(invitations.invite, words or ("reviewer",), ADMIN, NOW, HOUR)
    assert isinstance(made, int)
    found = store.transact(invitations.link, made)
    assert found is not None
    return found


def accept(store: Store, token: str, who: int = READER, *, later: int = 0) -> Opened:
    return store.transact(invitations.accept, token, who, NOW + later * MINUTE)


def test_who_opens_a_link_first_gets_its_role_and_languages(office: Store) -> None:
    token = link(office, "Reviewer", "uk", "PL", "uk").token

    assert accept(office, token) == Joined(Role.REVIEWER)

    assert office.transact(people.role, READER) is Role.REVIEWER
    card = office.transact(members.card, READER)
    assert card is not None
    assert (card.member.languages, card.author) == (("uk", "pl"), ADMIN)
    assert accept(office, token) == Shut("used")
    assert accept(office, token, 71) == Shut("used")
    done = office.transact(members.history, READER)
    assert [(one.deed, one.role) for one in done] == [(MemberDeed.JOINED, Role.REVIEWER)]


def test_of_two_who_open_a_link_at_once_exactly_one_gets_the_role(office: Store) -> None:
    for number in range(200, 210, 2):
        token, ready = link(office, "admin").token, Barrier(2)

        def press(who: int, token: str = token, ready: Barrier = ready) -> Opened:
            ready.wait()
            return accept(office, token, who)

        pair = (number, number + 1)
        with ThreadPoolExecutor(2) as threads:
            results = list(threads.map(press, pair))

        assert sorted(map(repr, results)) == sorted([repr(Joined(Role.ADMIN)), repr(Shut("used"))])
        roles = {office.transact(people.role, one) for one in pair}
        assert roles == {Role.ADMIN, Role.PUBLIC}


def test_only_a_hash_of_the_token_is_kept(office: Store) -> None:
    office.transact(invitations.owe_link, ADA, ADA, "key", ("admin",), NOW, HOUR)
    (parcel,) = claim(office, utcnow())
    assert isinstance(parcel.message, InvitationLink)
    token = parcel.message.token

    assert len(token) >= 40
    assert token not in everything(office)
    assert accept(office, token) == Joined(Role.ADMIN)


def test_a_link_that_is_sent_again_is_another_and_the_first_opens_nothing(office: Store) -> None:
    first = link(office)

    second = office.transact(invitations.link, first.invitation_id)

    assert second is not None
    assert accept(office, first.token) == Shut("unknown")
    assert accept(office, second.token) == Joined(Role.REVIEWER)


def test_links_that_open_nothing_say_why(office: Store) -> None:
    expired, revoked = link(office), link(office)
    result = office.transact(invitations.revoke, revoked.invitation_id, ADMIN, NOW)
    assert result == Revoked()

    assert accept(office, expired.token, later=60) == Shut("expired")
    assert accept(office, revoked.token) == Shut("revoked")
    assert accept(office, "x" * 43) == Shut("unknown")
    assert accept(office, "') OR 1=1 --" * 3) == Shut("unknown")
    assert office.transact(people.role, READER) is Role.PUBLIC


def test_nobody_who_is_suspended_opens_a_link_and_it_stays_good(office: Store) -> None:
    office.transact(members.change, ANN, Deed.SUSPEND, ADMIN, NOW)
    token = link(office, "admin").token

    assert accept(office, token, ANN) == Shut("suspended")
    assert office.transact(people.role, ANN) is Role.PUBLIC
    assert accept(office, token) == Joined(Role.ADMIN)


def test_a_link_lowers_nobody_and_is_not_used_up_by_who_needs_it_not(office: Store) -> None:
    token = link(office, "reviewer").token

    assert accept(office, token, ADA) == Already(Role.ADMIN)
    assert accept(office, token, ANN) == Already(Role.REVIEWER)
    assert accept(office, token) == Joined(Role.REVIEWER)


def test_a_link_raises_a_reviewer(office: Store) -> None:
    assert accept(office, link(office, "admin").token, ANN) == Joined(Role.ADMIN)
    office.transact(people.sync_roles, (ADA,), (ANN,))
    assert office.transact(people.role, ANN) is Role.ADMIN


@pytest.mark.parametrize("by", [ANN, READER])
def test_only_admins_invite_and_revoke(office: Store, by: int) -> None:
    made = link(office)
    author = Author(Hand.ADMIN, by)

    invited = office.transact(invitations.invite, ("admin",), author, NOW, HOUR)
    owed = office.transact(invitations.owe_link, by, by, "key", (), NOW, HOUR)
    revoked = office.transact(invitations.revoke, made.invitation_id, author, NOW)

    assert (invited, owed, revoked) == (NotAllowed(), NotAllowed(), NotAllowed())
    assert send(office) == []


@pytest.mark.parametrize("words", [(), ("public",), ("boss",), ("reviewer", "<b>"), ("uk",)])
def test_words_that_name_no_role_or_language_make_no_link(
    office: Store, words: tuple[str, ...]
) -> None:
    assert office.transact(invitations.invite, words, ADMIN, NOW, HOUR) == BadInvitation()


def test_a_link_is_revoked_once(office: Store) -> None:
    made, used = link(office), link(office)
    accept(office, used.token)

    results = [
        office.transact(invitations.revoke, one, ADMIN, NOW)
        for one in (made.invitation_id, made.invitation_id, used.invitation_id, 999)
    ]

    assert results == [Revoked(), TooLate(), TooLate(), TooLate()]
    assert office.transact(invitations.owe_link, ADA, ADA, "k", ("admin",), NOW, HOUR) == Owed()
