"""The tables of the store and the words (enums) that every layer shares."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING


class Rating(StrEnum):
    """What a verdict says of its claim."""

    TRUE = "true"
    MOSTLY_TRUE = "mostly_true"
    HALF_TRUE = "half_true"
    MISLEADING = "misleading"
    MOSTLY_FALSE = "mostly_false"
    FALSE = "false"
    UNPROVEN = "unproven"
    SATIRE = "satire"


class Polarity(StrEnum):
    """Whether a wording asserts its claim or denies it."""

    ASSERTS = "asserts"
    DENIES = "denies"


class Stance(StrEnum):
    """What a post does with a claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ASKS = "asks"
    MENTIONS = "mentions"  # it is about the claim; whether it makes it cannot be told


class Outcome(StrEnum):
    """What was found for a post."""

    ANSWERED = "answered"
    RELATED = "related"
    NONE = "none"
    NOT_A_CLAIM = "not_a_claim"


class Qualifier(StrEnum):
    """How exactly a recorded value is meant."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"


class Agreement(StrEnum):
    """How a stated quantity stands to the recorded ones."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"


class ConceptKind(StrEnum):
    """What a concept of the lexicon names."""

    ACTOR = "actor"
    PERSON = "person"
    PLACE = "place"
    UNIT = "unit"
    EVENT = "event"
    COUNT = "count"  # says how many without a number: both, one of them
    WORD = "word"


class Role(StrEnum):
    """What a person may do here."""

    PUBLIC = "public"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class OriginKind(StrEnum):
    """Where a forwarded post comes from, in Telegram's words."""

    USER = "user"
    HIDDEN_USER = "hidden_user"
    CHAT = "chat"
    CHANNEL = "channel"


class MediaKind(StrEnum):
    """What a post carries besides words."""

    PHOTO = "photo"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    ANIMATION = "animation"
    VOICE = "voice"
    AUDIO = "audio"
    DOCUMENT = "document"


class UpdateState(StrEnum):
    """Where an update stands in the durable inbox."""

    WAITING = "waiting"
    DONE = "done"
    PARKED = "parked"


