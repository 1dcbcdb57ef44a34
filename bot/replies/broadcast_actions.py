"""What admins press under the card of a broadcast that has not begun, and under the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.models import Audience
from bot.services.broadcasts.values import View, When


@dataclass(frozen=True, slots=True)
class NewBroadcast:
    """An admin wants to broadcast a verdict."""

    verdict: int


@dataclass(frozen=True, slots=True)
class ShowBroadcast:
    """An admin wants to see a broadcast, or what it asks next."""

    broadcast: int
    view: View


@dataclass(frozen=True, slots=True)
class PreviewBroadcast:
    """An admin wants to see what readers of a language will get."""

    broadcast: int
    code: str


@dataclass(frozen=True, slots=True)
class WriteBroadcast:
    """Its author wants to write the text in a language."""

    broadcast: int
    code: str


@dataclass(frozen=True, slots=True)
class CallOriginal:
    """Its author says that the original is in another language than it was taken for."""

    broadcast: int
    code: str


@dataclass(frozen=True, slots=True)
class AimBroadcast:
    """Its author says whom it is for; a topic or language is asked for next."""

    broadcast: int
    audience: Audience


@dataclass(frozen=True, slots=True)
class AimAtTopic:
    """It is for those who take a topic, by the first verdict about it."""

    broadcast: int
    verdict: int


@dataclass(frozen=True, slots=True)
class AimAtLanguage:
    """It is for readers of a language."""

    broadcast: int
    code: str


@dataclass(frozen=True, slots=True)
class TimeBroadcast:
    """Its author says when it begins."""

    broadcast: int
    when: When


@dataclass(frozen=True, slots=True)
class SendBroadcast:
    """Its author hands it in as it was in this version."""

    broadcast: int
    version: int


@dataclass(frozen=True, slots=True)
class SendAgain:
    """Likewise, although the same was sent before."""

    broadcast: int
    version: int


@dataclass(frozen=True, slots=True)
class ConfirmBroadcast:
    """Another admin says yes to it as it was in this version."""

    broadcast: int
    version: int


@dataclass(frozen=True, slots=True)
class ReturnBroadcast:
    """Another admin gives it back to be changed."""

    broadcast: int
    version: int


@dataclass(frozen=True, slots=True)
class ChangeBroadcast:
    """Its author wants to change what was handed in."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class CallOff:
    """It is not to go out."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A button of a message that an admin only looks at."""


Composing: TypeAlias = (
    NewBroadcast
    | ShowBroadcast
    | PreviewBroadcast
    | WriteBroadcast
    | CallOriginal
    | AimBroadcast
    | AimAtTopic
    | AimAtLanguage
    | TimeBroadcast
)
HandingIn: TypeAlias = (
    SendBroadcast | SendAgain | ConfirmBroadcast | ReturnBroadcast | ChangeBroadcast | CallOff
)
BroadcastAction: TypeAlias = Composing | HandingIn | Sample
