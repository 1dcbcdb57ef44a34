"""Reading a folder of claims, posts and right answers; every mistake is named with its line.

claims.jsonl: {"id", "claim", "title"?, "subtitle"?, "lead"?, "debunk"?, "narrative"?, "lang"?,
"wordings"?: [{"text", "lang"?, "polarity"?: "asserts" or "denies"}, ...]};
posts-SPLIT.jsonl: {"id", "text", "lang"?};
qrels-SPLIT.tsv: post id, TAB, claim id, in as many lines as the post has right claims. Other keys
are ignored. An id is a string or a whole number, and is kept as a string.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.evaluation.values import Benchmark, ClaimRow, FolderError, PostRow, WordingRow
from bot.models import Polarity

# What else tells of a claim: its subtitle, the beginning of its check or all of it, its story.
LEADS = ("subtitle", "lead", "debunk", "narrative")

UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file."""

    file: Path
    line: int

    def wrong(self, problem: str, next_step: str) -> FolderError:
        """Say what is wrong here."""
        return FolderError(self.file, self.line, problem, next_step)


@dataclass(frozen=True, slots=True)
class Row:
    """A JSON object of a line, with its id."""

    place: Place
    id: str
    values: Mapping[str, object]

    def text(self, key: str) -> str | None:
        """Return a text, None where there is none; FolderError where it is something else."""
        value = self.values.get(key)
        if value is None or isinstance(value, str):
            return value
        raise self.place.wrong(f'"{key}" is not a text', f'Write "{key}" as a JSON string.')

    def rows(self, key: str) -> list[Row]:
        """Return a list of objects, none where there is no such list."""
        value = self.values.get(key)
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return [Row(self.place, self.id, one) for one in value]
        raise self.place.wrong(f'"{key}" is no list of objects', f'Write "{key}" as [{{...}}].')


def read(folder: Path, split: str) -> Benchmark:
    """Read the claims of *folder* and the posts of *split*; FolderError names what is wrong."""
    _demand_files(folder, split)
    rows = [_claim(row) for row in _rows(folder / "claims.jsonl")]
    claims = tuple(row for row in rows if row.claim)
    if not claims:
        raise FolderError(
            folder / "claims.jsonl", None, "no claims", "Put one claim in each line."
        )
    posts = _posts(folder, split)
    right = frozenset[str]().union(*(post.right for post in posts))
    return Benchmark(
        name=folder.resolve().name,
        split=split,
        claims=claims,
        posts=posts,
        wordless=len(rows) - len(claims),
        absent=len(right - {claim.id for claim in claims}),
    )


def _demand_files(folder: Path, split: str) -> None:
    if not folder.is_dir():
        raise FolderError(folder, None, "no such folder", "Name a folder that has a claims.jsonl.")
    for name in ("claims.jsonl", f"posts-{split}.jsonl", f"qrels-{split}.tsv"):
        if not (folder / name).exists():
            raise FolderError(folder / name, None, "no such file", _remedy(folder, name))


def _remedy(folder: Path, missing: str) -> str:
    if missing.startswith("qrels-"):
        return f"Add {missing}; an empty one says that no post has a right claim."
    if missing == "claims.jsonl":
        return f"Add {missing} to the folder."
    splits = sorted(
        file.stem.removeprefix("posts-")
        for file in folder.glob("posts-*.jsonl")
        if (folder / f"qrels-{file.stem.removeprefix('posts-')}.tsv").exists()
    )
    return f"Splits here: {', '.join(splits)}." if splits else f"Add {missing} to the folder."


def _claim(row: Row) -> ClaimRow:
    return ClaimRow(
        id=row.id,
        claim=(row.text("claim") or "").strip(),
        title=row.text("title"),
        lang=row.text("lang"),
        leads=tuple(lead for key in LEADS if (lead := row.text(key))),
        wordings=tuple(_wording(one) for one in row.rows("wordings")),
    )


def _wording(row: Row) -> WordingRow:
    text, polarity = row.text("text"), row.text("polarity") or Polarity.ASSERTS
    if not text or polarity not in set(Polarity):
        known = " or ".join(f'"{one}"' for one in Polarity)
        problem = "a wording without text, or of another polarity"
        raise row.place.wrong(problem, f'Give each its "text"; "polarity" is {known}.')
    return WordingRow(text, row.text("lang"), Polarity(polarity))


def _posts(folder: Path, split: str) -> tuple[PostRow, ...]:
    file = folder / f"posts-{split}.jsonl"
    posts = tuple(_post(row) for row in _rows(file))
    if not posts:
        raise FolderError(file, None, "no posts", "Put one post in each line.")
    right = _right(folder / f"qrels-{split}.tsv", {post.id for post in posts}, file.name)
    return tuple(replace(post, right=frozenset(right.get(post.id, ()))) for post in posts)


def _post(row: Row) -> PostRow:
    text = row.text("text")
    if text is None:
        raise row.place.wrong('no "text"', 'Give each post its "text", an empty one if need be.')
    return PostRow(id=row.id, text=text, lang=row.text("lang"))


def _right(file: Path, posts: Collection[str], posts_file: str) -> Mapping[str, set[str]]:
    right: defaultdict[str, set[str]] = defaultdict(set)
    for place, line in _lines(file):
        match line.split("\t"):
            case [post, claim] if post and claim:
                if post not in posts:
                    problem = f"post {post!r} is not in {posts_file}"
                    raise place.wrong(problem, "Add the post, or take this line out.")
                right[post].add(claim)
            case _:
                raise place.wrong("not two columns", "Write the post's id, a TAB, the claim's id.")
    return right


def _rows(file: Path) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for place, line in _lines(file):
        row = _row(place, line)
        if row.id in seen:
            problem = f"id {row.id!r} is already in line {seen[row.id]}"
            raise place.wrong(problem, "Give each line an id of its own.")
        seen[row.id] = place.line
        yield row


def _row(place: Place, line: str) -> Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise place.wrong(f"not JSON ({error})", "Write one JSON object in each line.") from None
    if not isinstance(values, dict):
        raise place.wrong("not a JSON object", 'Write it as {"id": ..., ...}.')
    match values.get("id"):
        case bool() | None | "":
            raise place.wrong('no "id"', 'Give each line an "id", a text or a whole number.')
        case str() | int() as found:
            return Row(place, str(found), values)
        case _:
            raise place.wrong(
                '"id" is no text', 'Give each line an "id", a text or a whole number.'
            )


def _lines(file: Path) -> Iterator[tuple[Place, str]]:
    """Yield the lines that are not blank, split at line feeds only."""
    with file.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            place = Place(file, number)
            try:
                line = raw.removeprefix(UTF8_MARK if number == 1 else b"").decode().rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise place.wrong(f"not UTF-8 ({error.reason})", "Save it as UTF-8.") from None
            if line.strip():
                yield place, line