class NoticeState(StrEnum):
    """Where an owed message stands in the outbox."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNSURE = "unsure"


class NoticeKind(StrEnum):
    """What an owed message is about; the words are made when it is sent."""

    ANSWER = "answer"  # the reply to a submission, from its decision
    TEXT = "text"  # a text of the catalogue, by name
    VERDICT = "verdict"  # a verdict that came after the post was sent
    CASE = "case"  # a case offered to the reviewers' chat
    MINE = "mine"  # a person's own posts, as they stand when it is sent
    KEPT = "kept"  # what is kept of a person, as it stands when it is sent
    FIGURES = "figures"  # the reviewers' list of what figures are about
    FIGURE = "figure"  # a figure with its chart, both made when it is sent
    MEMBERS = "members"  # the admins' list of members
    MEMBER = "member"  # one member as they are when it is sent
    INVITATION = "invitation"  # a link that gives a role, made when it is sent


class CaseState(StrEnum):
    """Whether a case still needs a reviewer."""

    OPEN = "open"
    CLOSED = "closed"


class DecisionKind(StrEnum):
    """What a reviewer decided on a case."""

    RATED = "rated"
    SAME_AS = "same_as"
    NOT_A_CLAIM = "not_a_claim"


class ChangedBy(StrEnum):
    """From where a figure was changed."""

    SEED = "seed"  # the files that `tipline seed` reads
    OPERATOR = "operator"  # the command line
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Hand(StrEnum):
    """Whose hand changed a membership."""

    SETTINGS = "settings"  # TIPLINE_ADMIN_IDS and TIPLINE_REVIEWER_IDS, at start
    OPERATOR = "operator"  # the command line
    ADMIN = "admin"


class MemberDeed(StrEnum):
    """What was done to a membership."""

    NAMED = "named"  # the settings gave the role, or took it back
    INVITED = "invited"  # a link was made; it has no member yet
    REVOKED = "revoked"  # a link was taken back
    JOINED = "joined"  # a link was opened
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"


def utcnow() -> datetime:
    """Return the present moment; the only clock of the project."""
    return datetime.now(UTC)


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment kept in UTC: aware in Python, whatever the database keeps."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive moments; turn the others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give SQLite's naive moments their zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(sa.TypeDecorator[Decimal]):
    """A decimal number kept as its digits, since SQLite would make it a float."""

    impl = sa.String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:
        """Write the digits, without exponent."""
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:
        """Read the digits."""
        return None if value is None else Decimal(value)


def _words(kind: type[StrEnum]) -> sa.Enum:
    """Keep an enum by its value, readable in the database and free to grow."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Person(SQLModel, table=True):
    """Somebody who wrote to the bot, by Telegram's user id."""

    id: int = Field(
        sa_type=sa.BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    role: Role = Field(default=Role.PUBLIC, sa_type=_words(Role))
    language: str = "en"
    language_chosen: bool = False
    helped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    blocked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Member(SQLModel, table=True):
    """What is kept of somebody who has, or had, a role; the role itself is the person's."""

    person_id: int = Field(
        foreign_key="person.id", primary_key=True, ondelete="CASCADE", sa_type=sa.BigInteger
    )
    languages: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # that they review in
    since: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    suspended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    menu: str = ""  # a mark of the commands that Telegram was told to offer them
    menu_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # not before


class Invitation(SQLModel, table=True):
    """A link that gives a role once; the link itself is not kept, only a hash of its token."""

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str | None = Field(default=None, unique=True)  # None until the link is made
    role: Role = Field(sa_type=_words(Role))
    languages: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    hand: Hand = Field(sa_type=_words(Hand))
    by_person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    by_name: str | None = None  # an operator's login
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MemberChange(SQLModel, table=True):
    """One change of membership: who, when, what; rows are only ever added."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    deed: MemberDeed = Field(sa_type=_words(MemberDeed))
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    role: Role = Field(sa_type=_words(Role))  # from then on; of an invitation, what it gives
    languages: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id")
    hand: Hand = Field(sa_type=_words(Hand))
    by_person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    by_name: str | None = None  # an operator's login


class OwnName(SQLModel, table=True):
    """The bot's username on Telegram, as it was at a start: links to the bot are made of it."""

    bot_id: int = Field(
        sa_type=sa.BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    username: str
    seen_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Source(SQLModel, table=True):
    """Where a verdict or figure was read: only what the source itself gives."""

    id: int | None = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, unique=True)
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published_on: date | None = None


class Verdict(SQLModel, table=True):
    """A claim with its rating and the reasons for it."""

    id: int | None = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, unique=True)
    version: int = 1
    language: str
    claim: str
    rating: Rating = Field(sa_type=_words(Rating))
    summary: str
    topic: str | None = None
    checked_on: date
    valid_from: date | None = None
    valid_until: date | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    updated_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class VerdictText(SQLModel, table=True):
    """A verdict's claim and summary in a further language."""

    __table_args__ = (sa.UniqueConstraint("verdict_id", "language"),)
    id: int | None = Field(default=None, primary_key=True)
    verdict_id: int = Field(foreign_key="verdict.id", index=True, ondelete="CASCADE")
    language: str
    claim: str
    summary: str


class Wording(SQLModel, table=True):
    """A way in which people put a claim, or its denial."""

    __table_args__ = (sa.UniqueConstraint("verdict_id", "text_hash", "polarity"),)
    id: int | None = Field(default=None, primary_key=True)
    verdict_id: int = Field(foreign_key="verdict.id", index=True, ondelete="CASCADE")
    language: str
    text: str
    text_hash: str
    polarity: Polarity = Field(sa_type=_words(Polarity))


class Appearance(SQLModel, table=True):
    """A link where a claim is known to stand."""

    __table_args__ = (sa.UniqueConstraint("verdict_id", "url"),)
    id: int | None = Field(default=None, primary_key=True)
    verdict_id: int = Field(foreign_key="verdict.id", index=True, ondelete="CASCADE")
    url: str = Field(index=True)  # canonical form


class VerdictSource(SQLModel, table=True):
    """Which sources carry a verdict, in their order."""

    verdict_id: int = Field(foreign_key="verdict.id", primary_key=True, ondelete="CASCADE")
    source_id: int = Field(foreign_key="source.id", primary_key=True)
    position: int = 0


