"""What goes into the services and comes out: posts, answers, cards. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.matching import Evidence, Stage
from bot.models import (
    Agreement,
    CasePurpose,
    CaseReason,
    ChangedBy,
    DraftState,
    MediaKind,
    OriginKind,
    Qualifier,
    Rating,
    Role,
    Stance,
)
from bot.services.broadcasts.running_values import Progress, UnsureList
from bot.services.broadcasts.values import BroadcastCard, BroadcastList, BroadcastMessage
from bot.services.cases.values import CasePosts, MyCases, Viewer
from bot.services.clock.values import Digest, Reminder
from bot.services.export_values import ExportFile
from bot.services.figures.values import FigureCard, FigureList
from bot.services.forms.views import FormCard, FormLine
from bot.services.found_values import FoundList
from bot.services.import_values import ImportCard, RejectedFile
from bot.services.members.values import InvitationLink, MemberCard, MemberList
from bot.services.order.log_values import LogPage
from bot.services.order.values import Pauses
from bot.services.own_data_values import OwnData
from bot.services.pair_values import PairCard
from bot.services.statistics.values import StatisticsCard, StatisticsWanted
from bot.services.subscriptions.values import (
    Bulletin,
    SubscriptionCard,
    SubscriptionEnded,
    Wanted,
)
from bot.services.threshold_values import ThresholdCard


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as far as it is kept: Telegram's id and language, no name."""

    id: int
    language_code: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded post comes from; a name only for channels and groups."""

    kind: OriginKind
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as a service sees it."""

    update_id: int
    sender: Sender
    chat_id: int
    message_id: int
    text: str
    urls: tuple[str, ...] = ()  # links hidden behind words included
    origin: Origin | None = None
    posted_at: datetime | None = None  # when the forwarded original was posted
    media: MediaKind | None = None
    file_id: str | None = None
    file_unique_id: str | None = None  # the same in every message with this file
    group_key: str | None = None  # an album's id, or the first message of a post in pieces
    edited: bool = False
    # Where *text* and *urls* are those of all parts of a post: what this message alone says.
    own_text: str | None = None
    own_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as readers see it; what it does not give is None."""

    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict in the reader's language where there is one, else in its own."""

    id: int
    version: int
    claim: str
    rating: Rating | None  # None: checked elsewhere, with a rating that we cannot read or none
    summary: str
    language: str  # of claim and summary as given here
    translated: bool  # False: this is the original, in another language than the reader's
    checked_on: date
    sources: tuple[SourceView, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    publisher: str | None = None  # who rated, where that was somebody else
    rated_as: str | None = None  # the rating in that publisher's words
    dated: bool = True  # False: nobody says when it was checked


@dataclass(frozen=True, slots=True)
class RecordedView:
    """A recorded figure in the reader's language."""

    key: str
    label: str  # what is counted, where
    low: Decimal
    high: Decimal
    qualifier: Qualifier
    as_of: date | None
    as_of_end: date | None
    as_of_inferred: bool
    attribution: str  # who says so
    sources: tuple[SourceView, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureView:
    """A quantity of the post beside what is on record."""

    stated: str
    sentence: str
    agreement: Agreement
    recorded: tuple[RecordedView, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict that the post surely meets, and how."""

    verdict: VerdictView
    stance: Stance
    confidence: float
    sentence: str
    stage: Stage
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """A verdict on another claim that is like the post's."""

    verdict: VerdictView
    difference: Evidence


@dataclass(frozen=True, slots=True)
class Answered:
    """The post meets verdicts, figures, or both."""

    submission_id: int
    found: tuple[Found, ...]
    figures: tuple[FigureView, ...] = ()
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Up to three claims that are like it, none of them the same."""

    submission_id: int
    likenesses: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Nobody has checked it; *media* is set where there were no words to read."""

    submission_id: int
    media: MediaKind | None = None


@dataclass(frozen=True, slots=True)
class NotAClaim:
    """Nothing to check: how to use the bot, in full the first time only."""

    first_time: bool


Answer = Answered | Related | Unchecked | NotAClaim


@dataclass(frozen=True, slots=True)
class News:
    """A verdict for a post that had none when it was sent, or a known one that changed."""

    verdict: VerdictView
    submission_id: int | None
    changed: bool = False
    was: Rating | None = None  # before it changed


@dataclass(frozen=True, slots=True)
class Recalled:
    """A verdict that its readers were told holds no longer."""

    verdict: VerdictView


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case as reviewers see it."""

    case_id: int
    text: str  # cleaned of phone numbers and e-mail addresses
    language: str | None
    people: int
    first_seen: datetime
    media: MediaKind | None
    nearest: tuple[Likeness, ...] = ()
    taken_by: int | None = None  # person id of the holder
    verdict: VerdictView | None = None  # once closed
    file_id: str | None = None  # Telegram's, of what *media* is
    closed: bool = False  # also without a verdict
    dismissed: bool = False  # it held nothing to check
    merged_into: int | None = None
    purpose: CasePurpose = CasePurpose.CLAIM
    reason: CaseReason | None = None  # why a verdict is looked at again
    about: VerdictView | None = None  # which
    grew: int = 0  # who asked within the last day, of *people*
    last_seen: datetime | None = None
    origins: tuple[tuple[str, int], ...] = ()  # channels and groups with their posts, most first
    languages: tuple[str, ...] = ()  # of the posts, most first
    texts: int = 0  # different ones
    overdue: bool = False
    escalated: bool = False
    waits: bool = False  # its verdict is written, and waits for approval
    begun: bool = False  # somebody began to write one
    viewer: Viewer = Viewer.GROUP
    held: bool = False  # by whom *viewer* is


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A written verdict as its second pair of eyes sees it; *state* is None once it is gone."""

    case_id: int
    purpose: CasePurpose
    state: DraftState | None
    verdict: VerdictView | None = None  # as readers will see it, or see it now
    before: VerdictView | None = None  # what is published now, where that is to change
    version: int = 0
    others: tuple[VerdictView, ...] = ()  # the same in further languages
    wordings: tuple[str, ...] = ()  # cleaned of personal data
    figures: tuple[str, ...] = ()
    people: int = 0  # who will be told
    author: int | None = None
    approvals: int = 0
    needed: int | None = None
    own: bool = False  # the viewer wrote it
    admin: bool = False  # the viewer may publish it at once
    asked: bool = False  # whether to throw it away


@dataclass(frozen=True, slots=True)
class VersionView:
    """What a verdict said from a day on, and who made it so, by role."""

    version: int
    at: datetime
    by: ChangedBy
    rating: Rating | None
    changed: tuple[str, ...]  # what is another than in the version before: see history.py


@dataclass(frozen=True, slots=True)
class VerdictHistory:
    """A verdict as it is, and what it said before, the newest version first."""

    verdict: VerdictView
    versions: tuple[VersionView, ...]
    withdrawn_at: datetime | None = None
    reviews: bool = False  # the viewer may correct it
    withdraws: bool = False  # the viewer may take it back
    recheck: int | None = None  # the open case in which it is looked at again
    broadcasts: bool = False  # the viewer may send it to many
    asked: bool = False  # whether to take it back


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the catalogue, by name, with its values."""

    name: str
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class MyPost:
    """One of a person's own posts in /mine."""

    submission_id: int
    excerpt: str
    sent_at: datetime
    state: str  # answered | related | waiting | later | told | held_back | erased
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class MyPosts:
    """The latest posts of a person, newest first."""

    posts: tuple[MyPost, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a person: /privacy."""

    posts: int
    first: datetime | None
    follows: int
    language: str
    role: Role
    retention_days: int
    wanted: Wanted | None = None  # of new verdicts; None: they never said anything of it
    blocked: bool = False


Message = (
    Answer
    | News
    | Recalled
    | CaseCard
    | CasePosts
    | MyCases
    | DraftCard
    | VerdictHistory
    | Text
    | MyPosts
    | Kept
    | OwnData
    | FigureList
    | FigureCard
    | MemberList
    | MemberCard
    | InvitationLink
    | FormCard
    | FormLine
    | Digest
    | Reminder
    | FoundList
    | PairCard
    | ExportFile
    | StatisticsCard
    | ThresholdCard
    | ImportCard
    | RejectedFile
    | SubscriptionCard
    | SubscriptionEnded
    | BroadcastMessage
    | Pauses
    | LogPage
    | Bulletin
    | Progress
    | UnsureList
    | BroadcastCard
    | BroadcastList
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message that is owed, ready to be worded and sent."""

    notice_id: int
    chat_id: int
    locale: str
    message: Message | StatisticsWanted
    direct: bool
    reply_to: int | None = None
    quote: str | None = None  # an exact part of the message that is replied to
    edits: int | None = None
    tries: int = 1  # this one included


@dataclass(frozen=True, slots=True)
class Recorded:
    """A post that is kept, and when its answer goes out."""

    submission_id: int
    due_at: datetime
    paused: bool = False  # answers wait


@dataclass(frozen=True, slots=True)
class Moved:
    """The store changed since the decision was made: decide again, at this revision."""

    version: int


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The person's role does not allow this."""


@dataclass(frozen=True, slots=True)
class BadSource:
    """A source line that cannot be used: empty, too_long, too_many_parts or bad_link."""

    reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """The case has its verdict, and this many people are told."""

    verdict_id: int
    told: int


@dataclass(frozen=True, slots=True)
class Dismissed:
    """The case was closed without a verdict: it holds no claim."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What a reader said of an answer is kept; *new* is False where it was said before."""

    new: bool = True


@dataclass(frozen=True, slots=True)
class NotYours:
    """The post is not this person's, or the verdict is not one that it was offered."""
