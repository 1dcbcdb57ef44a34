"""What the seed files may contain: one model per kind of entry; unknown fields are refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from bot.models import ConceptKind, Rating
from bot.services.entries import Entry, Key, Language, Text, Texts
from bot.services.figures.entry import FigureEntry
from bot.text.normalise import canonical_url, normalise


def _link(url: str) -> str:
    if not url.startswith(("https://", "http://")) or canonical_url(url) is None:
        raise ValueError("not a web link: it begins with https:// and names a site")
    return url


def _listed(value: object) -> object:
    """Read one key as a list of one."""
    return (value,) if isinstance(value, str) else value


def _pattern(word: str) -> str:
    """Return a word or phrase in the form in which posts are read, each * where it stood."""
    if word != word.lower():
        raise ValueError(f"{word!r}: lower case only")
    return " ".join(_part(part, word) for part in word.split())


def _part(part: str, word: str) -> str:
    stem = part.removesuffix("*")
    plain = normalise(stem)
    if "*" in stem:
        raise ValueError(f"{word!r}: a * stands at the end of a word only")
    if not plain or " " in plain:
        raise ValueError(f"{word!r}: letters, digits, hyphens and apostrophes only")
    if stem != part and len(plain) < 2:
        raise ValueError(f"{word!r}: at least two letters stand before a *")
    return plain + part.removeprefix(stem)


Link = Annotated[Text, AfterValidator(_link)]
Pattern = Annotated[Text, AfterValidator(_pattern)]


class SourceEntry(Entry):
    """Where something was read: only what the source itself gives."""

    key: Key
    title: Text | None = None
    outlet: Text | None = None
    author: Text | None = None
    url: Link | None = None
    published_on: date | None = None
    note: Text | None = None  # for editors; readers don't see it

    @model_validator(mode="after")
    def _can_be_named(self) -> Self:
        if not (self.title or self.outlet or self.url):
            raise ValueError("needs a title, an outlet or a url, or readers could not tell it")
        return self


class WordingLists(BaseModel):
    """Ways to put a claim, and ways to deny it, in one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    asserts: tuple[Text, ...] = ()
    denies: tuple[Text, ...] = ()


class VerdictEntry(Entry):
    """One claim with its rating; the texts in *language* are the original."""

    key: Key
    rating: Rating
    topic: Text | None = None
    language: Language = "en"
    checked_on: date
    valid_from: date | None = None
    valid_until: date | None = None
    sources: tuple[Key, ...] = Field(min_length=1)
    claim: Texts
    summary: Texts
    wordings: dict[Language, WordingLists] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.language not in self.claim:
            raise ValueError(f"claim has no text in the original language {self.language!r}")
        if apart := sorted(self.claim.keys() ^ self.summary.keys()):
            raise ValueError(f"claim and summary differ in their languages: {', '.join(apart)}")
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValueError("valid_until lies before valid_from")
        return self


class ConceptEntry(Entry):
    """A thing with the words by which posts name it, by language."""

    identity: ClassVar[str] = "id"
    id: Key
    kind: ConceptKind
    within: Annotated[tuple[Key, ...], BeforeValidator(_listed)] = ()
    words: dict[Language, tuple[Pattern, ...]]


class WordingEntry(WordingLists, Entry):
    """Further wordings of a verdict, from the file of one language."""

    identity: ClassVar[str] = "verdict"
    verdict: Key
    language: Language


class WordsEntry(Entry):
    """Further words for a concept, from the file of one language."""

    identity: ClassVar[str] = "concept"
    concept: Key
    language: Language
    words: tuple[Pattern, ...]


class SampleEntry(Entry):
    """A post to try the demo with."""

    identity: ClassVar[str] = "note"
    text: Text
    language: Language
    note: Text
    waiting: bool = False  # somebody has sent it when the demo opens, and the reviewers have it


@dataclass(frozen=True, slots=True)
class Seeds:
    """All entries of a folder of seed files, checked."""

    sources: tuple[SourceEntry, ...] = ()
    concepts: tuple[ConceptEntry, ...] = ()
    verdicts: tuple[VerdictEntry, ...] = ()
    figures: tuple[FigureEntry, ...] = ()
    samples: tuple[SampleEntry, ...] = ()