class Figure(SQLModel, table=True):
    """A recorded quantity: what is counted, where, when, and who says so."""

    id: int | None = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, unique=True)
    low: Decimal = Field(sa_type=Exact)
    high: Decimal = Field(sa_type=Exact)
    qualifier: Qualifier = Field(sa_type=_words(Qualifier))
    unit: str
    actor: str | None = None
    place: str | None = None
    event: str | None = None
    as_of: date | None = None
    as_of_end: date | None = None
    as_of_inferred: bool = False
    attributed_to: list[str] = Field(default_factory=list, sa_type=sa.JSON)


class FigureText(SQLModel, table=True):
    """What a figure counts, in words of one language."""

    __table_args__ = (sa.UniqueConstraint("figure_id", "language"),)
    id: int | None = Field(default=None, primary_key=True)
    figure_id: int = Field(foreign_key="figure.id", index=True, ondelete="CASCADE")
    language: str
    label: str
    attribution: str


class FigureSource(SQLModel, table=True):
    """Which sources carry a figure."""

    figure_id: int = Field(foreign_key="figure.id", primary_key=True, ondelete="CASCADE")
    source_id: int = Field(foreign_key="source.id", primary_key=True)
    position: int = 0


class FigureChange(SQLModel, table=True):
    """What a figure said from a moment on, and by whom; rows are only ever added."""

    __table_args__ = (sa.UniqueConstraint("figure_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    figure_id: int = Field(foreign_key="figure.id")  # no cascade: what has a history stays
    version: int
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    by: ChangedBy = Field(sa_type=_words(ChangedBy))
    name: str | None = None  # an operator's login
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    content: dict[str, str] = Field(sa_type=sa.JSON)  # each field that says something, as text


class Concept(SQLModel, table=True):
    """A thing that posts name in many words: an actor, place, unit, event or plain notion."""

    id: str = Field(primary_key=True)
    kind: ConceptKind = Field(sa_type=_words(ConceptKind))
    within: list[str] = Field(  # wider concepts: Kursk is in Russia, North Koreans are soldiers
        default_factory=list, sa_type=sa.JSON
    )
    words: dict[str, list[str]] = Field(default_factory=dict, sa_type=sa.JSON)  # by language


class Submission(SQLModel, table=True):
    """One post by one person, with what was decided of it."""

    __table_args__ = (
        sa.Index(None, "outcome", "case_id", "id"),  # what waits for a case
        sa.Index(None, "outcome", "verdict_id", "revision"),  # what waits for a verdict
        sa.UniqueConstraint("chat_id", "group_key", "person_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    chat_id: int = Field(sa_type=sa.BigInteger)
    text: str = ""
    text_hash: str = Field(default="", index=True)
    language: str | None = None
    origin_kind: OriginKind | None = Field(default=None, sa_type=_words(OriginKind))
    origin_name: str | None = None  # channels and groups only: persons are not kept
    posted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    group_key: str | None = None  # an album, or a post in pieces
    outcome: Outcome | None = Field(default=None, sa_type=_words(Outcome))
    decision: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON(none_as_null=True))
    revision: int = 0  # the store's when it was decided
    held_back: bool = False  # its sender asked not to have it checked by people
    case_id: int | None = Field(default=None, foreign_key="reviewcase.id", index=True)
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")  # told later
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime, index=True)
    purged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Part(SQLModel, table=True):
    """One Telegram message of a submission: most have one, albums and split posts several."""

    __table_args__ = (sa.UniqueConstraint("chat_id", "message_id"),)
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True, ondelete="CASCADE")
    chat_id: int = Field(sa_type=sa.BigInteger)
    message_id: int
    text: str = ""
    urls: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    media: MediaKind | None = Field(default=None, sa_type=_words(MediaKind))
    file_id: str | None = None


class Case(SQLModel, table=True):
    """Submissions about one unchecked claim: what reviewers work on."""

    __tablename__ = "reviewcase"
    __table_args__ = (sa.Index(None, "state", "offered_at", "people", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    state: CaseState = Field(default=CaseState.OPEN, sa_type=_words(CaseState))
    text: str = ""
    text_hash: str = Field(default="", index=True)
    language: str | None = None
    people: int = 0  # who asked; a count that outlives them
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")
    offered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Fingerprint(SQLModel, table=True):
    """A hash that texts like a case's own share with it, to find near-duplicates by lookup."""

    band: int = Field(
        sa_type=sa.BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    case_id: int = Field(
        foreign_key="reviewcase.id", primary_key=True, index=True, ondelete="CASCADE"
    )


class Lease(SQLModel, table=True):
    """A reviewer's hold on a case until a time, with the rating chosen so far."""

    case_id: int = Field(foreign_key="reviewcase.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=sa.BigInteger)
    rating: Rating | None = Field(default=None, sa_type=_words(Rating))
    until: datetime = Field(sa_type=UtcDateTime)


class Decided(SQLModel, table=True):
    """What a reviewer decided on a case; kept for good, under the role once they are forgotten."""

    __tablename__ = "decision"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="reviewcase.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", sa_type=sa.BigInteger)
    role: Role = Field(sa_type=_words(Role))
    kind: DecisionKind = Field(sa_type=_words(DecisionKind))
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Follow(SQLModel, table=True):
    """A person who wants to be told when a verdict changes."""

    person_id: int = Field(
        foreign_key="person.id", primary_key=True, ondelete="CASCADE", sa_type=sa.BigInteger
    )
    verdict_id: int = Field(foreign_key="verdict.id", primary_key=True, ondelete="CASCADE")
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Flag(SQLModel, table=True):
    """An answer of which its reader says that it is not what was asked."""

    __table_args__ = (sa.UniqueConstraint("submission_id", "verdict_id"),)
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True, ondelete="CASCADE")
    verdict_id: int = Field(foreign_key="verdict.id", ondelete="CASCADE")
    same_claim: bool = False  # "this one" was pressed on a related claim
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Notice(SQLModel, table=True):
    """One message owed to one chat: the outbox."""

    __table_args__ = (
        sa.Index(None, "state", "direct", "due_at", "id"),  # what goes out next
        sa.Index(None, "chat_id", "state", "id"),  # what goes out before it
        sa.Index(None, "person_id", "kind", "due_at"),
        sa.Index(None, "message_id", "chat_id"),  # what a pressed button stands under
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # what it is owed for, so that it is owed once
    kind: NoticeKind = Field(sa_type=_words(NoticeKind))
    chat_id: int = Field(sa_type=sa.BigInteger)
    person_id: int | None = Field(default=None, foreign_key="person.id", sa_type=sa.BigInteger)
    submission_id: int | None = Field(default=None, foreign_key="submission.id", index=True)
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")
    case_id: int | None = Field(default=None, foreign_key="reviewcase.id", index=True)
    params: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    direct: bool = True  # a reply that someone waits for: sent again when in doubt
    edits: int | None = None  # the message id to edit instead of sending anew
    reply_to: int | None = None  # the message id to answer
    state: NoticeState = Field(default=NoticeState.DUE, sa_type=_words(NoticeState))
    due_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    tries: int = 0
    message_id: int | None = None  # what Telegram called it once sent
    error: str | None = None
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Received(SQLModel, table=True):
    """One update from Telegram as it came: the durable inbox."""

    __tablename__ = "inbox"
    __table_args__ = (sa.Index(None, "state", "update_id"),)
    update_id: int = Field(
        sa_type=sa.BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    sender: int = Field(default=0, sa_type=sa.BigInteger, index=True)  # whose order it keeps
    raw: dict[str, Any] = Field(sa_type=sa.JSON)
    state: UpdateState = Field(default=UpdateState.WAITING, sa_type=_words(UpdateState))
    tries: int = 0
    error: str | None = None
    received_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class JobRun(SQLModel, table=True):
    """When a job was last done."""

    name: str = Field(primary_key=True)
    done_at: datetime = Field(sa_type=UtcDateTime)


class Revision(SQLModel, table=True):
    """The version of all that matching reads; raised by each change to it."""

    id: int = Field(default=1, primary_key=True)
    number: int = 0


class Vector(SQLModel, table=True):
    """What one encoder made of a text that is a claim or a wording."""

    model: str = Field(primary_key=True)  # the encoder's name
    key: str = Field(primary_key=True)  # of the text
    data: bytes  # 16-bit floats
