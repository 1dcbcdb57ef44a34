"""Tables of what was checked: verdicts and figures, their sources and words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.models.columns import Exact, UtcDateTime, utcnow, words
from bot.models.words import ChangedBy, ConceptKind, Polarity, Qualifier, Rating, WordingOrigin


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
    rating: Rating | None = Field(default=None, sa_type=words(Rating))  # None: suggested at most
    summary: str
    topic: str | None = None
    checked_on: date
    valid_from: date | None = None
    valid_until: date | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    updated_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Review(SQLModel, table=True):
    """Where an imported verdict comes from: the publisher that rated, in its own words."""

    verdict_id: int = Field(foreign_key="verdict.id", primary_key=True, ondelete="CASCADE")
    key: str = Field(unique=True)  # a hash of publisher, address and claim
    publisher: str | None = None
    publisher_url: str | None = None
    url: str | None = Field(default=None, index=True)  # of the review, as a whole
    title: str | None = None
    rating: Rating | None = Field(default=None, sa_type=words(Rating))  # as we read its words
    rated_as: str | None = None  # the rating's words
    rating_value: str | None = None  # the rating on the publisher's own scale, as written
    rating_best: str | None = None
    rating_worst: str | None = None
    claimant: str | None = None
    claimed_on: date | None = None
    reviewed_on: date | None = None
    content: str = ""  # a hash of all that its file said
    file_id: int | None = Field(default=None, foreign_key="importedfile.id", index=True)
    imported_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


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
    polarity: Polarity = Field(sa_type=words(Polarity))
    origin: WordingOrigin = Field(default=WordingOrigin.SEED, sa_type=words(WordingOrigin))


class Appearance(SQLModel, table=True):
    """A link where a claim is known to stand."""

    __table_args__ = (sa.UniqueConstraint("verdict_id", "url"),)
    id: int | None = Field(default=None, primary_key=True)
    verdict_id: int = Field(foreign_key="verdict.id", index=True, ondelete="CASCADE")
    url: str = Field(index=True)  # canonical form


class VerdictChange(SQLModel, table=True):
    """What a verdict said from a moment on, and by whom; rows are only ever added."""

    __table_args__ = (sa.UniqueConstraint("verdict_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    verdict_id: int = Field(foreign_key="verdict.id")  # no cascade: what has a history stays
    version: int
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    by: ChangedBy = Field(sa_type=words(ChangedBy))
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    content: dict[str, str] = Field(sa_type=sa.JSON)  # each field that says something, as text


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
    qualifier: Qualifier = Field(sa_type=words(Qualifier))
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
    by: ChangedBy = Field(sa_type=words(ChangedBy))
    name: str | None = None  # an operator's login
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    content: dict[str, str] = Field(sa_type=sa.JSON)  # each field that says something, as text


class Concept(SQLModel, table=True):
    """A thing that posts name in many words: an actor, place, unit, event or plain notion."""

    id: str = Field(primary_key=True)
    kind: ConceptKind = Field(sa_type=words(ConceptKind))
    within: list[str] = Field(  # wider concepts: Kursk is in Russia, North Koreans are soldiers
        default_factory=list, sa_type=sa.JSON
    )
    words: dict[str, list[str]] = Field(default_factory=dict, sa_type=sa.JSON)  # by language


class Revision(SQLModel, table=True):
    """The version of all that matching reads; raised by each change to it."""

    id: int = Field(default=1, primary_key=True)
    number: int = 0


class Vector(SQLModel, table=True):
    """What one encoder made of a text that is a claim or a wording."""

    model: str = Field(primary_key=True)  # the encoder's name
    key: str = Field(primary_key=True)  # of the text
    data: bytes  # 16-bit floats
