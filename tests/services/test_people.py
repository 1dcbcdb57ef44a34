"""People: their language, roles, posts, and their right to be forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.models import (
    Approval,
    Case,
    CaseState,
    Decided,
    Follow,
    Hand,
    LabelledPair,
    MediaKind,
    MemberDeed,
    NoticeKind,
    Outcome,
    Part,
    Person,
    Polarity,
    Rating,
    Role,
    Stance,
    Submission,
    Wording,
    WordingOrigin,
)
from bot.services import feedback, outbox, people, searching
from bot.services.cases import casework, gathering
from bot.services.members.values import Author
from bot.services.order import pausing
from bot.services.order.values import Scope
from bot.services.values import Kept, MyPost, Origin, Sender
from bot.store import drafts, members, updates
from bot.store.database import Store
from bot.text.normalise import text_hash
from tests.services.desk import BEES, WASPS, add, draft, open_case, review_in, take
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


@pytest.mark.parametrize(
    ("code", "language"),
    [("uk", "uk"), ("en-GB", "en"), ("PL", "pl"), ("de", "en"), (None, "en"), ("", "en")],
)
def test_a_person_is_spoken_to_in_telegram_s_language(
    store: Store, code: str | None, language: str
) -> None:
    assert store.transact(people.meet, Sender(1, code), NOW) == language
    assert store.transact(people.language, 1) == language


def test_a_chosen_language_stays(store: Store) -> None:
    store.transact(people.meet, Sender(1, "uk"), NOW)
    assert store.transact(people.meet, Sender(1, "ru"), NOW) == "ru"

    assert store.transact(people.choose_language, 1, "mk") is True

    assert store.transact(people.meet, Sender(1, "ru"), NOW) == "mk"
    assert store.transact(people.choose_language, 1, "xx'; DROP") is False


def test_roles_are_those_of_the_settings(store: Store) -> None:
    store.transact(people.sync_roles, (1,), (2, 3))
    roles = [store.transact(people.role, person) for person in (1, 2, 3, 4)]
    assert roles == [Role.ADMIN, Role.REVIEWER, Role.REVIEWER, Role.PUBLIC]

    store.transact(people.sync_roles, (2,), ())

    roles = [store.transact(people.role, person) for person in (1, 2, 3)]
    assert roles == [Role.PUBLIC, Role.ADMIN, Role.PUBLIC]


def test_each_role_that_the_settings_give_or_take_is_kept_as_a_change(store: Store) -> None:
    store.transact(people.sync_roles, (1,), (2,))
    store.transact(people.sync_roles, (1,), (2,))
    store.transact(people.sync_roles, (1, 2), ())
    store.transact(people.sync_roles, (1,), ())

    changes = store.transact(members.changes, 2)

    assert [one.role for one in changes] == [Role.REVIEWER, Role.ADMIN, Role.PUBLIC]
    assert {(one.deed, one.hand) for one in changes} == {(MemberDeed.NAMED, Hand.SETTINGS)}


def test_a_verdict_is_followed_once_and_a_strange_one_is_refused(store: Store) -> None:
    verdict_id = store.transact(add_verdict)

    said = [
        store.transact(people.follow, 1, one, NOW) for one in (verdict_id, verdict_id, 999_999)
    ]

    assert said == [True, True, False]
    assert len(store.transact(lambda session: session.exec(select(Follow)).all())) == 1


def test_my_posts_say_where_each_stands(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    record(store, post("waits"), far())
    record(store, post("is related"), near(verdict_id))
    record(store, post("says so"), sure(verdict_id))
    record(store, post("denies it"), sure(verdict_id, stance=Stance.DENIES))
    record(store, post("hello"), no_claim())
    held = record(store, post("kept back"), far())
    store.transact(feedback.hold_back, held.submission_id, 1)
    record(store, post("another's", person=2), far())

    mine = store.transact(people.my_posts, 1, 4, "en")

    assert mine.total == 5
    assert [(one.excerpt, one.state, one.rating) for one in mine.posts] == [
        ("kept back", "held_back", None),
        ("denies it", "answered", None),
        ("says so", "answered", Rating.FALSE),
        ("is related", "related", None),
    ]


def test_my_posts_say_nothing_of_an_answer_that_is_paused(store: Store) -> None:
    operator, verdict_id = Author(Hand.OPERATOR, name="root"), store.transact(add_verdict)
    record(store, post("before"), sure(verdict_id))
    send(store)
    store.transact(pausing.pause, Scope.ANSWERS, operator, NOW)
    record(store, post("meanwhile"), sure(verdict_id))

    def mine() -> list[tuple[str, Rating | None]]:
        found = store.transact(people.my_posts, 1, 4, "en").posts
        return [(one.state, one.rating) for one in found]

    assert mine() == [("later", None), ("answered", Rating.FALSE)]
    store.transact(pausing.resume, Scope.ANSWERS, operator, NOW)
    assert mine() == [("answered", Rating.FALSE)] * 2


def test_a_long_post_is_listed_by_its_beginning(store: Store) -> None:
    record(store, post("Bees pay\n\ntaxes " * 50))

    (one,) = store.transact(people.my_posts, 1, 10, "en").posts

    assert isinstance(one, MyPost)
    assert one.excerpt.startswith("Bees pay taxes Bees")
    assert one.excerpt.endswith("…")
    assert len(one.excerpt) <= people.EXCERPT


def test_a_person_sees_what_is_kept_of_them(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    record(store, post())
    store.transact(people.follow, 1, verdict_id, NOW)

    kept = store.transact(people.kept, 1, timedelta(days=90))
    nobody = store.transact(people.kept, 2, timedelta(days=90))

    assert kept == Kept(1, NOW, 1, "uk", Role.PUBLIC, 90)
    assert nobody == Kept(0, None, 0, "en", Role.PUBLIC, 90)


def everything(store: Store) -> str:
    """Return all that the database holds, as one text."""
    tables = sa.MetaData()
    tables.reflect(store.engine)
    with store.engine.connect() as connection:
        return "\n".join(
            repr(tuple(row))
            for table in tables.sorted_tables
            for row in connection.execute(table.select())
        )


def test_a_forgotten_person_leaves_no_id_text_or_file(store: Store) -> None:
    me = 777_000_111
    verdict_id = store.transact(add_verdict)
    incoming = post("My secretwords pay taxes", person=me, media=MediaKind.PHOTO)
    first = record(store, incoming, sure(verdict_id, sentence="My secretwords pay taxes"))
    record(store, post("More secretwords unheard of", person=me, group="secretwords"))
    store.transact(people.follow, me, verdict_id, NOW)
    store.transact(updates.keep, 1, me, {"text": "secretwords"})
    store.transact(updates.done, 1)
    store.transact(updates.keep, 2, me, {"text": "secretwords"})
    store.transact(updates.park, 2, {}, "poison")
    store.transact(gathering.gather, NOW)
    send(store)

    assert store.transact(people.forget, me, NOW).posts == 2

    left = everything(store)
    assert (str(me) in left, "secretwords" in left, "file" in left) == (False, False, False)
    kept = submission(store, first.submission_id)
    assert (kept.outcome, kept.created_at) == (Outcome.ANSWERED, NOW)
    assert notices(store) == []
    assert store.transact(lambda session: session.exec(select(Part)).all()) == []


def test_forgetting_leaves_others_their_posts_and_the_case_its_count(store: Store) -> None:
    text = "Bees pay taxes in the city of Ruritania"
    for person in (1, 2, 3):
        record(store, post(text, person=person))
    store.transact(gathering.gather, NOW)

    store.transact(people.forget, 1, NOW)

    (case,) = store.transact(lambda session: session.exec(select(Case)).all())
    assert (case.text, case.people, case.state) == (text, 3, CaseState.OPEN)
    rows = store.transact(lambda session: session.exec(select(Submission)).all())
    assert sorted(row.text for row in rows) == ["", text, text]


def test_a_case_that_only_they_asked_about_loses_its_text_and_closes(store: Store) -> None:
    record(store, post())
    store.transact(gathering.gather, NOW)

    store.transact(people.forget, 1, NOW)

    (case,) = store.transact(lambda session: session.exec(select(Case)).all())
    assert (case.text, case.text_hash, case.people, case.state) == ("", "", 1, CaseState.CLOSED)


def test_a_forgotten_reviewer_s_decisions_stay_under_the_role(store: Store) -> None:
    store.transact(people.sync_roles, (), (50, 51))
    record(store, post())
    record(store, post("Wasps repair the bridges of the capital at night", person=2))
    store.transact(gathering.gather, NOW)
    cases = store.transact(lambda session: session.exec(select(Case)).all())
    ids = [case.id or 0 for case in cases]
    store.transact(casework.not_a_claim, ids[0], 50, NOW)
    take(store, ids[1], 50)

    store.transact(people.forget, 50, NOW)

    log = store.transact(lambda session: session.exec(select(Decided)).all())
    assert {(one.person_id, one.role) for one in log} == {(None, Role.REVIEWER)}
    assert [one.kind for one in log] == ["not_a_claim", "taken", "given_back"]
    take(store, ids[1], 51)


def test_what_a_forgotten_reviewer_wrote_and_judged_stays_without_them(store: Store) -> None:
    me = 777_000_111
    store.transact(people.sync_roles, (), (me, 51))
    case_id, verdict_id = open_case(store), store.transact(add_verdict)
    draft_id = draft(store, case_id, me)
    review_in(store, me, "uk")
    other = draft(store, open_case(store, WASPS), 51)
    store.transact(drafts.approve, Approval(draft_id=other, version=1, person_id=me, at=NOW))
    store.transact(casework.skip, case_id, me, NOW)
    store.transact(searching.ask, me, case_id, "a", NOW)
    pair = LabelledPair(text="a", text_hash="a", verdict_id=verdict_id, same=True, person_id=me)
    add(store, pair)

    store.transact(people.forget, me, NOW)

    assert str(me) not in everything(store)
    kept = store.transact(drafts.of_case, case_id)
    assert kept is not None
    assert (kept.id, kept.author_id) == (draft_id, None)
    (judged,) = store.transact(lambda session: session.exec(select(LabelledPair)).all())
    assert (judged.same, judged.person_id) == (True, None)


def test_pairs_go_with_the_only_one_who_wrote_their_text(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    for person, text in ((1, "Bees pay secretwords"), (1, BEES), (2, BEES)):
        key = submission(store, record(store, post(text, person=person)).submission_id).text_hash
        pair = LabelledPair(text=text, text_hash=key, verdict_id=verdict_id, same=True)
        if person == 1:
            add(store, pair)

    store.transact(people.forget, 1, NOW)

    (left,) = store.transact(lambda session: session.exec(select(LabelledPair)).all())
    assert left.text == BEES


def test_wordings_made_here_go_with_the_only_one_who_used_them(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    for person, text in ((1, "Bees pay secretwords taxes"), (1, BEES), (2, BEES)):
        record(store, post(text, person=person))
    for text in ("Bees pay secretwords taxes", BEES):
        wording = Wording(
            verdict_id=verdict_id,
            language="en",
            text=text,
            text_hash=text_hash(text),
            polarity=Polarity.ASSERTS,
            origin=WordingOrigin.DESK,
        )
        add(store, wording)

    store.transact(people.forget, 1, NOW)

    left = store.transact(lambda session: session.exec(select(Wording.text)).all())
    assert list(left) == [BEES]


def test_after_forgetting_a_person_is_a_stranger_again(store: Store) -> None:
    record(store, post(person=1))
    store.transact(people.forget, 1, NOW)
    assert store.transact(people.forget, 1, NOW).posts == 0

    record(store, post(person=1))

    assert store.transact(people.kept, 1, HOUR).posts == 1
    assert [one.kind for one in notices(store)] == [NoticeKind.ANSWER]


def test_a_person_who_blocks_the_bot_is_noted_until_they_write(store: Store) -> None:
    store.transact(people.meet, Sender(1, "uk"), NOW)
    store.transact(people.block, 1, NOW)
    store.transact(people.block, 2, NOW)
    store.transact(
        outbox.owe,
        key="a",
        kind=NoticeKind.TEXT,
        chat_id=1,
        person_id=1,
        due_at=NOW,
        params={"name": "a"},
    )
    assert send(store) == []

    store.transact(people.meet, Sender(1, "uk"), NOW)

    assert len(send(store)) == 1
    (person,) = store.transact(lambda session: session.exec(select(Person)).all())
    assert person.blocked_at is None


def test_no_name_of_a_person_is_kept_of_a_forwarded_post() -> None:
    assert set(Origin.__dataclass_fields__) == {"kind", "name"}
