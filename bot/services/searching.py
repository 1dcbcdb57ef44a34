"""Search: published verdicts for everybody, and open cases for reviewers, by words or number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.matching import Near, Sure
from bot.models import Case, CasePurpose, CaseState, Notice, NoticeKind, Question
from bot.services import asking, decisions
from bot.services.asking import Asked
from bot.services.cases.casework import claim_case
from bot.services.cases.leases import Refused
from bot.services.cases.values import Shown, Unfit
from bot.services.found_values import FoundCase, FoundList, Listed, NoList
from bot.services.members.roles import may_review
from bot.services.owing import owe
from bot.services.people import excerpt
from bot.services.values import VerdictView
from bot.services.views import verdict_view, verdict_views
from bot.store import cases, notices, submissions
from bot.text.normalise import without_personal_data
from bot.text.terms import beginnings

MOST = 50  # entries of each kind
PAGE = 5
LONGEST = 300  # characters of a search that are kept and shown
PROPOSED = 3  # verdicts, and cases, that are shown before anybody searched
POSTS = 20  # of a case, whose candidates are proposed
TELLING = 3  # words of a case, the longest, by which others like it are found
LARGEST = 2**31 - 1  # of a number in the store
WORDS = 120  # characters of a case that are shown


def owe_found(
    session: Session, chat_id: int, person_id: int, key: str, words: str, hits: Sequence[int]
) -> Listed:
    """Owe somebody what their words find; *hits* are the verdicts that the index found."""
    return _owe(session, chat_id, person_id, key, _found(session, person_id, words, hits))


def ask(
    session: Session, person_id: int, case_id: int, key: str, now: datetime
) -> Shown | Unfit | Refused:
    """Ask a reviewer which verdict or case a case is about, and propose the nearest."""
    case = claim_case(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    asking.ask(session, person_id, Asked(Question.SAME_AS, case_id), now)
    params = {
        "words": "",
        "verdicts": _nearest(session, case),
        "cases": _alike(session, case),
        "about": case_id,
    }
    _owe(session, person_id, person_id, key, params)
    return Shown()


def answer(
    session: Session,
    person_id: int,
    case_id: int,
    key: str,
    words: str,
    hits: Sequence[int],
    now: datetime,
) -> Listed | Unfit | Refused:
    """Owe a reviewer what their words find, to choose what a case is the same as.

    Where something is found they are asked no more.
    """
    case = claim_case(session, case_id, person_id, now)
    if not isinstance(case, Case):
        asking.settle(session, person_id)
        return case
    params = _found(session, person_id, words, hits, about=case_id)
    listed = _owe(session, person_id, person_id, key, params)
    if listed.count:
        asking.settle(session, person_id)
    return listed


def owe_page(
    session: Session, chat_id: int, message_id: int, person_id: int, key: str, page: int
) -> Listed | NoList:
    """Owe another page of a list in its place."""
    shown = notices.sent_as(session, chat_id, message_id, NoticeKind.FOUND)
    if shown is None or shown.person_id != person_id:
        return NoList()
    return _owe(session, chat_id, person_id, key, shown.params, page=page, edits=message_id)


def page(session: Session, notice: Notice, locale: str) -> FoundList | None:
    """Return what a list shows now: no verdict that was withdrawn, no case that was closed."""
    params, person_id = notice.params, notice.person_id or 0
    reviews = may_review(session, person_id)
    if params["about"] is not None and not reviews:
        return None
    entries: list[VerdictView | FoundCase] = [*_verdicts(session, params["verdicts"], locale)]
    if reviews:
        entries += _cases(session, params["cases"])
    pages = max(1, -(-len(entries) // PAGE))
    number = min(max(1, params["page"]), pages)
    first = (number - 1) * PAGE
    return FoundList(
        words=params["words"],
        entries=tuple(entries[first : first + PAGE]),
        first=first + 1,
        page=number,
        pages=pages,
        about=params["about"],
    )


def _owe(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    params: Mapping[str, Any],
    *,
    page: int = 1,
    edits: int | None = None,
) -> Listed:
    owe(
        session,
        key=key,
        kind=NoticeKind.FOUND,
        chat_id=chat_id,
        person_id=person_id,
        params={**params, "page": page},
        edits=edits,
    )
    return Listed(len(params["verdicts"]) + len(params["cases"]))


def _found(
    session: Session,
    person_id: int,
    words: str,
    hits: Sequence[int],
    *,
    about: int | None = None,
) -> dict[str, Any]:
    """Return what is kept of a search: its words, and the ids of what they find.

    *about* is a case that is to be the same as what is found: another one about a claim.
    """
    number = _number(words)
    verdicts, found = list(hits[:MOST]), list[Case]()
    if number and verdict_view(session, number, "en"):
        verdicts = list(dict.fromkeys([number, *verdicts]))
    if may_review(session, person_id):
        starts = beginnings(words)
        numbered = _open(session, number) if number else None
        found = [numbered] if numbered else []
        found += cases.saying(session, starts, MOST) if starts else []
    ids = [
        one.id
        for one in found
        if about is None or (one.id != about and one.purpose is CasePurpose.CLAIM)
    ]
    return {
        "words": words[:LONGEST],
        "verdicts": verdicts,
        "cases": list(dict.fromkeys(ids)),
        "about": about,
    }


def _number(words: str) -> int | None:
    """Return the number that *words* are, such as 12 or #12."""
    digits = words.strip().removeprefix("#").removeprefix("№").strip()
    known = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LARGEST))
    return int(digits) if known and 0 < int(digits) <= LARGEST else None


def _open(session: Session, case_id: int) -> Case | None:
    case = cases.get(session, case_id)
    return case if case and case.state is not CaseState.CLOSED else None


def _nearest(session: Session, case: Case) -> list[int]:
    """Return the verdicts that were nearest when a case's posts were decided."""
    found: list[int] = []
    for post in submissions.in_case(session, case.id or 0)[:POSTS]:
        match decisions.load(post.decision) if post.decision else None:
            case Sure(matches=matches, candidates=candidates):
                found += [one.verdict_id for one in matches]
                found += [one.verdict_id for one in candidates]
            case Near(candidates=candidates):
                found += [one.verdict_id for one in candidates]
    return list(dict.fromkeys(found))[:PROPOSED]


def _alike(session: Session, case: Case) -> list[int]:
    """Return the open cases that share most with one, of its words that tell most."""
    stems = sorted(case.terms.split(), key=len, reverse=True)[:TELLING]
    return [one.id for one in cases.sharing(session, case, stems, PROPOSED) if one.id]


def _verdicts(session: Session, ids: Sequence[int], locale: str) -> Iterable[VerdictView]:
    views = verdict_views(session, ids, locale)
    return (views[one] for one in ids if one in views)


def _cases(session: Session, ids: Sequence[int]) -> Iterable[FoundCase]:
    found = (_open(session, one) for one in ids)
    return (
        FoundCase(case.id or 0, case.people, excerpt(without_personal_data(case.text), WORDS))
        for case in found
        if case
    )
