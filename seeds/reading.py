"""Reading seed files: every mistake is named with its file, entry and field, all at once."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.models import ConceptKind
from bot.services import entries
from bot.services.entries import Entry, Problem, unknown
from bot.services.figures.entry import FigureEntry, loose_ends
from bot.text.normalise import text_hash
from seeds.schema import (
    ConceptEntry,
    SampleEntry,
    Seeds,
    SourceEntry,
    VerdictEntry,
    WordingEntry,
    WordingLists,
    WordsEntry,
)

E = TypeVar("E", bound=Entry)

# File name without ".toml": the table that it holds, and its entries.
KINDS: dict[str, tuple[str, type[Entry]]] = {
    "sources": ("source", SourceEntry),
    "lexicon": ("concept", ConceptEntry),
    "verdicts": ("verdict", VerdictEntry),
    "figures": ("figure", FigureEntry),
    "samples": ("sample", SampleEntry),
}
# The same for folders with a file for each language.
BY_LANGUAGE: dict[str, tuple[str, type[Entry]]] = {
    "wordings": ("wording", WordingEntry),
    "words": ("words", WordsEntry),
}
TABLES = {model: table for table, model in (*KINDS.values(), *BY_LANGUAGE.values())}


class SeedError(ValueError):
    """Seed files with mistakes: one line for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        """Take the lines."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read(folder: Path) -> Seeds:
    """Read all seed files in *folder* and the folders below it; SeedError names every mistake."""
    problems: list[str] = []
    found: list[tuple[str, Entry]] = []
    files = sorted(folder.rglob("*.toml"))
    if not files:
        raise SeedError([f"{folder}: no seed files here"])
    for file in files:
        found += _entries(file, str(file.relative_to(folder)), problems)
    seeds = Seeds(
        sources=_only(found, SourceEntry),
        concepts=_with_words(_only(found, ConceptEntry), _only(found, WordsEntry)),
        verdicts=_with_wordings(_only(found, VerdictEntry), _only(found, WordingEntry)),
        figures=_only(found, FigureEntry),
        samples=_only(found, SampleEntry),
    )
    problems += _repeated_keys(found)
    # Where an entry could not be read, what refers to it would only be reported as well.
    if not problems:
        problems += [*_loose_ends(found, seeds), *_repeated_wordings(found)]
    if problems:
        raise SeedError(problems)
    return seeds


def _entries(file: Path, name: str, problems: list[str]) -> Iterator[tuple[str, Entry]]:
    """Give the sound entries of a file with the file's name; add the others to *problems*."""
    spoken = file.parent.name in BY_LANGUAGE
    if not spoken and file.stem not in KINDS:
        known = [*KINDS, *(f"{one}/LANGUAGE" for one in BY_LANGUAGE)]
        problems.append(f"{name}: unknown file; there may be {', '.join(known)}")
        return
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{name}: not TOML: {error}")
        return
    table, model = BY_LANGUAGE[file.parent.name] if spoken else KINDS[file.stem]
    problems += [f"{name}: unknown table {other!r}" for other in content if other != table]
    raw = content.get(table, [])
    if not isinstance(raw, list):
        problems.append(f"{name}: write [[{table}]], with two brackets, before each entry")
        return
    for number, one in enumerate(raw, start=1):
        try:
            yield name, model.model_validate({**one, "language": file.stem} if spoken else one)
        except ValidationError as error:
            key = one.get(model.identity, number) if isinstance(one, dict) else number
            problems += [f"{name}: {table} {key!r}: {said}" for said in entries.problems(error)]


def _only(entries: Iterable[tuple[str, Entry]], kind: type[E]) -> tuple[E, ...]:
    return tuple(entry for _, entry in entries if isinstance(entry, kind))


def _label(entry: Entry) -> str:
    return f"{TABLES[type(entry)]} {entry.name!r}"


def _repeated_keys(entries: Iterable[tuple[str, Entry]]) -> list[str]:
    labels = [(name, _label(entry), entry.identity, _scope(entry)) for name, entry in entries]
    counted = Counter((label, scope) for _, label, _, scope in labels)
    return [
        f"{name}: {label}: {identity}: stands {counted[label, scope]} times"
        for name, label, identity, scope in dict.fromkeys(labels)
        if counted[label, scope] > 1
    ]


def _scope(entry: Entry) -> str:
    """Return within what the key of an entry must be the only one: all files, or a language."""
    return entry.language if isinstance(entry, WordingEntry | WordsEntry) else ""


