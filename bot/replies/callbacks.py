"""What a button carries: at most 64 bytes, read back as if a stranger had written them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from enum import StrEnum
from functools import cache, partial
from typing import get_type_hints

from bot.replies.broadcast_actions import AimAtLanguage as AimAtLanguage
from bot.replies.broadcast_actions import AimAtTopic as AimAtTopic
from bot.replies.broadcast_actions import AimBroadcast as AimBroadcast
from bot.replies.broadcast_actions import BroadcastAction as BroadcastAction
from bot.replies.broadcast_actions import CallOff as CallOff
from bot.replies.broadcast_actions import CallOriginal as CallOriginal
from bot.replies.broadcast_actions import ChangeBroadcast as ChangeBroadcast
from bot.replies.broadcast_actions import Composing as Composing
from bot.replies.broadcast_actions import ConfirmBroadcast as ConfirmBroadcast
from bot.replies.broadcast_actions import HandingIn as HandingIn
from bot.replies.broadcast_actions import NewBroadcast as NewBroadcast
from bot.replies.broadcast_actions import PreviewBroadcast as PreviewBroadcast
from bot.replies.broadcast_actions import ReturnBroadcast as ReturnBroadcast
from bot.replies.broadcast_actions import Sample as Sample
from bot.replies.broadcast_actions import SendAgain as SendAgain
from bot.replies.broadcast_actions import SendBroadcast as SendBroadcast
from bot.replies.broadcast_actions import ShowBroadcast as ShowBroadcast
from bot.replies.broadcast_actions import TimeBroadcast as TimeBroadcast
from bot.replies.broadcast_actions import WriteBroadcast as WriteBroadcast
from bot.replies.desk_actions import Approve as Approve
from bot.replies.desk_actions import AskFormCancel as AskFormCancel
from bot.replies.desk_actions import AskReject as AskReject
from bot.replies.desk_actions import AskWithdraw as AskWithdraw
from bot.replies.desk_actions import Boost as Boost
from bot.replies.desk_actions import CaseAction as CaseAction
from bot.replies.desk_actions import CasePosts as CasePosts
from bot.replies.desk_actions import CasesPage as CasesPage
from bot.replies.desk_actions import Confirm as Confirm
from bot.replies.desk_actions import Correct as Correct
from bot.replies.desk_actions import Detach as Detach
from bot.replies.desk_actions import DraftAction as DraftAction
from bot.replies.desk_actions import Escalate as Escalate
from bot.replies.desk_actions import FormAction as FormAction
from bot.replies.desk_actions import FormCancel as FormCancel
from bot.replies.desk_actions import FormClose as FormClose
from bot.replies.desk_actions import FormDrop as FormDrop
from bot.replies.desk_actions import FormGo as FormGo
from bot.replies.desk_actions import FormLanguage as FormLanguage
from bot.replies.desk_actions import FormPick as FormPick
from bot.replies.desk_actions import FormRate as FormRate
from bot.replies.desk_actions import FormSubmit as FormSubmit
from bot.replies.desk_actions import FormTick as FormTick
from bot.replies.desk_actions import FormTurn as FormTurn
from bot.replies.desk_actions import FoundPage as FoundPage
from bot.replies.desk_actions import GiveBack as GiveBack
from bot.replies.desk_actions import Judge as Judge
from bot.replies.desk_actions import NextCase as NextCase
from bot.replies.desk_actions import NoClaim as NoClaim
from bot.replies.desk_actions import OpenCase as OpenCase
from bot.replies.desk_actions import Override as Override
from bot.replies.desk_actions import Reject as Reject
from bot.replies.desk_actions import RemindMe as RemindMe
from bot.replies.desk_actions import SameAs as SameAs
from bot.replies.desk_actions import SameAsCase as SameAsCase
from bot.replies.desk_actions import SameAsVerdict as SameAsVerdict
from bot.replies.desk_actions import SendBack as SendBack
from bot.replies.desk_actions import ShowDraft as ShowDraft
from bot.replies.desk_actions import ShowVerdict as ShowVerdict
from bot.replies.desk_actions import Skip as Skip
from bot.replies.desk_actions import Spam as Spam
from bot.replies.desk_actions import SpareMe as SpareMe
from bot.replies.desk_actions import Take as Take
from bot.replies.desk_actions import TakeBack as TakeBack
from bot.replies.desk_actions import VerdictAction as VerdictAction
from bot.replies.desk_actions import Withdraw as Withdraw
from bot.replies.import_actions import ImportAction as ImportAction
from bot.replies.import_actions import ImportFile as ImportFile
from bot.replies.import_actions import LeaveFile as LeaveFile
from bot.replies.member_actions import AskMember as AskMember
from bot.replies.member_actions import ChangeMember as ChangeMember
from bot.replies.member_actions import MembersPage as MembersPage
from bot.replies.member_actions import RevokeInvitation as RevokeInvitation
from bot.replies.member_actions import ShowMember as ShowMember
from bot.replies.order_actions import BlockNobody as BlockNobody
from bot.replies.order_actions import BlockPerson as BlockPerson
from bot.replies.order_actions import BlockSender as BlockSender
from bot.replies.order_actions import OrderAction as OrderAction
from bot.replies.order_actions import PauseNow as PauseNow
from bot.replies.order_actions import ResumeNow as ResumeNow
from bot.replies.order_actions import TurnLog as TurnLog
from bot.replies.running_actions import AskStopBroadcast as AskStopBroadcast
from bot.replies.running_actions import LeaveUnsure as LeaveUnsure
from bot.replies.running_actions import PauseBroadcast as PauseBroadcast
from bot.replies.running_actions import ResumeBroadcast as ResumeBroadcast
from bot.replies.running_actions import RunningAction as RunningAction
from bot.replies.running_actions import ShowUnsure as ShowUnsure
from bot.replies.running_actions import StopBroadcast as StopBroadcast
from bot.replies.running_actions import WatchBroadcast as WatchBroadcast
from bot.replies.running_actions import WriteAgain as WriteAgain
from bot.replies.statistics_actions import ShowStatistics as ShowStatistics
from bot.replies.statistics_actions import StatisticsAction as StatisticsAction
from bot.replies.statistics_actions import StatisticsFile as StatisticsFile
from bot.replies.subscription_actions import Subscribe as Subscribe
from bot.replies.subscription_actions import SubscribeAgain as SubscribeAgain
from bot.replies.subscription_actions import SubscribeDone as SubscribeDone
from bot.replies.subscription_actions import SubscribeEveryLanguage as SubscribeEveryLanguage
from bot.replies.subscription_actions import SubscribeEveryTopic as SubscribeEveryTopic
from bot.replies.subscription_actions import SubscribeLanguage as SubscribeLanguage
from bot.replies.subscription_actions import SubscribeOften as SubscribeOften
from bot.replies.subscription_actions import SubscribePage as SubscribePage
from bot.replies.subscription_actions import SubscribeTopic as SubscribeTopic
from bot.replies.subscription_actions import SubscriptionAction as SubscriptionAction
from bot.replies.subscription_actions import Unsubscribe as Unsubscribe
from bot.replies.threshold_actions import LeaveThreshold as LeaveThreshold
from bot.replies.threshold_actions import SetThreshold as SetThreshold
from bot.replies.threshold_actions import ThresholdAction as ThresholdAction

VERSION = "1"  # raised when an action's values change: older buttons are then answered politely
LIMIT = 64  # bytes of callback_data
LARGEST = 2**63 - 1  # what an identifier column holds


@dataclass(frozen=True, slots=True)
class Why:
    """Explain the answer to a submission."""

    submission: int


@dataclass(frozen=True, slots=True)
class NotIt:
    """This verdict is not what was asked."""

    submission: int
    verdict: int


@dataclass(frozen=True, slots=True)
class NotRight:
    """The rating of this verdict is wrong."""

    submission: int
    verdict: int


@dataclass(frozen=True, slots=True)
class Follow:
    """Tell me if this verdict changes."""

    verdict: int


@dataclass(frozen=True, slots=True)
class This:
    """This related verdict is the one."""

    submission: int
    verdict: int


@dataclass(frozen=True, slots=True)
class NoneOfThese:
    """No related verdict is the one."""

    submission: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Don't send the submission to the reviewers."""

    submission: int


