"""The index: all wordings of a store, read once, ready to be looked up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from rapidfuzz import fuzz, process

from bot.encoder import Encoder, RememberingEncoder
from bot.figures import RecordedFigure
from bot.matching.families import Account, Family, Known, Subject, accounts, gather, weights
from bot.matching.lexicon import Lexicon
from bot.matching.likeness import Resemblance
from bot.matching.parameters import SHIPPED, point
from bot.matching.ranking import Catalogue
from bot.matching.reading import Reading, read
from bot.matching.values import Decision, Material, Phrase
from bot.matching.vectors import Vectors
from bot.models import Polarity
from bot.text.normalise import text_hash

TYPO = 88  # rapidfuzz ratio at which two stems of six letters or more are one
_TYPO_LETTERS = 6
MOST_MENDS = 100_000
FAMILY = 8  # wordings of a verdict that tell between them how its claim is made
MOST_DECIDED = 2_000  # posts whose decision is kept
NEAREST = 12  # wordings of one verdict that a sentence is held against
TELLING = 2.8  # weight of a concept that at most one verdict in six uses
WORTHWHILE = 0.45  # share of a wording that must be said to hold the sentence against it


@dataclass(frozen=True, slots=True)
class Unrated:
    """Claims that were checked elsewhere and have no rating.

    They are read and ranked apart, so that what is answered is the same with them and without.
    """

    verdicts: frozenset[int]
    catalogue: Catalogue
    few: Mapping[int, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class Index:
    """A store's wordings, lexicon, links and figures at one version."""

    version: int
    lexicon: Lexicon
    known: tuple[Known, ...]
    by_hash: Mapping[str, tuple[Phrase, ...]]
    by_link: Mapping[str, tuple[int, ...]]
    by_notion: Mapping[tuple[str, str], tuple[int, ...]]  # (language, notion) -> places in known
    families: Mapping[tuple[int, str], Family]
    stems: Mapping[str, Mapping[str, tuple[str, ...]]]  # language -> first letter -> stems
    figures: tuple[RecordedFigure, ...]
    accounts: Mapping[Subject, Account]
    languages: frozenset[str]
    cores: frozenset[frozenset[str]]  # of each claim: the names that no wording of it leaves out
    telling: frozenset[str]  # concepts by which one claim differs from another: few use them
    weights: Mapping[str, float]  # of notions: 1 where all verdicts use it, more where few do
    resemblance: Resemblance | None  # where there is an encoder, and vectors of its making
    encoded: frozenset[str]  # texts of wordings that are compared by meaning
    catalogue: Catalogue  # all claims that are rated, to be ranked
    few: Mapping[int, tuple[Phrase, ...]]  # claims of the rated verdicts without many wordings
    unrated: Unrated
    precision: float  # of answers by rank
    threshold: float | None = None  # the confidence for them, where it is not that precision's
    mends: dict[tuple[str, str], str] = field(default_factory=dict)  # what was looked up before
    decided: dict[Hashable, Decision] = field(default_factory=dict)  # what was asked before

    def search(self, text: str, limit: int) -> tuple[int, ...]:
        """Return the verdicts that a few words mean, best first, unrated ones last."""
        found = self.catalogue.search(text, limit)
        return (*found, *self.unrated.catalogue.search(text, limit))[:limit]

    def least(self, kind: str) -> float:
        """Return the confidence from which answers by rank are due, in a kind of store."""
        return point(kind, self.precision) if self.threshold is None else self.threshold

    def weigh(self, notions: Iterable[str]) -> float:
        """Return the weight of some notions together; 1 for each that no wording uses."""
        return sum(self.weights.get(notion, 1.0) for notion in notions)

    def may_concern(self, said: frozenset[str]) -> bool:
        """Say whether *said*, with what it implies, names all that some claim always names."""
        return not self.cores or any(core <= said for core in self.cores)

    def near(self, notions: Iterable[str], language: str) -> list[Known]:
        """Return the wordings of which *notions* say most, some of each verdict, best first."""
        spoken = (language,) if language in self.languages else tuple(sorted(self.languages))
        said: dict[int, float] = defaultdict(float)
        for notion in notions:
            weight = self.weights.get(notion, 1.0)
            for code in spoken:
                for at in self.by_notion.get((code, notion), ()):
                    said[at] += weight
        # Rounded, because sums of floats depend on the order of a set.
        covered = ((round(weight / self.known[at].weight, 6), at) for at, weight in said.items())
        ranked = sorted((share, at) for share, at in covered if share >= WORTHWHILE)
        kept: Counter[int] = Counter()
        found = []
        for _, at in reversed(ranked):
            verdict_id = self.known[at].phrase.verdict_id
            kept[verdict_id] += 1
            if kept[verdict_id] <= NEAREST:
                found.append(self.known[at])
        return found

    def mended(self, reading: Reading, language: str) -> Reading:
        """Return a reading with mistyped stems replaced by those of wordings they resemble."""
        mend = {notion: self._mended(notion, language) for notion in reading.notions}
        if all(notion == other for notion, other in mend.items()):
            return reading
        return replace(
            reading,
            notions=frozenset(mend.values()),
            capitals=frozenset(mend[notion] for notion in reading.capitals),
            written={mend[notion]: words for notion, words in reading.written.items()},
        )

    def _mended(self, notion: str, language: str) -> str:
        if (
            notion[0] != "~"
            or len(notion) <= _TYPO_LETTERS
            or (language, notion) in self.by_notion
        ):
            return notion
        if (language, notion) not in self.mends:
            stems = self.stems.get(language, {}).get(notion[1], ())
            best = process.extractOne(notion, stems, scorer=fuzz.ratio, score_cutoff=TYPO)
            if len(self.mends) > MOST_MENDS:
                self.mends.clear()
            self.mends[language, notion] = best[0] if best else notion
        return self.mends[language, notion]


