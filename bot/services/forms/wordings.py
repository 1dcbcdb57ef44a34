"""The texts of a case's own posts, and which of them assert the claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from bot.matching.copies import disputes, goes_beyond, is_copy, turns_round
from bot.models import Case, Draft
from bot.services.forms.views import SaidView, WordingsStep
from bot.store import submissions
from bot.text.language import detect
from bot.text.normalise import without_personal_data

PAGE = 5  # texts on one page of the form
MOST_COMPARED = 200  # different texts of a case, the most frequent first


@dataclass(frozen=True, slots=True)
class Said:
    """A text that posts of a case have in common once normalised."""

    submission_id: int  # the first post that says it
    text: str
    text_hash: str
    count: int


def texts_of(session: Session, case: Case) -> list[Said]:
    """Return the different texts of a case's posts, those of most posts first."""
    found: dict[str, Said] = {}
    for post in submissions.in_case(session, case.id or 0):
        if not post.text_hash:
            continue
        first = found.get(post.text_hash)
        found[post.text_hash] = (
            Said(first.submission_id, first.text, first.text_hash, first.count + 1)
            if first
            else Said(post.id or 0, post.text, post.text_hash, 1)
        )
    return sorted(found.values(), key=lambda said: (-said.count, said.submission_id))


def like_the_case(session: Session, case: Case) -> Iterator[str]:
    """Give the hashes of the case's own text, and of those that say all of it again.

    None where that text calls something untrue: whether it makes the claim is for its writer.
    """
    if disputes(case.text, case.language):
        return
    for said in texts_of(session, case)[:MOST_COMPARED]:
        same = said.text_hash == case.text_hash
        if same or (
            is_copy(said.text, case.text, case.language)
            and not goes_beyond(case.text, said.text)  # half of it may leave the claim out
        ):
            yield said.text_hash


def untick_contrary(session: Session, case: Case, draft: Draft) -> None:
    """Untick what may deny the claim that was written: whether it does is for its writer."""
    contrary = {
        said.text_hash
        for said in texts_of(session, case)
        if turns_round(said.text, case.language, draft.claim, detect(draft.claim))
    }
    draft.wordings = [one for one in draft.wordings if one not in contrary]


def tick(
    session: Session, case: Case, wordings: list[str], submission_id: int, *, ticked: bool
) -> list[str] | None:
    """Tick the text that a post says first, or untick it; None where the case has no such text."""
    which = next(
        (said for said in texts_of(session, case) if said.submission_id == submission_id), None
    )
    if which is None:
        return None
    others = [one for one in wordings if one != which.text_hash]
    if not ticked:
        return others
    return wordings if which.text_hash in wordings else [*others, which.text_hash]


def page_of(session: Session, case: Case, submission_id: int) -> int:
    """Return the page on which a text stands."""
    texts = [said.submission_id for said in texts_of(session, case)]
    return texts.index(submission_id) // PAGE + 1 if submission_id in texts else 1


def page(session: Session, case: Case, ticked: list[str], number: int) -> WordingsStep:
    """Return a page of the case's texts; the nearest one where there is no such page."""
    texts = texts_of(session, case)
    pages = max(1, -(-len(texts) // PAGE))
    number = min(max(1, number), pages)
    shown = texts[(number - 1) * PAGE : number * PAGE]
    return WordingsStep(
        tuple(
            SaidView(
                said.submission_id,
                without_personal_data(said.text),
                said.count,
                said.text_hash in ticked,
            )
            for said in shown
        ),
        number,
        pages,
    )
