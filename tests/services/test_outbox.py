"""The outbox: owed once, sent in order, settled whatever happens."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from bot.models import Notice, NoticeKind, NoticeState, Person
from bot.services import checking, outbox, people
from bot.services.values import Answered, Parcel, Sender, Text
from bot.store.database import Store
from tests.services.world import (
    MINUTE,
    NOW,
    add_verdict,
    claim,
    notices,
    post,
    record,
    send,
    sure,
)


def owe(
    store: Store,
    key: str,
    *,
    chat: int = 1,
    direct: bool = True,
    after: timedelta = timedelta(),
    person: int | None = None,
) -> bool:
    return store.transact(
        outbox.owe,
        key=key,
        kind=NoticeKind.TEXT,
        chat_id=chat,
        person_id=person,
        direct=direct,
        due_at=NOW + after,
        params={"name": key, "values": {}},
    )


def words(parcels: list[Parcel]) -> list[str]:
    return [parcel.message.name for parcel in parcels if isinstance(parcel.message, Text)]


def meet(store: Store, person: int = 1) -> str:
    return store.transact(people.meet, Sender(person, "uk"), NOW)


def states(store: Store) -> dict[str, NoticeState]:
    return {notice.key: notice.state for notice in notices(store)}


def test_what_is_owed_twice_is_sent_once(store: Store) -> None:
    assert [owe(store, "a"), owe(store, "a")] == [True, False]

    assert words(send(store)) == ["a"]


def test_a_chat_gets_one_message_at_a_time_in_order(store: Store) -> None:
    for key in ("a", "b", "c"):
        owe(store, key, chat=-5)

    (first,) = claim(store)
    assert claim(store) == []
    store.transact(outbox.delivered, first.notice_id, 9, NOW)
    rest = send(store)

    assert words([first, *rest]) == ["a", "b", "c"]


def test_replies_go_before_notices_and_chats_side_by_side(store: Store) -> None:
    owe(store, "news", chat=-1, direct=False)
    owe(store, "reply", chat=-2, after=-MINUTE)
    owe(store, "reply too", chat=-3)

    assert words(claim(store, limit=2)) == ["reply", "reply too"]
    assert words(claim(store, limit=2)) == ["news"]


def test_busy_chats_and_what_is_not_due_are_left(store: Store) -> None:
    owe(store, "busy", chat=-1)
    owe(store, "later", chat=-2, after=MINUTE)

    parcels = store.transact(outbox.claim, now=NOW, limit=9, busy={-1})

    assert parcels == []
    assert words(claim(store, NOW + MINUTE)) == ["busy", "later"]


def test_what_is_tried_again_keeps_its_place(store: Store) -> None:
    owe(store, "a", chat=-1)
    owe(store, "b", chat=-1)
    (first,) = claim(store)

    store.transact(outbox.retry, first.notice_id, NOW + MINUTE, "too many")

    assert claim(store) == []
    assert words(send(store, NOW + MINUTE)) == ["a", "b"]
    assert notices(store)[0].tries == 2


def test_what_was_put_off_from_the_start_lets_others_pass(store: Store) -> None:
    owe(store, "put off", chat=-1, after=MINUTE)
    owe(store, "now", chat=-1)

    assert words(send(store)) == ["now"]
    assert words(send(store, NOW + MINUTE)) == ["put off"]


def test_each_outcome_is_written_down(store: Store) -> None:
    owed = (("sent", True), ("failed", True), ("doubt", True), ("lost", False))
    for chat, (key, direct) in enumerate(owed, start=1):
        owe(store, key, chat=-chat, direct=direct)
    parcels = dict(zip(words(all_of := claim(store)), all_of, strict=True))

    store.transact(outbox.delivered, parcels["sent"].notice_id, 42, NOW)
    store.transact(outbox.failed, parcels["failed"].notice_id, "refused")
    store.transact(outbox.unsure, parcels["doubt"].notice_id, "timed out")
    store.transact(outbox.unsure, parcels["lost"].notice_id, "timed out")

    assert states(store) == {
        "sent": NoticeState.SENT,
        "failed": NoticeState.FAILED,
        "doubt": NoticeState.DUE,
        "lost": NoticeState.UNSURE,
    }
    sent = notices(store)[0]
    assert (sent.message_id, sent.sent_at) == (42, NOW)


def test_after_a_crash_replies_go_again_and_notices_do_not(store: Store) -> None:
    owe(store, "reply", chat=-1)
    owe(store, "news", chat=-2, direct=False)
    claim(store)

    store.transact(outbox.recover)

    assert states(store) == {"reply": NoticeState.DUE, "news": NoticeState.UNSURE}
    assert words(send(store)) == ["reply"]


def test_what_is_owed_to_somebody_who_blocked_the_bot_waits_for_them(store: Store) -> None:
    meet(store)
    owe(store, "a", person=1)
    owe(store, "b", person=1)
    (parcel,) = claim(store)

    store.transact(outbox.blocked, parcel.notice_id, NOW)
    owe(store, "c", person=1)

    assert claim(store) == []
    assert store.transact(outbox.next_due) is None
    assert set(states(store).values()) == {NoticeState.BLOCKED}
    meet(store)
    assert words(send(store)) == ["a", "b", "c"]


def test_a_group_that_threw_the_bot_out_does_not_block_its_member(store: Store) -> None:
    meet(store)
    owe(store, "group", chat=-9, person=1)
    (parcel,) = claim(store)

    store.transact(outbox.blocked, parcel.notice_id, NOW)

    owe(store, "private", chat=1, person=1)
    assert words(send(store)) == ["private"]


def test_a_group_that_moved_gets_what_was_owed_to_it(store: Store) -> None:
    owe(store, "a", chat=-9)
    store.transact(
        outbox.owe,
        key="b",
        kind=NoticeKind.TEXT,
        chat_id=-9,
        reply_to=5,
        due_at=NOW,
        params={"name": "b"},
    )
    (parcel,) = claim(store)

    store.transact(outbox.moved_chat, -9, -100)
    store.transact(outbox.retry, parcel.notice_id, NOW, "moved")

    sent = send(store)
    assert [(one.chat_id, one.reply_to) for one in sent] == [(-100, None), (-100, None)]


def test_when_the_next_is_due(store: Store) -> None:
    assert store.transact(outbox.next_due) is None
    owe(store, "late", after=2 * MINUTE)
    owe(store, "soon", after=MINUTE, direct=False)

    assert store.transact(outbox.next_due) == NOW + MINUTE


def test_for_somebody_of_whom_nothing_is_kept_the_row_goes_with_the_message(store: Store) -> None:
    store.transact(
        outbox.owe,
        key="bye",
        kind=NoticeKind.TEXT,
        chat_id=1,
        due_at=NOW,
        params={"name": "forgotten", "locale": "mk"},
    )

    (parcel,) = send(store)

    assert parcel.locale == "mk"
    assert notices(store) == []
    assert store.transact(lambda session: session.exec(select(Person)).all()) == []


def test_an_answer_whose_post_is_gone_is_not_sent(store: Store) -> None:
    record(store, post())
    store.transact(
        lambda session: setattr(session.exec(select(Notice)).one(), "submission_id", None)
    )

    assert claim(store) == []
    assert [one.state for one in notices(store)] == [NoticeState.FAILED]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Bees pay taxes.", "Bees pay taxes."),
        ("bees pay taxes", None),
        (" ", None),
        ("x" * 1025, None),
    ],
)
def test_only_what_stands_in_the_post_is_quoted(
    store: Store, sentence: str, quote: str | None
) -> None:
    verdict_id = store.transact(add_verdict)
    text = f"Really? Bees pay taxes. {'x' * 1025}"
    record(store, post(text), sure(verdict_id, sentence=sentence))

    (parcel,) = claim(store)

    assert isinstance(parcel.message, Answered)
    assert parcel.quote == quote


def test_settling_a_notice_that_was_erased_meanwhile_is_no_error(store: Store) -> None:
    record(store, post())
    (parcel,) = claim(store)
    store.transact(people.forget, 1, NOW)

    for settle in (outbox.failed, outbox.unsure):
        store.transact(settle, parcel.notice_id, "gone")
    store.transact(outbox.delivered, parcel.notice_id, 5, NOW)
    store.transact(outbox.retry, parcel.notice_id, NOW, "gone")
    store.transact(outbox.blocked, parcel.notice_id, NOW)

    assert notices(store) == []


def test_two_pumps_never_take_the_same_notice(store: Store) -> None:
    for number in range(40):
        owe(store, f"n{number}", chat=-number - 1)
    start = Barrier(4)
    taken: list[int] = []

    def pump() -> None:
        start.wait()
        for _ in range(10):
            taken.extend(parcel.notice_id for parcel in claim(store, limit=3))

    threads = [Thread(target=pump) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == 40
    assert set(taken) == {notice.id for notice in notices(store)}


def test_a_text_that_shows_what_is_kept_is_made_when_it_is_sent(store: Store) -> None:
    meet(store)
    for kind, params in ((NoticeKind.MINE, {}), (NoticeKind.KEPT, {"retention_days": 90})):
        store.transact(
            outbox.owe, key=kind, kind=kind, chat_id=1, person_id=1, due_at=NOW, params=params
        )
    record(store, post("Bees pay taxes"))

    messages = [parcel.message for parcel in send(store)]

    assert messages[0] == store.transact(people.my_posts, 1, 10, "uk")
    assert messages[1] == store.transact(people.kept, 1, timedelta(days=90))


def test_owing_is_part_of_the_caller_s_transaction(store: Store) -> None:
    def owe_then_fail(session: Session) -> None:
        outbox.owe(session, key="a", kind=NoticeKind.TEXT, chat_id=1, params={"name": "a"})
        raise LookupError

    with pytest.raises(LookupError):
        store.transact(owe_then_fail)

    assert notices(store) == []
    assert store.transact(checking.answer, 1, "en") is None
