"""Concepts: the many words by which posts name one thing, found in any of their languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from bot.matching.values import Term
from bot.models import ConceptKind
from bot.text.phrases import Occurrence, Phrasebook

NAMES = frozenset({ConceptKind.ACTOR, ConceptKind.PERSON, ConceptKind.PLACE})


class Lexicon:
    """The concepts of a store, ready to be found in words."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Take the terms; their patterns are in normal form."""
        self.terms = tuple(terms)
        self._terms = {term.id: term for term in self.terms}
        self._books: dict[str, Phrasebook] = {}

    @cached_property
    def languages(self) -> frozenset[str]:
        """Languages that have words here."""
        return frozenset(code for term in self._terms.values() for code, _ in term.words)

    @cached_property
    def kinds(self) -> dict[str, ConceptKind]:
        """Return what each concept id names."""
        return {term.id: ConceptKind(term.kind) for term in self._terms.values()}

    def kind(self, concept: str) -> str:
        """Return the kind of a concept id; a plain word for an unknown one."""
        term = self._terms.get(concept)
        return term.kind if term else ConceptKind.WORD

    def is_name(self, concept: str) -> bool:
        """Say whether a concept names an actor, a person or a place."""
        return self.kind(concept) in NAMES

    def is_party(self, concept: str) -> bool:
        """Say whether a concept can act: an actor, or a place that lies in no other, a country."""
        term = self._terms.get(concept)
        return term is not None and (
            term.kind == ConceptKind.ACTOR or (term.kind == ConceptKind.PLACE and not term.within)
        )

    def party(self, concept: str) -> str | None:
        """Return the actor or country that a concept is or belongs to: Russia for Kursk."""
        roots = sorted(one for one in self.wider(concept) if self._is_root(one))
        return roots[0] if roots else None

    def _is_root(self, concept: str) -> bool:
        return self.is_party(concept) and not self._terms[concept].within

    def wider(self, concept: str) -> frozenset[str]:
        """Return the concept and all that contain it: Kursk, Russia."""
        return self._wider.get(concept) or frozenset({concept})

    @cached_property
    def _wider(self) -> dict[str, frozenset[str]]:
        return {concept: self._above(concept) for concept in self._terms}

    def _above(self, concept: str) -> frozenset[str]:
        found: set[str] = set()
        ahead = [concept]
        while ahead:
            one = ahead.pop()
            if one not in found:
                found.add(one)
                term = self._terms.get(one)
                ahead += term.within if term else ()
        return frozenset(found)

    def find(self, words: Sequence[str], language: str) -> list[Occurrence]:
        """Return the concepts named in *words*; names in English spelling are known everywhere."""
        return self._book(language).find(words)

    def _book(self, language: str) -> Phrasebook:
        known = {language, "en"} if language in self.languages else self.languages
        code = language if language in self.languages else ""
        if code not in self._books:
            self._books[code] = Phrasebook(
                (term.id, pattern)
                for term in self._terms.values()
                for spoken, patterns in term.words
                if spoken in known
                for pattern in patterns
            )
        return self._books[code]
