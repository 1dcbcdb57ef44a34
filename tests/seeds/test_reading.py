"""Mistakes in seed files are named with file, entry and field, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.reading import SeedError, read


def edit(file: Path, old: str, new: str) -> None:
    """Replace the first *old* in *file*, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> tuple[str, ...]:
    """Return what is wrong with the seed files in *folder*."""
    with pytest.raises(SeedError) as raised:
        read(folder)
    return raised.value.problems


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "verdicts.toml",
            'rating = "mostly_true"',
            'rating = "rather_true"',
            "verdicts.toml: verdict 'water-safe-to-drink': rating: Input should be",
        ),
        (
            "verdicts.toml",
            'topic = "water"',
            'subject = "water"',
            "verdicts.toml: verdict 'water-contains-lead': subject: Extra inputs",
        ),
        (
            "verdicts.toml",
            'sources = ["laboratory-report"]',
            "sources = []",
            "verdicts.toml: verdict 'water-contains-lead': sources: ",
        ),
        (
            "verdicts.toml",
            'sources = ["laboratory-report"]',
            'sources = ["newspaper"]',
            "verdicts.toml: verdict 'water-contains-lead': sources.0: there is no source 'newspap",
        ),
        (
            "verdicts.toml",
            'uk = "Вода з-під крана у Вербовому містить свинець."',
            "",
            "verdicts.toml: verdict 'water-contains-lead': claim and summary differ in their lang",
        ),
        (
            "verdicts.toml",
            "valid_until = 2025-09-30",
            "valid_until = 2025-01-01",
            "verdicts.toml: verdict 'water-safe-to-drink': valid_until lies before valid_from",
        ),
        (
            "verdicts.toml",
            '"Verbove\'s drinking water is safe."',
            '"There is no lead in Verbove\'s drinking water!"',
            "verdicts.toml: verdict 'water-safe-to-drink': wordings.en.asserts.0: the same words",
        ),
        (
            "verdicts.toml",
            'key = "water-safe-to-drink"',
            'key = "water-contains-lead"',
            "verdicts.toml: verdict 'water-contains-lead': key: stands 2 times",
        ),
        (
            "figures.toml",
            "high = 7",
            "high = 6",
            "figures.toml: figure 'wells-closed': high (6) is less than low (7)",
        ),
        (
            "figures.toml",
            'unit = "wells"',
            'unit = "fountains"',
            "figures.toml: figure 'wells-closed': unit: there is no unit 'fountains'",
        ),
        (
            "figures.toml",
            "as_of = 2025-09-30",
            "as_of_inferred = true",
            "figures.toml: figure 'wells-closed': as_of_inferred needs an as_of",
        ),
        (
            "figures.toml",
            'attributed_to = ["city-laboratory"]',
            'attributed_to = ["mayor"]',
            "figures.toml: figure 'wells-closed': attributed_to.0: there is no actor or person ",
        ),
        (
            "lexicon.toml",
            '"tap water"',
            '"Tap water"',
            "lexicon.toml: concept 'tap-water': words.en.0: 'Tap water': lower case only",
        ),
        (
            "lexicon.toml",
            '"poison*"',
            '"poi*son"',
            "lexicon.toml: concept 'poisonous': words.en.0: 'poi*son': a * stands at the end",
        ),
        (
            "sources.toml",
            "published_on = 2025-09-30",
            'url = "verbove"',
            "sources.toml: source 'laboratory-report': url: not a web link",
        ),
        (
            "samples.toml",
            'language = "en"',
            'language = "English"',
            "samples.toml: sample 'en: asserts': language: ",
        ),
        ("samples.toml", "[[sample]]", "[[sample", "samples.toml: not TOML: "),
        ("sources.toml", "[[source]]", "[source]", "sources.toml: write [[source]], with two"),
        ("sources.toml", "[[source]]", "[[sauce]]", "sources.toml: unknown table 'sauce'"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    second_subject: Path, file: str, old: str, new: str, problem: str
) -> None:
    edit(second_subject / file, old, new)

    found = problems(second_subject)

    assert any(line.startswith(problem) for line in found), found


def test_all_mistakes_of_all_files_are_named_at_once(second_subject: Path) -> None:
    edit(second_subject / "verdicts.toml", 'rating = "false"', 'rating = "wrong"')
    edit(second_subject / "verdicts.toml", "checked_on = 2025-10-02", "")
    edit(second_subject / "figures.toml", "low = 7", 'low = "some"')

    found = problems(second_subject)

    assert [line.rsplit(": ", 1)[0] for line in found] == [
        "figures.toml: figure 'wells-closed': low",
        "verdicts.toml: verdict 'water-contains-lead': rating",
        "verdicts.toml: verdict 'water-contains-lead': checked_on",
    ]


def test_a_source_that_readers_could_not_tell_is_refused(second_subject: Path) -> None:
    edit(second_subject / "sources.toml", "title = ", "note = ")
    edit(second_subject / "sources.toml", "outlet = ", "author = ")

    found = problems(second_subject)

    assert found == (
        "sources.toml: source 'laboratory-report':"
        " needs a title, an outlet or a url, or readers could not tell it",
    )


def test_an_unknown_file_is_refused(second_subject: Path) -> None:
    (second_subject / "verdict.toml").write_text("", encoding="utf-8")

    found = problems(second_subject)

    assert found == (
        "verdict.toml: unknown file; there may be"
        " sources, lexicon, verdicts, figures, samples, wordings/LANGUAGE, words/LANGUAGE",
    )


def test_a_folder_without_seed_files_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path)

    assert found == (f"{tmp_path}: no seed files here",)


def test_a_language_has_files_of_its_own_for_wordings_and_words(second_subject: Path) -> None:
    verdict = read(second_subject).verdicts[0]
    (second_subject / "wordings").mkdir()
    (second_subject / "words").mkdir()
    (second_subject / "wordings" / "pl.toml").write_text(
        f'[[wording]]\nverdict = "{verdict.key}"\nasserts = ["Tak jest naprawdę."]\n'
    )
    concept = read(second_subject).concepts[0]
    (second_subject / "words" / "pl.toml").write_text(
        f'[[words]]\nconcept = "{concept.id}"\nwords = ["słowo*"]\n'
    )

    seeds = read(second_subject)

    assert seeds.verdicts[0].wordings["pl"].asserts == ("Tak jest naprawdę.",)
    assert seeds.verdicts[0].wordings.keys() > verdict.wordings.keys()
    assert seeds.concepts[0].words["pl"] == ("slowo*",)


def test_wordings_and_words_of_nothing_are_named(second_subject: Path) -> None:
    (second_subject / "wordings").mkdir()
    (second_subject / "words").mkdir()
    (second_subject / "wordings" / "pl.toml").write_text(
        '[[wording]]\nverdict = "no-such"\nasserts = ["Tak."]\n'
    )
    (second_subject / "words" / "pl.toml").write_text(
        '[[words]]\nconcept = "no-such"\nwords = ["nic"]\n'
    )

    with pytest.raises(SeedError) as caught:
        read(second_subject)

    assert [line.rsplit(": ", 1)[0] for line in caught.value.problems] == [
        "wordings/pl.toml: wording 'no-such': verdict: there is no verdict 'no-such'",
        "words/pl.toml: words 'no-such': concept: there is no concept 'no-such'",
    ]
