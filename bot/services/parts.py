"""Posts of several messages: albums, and texts that Telegram split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.models import Part, Submission
from bot.services.values import Incoming
from bot.store import submissions

PIECES = "pieces:"  # how the key of a split post begins; the id of its first message follows


def gathered(session: Session, incoming: Incoming) -> tuple[Incoming, Incoming]:
    """Give a message the key of the pieces before it that wait for it; return it and `joined`."""
    if not (incoming.group_key or incoming.edited or incoming.media):
        key = unfinished(session, incoming.chat_id, incoming.sender.id)
        incoming = replace(incoming, group_key=key)
    return incoming, joined(session, incoming)


def joined(session: Session, incoming: Incoming) -> Incoming:
    """Return a message with the text and links of all parts of its post so far, itself included.

    An edited message counts as it is now. What it says alone is in own_text and own_urls.
    """
    alone = own(incoming)
    if (post := post_of(session, alone)) is None:
        return alone
    others = [
        part
        for part in submissions.parts(session, post.id or 0)
        if part.message_id != alone.message_id
    ]
    parts = sorted([*others, part_of(alone, post.id or 0)], key=lambda part: part.message_id)
    pictured = next((part for part in parts if part.media), None)
    return replace(
        alone,
        text=whole_text(parts),
        urls=whole_urls(parts),
        media=pictured.media if pictured else None,
        file_id=pictured.file_id if pictured else None,
        file_unique_id=pictured.file_unique_id if pictured else None,
        posted_at=alone.posted_at or post.posted_at,
        own_text=alone.text,
        own_urls=alone.urls,
    )


def unfinished(session: Session, chat_id: int, person_id: int) -> str | None:
    """Return the key of a split post whose last piece is still to come; None where none waits."""
    return submissions.unfinished(session, chat_id, person_id, PIECES)


def own(incoming: Incoming) -> Incoming:
    """Undo `joined`: what the message says alone."""
    if incoming.own_text is None:
        return incoming
    return replace(
        incoming, text=incoming.own_text, urls=incoming.own_urls, own_text=None, own_urls=()
    )


def keep(session: Session, incoming: Incoming, now: datetime) -> tuple[Submission, bool]:
    """Keep a message as part of its post; return the post, and whether anything is new in it.

    A message that came before is not new unless it was edited.
    """
    part = submissions.part(session, incoming.chat_id, incoming.message_id)
    if part is None:
        post = submissions.add(session, _new_post(incoming, now))
        if submissions.add_part(session, part_of(incoming, post.id or 0)):
            _refresh(session, post, incoming)
            return post, True
        # Another thread was faster with the same message: its post is the one.
        if post.outcome is None and not submissions.parts(session, post.id or 0):
            session.delete(post)
        part = submissions.part(session, incoming.chat_id, incoming.message_id)
        if part is None:
            raise RuntimeError("a part of a post vanished while it was kept")
    post = session.get_one(Submission, part.submission_id)
    if incoming.edited:
        part.text = incoming.text
        part.urls = list(incoming.urls)
        part.media, part.file_id = incoming.media, incoming.file_id
        part.file_unique_id = incoming.file_unique_id
        _refresh(session, post, incoming)
    return post, incoming.edited


def part_of(incoming: Incoming, submission_id: int) -> Part:
    """Make the row of a message."""
    return Part(
        submission_id=submission_id,
        chat_id=incoming.chat_id,
        message_id=incoming.message_id,
        text=incoming.text,
        urls=list(incoming.urls),
        media=incoming.media,
        file_id=incoming.file_id,
        file_unique_id=incoming.file_unique_id,
    )


def first_message(session: Session, post: Submission) -> int | None:
    """Return the message that a post began with, where it still has its number in this chat."""
    own = submissions.parts(session, post.id or 0)
    return own[0].message_id if own and own[0].chat_id == post.chat_id else None


def whole_text(parts: Sequence[Part]) -> str:
    """Join the texts of parts; one that goes on in small letters continues its sentence."""
    text = ""
    for part in parts:
        if part.text:
            glue = " " if part.text[:1].islower() else "\n"
            text = f"{text}{glue}{part.text}" if text else part.text
    return text


def whole_urls(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the links of all parts, each once."""
    return tuple(dict.fromkeys(url for part in parts for url in part.urls))


def post_of(session: Session, incoming: Incoming) -> Submission | None:
    """Find the post that a message is a part of, or belongs to."""
    if part := submissions.part(session, incoming.chat_id, incoming.message_id):
        return submissions.get(session, part.submission_id)
    if incoming.group_key is None:
        return None
    return submissions.in_group(session, incoming.chat_id, incoming.sender.id, incoming.group_key)


def _new_post(incoming: Incoming, now: datetime) -> Submission:
    return Submission(
        person_id=incoming.sender.id,
        chat_id=incoming.chat_id,
        origin_kind=incoming.origin.kind if incoming.origin else None,
        origin_name=incoming.origin.name if incoming.origin else None,
        posted_at=incoming.posted_at,
        group_key=incoming.group_key,
        created_at=now,
    )


def _refresh(session: Session, post: Submission, incoming: Incoming) -> None:
    """Give a post the text of its parts; one without group key has no other than *incoming*."""
    if post.group_key is None:
        post.text = incoming.text
        return
    session.flush()
    post.text = whole_text(submissions.parts(session, post.id or 0))
