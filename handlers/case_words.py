"""What became of a step on a case, as a text of the catalogue by name."""

from typing import TypeAlias

from bot.services.cases.results import (
    Closed,
    GivenBack,
    HeldByOther,
    NotHeld,
    Taken,
    WaitsForApproval,
)
from bot.services.cases.review_languages import BadLanguages, ReviewsIn
from bot.services.cases.values import (
    BothWritten,
    Detached,
    Merged,
    NoCase,
    NoVerdict,
    QueueEmpty,
    Raised,
    Shown,
    Skipped,
    Unfit,
)
from bot.services.people import LANGUAGES
from bot.services.values import Dismissed, NotAllowed, Published
from handlers.values import Words

Result: TypeAlias = (
    Shown
    | Skipped
    | QueueEmpty
    | NoCase
    | NoVerdict
    | Unfit
    | BothWritten
    | Merged
    | Detached
    | Raised
    | Taken
    | GivenBack
    | Closed
    | HeldByOther
    | NotHeld
    | WaitsForApproval
    | Dismissed
    | Published
    | ReviewsIn
    | BadLanguages
    | NotAllowed
)
NAMES: dict[type[Result], str | None] = {
    Shown: None,
    Skipped: "skipped",
    QueueEmpty: "queue_empty",
    NoCase: "no_such_case",
    NoVerdict: "no_such_verdict",
    Unfit: "unfit_case",
    BothWritten: "both_written",
    Merged: "cases_merged",
    Raised: "moved_up",
    Taken: "taken",
    GivenBack: "given_back",
    Closed: "case_closed",
    HeldByOther: "held_by_other",
    NotHeld: "not_held",
    WaitsForApproval: "draft_submitted_before",
    Dismissed: "case_dismissed",
    NotAllowed: "only_reviewers",
}


def said(result: Result) -> Words:
    """Word what became of a step; no words where something is shown."""
    match result:
        case Detached(case_id):
            return Words("post_taken_out", {"number": str(case_id)})
        case Published(told=told):
            return Words("case_answered", {"told": told})
        case ReviewsIn(languages):
            if not languages:
                return Words("reviewing_all")
            return Words("reviewing_in", {"languages": " ".join(languages)})
        case BadLanguages():
            return Words("reviewing_usage", {"languages": " ".join(LANGUAGES)})
        case _:
            return Words(NAMES[type(result)])
