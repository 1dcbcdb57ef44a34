"""Loading seeds again and again: nothing doubles, edits arrive, the rest is left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session, col, select

from bot.models import (
    Concept,
    Figure,
    FigureText,
    Rating,
    Source,
    Verdict,
    VerdictText,
    Wording,
)
from bot.services.figures import keeping
from bot.store import revision, verdicts
from bot.text.normalise import text_hash
from seeds.loader import Report, load
from seeds.reading import read
from tests.seeds.test_reading import edit
from tests.services.figures import ANN

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def loaded(session: Session, folder: Path, *, now: datetime = NOW) -> Report:
    """Load *folder* in one transaction."""
    report = load(session, read(folder), now=now)
    session.commit()
    return report


def verdict(session: Session, key: str) -> Verdict:
    """Return the stored verdict, which must be there."""
    found = verdicts.by_key(session, key)
    assert found is not None
    return found


def test_everything_in_the_files_arrives(session: Session, second_subject: Path) -> None:
    report = loaded(session, second_subject)

    lead = verdict(session, "water-contains-lead")
    figure = session.exec(select(Figure)).one()
    assert (lead.rating, lead.language, lead.version) == (Rating.FALSE, "en", 1)
    assert [text.language for text in session.exec(select(VerdictText)).all()] == ["uk", "uk"]
    assert len(verdicts.wordings_of(session, lead.id or 0)) == 12
    assert [s.key for s in verdicts.sources(session, [lead.id or 0])[lead.id or 0]] == [
        "laboratory-report"
    ]
    assert (figure.place, figure.attributed_to) == ("verbove", ["city-laboratory"])
    assert figure.low == figure.high == 7
    assert {t.language for t in session.exec(select(FigureText)).all()} == {"en", "uk"}
    assert session.get_one(Concept, "wells").words["en"] == ["well", "wells"]
    assert session.exec(select(Source)).one().outlet == "Verbove City Laboratory"
    assert (len(report.added), report.changed, report.unchanged) == (14, [], [])


def test_loading_again_writes_nothing(session: Session, second_subject: Path) -> None:
    loaded(session, second_subject)
    before = revision.current(session)
    touched = [verdict.updated_at for verdict in session.exec(select(Verdict)).all()]

    report = loaded(session, second_subject, now=LATER)

    assert (report.added, report.changed, report.removed) == ([], [], [])
    assert len(report.unchanged) == 14
    assert revision.current(session) == before == 1
    assert [verdict.updated_at for verdict in session.exec(select(Verdict)).all()] == touched


def test_an_edited_verdict_is_updated_and_its_version_raised(
    session: Session, second_subject: Path
) -> None:
    loaded(session, second_subject)
    edit(second_subject / "verdicts.toml", 'rating = "false"', 'rating = "mostly_false"')

    report = loaded(session, second_subject, now=LATER)

    edited = verdict(session, "water-contains-lead")
    assert (edited.rating, edited.version, edited.updated_at) == (Rating.MOSTLY_FALSE, 2, LATER)
    assert verdict(session, "water-safe-to-drink").version == 1
    assert report.changed == ["verdict water-contains-lead"]
    assert revision.current(session) == 2


def test_an_edited_translation_raises_the_version(session: Session, second_subject: Path) -> None:
    loaded(session, second_subject)
    edit(second_subject / "verdicts.toml", "не виявила свинцю", "свинцю не знайшла")

    loaded(session, second_subject, now=LATER)

    edited = verdict(session, "water-contains-lead")
    summary = verdicts.texts(session, [edited.id or 0])[edited.id or 0]["uk"].summary
    assert (edited.version, "свинцю не знайшла" in summary) == (2, True)


def test_a_wording_that_left_the_file_goes_and_a_new_one_comes(
    session: Session, second_subject: Path
) -> None:
    loaded(session, second_subject)
    gone, new = "Verbove's water is contaminated with lead.", "Lead poisons Verbove's water."
    edit(second_subject / "verdicts.toml", gone, new)

    report = loaded(session, second_subject)

    query = select(Wording).where(col(Wording.text_hash).in_([text_hash(gone), text_hash(new)]))
    assert [wording.text for wording in session.exec(query)] == [new]
    assert report.removed == [gone]
    assert revision.current(session) == 2
    assert verdict(session, "water-contains-lead").version == 1


def test_a_verdict_that_left_the_file_is_left_alone(
    session: Session, second_subject: Path
) -> None:
    loaded(session, second_subject)
    file = second_subject / "verdicts.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.rindex("[[verdict]]")], encoding="utf-8")

    loaded(session, second_subject)

    assert verdict(session, "water-safe-to-drink").withdrawn_at is None
    assert revision.current(session) == 1


def test_edited_words_and_figures_raise_the_revision(
    session: Session, second_subject: Path
) -> None:
    loaded(session, second_subject)
    edit(second_subject / "lexicon.toml", '"closed", "close"', '"closed", "sealed", "close"')
    edit(second_subject / "figures.toml", "low = 7\nhigh = 7", "low = 8\nhigh = 8")

    report = loaded(session, second_subject)

    assert report.changed == ["concept closed", "figure wells-closed"]
    assert "sealed" in session.get_one(Concept, "closed").words["en"]
    assert session.exec(select(Figure)).one().low == 8
    assert revision.current(session) == 2


def test_what_a_person_changed_is_kept_and_reported_until_the_files_entry_changes(
    session: Session, second_subject: Path
) -> None:
    loaded(session, second_subject)
    keeping.edit(session, "wells-closed", {"low": 9, "high": 9}, ANN, LATER)
    session.commit()
    before = revision.current(session)

    kept = loaded(session, second_subject, now=LATER)
    edit(second_subject / "figures.toml", "low = 7\nhigh = 7", "low = 8\nhigh = 8")
    replaced = loaded(session, second_subject, now=LATER)

    assert kept.kept == [
        "figure wells-closed: changed by an operator (ann), which stands:"
        " its entry in the files is as it was"
    ]
    assert (kept.changed, revision.current(session)) == ([], before + 1)
    assert replaced.replaced == [
        "figure wells-closed: its changed entry in the files has replaced"
        " what an operator (ann) had changed"
    ]
    assert (replaced.changed, replaced.kept) == (["figure wells-closed"], [])
    assert session.exec(select(Figure)).one().low == 8
