"""People: their language and posts, and their right to see and erase what is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.matching import Sure
from bot.models import Follow, Outcome, Person, Stance, Submission
from bot.services import decisions
from bot.services.members.roles import may_review as may_review
from bot.services.members.roles import role as role
from bot.services.members.roles import sync_roles as sync_roles
from bot.services.order import bans
from bot.services.privacy import forget as forget
from bot.services.subscriptions.cards import wanted
from bot.services.values import Kept, MyPost, MyPosts, Sender
from bot.services.views import verdict_view
from bot.store import members, notices, pauses, submissions, subscriptions
from bot.store import people as store

# Languages of replies; a person with another one is answered in the first.
LANGUAGES = ("en", "uk", "ru", "mk", "pl")
EXCERPT = 120  # code points of a post in /mine


def language_of(code: str | None) -> str:
    """Return the language of replies for Telegram's code, such as "uk" or "en-GB"."""
    language = (code or "").lower().split("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def meet(session: Session, sender: Sender, now: datetime) -> str:
    """Note that a person wrote, and return their language; what was held for them is due now."""
    language = language_of(sender.language_code)
    person = store.ensure(session, Person(id=sender.id, language=language, created_at=now))
    if not person.language_chosen and sender.language_code and person.language != language:
        person.language = language
    if person.blocked_at is not None:
        person.blocked_at = None
        notices.resume(session, sender.id, now)
    return person.language


def choose_language(session: Session, person_id: int, language: str) -> bool:
    """Keep the language that a person chose; False where there is no such language."""
    if language not in LANGUAGES:
        return False
    person = store.ensure(session, Person(id=person_id, language=language))
    person.language = language
    person.language_chosen = True
    return True


def block(session: Session, person_id: int, now: datetime) -> None:
    """Note that a person blocked the bot; what is owed to them is held until they come back."""
    if person := store.get(session, person_id):
        person.blocked_at = person.blocked_at or now
        notices.hold(session, person_id=person_id)


def name_bot(session: Session, bot_id: int, username: str, now: datetime) -> None:
    """Keep the bot's username, of which links to it are made."""
    members.name_bot(session, bot_id, username, now)


def bot_name(session: Session) -> str | None:
    """Return the username of the bot that started last with this store; None if none did."""
    return members.bot_name(session)


def language(session: Session, person_id: int) -> str:
    """Return the language to speak with a person."""
    person = store.get(session, person_id)
    return person.language if person else LANGUAGES[0]


def follow(session: Session, person_id: int, verdict_id: int, now: datetime) -> bool:
    """Tell a person when a verdict changes; False where there is no such verdict."""
    if verdict_view(session, verdict_id, LANGUAGES[0]) is None:
        return False
    store.ensure(session, Person(id=person_id, created_at=now))
    store.follow(session, Follow(person_id=person_id, verdict_id=verdict_id, at=now))
    return True


def my_posts(session: Session, person_id: int, limit: int, locale: str) -> MyPosts:
    """Return a person's latest posts, newest first, each with its state."""
    total, _first = submissions.count(session, person_id)
    latest = submissions.latest(session, person_id, limit)
    return MyPosts(tuple(_my_post(session, post, locale) for post in latest), total)


def _my_post(session: Session, post: Submission, locale: str) -> MyPost:
    later = pauses.keep_back(session, post.id or 0)
    verdict = None if later else verdict_view(session, _verdict_of(post), locale)
    return MyPost(
        submission_id=post.id or 0,
        excerpt=excerpt(post.text, EXCERPT),
        sent_at=post.created_at,
        state="later" if later else _state(post),
        rating=verdict.rating if verdict else None,
    )


def _state(post: Submission) -> str:
    if post.purged_at:
        return "erased"
    if post.verdict_id:
        return "told"
    if post.outcome is Outcome.ANSWERED:
        return "answered"
    if post.held_back:
        return "held_back"
    return "related" if post.outcome is Outcome.RELATED else "waiting"


def _verdict_of(post: Submission) -> int | None:
    """Return the verdict that rates a post itself: never one that the post disputes or asks."""
    decision = decisions.load(post.decision) if post.decision else None
    if isinstance(decision, Sure):
        asserted = [match for match in decision.matches if match.stance is Stance.ASSERTS]
        return asserted[0].verdict_id if asserted else None
    return post.verdict_id


def excerpt(text: str, length: int) -> str:
    """Cut *text* to *length* code points on one line, between words where it can be."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + "…"


def kept(session: Session, person_id: int, retention: timedelta) -> Kept:
    """Return what is kept of a person."""
    person = store.get(session, person_id)
    posts, first = submissions.count(session, person_id)
    return Kept(
        posts=posts,
        first=first,
        follows=store.follows(session, person_id),
        language=person.language if person else LANGUAGES[0],
        role=role(session, person_id),
        retention_days=retention.days,
        wanted=wanted(subscriptions.get(session, person_id)),
        blocked=bans.is_blocked(session, person_id),
    )
