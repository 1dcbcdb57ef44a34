"""What a broadcast says: the words that its author is asked for, in one language or more."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Broadcast, Question
from bot.services import asking
from bot.services.asking import Asked
from bot.services.broadcasts import cards, composing, content
from bot.services.broadcasts.results import (
    NoWords,
    OnlyWords,
    OtherFile,
    Overtaken,
    Shown,
    TextAsked,
    TooLong,
)
from bot.services.broadcasts.values import Limits, Place, Written
from bot.services.members.roles import may_administer
from bot.services.people import LANGUAGES
from bot.services.values import NotAllowed
from bot.store import composed, notices
from bot.text.language import detect


def ask_new(session: Session, place: Place, now: datetime) -> TextAsked | NotAllowed:
    """Take an admin's next words as the text of a new broadcast."""
    if not may_administer(session, place.person_id):
        return NotAllowed()
    asking.ask(session, place.person_id, Asked(Question.BROADCAST_TEXT, 0), now)
    return TextAsked()


def ask_text(
    session: Session, broadcast_id: int, place: Place, language: str, now: datetime
) -> TextAsked | composing.Refused:
    """Take an admin's next words as what a broadcast says in a language."""
    broadcast = composing.own(session, broadcast_id, place)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    if broadcast.verdict_id is not None or language not in LANGUAGES:
        return Overtaken()
    number = LANGUAGES.index(language)
    asking.ask(session, place.person_id, Asked(Question.BROADCAST_TEXT, broadcast_id, number), now)
    return TextAsked(language, photo=broadcast.photo is not None)


def write_new(
    session: Session, place: Place, written: Written, limits: Limits, now: datetime
) -> Shown | TooLong | NoWords | NotAllowed:
    """Begin to compose a broadcast that says this."""
    if not may_administer(session, place.person_id):
        return NotAllowed()
    if notices.by_key(session, place.key):
        return Shown()
    if bad := _unfit(written.text, limits, photo=written.photo is not None):
        return bad
    code = detect(written.text)
    language = code if code in LANGUAGES else content.language_of(session, place.person_id)
    broadcast = Broadcast(
        texts={language: written.text.strip()},
        language=language,
        photo=written.photo,
        author_id=place.person_id,
        created_at=now,
    )
    composing.settle(session, place.person_id)
    cards.show(session, composed.add(session, broadcast).id or 0, place)
    return Shown()


def refuse_file(session: Session, person_id: int) -> OtherFile | NotAllowed:
    """Say to an admin that only one photo can be sent; the question stays."""
    return OtherFile() if may_administer(session, person_id) else NotAllowed()


def write(
    session: Session, asked: Asked, place: Place, written: Written, limits: Limits, now: datetime
) -> Shown | TooLong | NoWords | OnlyWords | composing.Refused:
    """Take words as the text that was asked for.

    A new original makes its translations void. Further languages share the photo.
    """
    if not may_administer(session, place.person_id):  # any more
        composing.settle(session, place.person_id)
        return NotAllowed()
    if not asked.about:
        return write_new(session, place, written, limits, now)
    broadcast = composing.own(session, asked.about, place)
    if not isinstance(broadcast, Broadcast):
        composing.settle(session, place.person_id)
        return broadcast
    language = LANGUAGES[asked.seen]
    again = language == broadcast.language
    if written.photo and not again:
        return OnlyWords()
    photo = written.photo if again else broadcast.photo
    if bad := _unfit(written.text, limits, photo=photo is not None):
        return bad
    kept = {} if again else broadcast.texts
    broadcast.texts = {**kept, language: written.text.strip()}
    broadcast.photo = photo
    composing.changed(session, broadcast, place)
    return Shown()


def _unfit(text: str, limits: Limits, *, photo: bool) -> TooLong | NoWords | None:
    """Say why a text cannot be sent; it is counted in code points, as Telegram counts."""
    length, most = len(text.strip()), limits.caption if photo else limits.text
    if not length:
        return NoWords()
    return TooLong(length - most, most) if length > most else None


def call_original(
    session: Session, broadcast_id: int, place: Place, language: str
) -> Shown | composing.Refused:
    """Say in which language the original is written, where that was read wrongly."""
    broadcast = composing.own(session, broadcast_id, place)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    text = broadcast.texts.get(broadcast.language)
    if text is None or language not in LANGUAGES or language in broadcast.texts:
        return Overtaken()
    others = {code: said for code, said in broadcast.texts.items() if code != broadcast.language}
    broadcast.texts, broadcast.language = {language: text, **others}, language
    composing.changed(session, broadcast, place)
    return Shown()


def was_taken(session: Session, key: str) -> bool:
    """Say whether a message was taken, or refused, as words for a broadcast, by its key."""
    return notices.by_key(session, key) is not None