@dataclass(frozen=True, slots=True)
class Language:
    """Speak this language to me."""

    code: str


@dataclass(frozen=True, slots=True)
class ForgetYes:
    """Erase what is kept of me."""


@dataclass(frozen=True, slots=True)
class ForgetNo:
    """Keep what is kept of me."""


@dataclass(frozen=True, slots=True)
class ShowFigure:
    """A reviewer wants to see a figure."""

    figure: int


@dataclass(frozen=True, slots=True)
class TurnPage:
    """A reviewer wants another page of what figures are about."""

    page: int


Action = (
    Why
    | NotIt
    | NotRight
    | Follow
    | This
    | NoneOfThese
    | Hold
    | Language
    | ForgetYes
    | ForgetNo
    | ShowFigure
    | TurnPage
    | MembersPage
    | ShowMember
    | AskMember
    | ChangeMember
    | RevokeInvitation
    | CaseAction
    | FormAction
    | DraftAction
    | VerdictAction
    | Judge
    | FoundPage
    | RunningAction
    | RemindMe
    | SpareMe
    | BroadcastAction
    | StatisticsAction
    | ThresholdAction
    | ImportAction
    | SubscriptionAction
    | OrderAction
)

_NAMES: dict[str, Callable[..., Action]] = {
    "why": Why,
    "not_it": NotIt,
    "not_right": NotRight,
    "follow": Follow,
    "this": This,
    "none": NoneOfThese,
    "hold": Hold,
    "language": Language,
    "forget_yes": ForgetYes,
    "forget_no": ForgetNo,
    "figure": ShowFigure,
    "page": TurnPage,
    "members": MembersPage,
    "member": ShowMember,
    "ask": AskMember,
    "change": ChangeMember,
    "revoke": RevokeInvitation,
    "next_case": NextCase,
    "open_case": OpenCase,
    "take": Take,
    "give_back": GiveBack,
    "skip": Skip,
    "same_as": SameAs,
    "same_as_verdict": SameAsVerdict,
    "same_as_case": SameAsCase,
    "no_claim": NoClaim,
    "spam": Spam,
    "escalate": Escalate,
    "boost": Boost,
    "case_posts": CasePosts,
    "detach": Detach,
    "cases_page": CasesPage,
    "form_go": FormGo,
    "form_rate": FormRate,
    "form_tick": FormTick,
    "form_turn": FormTurn,
    "form_drop": FormDrop,
    "form_language": FormLanguage,
    "form_pick": FormPick,
    "form_close": FormClose,
    "ask_form_cancel": AskFormCancel,
    "form_cancel": FormCancel,
    "form_submit": FormSubmit,
    "approve": Approve,
    "override": Override,
    "send_back": SendBack,
    "show_draft": ShowDraft,
    "take_back": TakeBack,
    "ask_reject": AskReject,
    "reject": Reject,
    "show_verdict": ShowVerdict,
    "correct": Correct,
    "ask_withdraw": AskWithdraw,
    "withdraw": Withdraw,
    "confirm": Confirm,
    "judge": Judge,
    "found_page": FoundPage,
    "watch_broadcast": WatchBroadcast,
    "pause_broadcast": PauseBroadcast,
    "resume_broadcast": ResumeBroadcast,
    "ask_stop_broadcast": AskStopBroadcast,
    "stop_broadcast": StopBroadcast,
    "unsure": ShowUnsure,
    "write_again": WriteAgain,
    "leave_unsure": LeaveUnsure,
    "remind_me": RemindMe,
    "spare_me": SpareMe,
    "broadcast": NewBroadcast,
    "b_show": ShowBroadcast,
    "b_preview": PreviewBroadcast,
    "b_write": WriteBroadcast,
    "b_original": CallOriginal,
    "b_for": AimBroadcast,
    "b_topic": AimAtTopic,
    "b_language": AimAtLanguage,
    "b_when": TimeBroadcast,
    "b_send": SendBroadcast,
    "b_again": SendAgain,
    "b_confirm": ConfirmBroadcast,
    "b_return": ReturnBroadcast,
    "b_change": ChangeBroadcast,
    "b_off": CallOff,
    "b_sample": Sample,
    "import": ImportFile,
    "leave_file": LeaveFile,
    "stats": ShowStatistics,
    "stats_file": StatisticsFile,
    "threshold": SetThreshold,
    "leave_threshold": LeaveThreshold,
    "unsubscribe": Unsubscribe,
    "subscribe": Subscribe,
    "subscribe_again": SubscribeAgain,
    "subscribe_topic": SubscribeTopic,
    "subscribe_topics": SubscribeEveryTopic,
    "subscribe_language": SubscribeLanguage,
    "subscribe_languages": SubscribeEveryLanguage,
    "subscribe_often": SubscribeOften,
    "subscribe_page": SubscribePage,
    "subscribe_done": SubscribeDone,
    "pause_now": PauseNow,
    "resume_now": ResumeNow,
    "block_sender": BlockSender,
    "block_person": BlockPerson,
    "block_nobody": BlockNobody,
    "log": TurnLog,
}
_NAME_OF: dict[object, str] = {kind: name for name, kind in _NAMES.items()}
_CODE = re.compile(r"[a-z]{2,3}")
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")


