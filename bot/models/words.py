"""The words (enums) that every layer shares."""

from __future__ import annotations

from enum import StrEnum


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
    HELD = "held"  # it came while intake was paused
    DONE = "done"
    PARKED = "parked"


class NoticeState(StrEnum):
    """Where an owed message stands in the outbox."""

    HELD = "held"  # of a broadcast that has not begun, or is paused
    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNSURE = "unsure"
    DROPPED = "dropped"  # its broadcast was stopped before its turn came


class NoticeKind(StrEnum):
    """What an owed message is about; the words are made when it is sent."""

    ANSWER = "answer"  # the reply to a submission, from its decision
    TEXT = "text"  # a text of the catalogue, by name
    VERDICT = "verdict"  # a verdict that came after the post was sent
    CASE = "case"  # a case with what can be done to it
    CASES = "cases"  # a list of cases
    POSTS = "posts"  # the posts of a case
    FORM = "form"  # the step of a draft that its writer is at
    DRAFT = "draft"  # a submitted verdict as readers would see it, for a second pair of eyes
    HISTORY = "history"  # a verdict with what it said before
    FOUND = "found"  # what a search found
    PAIR = "pair"  # a post with an answer that its reader says is not about it
    DIGEST = "digest"  # where the desk stands
    REMINDER = "reminder"  # what the clock brings before a member, if there is still a reason
    MINE = "mine"  # a person's own posts, as they stand when it is sent
    KEPT = "kept"  # what is kept of a person, as it stands when it is sent
    FIGURES = "figures"  # the reviewers' list of what figures are about
    FIGURE = "figure"  # a figure with its chart, both made when it is sent
    MEMBERS = "members"  # the admins' list of members
    MEMBER = "member"  # one member as they are when it is sent
    INVITATION = "invitation"  # a link that gives a role, made when it is sent
    SUBSCRIPTION = "subscription"  # what somebody is subscribed to, as it stands when it is sent
    BROADCAST = "broadcast"  # what a recipient of a broadcast gets
    BROADCAST_CARD = "broadcast_card"  # a broadcast before its admins: composing, then progress
    BULLETIN = "bulletin"  # what was broadcast since a subscriber's last one
    IMPORT = "import"  # what a file would change, or has changed
    THRESHOLD = "threshold"  # when the bot answers alone, and what another point would do
    STATISTICS = "statistics"  # what spreads, as a picture
    PAUSES = "pauses"  # what is paused, as it stands when it is sent
    LOG = "log"  # a page of what was decided and done
    EXPORT = "export"  # a file with all verdicts, written when it is sent
    OWN_DATA = "own_data"  # a file with all that is kept of a person


class CaseState(StrEnum):
    """Whether a case still needs a reviewer."""

    OPEN = "open"
    SUBMITTED = "submitted"  # a verdict is written and waits for another reviewer
    CLOSED = "closed"


class CasePurpose(StrEnum):
    """What a case is for."""

    CLAIM = "claim"  # people asked about a claim that nobody has checked
    RECHECK = "recheck"  # a published verdict is to be looked at again
    TRANSLATION = "translation"  # a published verdict lacks the case's language


class CaseReason(StrEnum):
    """Why a published verdict is looked at again."""

    ASKED = "asked"  # a reviewer wants to correct it
    DISPUTED = "disputed"  # readers say that it is wrong
    EXPIRED = "expired"  # its period is over
    OLD = "old"  # it was checked long ago