def _with_wordings(
    verdicts: Iterable[VerdictEntry], further: Iterable[WordingEntry]
) -> tuple[VerdictEntry, ...]:
    """Add to each verdict the wordings of the languages' own files."""
    added: dict[str, dict[str, WordingLists]] = defaultdict(dict)
    for one in further:
        added[one.verdict][one.language] = one
    return tuple(
        verdict.model_copy(update={"wordings": _joined(verdict.wordings, added[verdict.key])})
        for verdict in verdicts
    )


def _joined(
    wordings: Mapping[str, WordingLists], further: Mapping[str, WordingLists]
) -> dict[str, WordingLists]:
    nothing = WordingLists()
    languages = dict.fromkeys([*wordings, *further])
    pairs = {code: (wordings.get(code, nothing), further.get(code, nothing)) for code in languages}
    return {
        code: WordingLists(asserts=own.asserts + other.asserts, denies=own.denies + other.denies)
        for code, (own, other) in pairs.items()
    }


def _with_words(
    concepts: Iterable[ConceptEntry], further: Iterable[WordsEntry]
) -> tuple[ConceptEntry, ...]:
    """Add to each concept the words of the languages' own files."""
    added: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for one in further:
        added[one.concept][one.language] = one.words
    return tuple(
        concept.model_copy(
            update={
                "words": {
                    code: tuple(
                        dict.fromkeys(
                            concept.words.get(code, ()) + added[concept.id].get(code, ())
                        )
                    )
                    for code in dict.fromkeys([*concept.words, *added[concept.id]])
                }
            }
        )
        for concept in concepts
    )


def _loose_ends(found: Iterable[tuple[str, Entry]], seeds: Seeds) -> Iterator[str]:
    """Name references to sources, concepts and verdicts that no file has."""
    known = Known(
        {concept.id: concept.kind for concept in seeds.concepts},
        frozenset(source.key for source in seeds.sources),
        frozenset(verdict.key for verdict in seeds.verdicts),
    )
    for name, entry in found:
        for problem in _references(entry, known):
            yield f"{name}: {_label(entry)}: {problem}"


@dataclass(frozen=True, slots=True)
class Known:
    """What entries may refer to."""

    concepts: Mapping[str, ConceptKind]
    sources: frozenset[str]
    verdicts: frozenset[str]


def _references(entry: Entry, known: Known) -> Iterator[Problem]:
    match entry:
        case FigureEntry():
            yield from loose_ends(entry, known.concepts, known.sources)
        case VerdictEntry(sources=sources):
            for number, key in enumerate(sources):
                if key not in known.sources:
                    place = f"sources.{number}"
                    yield unknown(place, "source", key, known.sources, where="sources.toml")
        case ConceptEntry(within=wider):
            for number, key in enumerate(wider):
                if key not in known.concepts:
                    place = f"within.{number}"
                    yield unknown(place, "concept", key, known.concepts, where="lexicon.toml")
        case WordsEntry(concept=key) if key not in known.concepts:
            yield unknown("concept", "concept", key, known.concepts, where="lexicon.toml")
        case WordingEntry(verdict=key) if key not in known.verdicts:
            yield unknown("verdict", "verdict", key, known.verdicts, where="verdicts.toml")


def _repeated_wordings(entries: Iterable[tuple[str, Entry]]) -> Iterator[str]:
    """Name wordings that stand twice: a text can mean one claim and one polarity only."""
    seen: dict[str, list[str]] = defaultdict(list)
    for name, entry in entries:
        if isinstance(entry, VerdictEntry | WordingEntry):
            for field, text in _phrases(entry):
                seen[text_hash(text)].append(f"{name}: {_label(entry)}: {field}")
    for places in seen.values():
        for place in places[1:]:
            yield f"{place}: the same words stand in {places[0]}"


def _phrases(entry: VerdictEntry | WordingEntry) -> Iterator[tuple[str, str]]:
    """Give the fields of an entry that matching compares with posts, each claim's text once."""
    if isinstance(entry, WordingEntry):
        yield from _listed("", entry)
        return
    claims = {text_hash(text): (f"claim.{code}", text) for code, text in entry.claim.items()}
    yield from claims.values()
    for code, lists in entry.wordings.items():
        yield from _listed(f"wordings.{code}.", lists)


def _listed(where: str, lists: WordingLists) -> Iterator[tuple[str, str]]:
    for polarity, texts in (("asserts", lists.asserts), ("denies", lists.denies)):
        for number, text in enumerate(texts):
            yield f"{where}{polarity}.{number}", text
