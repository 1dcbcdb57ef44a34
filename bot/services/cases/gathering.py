"""Putting unanswered posts into cases: one case for one claim, however many tell it, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from sqlmodel import Session

from bot.encoder import Encoder
from bot.encoder.protocol import Floats
from bot.matching.copies import goes_beyond, is_copy
from bot.matching.lexicon import Lexicon
from bot.matching.neighbours import unit
from bot.matching.retellings import NEAR, is_retelling
from bot.matching.seen import sketch
from bot.matching.space import Space
from bot.models import Case, CaseState, Submission
from bot.services.cases.cards import redraw
from bot.services.cases.membership import join_case, open_case
from bot.services.cases.tellings import is_of_files, key_of, speak
from bot.services.verdicts.telling import tell_dismissal
from bot.store import cases, lock, submissions, tellings

AT_ONCE = 50  # posts gathered in one transaction: others wait for it
COMPARED = 20  # tellings that a post is compared with, those most like it
NEAREST = 4  # cases that a post is held against because they are near by meaning


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an encoder makes of a text, and what is near to it, nearest first."""

    vector: Floats  # shape (dimensions,), as it came
    near: tuple[int, ...] = ()  # tellings, by id
    beside: tuple[str, ...] = ()  # keys of texts that are gathered with it


@dataclass(frozen=True, slots=True)
class Meanings:
    """The meanings of some texts, by key, and what they are compared with."""

    encoder: Encoder
    space: Space
    lexicon: Lexicon
    of: Mapping[str, Meaning] = field(default_factory=dict)


def waiting(session: Session, limit: int = AT_ONCE) -> dict[str, str]:
    """Return the texts of posts that wait, by key, as the next `gather` will take them."""
    posts = submissions.without_case(session, limit)
    return {post.text_hash: post.text for post in posts if post.text_hash}


def gather(
    session: Session, now: datetime, meanings: Meanings | None = None, *, limit: int = AT_ONCE
) -> int:
    """Put posts that wait for reviewers into cases; return how many. Call until it returns 0.

    Without *meanings* posts are compared by their letters alone. With them, a post that is no
    copy waits as long as the meaning of its text is not among them.
    """
    lock.hold_gathering(session)
    posts = submissions.without_case(session, limit)
    return sum(_gather(session, post, now, meanings) for post in posts)


def _gather(session: Session, post: Submission, now: datetime, meanings: Meanings | None) -> bool:
    """Put a post into a case; False where it waits for the next round."""
    if is_of_files(key_of(session, post)):
        meanings = None
    case = _dismissed(session, post) or same_claim(session, post, meanings)
    if case is None:
        if meanings and post.text_hash and post.text_hash not in meanings.of:
            return False
        case = open_case(session, post, now)
    if not join_case(session, post, case):
        return False
    if case.state is CaseState.CLOSED:
        tell_dismissal(session, case, [post], now)
    _speak(session, post, case, meanings)
    if case.offered_at:
        redraw(session, case)
    return True


def same_claim(
    session: Session, post: Submission, meanings: Meanings | None = None
) -> Case | None:
    """Return the open case about what a post says or shows, if there is one that it may join."""
    return _copied_case(session, post) or _retold_case(session, post, meanings)


def _speak(session: Session, post: Submission, case: Case, meanings: Meanings | None) -> None:
    """Let a post speak for its case, unless it is a copy of one that does, or a part."""
    if case.state is CaseState.CLOSED:
        return
    others = tellings.of_case(session, case.id or 0)
    if any(
        is_copy(post.text, other.text, post.language) and not goes_beyond(post.text, other.text)
        for other in others
        if post.text_hash
    ):
        return
    meaning = meanings.of.get(post.text_hash) if meanings else None
    model = meanings.encoder.name if meanings and meaning else None
    speak(session, post, model=model, vector=meaning.vector if meaning else None)


def _copied_case(session: Session, post: Submission) -> Case | None:
    """Return the open case where a post says the same letter for letter, in disguise, or cut.

    A post that shows something with few words, or none, is the same as one with the same files.
    """
    key = key_of(session, post)
    if not key:
        return None
    same = tellings.with_key(session, key)
    bands = () if is_of_files(key) else sketch(post.text)
    like = tellings.with_bands(session, bands, COMPARED) if bands and not same else ()
    for other in [same] if same else like:
        if other.case_id not in post.apart and (
            same or is_copy(post.text, other.text, post.language)
        ):
            return cases.locked(session, other.case_id or 0)
    return None


def _retold_case(session: Session, post: Submission, meanings: Meanings | None) -> Case | None:
    """Return the open case in which all posts that speak for it tell the same as *post*."""
    if not meanings or (meaning := meanings.of.get(post.text_hash)) is None:
        return None
    for case_id in _near(session, post, meaning):
        others = tellings.of_case(session, case_id)
        if _is_near(session, meaning, others, meanings) and all(
            is_retelling(
                post.text, post.language or "", other.text, other.language or "", meanings.lexicon
            )
            for other in others
        ):
            return cases.locked(session, case_id)
    return None


def _near(session: Session, post: Submission, meaning: Meaning) -> list[int]:
    """Return the open cases that are near to a post by meaning, nearest first."""
    found = tellings.with_ids(session, meaning.near) if meaning.near else {}
    posts = [found[one] for one in meaning.near if one in found]
    posts += _beside(session, meaning)
    places = dict.fromkeys(other.case_id or 0 for other in posts)
    return [one for one in places if one not in post.apart][:NEAREST]


def _beside(session: Session, meaning: Meaning) -> Iterator[Submission]:
    """Yield those of the posts that were encoded together that are in a case by now."""
    for key in meaning.beside:
        if other := tellings.with_key(session, key):
            yield other


def _is_near(
    session: Session, meaning: Meaning, others: Sequence[Submission], meanings: Meanings
) -> bool:
    """Say whether all that a case tells is near on the average, so that no chain is built."""
    own = tellings.vectors(session, [other.id or 0 for other in others], meanings.encoder.name)
    if not own:
        return False
    cosines = (
        unit(meanings.space, np.stack(list(own.values())))
        @ unit(meanings.space, meaning.vector[None])[0]
    )
    return float(cosines.mean()) >= NEAR


def _dismissed(session: Session, post: Submission) -> Case | None:
    """Return the case that was closed because exactly this text holds no claim."""
    if not post.text_hash or is_of_files(key_of(session, post)):
        return None
    found = cases.with_hash(session, post.text_hash)
    return next((case for case in found if cases.dismissed(session, case.id or 0)), None)
