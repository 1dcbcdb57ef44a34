"""The confidence from which the bot answers alone by rank: the setting's, or what an admin set."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.matching.parameters import point
from bot.models import DecisionKind, Notice, NoticeKind
from bot.services import audit
from bot.services.members.roles import may_administer
from bot.services.members.values import Owed
from bot.services.owing import owe
from bot.services.threshold_values import (
    Asked,
    Measured,
    Outdated,
    Ruling,
    ThresholdCard,
    ThresholdSet,
    Unreadable,
)
from bot.services.values import NotAllowed
from bot.store import notices, remembered, revision

NAME = "threshold"  # under which it is kept
LEAST, MOST = 0.5, 1.0  # between them it lies
STEP = 1000  # steps of a confidence in a button
ENOUGH = 50  # judged answers by rank from which their share of right ones says something
HOLDS = timedelta(days=1)  # how long what was measured may be acted upon
DEFAULT = "default"
KINDS = ("meaning", "words")
ALLOWED = frozenset({Ruling.CAREFUL, Ruling.ENOUGH})


def current(session: Session, floor: float) -> float | None:
    """Return what admins set; None where the setting holds.

    *floor* is the share of answers that the setting asks to be right. What was measured when it
    asked for less holds only where it is as careful as the setting is now.
    """
    kept = remembered.get(session, NAME)
    if kept is None:
        return None
    confidence, asked = map(float, kept.split())
    return confidence if asked >= floor or _is_careful(confidence, floor) else None


def read(words: str) -> float | None:
    """Read a confidence between one half and one, such as 0.97 or 0,97."""
    plain = words.strip().replace(",", ".")
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit() or len(plain) > 9:
        return None
    found = round(float(plain), 3)
    return found if LEAST < found < MOST else None


def ruling(confidence: float, then: Measured, floor: float) -> Ruling:
    """Say whether admins may set a confidence, by what was measured with it.

    What is at least as careful as the setting always may be set. Of the rest only what was
    measured: *floor* is the share of answers that the operator's setting asks to be right.
    """
    if _is_careful(confidence, floor):
        return Ruling.CAREFUL
    if then.by_rank < ENOUGH:
        return Ruling.TOO_FEW
    return Ruling.ENOUGH if then.right >= floor * then.by_rank else Ruling.BELOW


def _is_careful(confidence: float, floor: float) -> bool:
    """Say whether a confidence is at least as careful as a setting, in either kind of store."""
    return all(confidence >= point(kind, floor) for kind in KINDS)


def may_ask(
    session: Session, person_id: int, words: str, floor: float
) -> Asked | Unreadable | NotAllowed:
    """Say what an admin wants to be measured; no words ask what holds now."""
    if not may_administer(session, person_id):
        return NotAllowed()
    found = read(words) if words else None
    return Unreadable() if words and found is None else Asked(found, current(session, floor))


def owe_card(
    session: Session,
    person_id: int,
    key: str,
    floor: float,
    asked: float | None = None,
    *,
    was: float | None = None,
    now: Measured | None = None,
    then: Measured | None = None,
    labelled: int = 0,
) -> Owed | NotAllowed:
    """Owe an admin what holds, and what was measured with the confidence that they ask for."""
    if not may_administer(session, person_id):
        return NotAllowed()
    params = {
        "floor": floor,
        "asked": asked,
        "was": was,
        "now": asdict(now) if now else None,
        "then": asdict(then) if then else None,
        "labelled": labelled,
        "ruling": str(ruling(asked, then, floor)) if asked and then else None,
    }
    owe(
        session,
        key=key,
        kind=NoticeKind.THRESHOLD,
        chat_id=person_id,
        person_id=person_id,
        params=params,
    )
    return Owed()


def parcelled(session: Session, notice: Notice) -> ThresholdCard | None:
    """Return a card as it was measured; nothing for somebody who is no admin any more."""
    if not may_administer(session, notice.person_id or 0):
        return None
    kept = notice.params
    return ThresholdCard(
        current=current(session, kept["floor"]),
        points=(point("meaning", kept["floor"]), point("words", kept["floor"])),
        floor=kept["floor"],
        asked=kept["asked"],
        now=Measured(**kept["now"]) if kept["now"] else None,
        then=Measured(**kept["then"]) if kept["then"] else None,
        labelled=kept["labelled"],
        ruling=Ruling(kept["ruling"]) if kept["ruling"] else None,
    )


def set_to(
    session: Session,
    chat_id: int,
    message_id: int,
    person_id: int,
    step: int,
    floor: float,
    now: datetime,
) -> ThresholdSet | Outdated | NotAllowed:
    """Set what the card under the pressed button was measured with, and allows.

    The button alone allows nothing: whoever forges one has no such card in their chat. *floor* is
    what the operator's setting asks for now, which may be more than when it was measured.
    """
    if not may_administer(session, person_id):
        return NotAllowed()
    revision.lock(session)  # of two at once one comes second, and sees what the first has set
    before, wanted = current(session, floor), step / STEP
    card = _card(session, chat_id, message_id, wanted, floor, now)
    if card is None or card.person_id != person_id:
        return Outdated()
    if before == wanted:
        return ThresholdSet(wanted)
    if card.params["was"] != before:
        return Outdated()
    remembered.put(session, NAME, f"{wanted:.3f} {floor:.2f}", now)
    _note(session, person_id, before, wanted, now, card)
    return ThresholdSet(wanted)


def to_default(session: Session, person_id: int, now: datetime) -> ThresholdSet | NotAllowed:
    """Let the operator's setting hold again."""
    if not may_administer(session, person_id):
        return NotAllowed()
    revision.lock(session)
    if (before := current(session, 0.0)) is not None:
        remembered.drop(session, NAME)
        _note(session, person_id, before, None, now)
    return ThresholdSet(None)


def _card(
    session: Session, chat_id: int, message_id: int, wanted: float, floor: float, now: datetime
) -> Notice | None:
    """Find the card that was measured with a confidence not long ago, and allows it."""
    fresh = (one for one in notices.on_message(session, chat_id, message_id))
    return next(
        (
            one
            for one in fresh
            if one.kind is NoticeKind.THRESHOLD
            and one.params["asked"] == wanted
            and one.params["then"]
            and ruling(wanted, Measured(**one.params["then"]), floor) in ALLOWED
            and now - one.created_at <= HOLDS
        ),
        None,
    )


def _note(
    session: Session,
    person_id: int,
    before: float | None,
    after: float | None,
    now: datetime,
    card: Notice | None = None,
) -> None:
    """Raise the revision, so that every process decides by it, and keep who did it, and why."""
    revision.bump(session)
    measured = {name: card.params[name] for name in ("now", "then", "floor")} if card else {}
    changes = {"before": before, "after": after, **measured}
    audit.note(session, DecisionKind.THRESHOLD_SET, now, person_id=person_id, changes=changes)