def build(
    material: Material,
    encoder: Encoder | None = None,
    before: Index | None = None,
    *,
    precision: float = SHIPPED,
    threshold: float | None = None,
) -> Index:
    """Build the index of a store in one pass over its wordings.

    With an *encoder*, texts are also compared by meaning with those wordings that have vectors.
    What the index *before* has read is not read again. *precision* is the share of answers by rank
    that must be right where it was measured: .98, .95 or .90; a *threshold* stands in its place.
    """
    encoder = RememberingEncoder(encoder) if encoder else None
    rated, unrated = _apart(material)
    same = before is not None and before.lexicon.terms == material.terms
    lexicon = before.lexicon if before and same else Lexicon(material.terms)
    worded = Counter(phrase.verdict_id for phrase in rated.phrases)
    told = tuple(phrase for phrase in rated.phrases if worded[phrase.verdict_id] >= FAMILY)
    readings = {one.phrase: one.reading for one in before.known} if before and same else {}
    read_once = [
        Known(phrase, readings.get(phrase) or read(phrase.text, phrase.language, lexicon))
        for phrase in told
    ]
    families = gather(read_once, lexicon)
    weight = weights(families)
    known = tuple(
        replace(one, weight=sum(weight[notion] for notion in one.reading.notions) or 1.0)
        for one in read_once
    )
    by_hash: dict[str, list[Phrase]] = defaultdict(list)
    by_notion: dict[tuple[str, str], list[int]] = defaultdict(list)
    stems: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    by_link: dict[str, list[int]] = defaultdict(list)
    hashes = _hashes(before) if before else {}
    for phrase in material.phrases:
        by_hash[hashes.get(phrase.text) or text_hash(phrase.text)].append(phrase)
    for url, verdict_id in material.links:
        by_link[url].append(verdict_id)
    for at, one in enumerate(known):
        language = one.phrase.language
        for notion in one.reading.notions:
            by_notion[language, notion].append(at)
            if notion[0] == "~":
                stems[language][notion[1]].add(notion)
    return Index(
        version=material.version,
        lexicon=lexicon,
        known=known,
        by_hash={key: tuple(phrases) for key, phrases in by_hash.items()},
        by_link={url: tuple(verdict_ids) for url, verdict_ids in by_link.items()},
        by_notion={key: tuple(places) for key, places in by_notion.items()},
        families=families,
        stems={
            language: {letter: tuple(sorted(used)) for letter, used in letters.items()}
            for language, letters in stems.items()
        },
        figures=material.figures,
        accounts=accounts(material.figures, material.figure_texts, lexicon),
        languages=frozenset(phrase.language for phrase in told),
        cores=frozenset(core for family in families.values() if (core := family.facts.core)),
        telling=frozenset(
            notion
            for notion, heavy in weight.items()
            if heavy >= TELLING and notion[0] not in "~#@" and not lexicon.is_name(notion)
        ),
        weights=weight,
        resemblance=_resemblance(told, material, encoder),
        encoded=frozenset(material.vectors if encoder else ()),
        catalogue=Catalogue(rated, encoder, before.catalogue if before else None),
        few=_claims(one for one in rated.phrases if worded[one.verdict_id] < FAMILY),
        unrated=Unrated(
            material.unrated,
            Catalogue(unrated, encoder, before.unrated.catalogue if before else None),
            _claims(unrated.phrases),
        ),
        precision=precision,
        threshold=threshold,
    )


def _apart(material: Material) -> tuple[Material, Material]:
    """Return what is said of rated verdicts, and of unrated ones."""
    if not material.unrated:
        return material, Material(material.version)
    ids = material.unrated
    return (
        replace(
            material,
            phrases=tuple(one for one in material.phrases if one.verdict_id not in ids),
            titles=tuple(one for one in material.titles if one[0] not in ids),
        ),
        replace(
            material,
            phrases=tuple(one for one in material.phrases if one.verdict_id in ids),
            titles=tuple(one for one in material.titles if one[0] in ids),
        ),
    )


def _claims(phrases: Iterable[Phrase]) -> dict[int, tuple[Phrase, ...]]:
    """Return by verdict the phrases that make its claim, in their order."""
    found: dict[int, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if phrase.polarity is Polarity.ASSERTS:
            found[phrase.verdict_id].append(phrase)
    return {verdict_id: tuple(own) for verdict_id, own in found.items()}


def _hashes(index: Index) -> dict[str, str]:
    return {phrase.text: key for key, phrases in index.by_hash.items() for phrase in phrases}


def _resemblance(
    phrases: Sequence[Phrase], material: Material, encoder: Encoder | None
) -> Resemblance | None:
    owners = [at for at, phrase in enumerate(phrases) if phrase.text in material.vectors]
    if encoder is None or not owners:
        return None
    return Resemblance(
        encoder,
        Vectors(np.stack([material.vectors[phrases[at].text] for at in owners]), owners),
        verdicts=tuple(phrase.verdict_id for phrase in phrases),
        languages=tuple(phrase.language for phrase in phrases),
    )
