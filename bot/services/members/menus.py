"""Whose menu of commands Telegram has to be told of: it follows role and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.models import Role
from bot.services.members.roles import role as role_of
from bot.store import members


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu that somebody should have; *language* where they chose one."""

    person_id: int
    role: Role
    language: str | None
    mark: str  # empty for the menu that everybody has


def wanted(session: Session, texts: Mapping[Role, str], now: datetime) -> list[Menu]:
    """Return the menus that differ from what Telegram was told; *texts* mark each role's words."""
    found = []
    for person, member in members.with_menus(session, now):
        role = role_of(session, person.id)
        language = person.language if person.language_chosen else None
        mark = "" if role is Role.PUBLIC else f"{texts[role]} {language or ''}"
        if mark != member.menu:
            found.append(Menu(person.id, role, language, mark))
    return found


def has_one(session: Session, person_id: int) -> bool:
    """Say whether Telegram was told a menu of somebody's own."""
    member = members.get(session, person_id)
    return member is not None and member.menu != ""


def told(session: Session, menu: Menu) -> None:
    """Note that Telegram has a menu."""
    if member := members.get(session, menu.person_id):
        member.menu, member.menu_due_at = menu.mark, None


def put_off(session: Session, person_id: int, until: datetime) -> None:
    """Try again later: Telegram did not take the menu."""
    if member := members.get(session, person_id):
        member.menu_due_at = until
