"""Migrations, forward and back, on empty and on filled stores."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from bot.store import schema
from bot.store.database import Store

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory(str(schema.SCRIPTS)).walk_revisions()))
]

DERIVED = {"fingerprint"}  # the clock makes them anew at the next start


def names(store: Store) -> set[str]:
    return set(sa.inspect(store.engine).get_table_names()) - {"alembic_version"}


def fill(store: Store) -> dict[str, int]:
    """Put one row into every table as it is in the store; return how many each has."""
    tables = sa.MetaData()
    tables.reflect(store.engine)
    with store.engine.begin() as connection:
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                values = {column.name: example(column) for column in table.columns}
                connection.execute(table.insert().values(values))
    return counts(store)


def example(column: "sa.Column[object]") -> object:
    kind = column.type
    if isinstance(kind, sa.DateTime):
        return datetime(2025, 1, 12, tzinfo=UTC)
    if isinstance(kind, sa.Date):
        return datetime(2025, 1, 12, tzinfo=UTC).date()
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.Integer):
        return 1
    if isinstance(kind, sa.LargeBinary):
        return b"1"
    return json.loads('{"a": []}') if isinstance(kind, sa.JSON) else "1"


def counts(store: Store) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            name: connection.execute(sa.text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
            for name in names(store)
        }


def test_an_empty_store_is_brought_to_the_models(empty_store: Store) -> None:
    schema.upgrade(empty_store)

    assert schema.check(empty_store) is None
    assert schema.current(empty_store) == schema.head()
    assert names(empty_store) == set(SQLModel.metadata.tables)


def test_a_second_upgrade_changes_nothing(empty_store: Store) -> None:
    schema.upgrade(empty_store)
    filled = fill(empty_store)

    schema.upgrade(empty_store)

    assert counts(empty_store) == filled


def test_all_the_way_back_and_forward_again(empty_store: Store) -> None:
    schema.upgrade(empty_store)

    schema.downgrade(empty_store, "base")

    assert names(empty_store) == set()
    schema.upgrade(empty_store)
    assert schema.check(empty_store) is None


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_goes_forward_with_rows_in_it(empty_store: Store, revision: str) -> None:
    schema.upgrade(empty_store, revision)
    filled = fill(empty_store)

    schema.upgrade(empty_store)

    assert schema.check(empty_store) is None
    kept = {name: count for name, count in filled.items() if name not in DERIVED}
    assert {name: counts(empty_store).get(name) for name in kept} == kept


def test_vectors_come_to_a_store_that_is_in_use(empty_store: Store) -> None:
    schema.upgrade(empty_store, "0001")
    filled = fill(empty_store)

    schema.upgrade(empty_store, "0002")

    assert counts(empty_store) == filled | {"vector": 0}


def test_who_has_a_role_becomes_a_member(empty_store: Store) -> None:
    schema.upgrade(empty_store, "0004")
    person = "INSERT INTO person (id, role, language, language_chosen, created_at) VALUES"
    at = "'en', false, '2025-01-12 00:00:00'"
    with empty_store.engine.begin() as connection:
        for row in (
            f"(8000000001, 'admin', {at})",
            f"(2, 'reviewer', {at})",
            f"(3, 'public', {at})",
        ):
            connection.execute(sa.text(f"{person} {row}"))

    schema.upgrade(empty_store)

    with empty_store.engine.connect() as connection:
        members = connection.execute(sa.text("SELECT person_id FROM member ORDER BY 1"))
        changes = connection.execute(
            sa.text("SELECT person_id, deed, role, hand FROM memberchange ORDER BY 1")
        )
        assert members.scalars().all() == [2, 8000000001]
        assert [tuple(row) for row in changes] == [
            (2, "named", "reviewer", "settings"),
            (8000000001, "named", "admin", "settings"),
        ]


def test_a_filled_store_goes_back_to_nothing(empty_store: Store) -> None:
    schema.upgrade(empty_store)
    fill(empty_store)

    schema.downgrade(empty_store, "base")

    assert names(empty_store) == set()


def test_a_newer_store_is_refused_in_words(empty_store: Store) -> None:
    schema.upgrade(empty_store)
    with empty_store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    problem = schema.check(empty_store)

    assert problem is not None
    assert problem.trouble is schema.Trouble.NEWER
    assert "9999" in problem.message
    assert "newer" in problem.message
    for change in (schema.upgrade, lambda store: schema.downgrade(store, "base")):
        with pytest.raises(schema.SchemaError, match="newer than this program"):
            change(empty_store)
    assert names(empty_store) == set(SQLModel.metadata.tables)


def test_a_store_without_tables_is_named(empty_store: Store) -> None:
    problem = schema.check(empty_store)

    assert problem is not None
    assert problem.trouble is schema.Trouble.MISSING
    assert "tipline db upgrade" in problem.message


def test_a_table_changed_by_hand_is_named(empty_store: Store) -> None:
    schema.upgrade(empty_store)
    with empty_store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE person ADD COLUMN shoe_size INTEGER"))

    problem = schema.check(empty_store)

    assert problem is not None
    assert problem.trouble is schema.Trouble.DIFFERENT
    assert "shoe_size" in problem.message


def test_the_alembic_command_finds_the_same_scripts() -> None:
    assert Path(schema.SCRIPTS, "env.py").is_file()
    assert REVISIONS[-1] == schema.head()


def test_figures_that_are_on_record_get_their_first_version(empty_store: Store) -> None:
    schema.upgrade(empty_store, "0002")
    with empty_store.engine.begin() as connection:
        for statement in RECORDED:
            connection.execute(sa.text(statement))

    schema.upgrade(empty_store, "0003")

    with empty_store.engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT figure_id, version, by, person_id, content FROM figurechange")
        ).all()
    [(figure_id, version, by, person_id, content)] = rows
    assert (figure_id, version, by, person_id) == (4, 1, "seed", None)
    assert (json.loads(content) if isinstance(content, str) else content) == {
        "low": "11000",
        "high": "11000.5",
        "qualifier": "about",
        "unit": "soldiers",
        "place": "kursk",
        "as_of": "2025-01-15",
        "as_of_inferred": "true",
        "attributed_to": "ukraine, west",
        "sources": "first, second",
        "label.en": "Troops",
        "attribution.en": "Estimates",
    }


RECORDED = (
    "INSERT INTO source (id, key) VALUES (1, 'second'), (2, 'first')",
    "INSERT INTO figure (id, key, low, high, qualifier, unit, place, as_of, as_of_inferred,"
    " attributed_to) VALUES (4, 'troops', '11000.00', '11000.50', 'about', 'soldiers', 'kursk',"
    " '2025-01-15', true, '[\"ukraine\", \"west\"]')",
    "INSERT INTO figuretext (id, figure_id, language, label, attribution)"
    " VALUES (1, 4, 'en', 'Troops', 'Estimates')",
    "INSERT INTO figuresource (figure_id, source_id, position) VALUES (4, 1, 1), (4, 2, 0)",
)
