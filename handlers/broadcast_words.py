"""What became of a step on a broadcast, as a text of the catalogue by name."""

from typing import Final, TypeAlias

from bot.services.broadcasts.results import (
    CalledOff,
    ConfirmedNow,
    NoBroadcast,
    NoWords,
    OfAnother,
    OnlyWords,
    OtherFile,
    Overtaken,
    OwnBroadcast,
    Returned,
    Sent,
    Shown,
    TextAsked,
    TimeAsked,
    TooLong,
    Unfit,
    WaitsForAnother,
)
from bot.services.broadcasts.times import BadTime
from bot.services.values import NotAllowed
from bot.services.verdicts.values import NoVerdict
from handlers.values import Words

Result: TypeAlias = (
    Shown
    | NoBroadcast
    | OfAnother
    | Overtaken
    | Unfit
    | TextAsked
    | TimeAsked
    | TooLong
    | NoWords
    | OnlyWords
    | OtherFile
    | Sent
    | WaitsForAnother
    | ConfirmedNow
    | OwnBroadcast
    | Returned
    | CalledOff
    | BadTime
    | NoVerdict
    | NotAllowed
)
NAMES: Final[dict[type[Result], str | None]] = {
    Shown: None,
    NoBroadcast: "broadcast_none",
    OfAnother: "broadcast_of_another",
    Overtaken: "broadcast_overtaken",
    NoWords: "broadcast_no_words",
    OnlyWords: "broadcast_only_words",
    OtherFile: "broadcast_media",
    WaitsForAnother: "broadcast_waits",
    ConfirmedNow: "broadcast_confirmed_now",
    OwnBroadcast: "broadcast_own",
    Returned: "broadcast_returned",
    CalledOff: "broadcast_off",
    NoVerdict: "no_such_verdict",
    NotAllowed: "only_admins",
}


def said(result: Result, zone: str) -> Words:
    """Word what became of a step; no words where something is shown."""
    match result:
        case Unfit(flaw):
            return Words(f"broadcast_flaw_{flaw}")
        case TextAsked(None):
            return Words("broadcast_text_asked")
        case TextAsked(str(language)):
            return Words("broadcast_translation_asked", {"language": language})
        case TimeAsked():
            return Words("broadcast_time_asked", {"zone": zone})
        case BadTime(why):
            return Words(f"broadcast_time_{why}")
        case TooLong(over, most):
            return Words("broadcast_too_long", {"over": over, "most": most})
        case Sent(at_once):
            return Words("broadcast_sent_now" if at_once else "broadcast_sent_later")
        case _:
            return Words(NAMES[type(result)])
