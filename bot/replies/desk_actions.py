"""What reviewers press: on cases, forms, drafts, verdicts, flagged pairs and lists."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models import FormStep, Rating


@dataclass(frozen=True, slots=True)
class NextCase:
    """Show what comes first in my queue."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Show a case."""

    case: int


@dataclass(frozen=True, slots=True)
class Take:
    """Hold a case, and begin or go on with its form."""

    case: int


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Leave a case that I hold to others."""

    case: int


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave a case to others for a while, and show the next."""

    case: int


@dataclass(frozen=True, slots=True)
class SameAs:
    """Look for the verdict or case that a case is about."""

    case: int


@dataclass(frozen=True, slots=True)
class SameAsVerdict:
    """A published verdict answers a case."""

    case: int
    verdict: int


@dataclass(frozen=True, slots=True)
class SameAsCase:
    """A case is about the same claim as another: they become one."""

    case: int
    other: int


@dataclass(frozen=True, slots=True)
class NoClaim:
    """There is nothing to check in a case."""

    case: int


@dataclass(frozen=True, slots=True)
class Spam:
    """A case is advertising or abuse."""

    case: int


@dataclass(frozen=True, slots=True)
class Escalate:
    """Bring a case before the admins."""

    case: int


@dataclass(frozen=True, slots=True)
class Boost:
    """An admin moves a case up."""

    case: int


@dataclass(frozen=True, slots=True)
class CasePosts:
    """Show the posts of a case, a page at a time."""

    case: int
    page: int


@dataclass(frozen=True, slots=True)
class Detach:
    """A post is about something else than its case."""

    case: int
    submission: int


@dataclass(frozen=True, slots=True)
class CasesPage:
    """Show a page of my cases."""

    page: int


@dataclass(frozen=True, slots=True)
class FormGo:
    """Go to a step of a case's form."""

    case: int
    step: FormStep


@dataclass(frozen=True, slots=True)
class FormRate:
    """Choose the rating."""

    case: int
    rating: Rating


@dataclass(frozen=True, slots=True)
class FormTick:
    """Tick the text that a post says as one that asserts the claim (1), or untick it (2)."""

    case: int
    submission: int
    choice: int


@dataclass(frozen=True, slots=True)
class FormTurn:
    """Show another page of a step."""

    case: int
    page: int


@dataclass(frozen=True, slots=True)
class FormDrop:
    """Take the nth entry of a step away."""

    case: int
    step: FormStep
    place: int


@dataclass(frozen=True, slots=True)
class FormLanguage:
    """Say in which language a step's text is, or is to be written or looked at."""

    case: int
    step: FormStep
    code: str


@dataclass(frozen=True, slots=True)
class FormPick:
    """Take the nth proposal of a step."""

    case: int
    step: FormStep
    place: int


@dataclass(frozen=True, slots=True)
class FormClose:
    """Put the form away; what is written stays."""

    case: int


@dataclass(frozen=True, slots=True)
class AskFormCancel:
    """Ask once more before what is written is thrown away."""

    case: int


@dataclass(frozen=True, slots=True)
class FormCancel:
    """Throw away what was shown, and give the case back."""

    case: int
    version: int


@dataclass(frozen=True, slots=True)
class FormSubmit:
    """Submit the draft that was shown."""

    case: int
    version: int


@dataclass(frozen=True, slots=True)
class Approve:
    """Agree with a submitted draft."""

    case: int
    version: int


@dataclass(frozen=True, slots=True)
class Override:
    """An admin publishes without further approvals."""

    case: int
    version: int


@dataclass(frozen=True, slots=True)
class SendBack:
    """Ask the author to change a submitted draft, with a comment."""

    case: int
    version: int


@dataclass(frozen=True, slots=True)
class ShowDraft:
    """Show a submitted draft."""

    case: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The author goes on writing a draft that they submitted."""

    case: int
    version: int


@dataclass(frozen=True, slots=True)
class AskReject:
    """Ask once more before a submitted draft is thrown away."""

    case: int
    version: int


@dataclass(frozen=True, slots=True)
class Reject:
    """Throw a submitted draft away; the case is open again."""

    case: int
    version: int


@dataclass(frozen=True, slots=True)
class ShowVerdict:
    """Show a verdict with its history."""

    verdict: int


@dataclass(frozen=True, slots=True)
class Correct:
    """Open a published verdict for a new version."""

    verdict: int


@dataclass(frozen=True, slots=True)
class AskWithdraw:
    """Ask once more before a verdict is withdrawn."""

    verdict: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take a verdict back at once."""

    verdict: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """A verdict that was to be looked at again holds as it is."""

    case: int


@dataclass(frozen=True, slots=True)
class Judge:
    """Say whether a flagged answer meets its post: 1 the same claim, 2 another."""

    flag: int
    choice: int


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Show another page of what a search found."""

    page: int


@dataclass(frozen=True, slots=True)
class RemindMe:
    """Remind me of what I have in hand."""


@dataclass(frozen=True, slots=True)
class SpareMe:
    """Do not remind me."""


CaseAction = (
    NextCase
    | OpenCase
    | Take
    | GiveBack
    | Skip
    | SameAs
    | SameAsVerdict
    | SameAsCase
    | NoClaim
    | Spam
    | Escalate
    | Boost
    | CasePosts
    | Detach
    | CasesPage
)
FormAction = (
    FormGo
    | FormRate
    | FormTick
    | FormTurn
    | FormDrop
    | FormLanguage
    | FormPick
    | FormClose
    | AskFormCancel
    | FormCancel
    | FormSubmit
)
DraftAction = Approve | Override | SendBack | ShowDraft | TakeBack | AskReject | Reject
VerdictAction = ShowVerdict | Correct | AskWithdraw | Withdraw | Confirm
