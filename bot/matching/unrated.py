"""Claims that were checked elsewhere, with no rating that can be read: shown, never an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.matching.index import Index
from bot.matching.likely import Likely, likely_unrated
from bot.matching.values import Candidate, Check, Evidence
from bot.text.normalise import canonical_url, text_hash


def same(text: str, links: Iterable[str], index: Index) -> list[Candidate]:
    """Return the unrated claims that the whole text repeats, then those at one of its links."""
    if not index.unrated.verdicts:
        return []
    return list(_once((*_repeated(text, index), *_linked(text, links, index))))


def like(text: str, language: str, index: Index) -> list[Candidate]:
    """Return the unrated claims that rank first for a passage, those that differ last."""
    return [_candidate(one) for one in likely_unrated(text, language, index)]


def shown(candidates: Iterable[Candidate], index: Index) -> Iterator[Candidate]:
    """Give each claim once: first those that look the same, then rated ones, then the others."""
    return _once(
        sorted(
            candidates,
            key=lambda one: (
                one.difference.check is not Check.UNRATED,
                one.verdict_id in index.unrated.verdicts,
            ),
        )
    )


def _repeated(text: str, index: Index) -> Iterator[Candidate]:
    key = text_hash(text)
    for phrase in index.by_hash.get(key, ()) if key else ():
        if phrase.verdict_id in index.unrated.verdicts:
            yield Candidate(phrase.verdict_id, _unrated(text, phrase.text), 1.0, text.strip())


def _linked(text: str, links: Iterable[str], index: Index) -> Iterator[Candidate]:
    for link in links:
        for verdict_id in index.by_link.get(canonical_url(link) or "", ()):
            if verdict_id in index.unrated.verdicts:
                yield Candidate(verdict_id, _unrated(text, link), 0.99, text.strip())


def _candidate(likely: Likely) -> Candidate:
    if not likely.sure:
        return likely.candidate
    return Candidate(
        likely.phrase.verdict_id,
        _unrated(likely.sentence, likely.phrase.text),
        likely.confidence,
        likely.sentence,
        likely.evidence,
    )


def _unrated(post: str, claim: str) -> Evidence:
    return Evidence(Check.UNRATED, False, post.strip()[:80], claim[:80])


def _once(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    seen: set[int] = set()
    for one in candidates:
        if one.verdict_id not in seen:
            seen.add(one.verdict_id)
            yield one
