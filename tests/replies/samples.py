"""Answers to word: one small subject, used by all tests of the replies."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.exchange import Rejected
from bot.matching import Check, Evidence, Stage
from bot.models import (
    Activity,
    Agreement,
    Audience,
    BroadcastState,
    CasePurpose,
    CaseReason,
    ChangedBy,
    DecisionKind,
    Frequency,
    Hand,
    ImportState,
    MediaKind,
    MemberDeed,
    Qualifier,
    Rating,
    Role,
    Stance,
)
from bot.replies import Reply, render, why
from bot.replies.topics import NAMES
from bot.services.broadcasts.values import (
    BroadcastCard,
    BroadcastLine,
    BroadcastList,
    BroadcastMessage,
    Count,
    Flaw,
    Repeated,
    Topic,
    View,
)
from bot.services.cases.values import CaseLine, CasePosts, InHand, MyCases, PostView, Viewer
from bot.services.clock.values import (
    ApprovalsWait,
    Digest,
    Escalated,
    LeaseEnds,
    ListedCase,
    ListedVerdict,
    RanOut,
    RemindersSwitch,
    SentBackWaits,
)
from bot.services.export_values import ExportFile
from bot.services.found_values import FoundCase, FoundList
from bot.services.import_values import Fate, ImportCard, RejectedFile
from bot.services.members.values import (
    Author,
    Deed,
    InvitationLink,
    MemberCard,
    MemberList,
    MemberView,
)
from bot.services.order.log_values import By, Changed, LogLine, LogPage, Part
from bot.services.order.values import ActivityState, Pauses
from bot.services.own_data_values import OwnData, OwnMessage, OwnPost
from bot.services.pair_values import PairCard
from bot.services.subscriptions.values import (
    Bulletin,
    SubscriptionCard,
    SubscriptionEnded,
    TopicChoice,
    Wanted,
)
from bot.services.threshold_values import Measured, Ruling, ThresholdCard
from bot.services.values import (
    Answered,
    CaseCard,
    FigureView,
    Found,
    Kept,
    Likeness,
    Message,
    MyPost,
    MyPosts,
    News,
    NotAClaim,
    Recalled,
    RecordedView,
    Related,
    SourceView,
    Text,
    Unchecked,
    VerdictHistory,
    VerdictView,
    VersionView,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ERASED = {"posts": 21, "files": 1, "messages": 5, "follows": 2, "traces": 0, "backup_days": 8}
OWN_DATA = OwnData(
    telegram_id=7,
    language="uk",
    language_chosen=True,
    known_since=NOW,
    blocked_the_bot=None,
    posts=(
        OwnPost(
            number=1,
            received=NOW,
            text="Хмара – це пара",
            language="uk",
            forwarded_from="Cloud News",
            posted=NOW,
            outcome="answered",
            answered_with=(7,),
            case=None,
            kept_from_reviewers=False,
            text_erased=None,
            messages=(OwnMessage("Хмара – це пара", (), None, None),),
        ),
    ),
    unread=(),
    feedback=(),
    follows=(),
    subscription=None,
    membership=None,
    messages=(),
)
BOT = "https://t.me/example_bot"

HARBOUR = SourceView("Harbour log", "Port Herald", "A. Ivanova", "https://example.org/log", None)
REPORT = SourceView(None, "Coast Monitor", None, None, date(2025, 10, 31))


def verdict(
    *,
    id: int = 7,
    claim: str = "No ferry crossed the strait.",
    rating: Rating | None = Rating.FALSE,
    summary: str = "Two ferries crossed. Both were filmed.",
    language: str = "en",
    translated: bool = True,
    checked_on: date = date(2026, 1, 14),
    sources: tuple[SourceView, ...] = (HARBOUR,),
    valid_from: date | None = None,
    valid_until: date | None = None,
    publisher: str | None = None,
    rated_as: str | None = None,
    dated: bool = True,
) -> VerdictView:
    return VerdictView(
        id=id,
        version=1,
        claim=claim,
        rating=rating,
        summary=summary,
        language=language,
        translated=translated,
        checked_on=checked_on,
        sources=sources,
        valid_from=valid_from,
        valid_until=valid_until,
        publisher=publisher,
        rated_as=rated_as,
        dated=dated,
    )


def found(
    view: VerdictView | None = None,
    stance: Stance = Stance.ASSERTS,
    *,
    sentence: str = "Not one ferry has crossed!",
    evidence: tuple[Evidence, ...] = (
        Evidence(Check.POLARITY, True, "denied", "denied"),
        Evidence(Check.NAMES, True, "strait", "strait"),
    ),
) -> Found:
    return Found(view or verdict(), stance, 0.97, sentence, Stage.WORDING, evidence)


def recorded(
    *,
    label: str = "ferries in the strait",
    low: str = "11000.0000",
    high: str | None = None,
    qualifier: Qualifier = Qualifier.ABOUT,
    as_of: date | None = date(2026, 1, 9),
    as_of_end: date | None = None,
    as_of_inferred: bool = False,
    attribution: str = "Coast guard",
    sources: tuple[SourceView, ...] = (REPORT,),
) -> RecordedView:
    return RecordedView(
        key="ferries",
        label=label,
        low=Decimal(low),
        high=Decimal(high or low),
        qualifier=qualifier,
        as_of=as_of,
        as_of_end=as_of_end,
        as_of_inferred=as_of_inferred,
        attribution=attribution,
        sources=sources,
    )


def figure(
    *views: RecordedView,
    stated: str = "11 thousand",
    agreement: Agreement = Agreement.CONSISTENT,
    evidence: tuple[Evidence, ...] = (),
) -> FigureView:
    return FigureView(
        stated, f"There are {stated} ferries.", agreement, views or (recorded(),), evidence
    )


def answered(*several: Found, figures: tuple[FigureView, ...] = ()) -> Answered:
    return Answered(5, several, figures)


MEASURED = Measured(120, 100, 90, 88, 0.92, 0.99)
NONE_JUDGED = Measured(0, 0, 0, 0)
THRESHOLD = ThresholdCard(None, (0.963, 0.96), 0.98, 0.9, MEASURED, MEASURED, 130, Ruling.BELOW)
MEMBER = MemberView(99, Role.REVIEWER, None, ("uk",), NOW)
CASE = CaseCard(
    case_id=3,
    text="The bridge is closed.",
    language="uk",
    people=5,
    first_seen=NOW,
    media=None,
)
POST = PostView(11, "The bridge is closed.", "uk", "Port news", NOW, None)
FOUND = FoundList("ferry", (verdict(), FoundCase(3, 5, "The ferry is late.")), 6, 2, 3)
PAIR = PairCard(
    flag_id=4,
    text="Not one ferry has crossed!",
    language="en",
    verdict=verdict(),
    stance=Stance.ASSERTS,
    stage=Stage.WORDING,
    sentence="Not one ferry has crossed!",
    evidence=found().evidence,
)


LISTED = ListedCase(3, "The bridge is closed.", 5, NOW - timedelta(hours=30))
DIGEST = Digest(
    open=8,
    languages=(("uk", 5), ("pl", 2), (None, 1)),
    oldest=LISTED,
    first=(LISTED,),
    overdue=2,
    escalated=1,
    waiting=(ListedCase(4, "The ferry has sunk.", 0, NOW - timedelta(hours=5)),),
    waiting_count=1,
    sent_back=1,
    translations=(("mk", 3),),
    published=(ListedVerdict(Rating.FALSE, "No ferry crossed the strait."),),
    published_count=1,
)


def clock_messages() -> dict[str, Message]:
    """What the clock tells members, and who asked."""
    return {
        "digest": DIGEST,
        "escalated": Escalated((LISTED,), 12),
        "lease ends": LeaseEnds(LISTED, NOW + timedelta(minutes=20)),
        "ran out": RanOut(LISTED, written=True),
        "ran out, nothing written": RanOut(LISTED, written=False),
        "sent back": SentBackWaits(LISTED, "Which year? <b>"),
        "approvals": ApprovalsWait((LISTED,), 1),
        "reminders on": RemindersSwitch(on=True),
        "reminders off": RemindersSwitch(on=False),
        "stale": Text("stale"),
    }


BROADCAST = BroadcastCard(
    broadcast_id=7,
    version=3,
    state=BroadcastState.COMPOSING,
    view=View.MAIN,
    count=Count(12_000, 345),
    verdict=verdict(),
    languages=("en", "uk"),
    topic="harbours & <ferries>",
    segment_language="mk",
    due_at=NOW + timedelta(hours=30),
    over=100,
    own=True,
    shown="pl",
    topics=(Topic("harbours & <ferries>", 7),),
)


def broadcast_messages() -> dict[str, Message]:
    """Broadcasts before they begin, as admins see them, and what recipients get."""
    text = replace(BROADCAST, verdict=None, text="Bees <b>are</b> back.\n" * 200, photo=True)
    before = Repeated(NOW, 21, begun=True)
    line = BroadcastLine(7, BroadcastState.DONE, NOW, verdict(), "", 21)
    return {
        **{f"broadcast {view}": replace(BROADCAST, view=view) for view in View},
        **{f"broadcast text {view}": replace(text, view=view) for view in View},
        **{f"broadcast {state}": replace(BROADCAST, state=state) for state in BroadcastState},
        **{f"broadcast {flaw}": replace(BROADCAST, flaw=flaw) for flaw in Flaw},
        **{f"broadcast for {whom}": replace(text, audience=whom) for whom in Audience},
        "broadcast of another": replace(text, own=False, state=BroadcastState.WAITING),
        "broadcast of nobody": replace(BROADCAST, own=False, orphan=True, over=0, due_at=None),
        "broadcast own language": replace(text, view=View.LANGUAGE, shown="uk"),
        "broadcast again": replace(BROADCAST, view=View.SEND, repeated=before),
        "broadcast planned": replace(
            BROADCAST, view=View.SEND, repeated=replace(before, begun=False)
        ),
        "broadcasts": BroadcastList((line, replace(line, verdict=None, text="Bees"))),
        "no broadcasts": BroadcastList(()),
        "broadcast verdict": BroadcastMessage(verdict()),
        "broadcast words": BroadcastMessage(None, "Bees are back.", "pl"),
    }


def subscription_messages() -> dict[str, Message]:
    """What subscribers see: their card in each state, the end, bulletins."""
    topics = tuple(TopicChoice(one, 2**48 - at, at == 0) for at, one in enumerate(NAMES))
    wanted = Wanted(True, ("capture", "sea-life"), ("uk", "pl"), Frequency.WEEKLY)
    announcement = BroadcastMessage(text="We have moved.", language="en")
    return {
        "subscription offered": SubscriptionCard(Wanted(), ()),
        "subscription": SubscriptionCard(wanted, topics, 2, 3),
        "subscription chosen": SubscriptionCard(wanted, topics, done=True),
        "subscription ended": SubscriptionEnded(),
        "bulletin": Bulletin((BroadcastMessage(verdict()), announcement)),
        "bulletin of a text": Bulletin((announcement,)),
        "long bulletin": Bulletin((BroadcastMessage(verdict()),) * 50),
        **{
            f"kept, wanted {active}": Kept(
                1, NOW, 0, "en", Role.PUBLIC, 90, replace(wanted, active=active)
            )
            for active in (True, False)
        },
    }


def evidence() -> Evidence:
    return Evidence(Check.NAMES, False, "river", "strait")


KINDS = (*DecisionKind, *MemberDeed, *Changed)
LINE = LogLine(
    NOW,
    DecisionKind.PAUSED,
    Role.ADMIN,
    5,
    "a" * 100,
    1,
    2,
    3,
    4,
    6,
    Role.ADMIN,
    tuple(Activity),
    21,
)


def import_messages() -> dict[str, Message]:
    """What admins see of a file of verdicts that they sent."""
    shown = ImportCard(
        4,
        "checks <1>.jsonl",
        ImportState.READ,
        counts=((Fate.NEW, 54_008), (Fate.CHANGED, 1), (Fate.KEPT, 2)),
        rejected=1,
        duplicates=3,
        unrated=54_000,
        alike=2,
        ratings=((None, None, 54_000), ("Pants on Fire <b>", "false", 9)),
        languages=(("en", 54_009), ("uk", 2)),
        publishers=(("politifact.com", 18_000), (None, 2)),
        writes=54_009,
        before=NOW,
    )
    return {
        "file": shown,
        "file with nothing new": replace(shown, writes=0, before=None),
        "file written": replace(shown, state=ImportState.DONE, told=3),
        "file left": replace(shown, state=ImportState.REFUSED),
        "file refused": replace(shown, state=ImportState.REFUSED, reason="It is empty. <b>"),
        "records of no use": RejectedFile(
            "../checks.jsonl", (Rejected("line 3", "It is no JSON.", "{"),), 7
        ),
    }


def every_message() -> dict[str, Message]:
    """One message of each type and kind."""
    likeness = Likeness(verdict(), Evidence(Check.NAMES, False, "river", "strait"))
    theirs = verdict(publisher="Ferry Facts", rated_as="Pants on Fire", summary="")
    unrated = replace(theirs, rating=None, rated_as="Four sails", dated=False)
    elsewhere = Likeness(unrated, Evidence(Check.UNRATED, False, "No ferry", "No ferry"))
    return {
        "asserts": answered(found()),
        "denies": answered(found(stance=Stance.DENIES)),
        "asks": answered(found(stance=Stance.ASKS)),
        "mentions": answered(found(stance=Stance.MENTIONS)),
        "several": answered(found(), found(verdict(id=8), Stance.DENIES), figures=(figure(),)),
        "figure": answered(figures=(figure(),)),
        "withdrawn": answered(),
        "related": Related(6, (likeness,)),
        "unchecked": Unchecked(6),
        **import_messages(),
        "theirs": answered(found(theirs)),
        "theirs denied": answered(found(theirs, stance=Stance.DENIES)),
        "theirs mentioned": answered(found(theirs, stance=Stance.MENTIONS)),
        "theirs as news": News(theirs, 6),
        "theirs withdrawn": Recalled(theirs),
        "checked elsewhere": Related(6, (elsewhere,)),
        "near, and elsewhere": Related(6, (elsewhere, likeness, Likeness(theirs, evidence()))),
        "unrated as news": News(unrated, 6),
        "unrated withdrawn": Recalled(unrated),
        "case near an unrated one": replace(CASE, nearest=(elsewhere,), about=unrated),
        "unrated found": replace(FOUND, entries=(unrated,)),
        "pair of an unrated one": replace(PAIR, verdict=unrated),
        "digest of an unrated one": replace(DIGEST, published=(ListedVerdict(None, "Ferries"),)),
        "history of an unrated one": VerdictHistory(
            unrated, (VersionView(1, NOW, ChangedBy.IMPORT, None, ()),)
        ),
        **{f"media {kind}": Unchecked(6, kind) for kind in MediaKind},
        "not a claim, first": NotAClaim(first_time=True),
        "not a claim": NotAClaim(first_time=False),
        "news": News(verdict(), 6),
        "changed": News(verdict(), None, changed=True),
        **clock_messages(),
        "case": CASE,
        "case taken": replace(CASE, taken_by=99),
        "case near": replace(CASE, nearest=(likeness,), origins=(("Port news", 3),), texts=2),
        "case published": replace(CASE, verdict=verdict()),
        "case closed": replace(CASE, closed=True, media=MediaKind.PHOTO),
        "case dismissed": replace(CASE, closed=True, dismissed=True),
        "case merged": replace(CASE, closed=True, merged_into=4),
        "case held": replace(CASE, taken_by=99, held=True, viewer=Viewer.ADMIN),
        "case waits": replace(CASE, waits=True, viewer=Viewer.ADMIN),
        "case begun": replace(CASE, begun=True, viewer=Viewer.REVIEWER, overdue=True, grew=2),
        "case escalated": replace(CASE, escalated=True, viewer=Viewer.ADMIN),
        **{
            f"case {reason}": replace(
                CASE, purpose=CasePurpose.RECHECK, reason=reason, about=verdict()
            )
            for reason in CaseReason
        },
        "case translation": replace(CASE, purpose=CasePurpose.TRANSLATION, about=verdict()),
        "posts": CasePosts(3, (POST, replace(POST, media=MediaKind.PHOTO)), 2, 3, True),
        "no posts of a case": CasePosts(3, (), 1, 1, False),
        "my cases": MyCases(
            tuple(CaseLine(3, "A ferry", CasePurpose.RECHECK, hand, NOW) for hand in InHand), 2, 3
        ),
        "no cases of mine": MyCases((), 1, 1),
        **{f"text {name}": Text(name) for name in ("start", "help", "about")},
        "text language": Text("language_question"),
        "text forget": Text("forget_question"),
        "text many posts": Text("many_posts", (("minutes", 3),)),
        "text joined": Text("joined", (("role", "admin"),)),
        "text suspended": Text("role_suspended", (("role", "reviewer"),)),
        "members": MemberList((MEMBER,), 2, 3),
        "member": MemberCard(MEMBER, Author(Hand.ADMIN, 5), 3, tuple(Deed)),
        "member, settings": MemberCard(MEMBER, Author(Hand.SETTINGS), 3, (), last_admin=True),
        "member, demoted": MemberCard(MEMBER, Author(Hand.OPERATOR), 0, tuple(Deed), Deed.DEMOTE),
        "member, suspended": MemberCard(
            replace(MEMBER, suspended_at=NOW), Author(Hand.ADMIN), 0, (Deed.SUSPEND,), Deed.SUSPEND
        ),
        "found": FOUND,
        "found nothing": replace(FOUND, entries=()),
        **{f"same as {words}": replace(FOUND, about=3, words=words) for words in ("", "ferry")},
        "same as nothing": replace(FOUND, about=3, entries=()),
        "same as nothing yet": replace(FOUND, about=3, entries=(), words=""),
        "pair": PAIR,
        "pair told": replace(PAIR, stance=None, stage=None),
        "pair judged": replace(PAIR, same=True),
        "pair judged another": replace(PAIR, same=False),
        "pair withdrawn": replace(PAIR, verdict=None),
        "pair gone": replace(PAIR, text=""),
        "text blocked": Text("blocked"),
        **{
            f"block {kind}": Text("block_question", ((kind, 2**40), ("waiting", number)))
            for number, kind in enumerate(("post", "person"))
        },
        **{
            f"log {kind}": LogPage((replace(LINE, what=kind),), Part.ALL, 2, True)
            for kind in KINDS
        },
        "log, long": LogPage((LINE,) * 10, Part.ORDER, 1, False),
        "log, by files": LogPage((replace(LINE, by=By.FILES, person=None),), Part.DESK, 1, False),
        "log, empty": LogPage((), Part.MEMBERS, 1, False),
        "pauses": Pauses(tuple(ActivityState(one, NOW, Role.ADMIN) for one in Activity), 21),
        "pauses, none": Pauses(tuple(ActivityState(one) for one in Activity)),
        "pauses, by operators": Pauses(
            (ActivityState(Activity.INTAKE, NOW), ActivityState(Activity.ANSWERS))
        ),
        **subscription_messages(),
        **broadcast_messages(),
        **{f"threshold {one}": replace(THRESHOLD, ruling=one) for one in (None, *Ruling)},
        "threshold set": replace(THRESHOLD, current=0.9, asked=None),
        "threshold, nothing judged": replace(THRESHOLD, now=NONE_JUDGED, then=NONE_JUDGED),
        "invitation": InvitationLink(4, "x" * 43, Role.REVIEWER, ("uk", "pl"), NOW),
        "no posts": MyPosts((), 0),
        **{
            f"my post {state}": MyPosts((MyPost(1, "A ferry", NOW, state, Rating.TRUE),), 12)
            for state in ("answered", "related", "waiting", "later", "told", "held_back", "erased")
        },
        **{f"kept {role}": Kept(21, NOW, 2, "uk", role, 90) for role in Role},
        "own data": OWN_DATA,
        "export": ExportFile("csv", 42, b"claim"),
        "export too large": ExportFile("claimreview", 54_000),
        "forgotten": Text("forgotten", tuple(ERASED.items())),
        "forgotten but for a trace": Text("forgotten", tuple((ERASED | {"traces": 1}).items())),
    }


def worded(
    message: Message,
    locale: str = "en",
    *,
    publisher: str | None = None,
    public_url: str | None = None,
    now: datetime = NOW,
) -> Reply:
    return render(
        message,
        locale,
        publisher=publisher,
        public_url=public_url,
        bot_link=BOT,
        timezone=ZoneInfo("Europe/Kyiv"),
        now=now,
    )


def explained(answer: Answered, locale: str = "en") -> Reply:
    return why(
        answer,
        locale,
        publisher=None,
        public_url=None,
        bot_link=BOT,
        timezone=ZoneInfo("Europe/Kyiv"),
        now=NOW,
    )


def seen(reply: Reply) -> str:
    """Show a reply with entities decoded and tags taken off, as a reader sees it."""
    text = re.sub(r"<[^>]*>", "", reply.html)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&").replace("\u00a0", " ").replace("\u202f", " ")


def labels(reply: Reply) -> list[list[str]]:
    return [[button.label for button in row] for row in reply.buttons]
