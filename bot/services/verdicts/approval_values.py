"""What becomes of a submitted draft. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.cases.results import Closed, NotAllowed


@dataclass(frozen=True, slots=True)
class Submitted:
    """The draft waits for another reviewer."""

    case_id: int


@dataclass(frozen=True, slots=True)
class Approved:
    """A yes is kept; *missing* more are needed."""

    missing: int


@dataclass(frozen=True, slots=True)
class ApprovedBefore:
    """The reviewer has said yes to this version already; *missing* more are needed."""

    missing: int


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """Another reviewer than its author has to look at it."""


@dataclass(frozen=True, slots=True)
class NotOwn:
    """Only its author may take a draft back."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The draft is another one than was shown, or does not wait for approval any more."""


@dataclass(frozen=True, slots=True)
class CommentAsked:
    """The reviewer is asked in their own chat what is to be changed."""


@dataclass(frozen=True, slots=True)
class CommentUnfit:
    """The comment is empty or too long."""

    limit: int


@dataclass(frozen=True, slots=True)
class SentBack:
    """The draft is its author's again, with a comment."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """The draft is thrown away, and the case is open again."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The author goes on writing."""


Unable = NotAllowed | Closed | Changed
