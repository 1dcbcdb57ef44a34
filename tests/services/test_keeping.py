"""Figures kept by hand and by files: every change with who and when, nothing lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.matching import build
from bot.models import ChangedBy, Figure, FigureChange, Qualifier, Source
from bot.services import privacy
from bot.services.checking import material
from bot.services.figures import keeping, series
from bot.services.figures.entry import FigureEntry
from bot.services.figures.keeping import Brought
from bot.services.figures.rows import Author
from bot.services.figures.values import Difference, Invalid, NoFigure, Written
from bot.store import changes, figures, revision
from bot.store.database import Store
from tests.services.figures import ANN, NOW, REVIEWER, added, fields, furnish

LATER = NOW + timedelta(days=1)
KEY = "bees-strelsau"


@pytest.fixture
def hive(store: Store) -> Store:
    """A store with a lexicon, a source and reviewers, and no figures."""
    store.transact(furnish)
    return store


def figure(store: Store, key: str = KEY) -> Figure:
    return store.transact(lambda session: figures.by_key(session, [key])[key])


def history(store: Store, key: str = KEY) -> list[tuple[Any, ...]]:
    """Who changed a figure and in which fields, the newest change first."""
    found = store.transact(
        lambda session: series.history(session, [figures.by_key(session, [key])[key]])
    )
    return [
        (one.version, one.by, one.name, tuple(each.field for each in one.differences))
        for one in found
    ]


def bring(store: Store, **changed: Any) -> tuple[Brought, Author | None]:
    entry = FigureEntry.model_validate(fields(**changed))
    return store.transact(keeping.bring, entry, LATER)


def edit(store: Store, **given: Any) -> object:
    return store.transact(keeping.edit, KEY, given, ANN, LATER)


def test_a_figure_that_is_added_is_on_record_with_who_and_when(hive: Store) -> None:
    before = hive.transact(revision.current)

    added(hive)

    kept = figure(hive)
    assert (int(kept.low), int(kept.high), kept.qualifier) == (300, 300, Qualifier.ABOUT)
    assert (kept.place, kept.as_of, kept.attributed_to) == (
        "strelsau", date(2025, 1, 15), ["keepers"],
    )  # fmt: skip
    assert history(hive) == [(1, ChangedBy.OPERATOR, "ann", ())]
    [change] = hive.transact(lambda session: session.exec(select(FigureChange)).all())
    assert change.at == NOW
    assert hive.transact(revision.current) == before + 1


def test_an_edit_changes_only_what_is_given_and_is_kept_as_a_version(hive: Store) -> None:
    added(hive)

    result = edit(hive, low="320", high="340", label={"pl": "Pszczoły"}, attribution={"pl": "x"})

    kept = figure(hive)
    assert result == Written(KEY, kept.id or 0)
    assert (int(kept.low), int(kept.high), kept.qualifier, kept.as_of) == (
        320, 340, Qualifier.ABOUT, date(2025, 1, 15),
    )  # fmt: skip
    texts = hive.transact(lambda session: figures.texts(session, [kept.id or 0]))[kept.id or 0]
    assert {code: text.label for code, text in texts.items()} == {
        "en": "Bees in Strelsau", "uk": "Бджоли у Штрельзау", "pl": "Pszczoły",
    }  # fmt: skip
    newest, first = history(hive)
    assert newest == (2, "operator", "ann", ("low", "high", "label.pl", "attribution.pl"))
    assert first == (1, "operator", "ann", ())


def test_an_edit_that_says_the_same_is_no_change(hive: Store) -> None:
    added(hive)
    before = hive.transact(revision.current)

    result = edit(hive, low="300.00", label={"en": " Bees in Strelsau "})

    assert result == Written(KEY, figure(hive).id or 0, changed=False)
    assert (len(history(hive)), hive.transact(revision.current)) == (1, before)


def test_what_is_taken_away_is_gone(hive: Store) -> None:
    added(hive)

    edit(hive, place=None, as_of=None, label={"uk": ""}, attribution={"uk": ""})

    kept = figure(hive)
    texts = hive.transact(lambda session: figures.texts(session, [kept.id or 0]))[kept.id or 0]
    assert (kept.place, kept.as_of, list(texts)) == (None, None, ["en"])


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"low": -1}, "low: -1 is negative: write 0 or more"),
        ({"unit": "bee"}, "unit: there is no unit 'bee': did you mean 'bees'?"),
        ({"sources": ("hyve",)}, "sources.0: there is no source 'hyve': did you mean 'hive'?"),
        ({"as_of": date(2052, 1, 1)}, "as_of: 2052-01-01 has not come yet: check the year"),
        (
            {"key": KEY},
            f"key: there is a figure '{KEY}' already: change it with `tipline figures edit {KEY}`,"
            " or choose another key",
        ),
    ],
)
def test_what_breaks_a_rule_is_not_written(
    hive: Store, changed: dict[str, Any], expected: str
) -> None:
    added(hive)
    before = hive.transact(revision.current)

    result = hive.transact(keeping.add, fields("other") | changed, ANN, NOW)

    assert isinstance(result, Invalid)
    assert [str(problem) for problem in result.problems] == [expected]
    assert [one.key for one in hive.transact(figures.every)] == [KEY]
    assert hive.transact(revision.current) == before


def test_a_key_that_there_is_not_is_answered_with_those_near(hive: Store) -> None:
    added(hive)

    result = hive.transact(keeping.edit, "bees-strelzau", {"low": 1}, ANN, NOW)

    assert result == NoFigure("bees-strelzau", (KEY,))


def test_a_source_given_as_a_line_is_kept_and_known_again_by_its_link(hive: Store) -> None:
    line = "The count | The Hive | https://hive.example/count"
    added(hive, sources=("hive", line))
    added(hive, "bees-later", sources=("https://hive.example/count",), as_of=date(2025, 1, 20))

    cited = hive.transact(
        lambda session: [
            [source.key for source in figures.sources(session, [one.id or 0])[one.id or 0]]
            for one in figures.every(session)
        ]
    )

    assert cited == [["hive", f"{KEY}-source-1"], [f"{KEY}-source-1"]]
    titles = hive.transact(lambda session: session.exec(select(col(Source.title))).all())
    assert titles == ["On bees", "The count"]


def test_the_index_is_built_anew_from_an_edited_figure(hive: Store) -> None:
    added(hive)
    before = hive.transact(material)

    edit(hive, low=400, high=400)

    after = hive.transact(material)
    assert [one.low for one in before.figures] == [Decimal(300)]
    assert [one.low for one in after.figures] == [Decimal(400)]
    assert after.version == before.version + 1
    assert build(after, None, build(before, None)).version == after.version


def test_a_file_brings_a_figure_and_then_only_its_changes(hive: Store) -> None:
    first = bring(hive)
    second = bring(hive)
    third = bring(hive, low=310, high=310)

    assert [one[0] for one in (first, second, third)] == ["added", "unchanged", "changed"]
    assert history(hive) == [
        (2, ChangedBy.SEED, None, ("low", "high")),
        (1, ChangedBy.SEED, None, ()),
    ]


def test_what_a_person_changed_stands_until_the_files_entry_changes(hive: Store) -> None:
    bring(hive)
    edit(hive, low=320, high=320)

    again, changed = bring(hive), bring(hive, low=310, high=310)

    assert again == (Brought.KEPT, ANN)
    assert changed == (Brought.REPLACED, ANN)
    assert figure(hive).low == 310
    assert [version[1] for version in history(hive)] == ["seed", "operator", "seed"]


def test_a_file_that_says_what_a_person_did_is_no_change_when_it_stays_so(hive: Store) -> None:
    bring(hive)
    edit(hive, low=320, high=320)

    agreed = bring(hive, low=320, high=320)
    edit(hive, low=330, high=330)
    again = bring(hive, low=320, high=320)

    assert (agreed[0], again[0]) == (Brought.UNCHANGED, Brought.KEPT)
    assert figure(hive).low == 330


def test_a_figure_made_by_hand_gives_way_to_a_new_entry_of_its_key(hive: Store) -> None:
    added(hive)

    assert bring(hive, low=310, high=310) == (Brought.REPLACED, ANN)
    assert [version[1] for version in history(hive)] == ["seed", "operator"]


def test_changes_are_only_ever_added_and_numbered_without_gaps(hive: Store) -> None:
    added(hive)
    for number in range(301, 306):
        edit(hive, low=number, high=number)

    versions = [version[0] for version in history(hive)]
    contents = hive.transact(
        lambda session: [one.content["low"] for one in changes.of_figures(session, [1])]
    )

    assert versions == [6, 5, 4, 3, 2, 1]
    assert contents == ["300", "301", "302", "303", "304", "305"]


def test_who_is_forgotten_leaves_only_their_role(hive: Store) -> None:
    author = Author(ChangedBy.REVIEWER, person_id=REVIEWER)
    hive.transact(keeping.add, fields(), author, NOW)

    hive.transact(privacy.forget, REVIEWER, LATER)

    [change] = hive.transact(lambda session: session.exec(select(FigureChange)).all())
    assert (change.by, change.person_id) == (ChangedBy.REVIEWER, None)


def test_differences_name_each_field_with_before_and_after() -> None:
    before, after = {"low": "1", "place": "kursk"}, {"low": "2", "actor": "x"}

    assert series.differences(before, after) == (
        Difference("low", "1", "2"),
        Difference("place", "kursk", ""),
        Difference("actor", "", "x"),
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([("older", date(2024, 12, 1), None)], KEY),
        ([("newer", date(2025, 1, 20), None)], "newer"),
        ([("undated", None, None)], KEY),
        # What happened in a period, even a later one, does not take the place of a state.
        ([("period", date(2025, 1, 10), date(2025, 1, 30))], KEY),
        ([("same day", date(2025, 1, 15), None)], "same day"),
    ],
)
def test_the_newest_value_stands_for_its_subject(
    hive: Store, others: list[tuple[str, date | None, date | None]], expected: str
) -> None:
    added(hive)
    for key, as_of, as_of_end in others:
        added(hive, key.replace(" ", "-"), as_of=as_of, as_of_end=as_of_end)

    def newest(session: Session) -> str | None:
        return series.newest(list(figures.every(session))).key

    assert hive.transact(newest) == expected.replace(" ", "-")


def test_the_list_has_a_line_for_each_subject_with_its_newest_value(hive: Store) -> None:
    added(hive)
    added(hive, "bees-newer", low=350, high=350, as_of=date(2025, 1, 20))
    added(hive, "stung", event="stung", low=3, high=3)

    page = hive.transact(series.subjects, "uk")

    shown = [(line.newest.key, line.newest.label, line.count) for line in page.subjects]
    assert shown == [
        ("bees-newer", "Бджоли у Штрельзау", 2),
        ("stung", "Бджоли у Штрельзау", 1),
    ]
    assert (page.page, page.pages) == (1, 1)
