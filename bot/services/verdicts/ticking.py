"""The texts of a case that its reviewer ticked as making the claim, and whose posts they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from sqlmodel import Session

from bot.models import Case, Draft, Polarity, Submission, Wording, WordingOrigin
from bot.services.cases.membership import leave_case
from bot.services.cases.tellings import is_of_files, key_of
from bot.store import submissions
from bot.store.statements import insert_new
from bot.text.normalise import without_personal_data

MOST_WORDINGS = 50  # ticked texts that are remembered


def ticked(posts: Sequence[Submission], draft: Draft) -> list[Submission]:
    """Return the first post of each ticked text, in the order in which they were ticked."""
    first = {post.text_hash: post for post in reversed(posts) if post.text.strip()}
    return [first[one] for one in dict.fromkeys(draft.wordings) if one in first]


def meant(posts: Sequence[Submission], draft: Draft) -> list[Submission]:
    """Return the posts that make the draft's claim.

    Their text is ticked, or they have none: a picture is in a case because people put it there,
    or because it is the case. What is said nearly alike is matched with the verdict later, as
    surely as any other post.
    """
    hashes = {post.text_hash for post in ticked(posts, draft)}
    return [post for post in posts if post.text_hash in hashes or not post.text.strip()]


def remember(session: Session, verdict_id: int, posts: Sequence[Submission], draft: Draft) -> None:
    """Keep the ticked texts as wordings of a verdict, so that a repeat of one costs a lookup.

    What few words say of a picture says nothing without it.
    """
    said = (post for post in ticked(posts, draft) if not is_of_files(key_of(session, post)))
    for post in islice(said, MOST_WORDINGS):
        wording = Wording(
            verdict_id=verdict_id,
            language=post.language or draft.language,
            text=without_personal_data(post.text),
            text_hash=post.text_hash,
            polarity=Polarity.ASSERTS,
            origin=WordingOrigin.DESK,
        )
        insert_new(session, wording, "verdict_id", "text_hash", "polarity")


def part(session: Session, case: Case, draft: Draft) -> list[Submission]:
    """Take the posts that make another claim out of a case, and return those that stay.

    The others wait for reviewers again, and are gathered anew.
    """
    staying = meant(submissions.in_case(session, case.id or 0), draft)
    keep_only(session, case, staying)
    return staying


def keep_only(session: Session, case: Case, staying: Sequence[Submission]) -> None:
    """Take all other posts out of a case for good."""
    kept = {post.id for post in staying}
    for post in submissions.in_case(session, case.id or 0):
        if post.id not in kept:
            leave_case(session, post)
            post.apart = [*post.apart, case.id or 0]