class DecisionKind(StrEnum):
    """What was decided on a case or a verdict."""

    OPENED = "opened"  # by the clock: a published verdict is to be looked at, or translated
    OVERDUE = "overdue"  # nobody took it in time
    TAKEN = "taken"
    GIVEN_BACK = "given_back"
    RAN_OUT = "ran_out"  # the lease
    SAME_AS = "same_as"  # a published verdict answers the case
    MERGED = "merged"  # into another case
    DETACHED = "detached"  # a post, from its case
    NOT_A_CLAIM = "not_a_claim"
    SPAM = "spam"
    ESCALATED = "escalated"
    BOOSTED = "boosted"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    OVERRIDDEN = "overridden"  # an admin published without the approvals that are asked for
    SENT_BACK = "sent_back"
    REJECTED = "rejected"
    RATED = "rated"  # a verdict was published
    CORRECTED = "corrected"  # a new version of it was
    TRANSLATED = "translated"
    CONFIRMED = "confirmed"  # looked at again, and left as it is
    WITHDRAWN = "withdrawn"
    STALE = "stale"  # closed because nobody asked about it for long
    SETTLED = "settled"  # closed, or thrown away, because there is nothing left to do
    JUDGED = "judged"  # whether a flagged answer met its post
    BROADCAST_SCHEDULED = "broadcast_scheduled"  # without another admin's yes
    BROADCAST_ASKED = "broadcast_asked"  # it waits for another admin's yes
    BROADCAST_CONFIRMED = "broadcast_confirmed"
    BROADCAST_SENT_BACK = "broadcast_sent_back"  # to be changed
    BROADCAST_STARTED = "broadcast_started"
    BROADCAST_PAUSED = "broadcast_paused"
    BROADCAST_RESUMED = "broadcast_resumed"
    BROADCAST_STOPPED = "broadcast_stopped"
    BROADCAST_DONE = "broadcast_done"
    BROADCAST_UNSURE = "broadcast_unsure"  # those of whom nobody knew were written to, or left
    IMPORTED = "imported"
    EXPORTED = "exported"
    BANNED = "banned"
    UNBANNED = "unbanned"
    PAUSED = "paused"
    RESUMED = "resumed"
    THRESHOLD_SET = "threshold_set"
    RESTORED = "restored"


class DraftState(StrEnum):
    """Where a verdict stands that is not published yet."""

    WRITING = "writing"
    SUBMITTED = "submitted"


class FormStep(StrEnum):
    """The steps of the verdict form, in their order."""

    RATING = "rating"
    CLAIM = "claim"
    SUMMARY = "summary"
    SOURCES = "sources"
    WORDINGS = "wordings"
    FIGURES = "figures"
    PERIOD = "period"
    TEXTS = "texts"
    PREVIEW = "preview"


class Question(StrEnum):
    """What a member is asked to write in their own chat."""

    FORM = "form"  # what the step of a draft asks for
    COMMENT = "comment"  # why a draft is sent back
    SAME_AS = "same_as"  # words by which the verdict or case is found that a case is about
    BROADCAST_TEXT = "broadcast_text"  # what a broadcast says, with or without a photo
    BROADCAST_TIME = "broadcast_time"  # when it begins


class WordingOrigin(StrEnum):
    """Who keeps a wording."""

    SEED = "seed"  # the files that `tipline seed` reads
    IMPORT = "import"  # files that `tipline import` reads
    DESK = "desk"  # reviewers


class ChangedBy(StrEnum):
    """From where a figure or a verdict was changed."""

    SEED = "seed"  # the files that `tipline seed` reads
    IMPORT = "import"  # files of verdicts that `tipline import` reads, or an admin sends
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


class BroadcastState(StrEnum):
    """Where a broadcast stands."""

    COMPOSING = "composing"  # its author decides what goes to whom, and when
    WAITING = "waiting"  # another admin has to confirm it
    SCHEDULED = "scheduled"  # it begins at its time, which may be now
    LISTING = "listing"  # a row is written for each recipient; nothing is sent yet
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


class Audience(StrEnum):
    """Which of the subscribers a broadcast is for."""

    ALL = "all"
    TOPIC = "topic"
    LANGUAGE = "language"
    ASKED = "asked"  # whoever asked about its verdict, subscribed or not, but for who wants none


class Frequency(StrEnum):
    """How often a subscriber is written to."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


class Activity(StrEnum):
    """What admins can pause."""

    INTAKE = "intake"  # posts are kept as they came, and read once it goes on
    ANSWERS = "answers"  # posts are read; what is to be said of them waits
    BROADCASTS = "broadcasts"


class ImportState(StrEnum):
    """Where a file stands that an admin sent."""

    READ = "read"  # what it would change is shown
    DONE = "done"
    REFUSED = "refused"  # it cannot be read, or its admin said no
