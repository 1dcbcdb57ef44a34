"""The log as admins see it, and as it is written into a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.models import Activity, DecisionKind, MemberDeed, Role


class Part(StrEnum):
    """Which part of the log is shown."""

    ALL = "all"
    DESK = "desk"
    BROADCASTS = "broadcasts"
    MEMBERS = "members"
    ORDER = "order"


class Changed(StrEnum):
    """What was changed beside the desk."""

    VERDICTS = "verdicts"
    FIGURES = "figures"


class By(StrEnum):
    """Who did something, where it was no member."""

    CLOCK = "clock"
    OPERATOR = "operator"
    SETTINGS = "settings"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class LogLine:
    """Something that was done: when, by whom, and about which case, verdict or broadcast."""

    at: datetime
    what: DecisionKind | MemberDeed | Changed
    by: Role | By
    person: int | None = None  # a member
    name: str | None = None  # an operator's login
    case: int | None = None
    verdict: int | None = None
    broadcast: int | None = None
    post: int | None = None
    member: int | None = None  # whose membership was changed
    role: Role | None = None  # from then on
    activities: tuple[Activity, ...] = ()
    count: int = 1  # verdicts or figures changed at once


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of what was done, the latest first."""

    lines: tuple[LogLine, ...]
    part: Part
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One row of a log in full."""

    at: datetime
    log: str  # decision, member, verdict or figure
    id: int
    kind: str
    role: str | None
    person: int | None
    operator: str | None
    case: int | None
    verdict: int | None
    figure: int | None
    member: int | None
    changes: Mapping[str, Any]
