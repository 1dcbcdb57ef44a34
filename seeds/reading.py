"""Reading seed files: every mistake is named with its file, entry and field, all at once."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.text.normalise import text_hash
from seeds.schema import (
    ConceptEntry,
    Entry,
    FigureEntry,
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
    entries: list[tuple[str, Entry]] = []
    files = sorted(folder.rglob("*.toml"))
    if not files:
        raise SeedError([f"{folder}: no seed files here"])
    for file in files:
        entries += _entries(file, str(file.relative_to(folder)), problems)
    seeds = Seeds(
        sources=_only(entries, SourceEntry),
        concepts=_with_words(_only(entries, ConceptEntry), _only(entries, WordsEntry)),
        verdicts=_with_wordings(_only(entries, VerdictEntry), _only(entries, WordingEntry)),
        figures=_only(entries, FigureEntry),
        samples=_only(entries, SampleEntry),
    )
    problems += _repeated_keys(entries)
    # Where an entry could not be read, what refers to it would only be reported as well.
    if not problems:
        problems += [*_loose_ends(entries, seeds), *_repeated_wordings(entries)]
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
            problems += [f"{name}: {table} {key!r}: {line}" for line in _lines(error)]


def _lines(error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        field = ".".join(str(part) for part in one["loc"])
        message = one["msg"].removeprefix("Value error, ")
        yield f"{field}: {message}" if field else message


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


def _loose_ends(entries: Iterable[tuple[str, Entry]], seeds: Seeds) -> Iterator[str]:
    """Name references to sources and concepts that no file has."""
    sources = {source.key for source in seeds.sources}
    concepts = {concept.id for concept in seeds.concepts}
    verdicts = {verdict.key for verdict in seeds.verdicts}
    for name, entry in entries:
        missing: dict[str, str] = {}
        if isinstance(entry, VerdictEntry | FigureEntry):
            missing = {f"sources.{n}": k for n, k in enumerate(entry.sources) if k not in sources}
        if isinstance(entry, FigureEntry):
            missing |= {f: id_ for f, id_ in entry.concepts.items() if id_ not in concepts}
        if isinstance(entry, ConceptEntry):
            missing = {f"within.{n}": k for n, k in enumerate(entry.within) if k not in concepts}
        if isinstance(entry, WordsEntry) and entry.concept not in concepts:
            missing = {"concept": entry.concept}
        if isinstance(entry, WordingEntry) and entry.verdict not in verdicts:
            missing = {"verdict": entry.verdict}
        for field, key in missing.items():
            kind = {"sources": "source", "verdict": "verdict"}.get(field[:7], "concept")
            yield f"{name}: {_label(entry)}: {field}: there is no {kind} {key!r}"


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
