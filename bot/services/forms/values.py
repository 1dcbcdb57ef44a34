"""What goes into the verdict form, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.models import Case, Draft, FormStep
from bot.services.cases.results import Closed, HeldByOther, NotHeld, WaitsForApproval
from bot.services.values import NotAllowed, Published, Text


@dataclass(frozen=True, slots=True)
class Move:
    """A press or a message of somebody who writes a draft: whose, when, and where it shows."""

    case_id: int
    person_id: int
    now: datetime
    hold: timedelta  # for how long the case is theirs after it
    key: str  # what is owed for it is owed once
    message_id: int  # of the form that was pressed, or of the words


@dataclass(frozen=True, slots=True)
class Given:
    """What a message answers: its words, and the sources that are in it."""

    text: str
    sources: tuple[dict[str, Any], ...] = ()  # as a draft keeps them
    problem: Text | None = None  # what cannot be taken of them
    sent_at: datetime | None = None
    goes_on_until: datetime | None = None  # of a piece of a long text: when its next one comes


@dataclass(frozen=True, slots=True)
class Form:
    """A case that is held, with its draft; both are locked."""

    case: Case
    draft: Draft


@dataclass(frozen=True, slots=True)
class Look:
    """How the form is to be shown after a step."""

    said: Text | None = None  # what stands above it, such as what is wrong with an answer
    page: int = 1
    language: str | None = None  # of the preview
    asked: bool = False  # whether all is to be thrown away


@dataclass(frozen=True, slots=True)
class Shown:
    """The form is owed as it is now."""


@dataclass(frozen=True, slots=True)
class OldForm:
    """What was pressed means nothing at this step, or in this form."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The draft is another than the one that was shown; it is shown again."""


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A step is missing, and shown."""

    step: FormStep


@dataclass(frozen=True, slots=True)
class TooQuick:
    """The words were written before their question was shown."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """The form is closed, and the draft kept."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The draft is thrown away, and the case given back."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The draft is with the other reviewers, or published at once."""

    published: Published | None = None


Refused = NotAllowed | Closed | HeldByOther | WaitsForApproval | NotHeld
Pressed = Shown | OldForm | Overtaken | Incomplete | PutAway | Cancelled | HandedIn | Refused
Answered = Shown | TooQuick | Refused
