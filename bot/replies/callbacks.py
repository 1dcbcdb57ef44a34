"""What a button carries: at most 64 bytes, read back as if a stranger had written them."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass

from bot.models import Rating, Role
from bot.replies.member_actions import AskMember as AskMember
from bot.replies.member_actions import ChangeMember as ChangeMember
from bot.replies.member_actions import MembersPage as MembersPage
from bot.replies.member_actions import RevokeInvitation as RevokeInvitation
from bot.replies.member_actions import ShowMember as ShowMember
from bot.services.member_values import Deed

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
class Rate:
    """A reviewer's rating of a case."""

    case: int
    rating: Rating


@dataclass(frozen=True, slots=True)
class NoClaim:
    """A reviewer finds no claim in a case."""

    case: int


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
    | Follow
    | This
    | NoneOfThese
    | Hold
    | Language
    | Rate
    | NoClaim
    | ForgetYes
    | ForgetNo
    | ShowFigure
    | TurnPage
    | MembersPage
    | ShowMember
    | AskMember
    | ChangeMember
    | RevokeInvitation
)

_NAMES: dict[str, type[Action]] = {
    "why": Why,
    "not_it": NotIt,
    "follow": Follow,
    "this": This,
    "none": NoneOfThese,
    "hold": Hold,
    "language": Language,
    "rate": Rate,
    "noclaim": NoClaim,
    "forget_yes": ForgetYes,
    "forget_no": ForgetNo,
    "figure": ShowFigure,
    "page": TurnPage,
    "members": MembersPage,
    "member": ShowMember,
    "ask": AskMember,
    "change": ChangeMember,
    "revoke": RevokeInvitation,
}
_NAME_OF = {kind: name for name, kind in _NAMES.items()}
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
    return _read(name, values)


def _read(name: str, values: list[str]) -> Action | None:
    """Build the action *name* from its values, if they are what it takes."""
    match name, values:
        case "language", [code]:
            return Language(code) if _CODE.fullmatch(code) else None
        case "rate", [case, rating]:
            number = _number(case)
            return Rate(number, Rating(rating)) if number and rating in set(Rating) else None
        case "ask", [member, deed]:
            number = _number(member)
            return AskMember(number, Deed(deed)) if number and deed in set(Deed) else None
        case "change", [member, deed, role]:
            number = _number(member)
            known = deed in set(Deed) and role in set(Role)
            return ChangeMember(number, Deed(deed), Role(role)) if number and known else None
        case (("forget_yes" | "forget_no"), []):
            return ForgetYes() if name == "forget_yes" else ForgetNo()
        case _:
            return _numbered(name, [_number(value) for value in values])


def _numbered(name: str, numbers: list[int | None]) -> Action | None:
    """Build an action that takes nothing but identifiers."""
    match name, numbers:
        case "why", [int(submission)]:
            return Why(submission)
        case "none", [int(submission)]:
            return NoneOfThese(submission)
        case "hold", [int(submission)]:
            return Hold(submission)
        case "follow", [int(verdict)]:
            return Follow(verdict)
        case "noclaim", [int(case)]:
            return NoClaim(case)
        case "figure", [int(figure)]:
            return ShowFigure(figure)
        case "page", [int(page)]:
            return TurnPage(page)
        case "members", [int(page)]:
            return MembersPage(page)
        case "member", [int(member)]:
            return ShowMember(member)
        case "revoke", [int(invitation)]:
            return RevokeInvitation(invitation)
        case "not_it", [int(submission), int(verdict)]:
            return NotIt(submission, verdict)
        case "this", [int(submission), int(verdict)]:
            return This(submission, verdict)
    return None


def _number(text: str) -> int | None:
    """Read an identifier: plain digits from 1 to the largest that the store holds."""
    if not _NUMBER.fullmatch(text):
        return None
    number = int(text)
    return number if number <= LARGEST else None
