"""What the tests of services are made of: posts, decisions, verdicts, moments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlmodel import Session, col, select

from bot.matching import (
    Candidate,
    Check,
    Decision,
    Evidence,
    Far,
    Match,
    Near,
    NoClaim,
    Stage,
    Sure,
)
from bot.models import (
    ChangedBy,
    MediaKind,
    Notice,
    NoticeKind,
    Rating,
    Review,
    Source,
    Stance,
    Submission,
    Verdict,
    VerdictSource,
    VerdictText,
)
from bot.services import checking, outbox
from bot.services.values import Incoming, Moved, Origin, Parcel, Recorded, Sender
from bot.services.verdicts import withdrawing
from bot.services.verdicts.versions import By
from bot.store import revision
from bot.store.database import Store

NOW = datetime(2025, 1, 15, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
_numbers = count(1000)


def post(
    text: str = "Bees pay taxes in the city of Ruritania since last autumn",
    *,
    person: int = 1,
    message: int | None = None,
    update: int | None = None,
    chat: int | None = None,
    language: str | None = "uk",
    media: MediaKind | None = None,
    group: str | None = None,
    edited: bool = False,
    origin: Origin | None = None,
    unique: str | None = None,
) -> Incoming:
    """A message of a person, in a private chat unless *chat* is another one."""
    return Incoming(
        update_id=next(_numbers) if update is None else update,
        sender=Sender(person, language),
        chat_id=person if chat is None else chat,
        message_id=next(_numbers) if message is None else message,
        text=text,
        media=media,
        file_id="file" if media else None,
        file_unique_id=unique,
        group_key=group,
        edited=edited,
        origin=origin,
    )


def far() -> Far:
    return Far("en")


def no_claim() -> NoClaim:
    return NoClaim("en", "greeting")


def evidence() -> Evidence:
    return Evidence(Check.NUMBERS, passed=False, post="5", claim="50")


def near(*verdict_ids: int) -> Near:
    return Near("en", tuple(Candidate(one, evidence(), 0.8, "sentence") for one in verdict_ids))


def sure(
    verdict_id: int, *, stance: Stance = Stance.ASSERTS, sentence: str = "Bees pay taxes"
) -> Sure:
    match = Match(verdict_id, stance, 1.0, sentence, "Bees pay taxes", Stage.EXACT, (evidence(),))
    return Sure("en", (match,))


def add_verdict(
    session: Session,
    *,
    claim: str = "Bees pay taxes",
    rating: Rating | None = Rating.FALSE,
    language: str = "en",
    key: str | None = None,
    texts: Sequence[tuple[str, str]] = (),
) -> int:
    """Publish a verdict with one source; *texts* are (language, claim)."""
    verdict = Verdict(
        key=key,
        language=language,
        claim=claim,
        rating=rating,
        summary="Nobody saw it.",
        checked_on=date(2025, 1, 10),
    )
    source = Source(title="On bees", outlet="The Hive")
    session.add_all([verdict, source])
    session.flush()
    assert verdict.id is not None
    assert source.id is not None
    session.add(VerdictSource(verdict_id=verdict.id, source_id=source.id))
    for other, words in texts:
        session.add(VerdictText(verdict_id=verdict.id, language=other, claim=words, summary=words))
    revision.bump(session)
    return verdict.id


def add_imported(
    session: Session,
    *,
    rating: Rating | None = None,
    publisher: str | None = "The Hive",
    rated_as: str | None = None,
    reviewed_on: date | None = date(2025, 1, 10),
) -> int:
    """Publish a verdict that comes from a file of somebody else's."""
    number = add_verdict(session, rating=rating)
    session.add(
        Review(
            verdict_id=number,
            key=f"key of {number}",
            publisher=publisher,
            rating=rating,
            rated_as=rated_as,
            reviewed_on=reviewed_on,
        )
    )
    session.flush()
    return number


def withdraw(session: Session, verdict_id: int, now: datetime) -> None:
    """Take a verdict back."""
    verdict = session.get_one(Verdict, verdict_id)
    withdrawing.take_back(session, verdict, By(ChangedBy.ADMIN), now)


def attempt(
    store: Store,
    incoming: Incoming,
    decision: Decision | None = None,
    *,
    now: datetime = NOW,
    per_minute: int = 0,
) -> Recorded | Moved:
    """Record a post as it is decided at the store's own revision."""
    return store.transact(
        checking.record,
        incoming,
        decision or far(),
        version=store.transact(revision.current),
        now=now,
        posts_per_minute=per_minute,
    )


def record(
    store: Store,
    incoming: Incoming,
    decision: Decision | None = None,
    *,
    now: datetime = NOW,
    per_minute: int = 0,
) -> Recorded:
    """Record a post that can be recorded."""
    result = attempt(store, incoming, decision, now=now, per_minute=per_minute)
    assert isinstance(result, Recorded)
    return result


def claim(store: Store, now: datetime = NOW, limit: int = 100) -> list[Parcel]:
    """Take what goes out."""
    return store.transact(outbox.claim, now=now, limit=limit, busy=())


def send(store: Store, now: datetime = NOW) -> list[Parcel]:
    """Take and deliver all that goes out now, each under a message id of its own."""
    sent: list[Parcel] = []
    while parcels := claim(store, now):
        for parcel in parcels:
            message_id = parcel.edits or next(_numbers)
            store.transact(outbox.delivered, parcel.notice_id, message_id, now)
        sent += parcels
    return sent


def notices(store: Store, kind: NoticeKind | None = None) -> list[Notice]:
    """Return all notices, oldest first."""
    rows = store.transact(
        lambda session: session.exec(select(Notice).order_by(col(Notice.id))).all()
    )
    return [row for row in rows if kind is None or row.kind is kind]


def submission(store: Store, submission_id: int) -> Submission:
    """Return a submission as it is in the store."""
    return store.transact(lambda session: session.get_one(Submission, submission_id))
