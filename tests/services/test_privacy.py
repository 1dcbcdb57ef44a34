"""What /forget proves, and what /mydata gives."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.models import (
    Exact,
    Frequency,
    MediaKind,
    OriginKind,
    Submission,
    Subscription,
    UtcDateTime,
)
from bot.services import marks, people, privacy
from bot.services.own_data import own_data
from bot.services.privacy import Erased
from bot.services.values import Origin
from bot.store import remembered, traces, updates
from bot.store.database import Store
from tests.services.world import NOW, add_verdict, far, post, record, send, sure

ME = 777_000_111
LISTS = {
    "attributed_to",
    "within",
    "urls",
    "apart",
    "languages",
    "topics",
    "sources",
    "wordings",
    "figures",
}


def test_forgetting_says_what_went_and_finds_nothing_afterwards(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    record(store, post("Bees pay taxes", person=ME, media=MediaKind.PHOTO), sure(verdict_id))
    record(store, post("Wasps pay taxes in silver", person=ME), far())
    record(store, post("Wasps pay taxes in gold", person=5), far())
    store.transact(people.follow, ME, verdict_id, NOW)
    send(store)

    erased = store.transact(privacy.forget, ME, NOW)

    assert erased == Erased(posts=2, files=1, messages=2, follows=1, traces=())
    assert store.transact(traces.of, ME) == {}
    assert store.transact(traces.of, 5) != {}


def test_who_is_forgotten_leaves_a_mark_for_a_while(store: Store) -> None:
    record(store, post(person=ME))
    store.transact(privacy.forget, ME, NOW)

    mark = store.transact(marks.mark, ME, NOW)
    assert store.transact(remembered.get, marks.FORGOTTEN + mark) == ""


def test_no_table_keeps_a_forgotten_person(store: Store) -> None:
    """Each column that can hold a person's id holds it; then the person is forgotten."""
    with store.engine.begin() as connection:
        for table in SQLModel.metadata.sorted_tables:
            row = {column.name: example(column) for column in table.columns}
            connection.execute(table.insert().values(row))
            if not store.sqlite and "id" in table.columns:  # whose next row would be the first
                counter = sa.func.pg_get_serial_sequence(table.name, "id")
                connection.execute(sa.select(sa.func.setval(counter, 100)))
    before = store.transact(traces.of, 1)
    assert len(before) == len(list(traces.columns())) - 1  # what waits in the inbox is not counted

    erased = store.transact(privacy.forget, 1, NOW)

    assert erased.traces == ()


def example(column: sa.Column[object]) -> object:
    """Make a value of a column's kind: 1 wherever there is a number."""
    kind = column.type
    if isinstance(kind, sa.Enum):
        return "public" if column.name == "role" else kind.enums[0]
    if isinstance(kind, UtcDateTime):
        return datetime(2025, 1, 12, tzinfo=UTC)
    if isinstance(kind, sa.Date):
        return date(2025, 1, 12)
    if isinstance(kind, Exact):
        return Decimal(1)
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, (sa.Integer, sa.Float)):
        return 1
    if isinstance(kind, sa.LargeBinary):
        return b"1"
    if isinstance(kind, sa.JSON):
        return [] if column.name in LISTS else {} if column.name != "decision" else None
    return "1"


def test_own_data_holds_posts_choices_and_messages(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    channel = Origin(OriginKind.CHANNEL, "Bee News")
    record(store, post("Bees pay taxes", person=ME, origin=channel), sure(verdict_id))
    store.transact(people.follow, ME, verdict_id, NOW)
    store.transact(subscribe, ME)
    send(store)

    data = store.transact(own_data, ME)

    (own,) = data.posts
    assert (own.text, own.forwarded_from, own.outcome) == (
        "Bees pay taxes",
        "Bee News",
        "answered",
    )
    assert own.answered_with == (verdict_id,)
    assert [one.text for one in own.messages] == ["Bees pay taxes"]
    assert [one.verdict for one in data.follows] == [verdict_id]
    assert data.subscription is not None
    assert data.subscription.topics == ("army",)
    assert [(one.kind, one.state) for one in data.messages] == [("answer", "sent")]


def test_own_data_holds_what_is_kept_unread_but_nothing_that_others_wrote(store: Store) -> None:
    theirs = {"message_id": 1, "text": "Wasps pay taxes", "from": {"id": 5, "first_name": "Eve"}}
    own = {"message_id": 2, "text": "@bot is that so?", "reply_to_message": theirs}
    for number, sender in ((1, ME), (2, ME), (3, 5)):
        store.transact(updates.keep, number, sender, {"update_id": number, "message": own})
    store.transact(updates.hold, 1)
    store.transact(updates.hold, 3)

    data = store.transact(own_data, ME)

    assert [one.text for one in data.unread] == ["@bot is that so?"]
    assert "Wasps" not in str(data)
    store.transact(privacy.forget, ME, NOW)
    assert store.transact(own_data, ME).unread == ()


def subscribe(session: object, person_id: int) -> None:
    assert hasattr(session, "add")
    session.add(
        Subscription(person_id=person_id, topics=["army"], frequency=Frequency.DAILY, since=NOW)
    )


def test_a_stranger_is_told_that_there_is_nothing(store: Store) -> None:
    data = store.transact(own_data, ME)

    assert (data.telegram_id, data.posts, data.known_since) == (ME, (), None)


@pytest.mark.parametrize("table", [Submission])
def test_every_field_of_a_post_is_in_own_data_or_of_no_meaning_to_its_sender(
    table: type[SQLModel],
) -> None:
    """A new column of a post is noticed here: it belongs into /mydata, unless it is inner life."""
    inner = {"person_id", "chat_id", "text_hash", "group_key", "decision", "revision", "apart"}
    shown = {
        "id", "text", "language", "origin_kind", "origin_name", "posted_at", "outcome",
        "held_back", "case_id", "verdict_id", "created_at", "purged_at",
    }  # fmt: skip
    assert set(table.model_fields) == inner | shown


def test_own_data_is_json_that_says_moments_in_full() -> None:
    from tests.replies.samples import OWN_DATA, worded

    reply = worded(OWN_DATA, "uk")

    assert reply.file is not None
    content = json.loads(reply.file.content)
    assert content["posts"][0]["received"] == "2026-03-01T12:00:00+00:00"
    assert content["posts"][0]["text"] == "Хмара – це пара"
