"""The words of number_words.toml, read once and made ready for look-up."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from bot.text.number_bounds import Bound, Phrase, bounds, compared, fold, phrase

LANGUAGES = frozenset({"en", "uk", "ru", "mk", "pl"})


class Form(StrEnum):
    """How a scale word counts when it stands alone."""

    ONE = "one"
    EITHER = "either"
    MANY = "many"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Scale:
    """A word that multiplies: hundred, dozen, тисяч."""

    value: Decimal
    form: Form


@dataclass(frozen=True, slots=True)
class Tables:
    """All look-ups for one set of languages; keys are folded words or tuples of them."""

    languages: frozenset[str]
    words: dict[str, int]
    macedonian: frozenset[str]
    scale_letters: dict[str, Decimal]
    scale_letters_before: frozenset[str]
    scales: dict[str, Scale]
    hedges: dict[Phrase, Bound]
    hedges_after: dict[Phrase, Bound]
    pairs: frozenset[str]
    parts: dict[Phrase, Decimal]
    half_after: frozenset[Phrase]
    fractions: dict[str, int]
    fractions_alone: frozenset[str]
    fractions_hedged: frozenset[str]
    fractions_of: frozenset[str]
    fractions_share: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    adjectives: tuple[tuple[str, Decimal], ...]
    adjective_stems: tuple[str, ...]
    adjective_prefixes: dict[str, int]
    minus_words: frozenset[str]
    minus_signs: frozenset[str]
    inverted_nouns: frozenset[str]
    inverted_scales: frozenset[str]
    vague: frozenset[str]
    ranges: dict[str, frozenset[str]]
    unit_words: dict[str, str]
    unit_stems: tuple[tuple[str, str], ...]
    unit_compounds: tuple[tuple[str, str], ...]
    cardinal_endings: frozenset[str]
    small_endings: frozenset[str]
    name_before: frozenset[str]
    street_before: frozenset[str]
    street_after: frozenset[str]
    formation: frozenset[str]
    ordinals: frozenset[str]
    ordinal_stems: tuple[str, ...]
    change_stems: tuple[str, ...]
    year_before: frozenset[str]
    year_after: frozenset[str]
    pronoun_after: frozenset[str]
    pronoun_before: frozenset[str]
    formation_endings: tuple[str, ...]
    hedge_ends: frozenset[str]
    phrase_starts: frozenset[str]
    stem_starts: tuple[str, ...]
    counted_endings: tuple[str, ...]


@cache
def tables(languages: frozenset[str]) -> Tables:
    """Return the look-ups for *languages*, a subset of LANGUAGES."""
    data = _data()
    units, letters = data["units"].items(), data["scale_letters"]
    hedges = _hedges(data, languages)
    parts = {phrase(p): Decimal(v) for v, ps in data["parts"].items() for p in ps}
    half_after = frozenset(phrase(p) for p in data["half_after"]["phrases"])
    stems = _stems(data["units"], "stems")
    adjectives = _adjectives(data["scale_adjectives"])
    return Tables(
        languages=languages,
        words={
            word: value
            for word, value in _words(data["words"], languages).items()
            if "pl" not in languages or word not in _set(data["false_friends"]["pl"])
        },
        macedonian=frozenset(_words(data["words"], frozenset({"mk"}) & languages)),
        scale_letters={each: Decimal(by) for each, by in letters["letters"].items()},
        scale_letters_before=_set(letters["before"]),
        scales=_scales(data, languages),
        hedges=hedges,
        hedges_after=bounds([data["hedges_after"]]),
        pairs=frozenset().union(*(data["pairs"][lang]["words"].split() for lang in languages)),
        parts=parts,
        half_after=half_after,
        fractions=_words(data["fractions"], languages),
        fractions_alone=_set(data["fractions_alone"]["words"]),
        fractions_hedged=_set(data["fractions_alone"]["hedged"]),
        fractions_of=_set(data["fractions_alone"]["of"]),
        fractions_share=_set(data["fractions_alone"]["share"]),
        not_after=_set(data["fractions_alone"]["not_after"]),
        not_before=_set(data["fractions_alone"]["not_before"]),
        adjectives=adjectives,
        adjective_stems=tuple(stem for stem, _ in adjectives),
        adjective_prefixes=_numbers(data["scale_adjectives"]["prefixes"]),
        minus_words=_set(data["minus"]["words"]),
        minus_signs=frozenset(data["minus"]["signs"].split()),
        inverted_nouns=_set(data["inverted"]["nouns"]),
        inverted_scales=_set(data["inverted"]["scales"]),
        vague=_set(data["vague"]["words"]),
        ranges=_ranges(data["ranges"], languages),
        unit_words={word: unit for unit, each in units for word in each["words"].split()},
        unit_stems=stems,
        unit_compounds=_stems(data["units"], "compounds"),
        cardinal_endings=_set(data["cardinal_endings"]["words"]),
        small_endings=_set(data["cardinal_endings"]["small"]),
        name_before=_set(data["name_before"]["words"]),
        street_before=_set(data["name_before"]["street"]),
        street_after=_set(data["name_after"]["street"]),
        formation=_set(data["name_after"]["unit"]),
        ordinals=_set(data["ordinals"]["words"]),
        ordinal_stems=tuple(data["ordinals"]["stems"]),
        change_stems=tuple(data["change"]["stems"]),
        year_before=_set(data["year"]["before"]),
        year_after=_set(data["year"]["after"]),
        pronoun_after=_set(data["pronoun_one"]["after"]),
        pronoun_before=_set(data["pronoun_one"]["before"]),
        formation_endings=tuple(data["name_after"]["unit_endings"].split()),
        hedge_ends=frozenset(words[-1] for words in hedges),
        phrase_starts=frozenset(words[0] for words in (*parts, *half_after)),
        stem_starts=tuple(stem for stem, _ in stems),
        counted_endings=tuple(data["counted"]["endings"].split()),
    )


# The file is the package's own and its tests read every section, so its shape is taken on trust.
@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("bot.text").joinpath("number_words.toml").read_text("utf-8"))


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


def _words(sections: dict[str, dict[str, str]], languages: frozenset[str]) -> dict[str, int]:
    """Return the number of each word, or its denominator where it names a fraction."""
    return {
        word: value
        for language in sorted(languages)
        for word, value in _numbers(sections[language]).items()
    }


def _numbers(section: dict[str, str]) -> dict[str, int]:
    return {fold(word): int(value) for value, words in section.items() for word in words.split()}


def _adjectives(section: dict[str, Any]) -> tuple[tuple[str, Decimal], ...]:
    """Return the stems of "десятитысячный" with what they multiply by."""
    scales = ((value, stems) for value, stems in section.items() if value.isdigit())
    return tuple((fold(stem), Decimal(value)) for value, stems in scales for stem in stems.split())


def _scales(data: dict[str, Any], languages: frozenset[str]) -> dict[str, Scale]:
    found = {
        fold(word): Scale(Decimal(value), Form(form))
        for language in sorted(languages)
        for value, forms in data["scales"][language].items()
        for form, words in forms.items()
        for word in words.split()
    }
    joined = {
        prefix + word: Scale(scale.value * Decimal(part), Form.ONE)
        for part, prefixes in data["part_prefixes"].items()
        for prefix in prefixes.split()
        for word, scale in found.items()
        if scale.value >= 1000 and scale.form is not Form.SHORT
    }
    return joined | found


def _hedges(data: dict[str, Any], languages: frozenset[str]) -> dict[Phrase, Bound]:
    found = bounds(data["hedges"][language] for language in sorted(languages))
    for language in sorted(languages):
        found |= compared(data["compared"][language])
    if len(languages & {"uk", "ru", "mk"}) > 1:
        for text in data["hedges_when_sure"]["mk"]:
            found.pop(phrase(text), None)
    return found


def _ranges(section: dict[str, Any], languages: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return, for each word that may stand between two ends, the words that open such a range."""
    pairs = list(section["pairs"])
    if len(languages - {"en"}) == 1:
        pairs += [["", word] for code, word in section["sure"].items() if code in languages]
    middles = {middle for _, middle in pairs}
    return {m: frozenset(opener for opener, middle in pairs if middle == m) for m in middles}


def _stems(units: dict[str, dict[str, list[str]]], name: str) -> tuple[tuple[str, str], ...]:
    return tuple((stem, unit) for unit, each in units.items() for stem in each.get(name, ()))
