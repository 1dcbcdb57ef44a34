"""The seeds that come with the program: complete in every language, and consistent."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

import seeds
from bot.text.normalise import words
from bot.text.phrases import Phrasebook
from seeds.reading import read
from seeds.schema import Seeds

LANGUAGES = ("en", "uk", "ru", "mk", "pl")
MAIN = "never-any-soldiers"
ROOT = Path(__file__).parents[2]


@cache
def shipped() -> Seeds:
    """Read the shipped files once."""
    return read(seeds.folder())


def test_each_verdict_speaks_all_languages_both_ways() -> None:
    lacking = [
        (verdict.key, language)
        for verdict in shipped().verdicts
        for language in LANGUAGES
        if language not in verdict.claim
        or len(verdict.wordings[language].asserts) < 4
        or len(verdict.wordings[language].denies) < 3
    ]

    assert lacking == []


def test_the_main_claim_has_many_wordings() -> None:
    main = next(verdict for verdict in shipped().verdicts if verdict.key == MAIN)

    fewest = min(min(len(lists.asserts), len(lists.denies)) for lists in main.wordings.values())

    assert (main.rating, fewest >= 12, set(main.wordings)) == ("false", True, set(LANGUAGES))


def test_each_figure_and_each_language_has_its_texts() -> None:
    languages = {tuple(figure.label) for figure in shipped().figures}

    assert languages == {LANGUAGES}


def test_only_one_source_names_its_outlet_and_one_its_date() -> None:
    sources = shipped().sources

    assert [source.outlet for source in sources if source.outlet] == ["Truthmeter.mk"]
    assert [str(source.published_on) for source in sources if source.published_on] == [
        "2024-10-31"
    ]
    assert [source for source in sources if source.url or source.author] == []


def test_doubt_about_the_first_prisoners_is_never_rated_false() -> None:
    ratings = {verdict.key: verdict.rating for verdict in shipped().verdicts}

    assert ratings["first-captured"] == "mostly_true"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_of_the_lexicon_finds_its_own_concept(language: str) -> None:
    concepts = shipped().concepts
    book = Phrasebook(
        (concept.id, pattern)
        for concept in concepts
        for code in {language, "en"}
        for pattern in concept.words.get(code, ())
    )

    strayed = [
        (concept.id, pattern, found)
        for concept in concepts
        for pattern in concept.words.get(language, ())
        if (found := [one.id for one in book.find(pattern.replace("*", "").split())])
        != [concept.id]
    ]

    assert strayed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_koreas_are_never_one(language: str) -> None:
    names = {
        "en": ("North Korean soldiers", "South Korean soldiers"),
        "uk": ("північнокорейські солдати", "південнокорейські солдати"),
        "ru": ("солдаты Северной Кореи", "солдаты Южной Кореи"),
        "mk": ("војници од Северна Кореја", "војници од Јужна Кореја"),
        "pl": ("żołnierze z Korei Północnej", "żołnierze z Korei Południowej"),
    }
    book = Phrasebook(
        (concept.id, pattern)
        for concept in shipped().concepts
        for pattern in concept.words.get(language, ())
    )

    north, south = ({one.id for one in book.find(words(text))} for text in names[language])

    assert north - {"soldiers"} <= {"north-korea", "north-koreans"}
    assert south == {"south-korea", "soldiers"}


def test_there_are_samples_in_every_language() -> None:
    languages = [sample.language for sample in shipped().samples]

    assert {language: languages.count(language) >= 5 for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, True
    )


def test_the_files_travel_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]

    assert (seeds.folder().name in packages, seeds.folder().is_dir()) == (True, True)
