"""The index: all wordings of a store, read once, ready to be looked up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.figures import RecordedFigure
from bot.matching.families import Account, Family, Known, Subject, accounts, gather, weights
from bot.matching.lexicon import Lexicon
from bot.matching.reading import read
from bot.matching.values import Material, Phrase
from bot.text.normalise import text_hash

TYPO = 88  # rapidfuzz ratio at which two stems of six letters or more are one
_TYPO_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Index:
    """A store's wordings, lexicon, links and figures at one version."""

    version: int
    lexicon: Lexicon
    known: tuple[Known, ...]
    by_hash: Mapping[str, tuple[Phrase, ...]]
    by_link: Mapping[str, int]
    by_notion: Mapping[tuple[str, str], tuple[int, ...]]  # (language, notion) -> places in known
    families: Mapping[tuple[int, str], Family]
    stems: Mapping[str, tuple[str, ...]]  # language -> stems that wordings use
    figures: tuple[RecordedFigure, ...]
    accounts: Mapping[Subject, Account]
    languages: frozenset[str]
    weights: Mapping[str, float]  # of notions: 1 where all verdicts use it, more where few do

    def weigh(self, notions: Iterable[str]) -> float:
        """Return the weight of some notions together; 1 for each that no wording uses."""
        return sum(self.weights.get(notion, 1.0) for notion in notions)

    def near(self, notions: Iterable[str], language: str, limit: int) -> list[Known]:
        """Return the wordings that share most notions with the given ones, the best first."""
        spoken = (language,) if language in self.languages else tuple(sorted(self.languages))
        shared: Counter[int] = Counter()
        for notion in notions:
            for code in spoken:
                shared.update(self.by_notion.get((code, notion), ()))
        ranked = sorted(
            shared.items(), key=lambda item: (-item[1], len(self.known[item[0]].reading.notions))
        )
        return [self.known[at] for at, _ in ranked[:limit]]

    def mended(self, notions: frozenset[str], language: str) -> frozenset[str]:
        """Return *notions* with mistyped stems replaced by the stem of a wording they resemble."""
        stems = self.stems.get(language, ())
        return frozenset(self._mended(notion, language, stems) for notion in notions)

    def _mended(self, notion: str, language: str, stems: tuple[str, ...]) -> str:
        if (
            not notion.startswith("~")
            or len(notion) <= _TYPO_LETTERS
            or (language, notion) in self.by_notion
        ):
            return notion
        best = process.extractOne(notion, stems, scorer=fuzz.ratio, score_cutoff=TYPO)
        return best[0] if best and best[0][1] == notion[1] else notion


def build(material: Material) -> Index:
    """Build the index of a store in one pass over its wordings."""
    lexicon = Lexicon(material.terms)
    known = tuple(
        Known(phrase, read(phrase.text, phrase.language, lexicon)) for phrase in material.phrases
    )
    by_hash: dict[str, list[Phrase]] = defaultdict(list)
    by_notion: dict[tuple[str, str], list[int]] = defaultdict(list)
    stems: dict[str, set[str]] = defaultdict(set)
    for at, one in enumerate(known):
        language = one.phrase.language
        by_hash[text_hash(one.phrase.text)].append(one.phrase)
        for notion in one.reading.notions:
            by_notion[language, notion].append(at)
            if notion.startswith("~"):
                stems[language].add(notion)
    families = gather(known, lexicon)
    return Index(
        version=material.version,
        lexicon=lexicon,
        known=known,
        by_hash={key: tuple(phrases) for key, phrases in by_hash.items()},
        by_link=dict(material.links),
        by_notion={key: tuple(places) for key, places in by_notion.items()},
        families=families,
        stems={language: tuple(sorted(used)) for language, used in stems.items()},
        figures=material.figures,
        accounts=accounts(material.figures, material.figure_texts, lexicon),
        languages=frozenset(phrase.language for phrase in material.phrases),
        weights=weights(families),
    )