def pack(action: Action) -> str:
    """Write *action* as a button's data."""
    values = (str(value) for value in astuple(action))
    data = ":".join((VERSION, _NAME_OF[type(action)], *values))
    if unpack(data) != action:
        raise ValueError(f"{action} does not fit in a button")
    return data


def unpack(data: str | None) -> Action | None:
    """Read a button's data; None for anything strange or of another version."""
    if not data or len(data) > LIMIT:
        return None
    version, _, rest = data.partition(":")
    name, *values = rest.split(":")
    if version != VERSION or name not in _NAMES:
        return None
    readers = _readers(name)
    if len(values) != len(readers):
        return None
    read = [reader(value) for reader, value in zip(readers, values, strict=True)]
    return None if None in read else _NAMES[name](*read)


@cache
def _readers(name: str) -> tuple[Callable[[str], object | None], ...]:
    """Return what reads each value of an action, by its type."""
    return tuple(_reader(hint) for hint in get_type_hints(_NAMES[name]).values())


def _reader(hint: type) -> Callable[[str], object | None]:
    if issubclass(hint, StrEnum):
        return partial(_word, hint)
    return _number if hint is int else _code


def _word(kind: type[StrEnum], text: str) -> StrEnum | None:
    """Read a member of an enum."""
    return kind(text) if text in set(kind) else None


def _code(text: str) -> str | None:
    """Read the code of a language."""
    return text if _CODE.fullmatch(text) else None


def _number(text: str) -> int | None:
    """Read an identifier: plain digits from 1 to the largest that the store holds."""
    if not _NUMBER.fullmatch(text):
        return None
    number = int(text)
    return number if number <= LARGEST else None
