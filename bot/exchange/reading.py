"""Reads files of verdicts: finds out what a file is, and gives its records one by one."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, BinaryIO

from bot.exchange import pages, tables
from bot.exchange.documents import NOTHING, read_value
from bot.exchange.lettering import encoding
from bot.exchange.limits import LIMITS, Limits, Unreadable
from bot.exchange.plain import excerpt
from bot.exchange.strict_json import NotJson, load
from bot.exchange.unpacking import unpacked
from bot.exchange.values import Rejected, Review

_HEAD = 4_096  # characters by which a file is recognised
_JSON_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zip", ".ndjson.zip")
_PACKED = {".gz", ".zip"}
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format 3\0",
    b"\xd0\xcf\x11\xe0",
)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def read(
    stream: BinaryIO, name: str = "", *, limits: Limits = LIMITS
) -> Iterator[Review | Rejected]:
    """Yield a Review or a Rejected for each record of a file of verdicts.

    The content decides what it is; *name* only where that leaves it open. ClaimReview (a
    document, JSON Lines, in a page), answers of Google's Fact Check Tools API, tables (CSV) and
    JSON Lines of our own, also packed with gzip or zip. JSON Lines and tables are read as a
    stream. Raises Unreadable with the reason where the file as a whole cannot be read: mostly
    before the first record, but a limit may also be met after many of them.
    """
    rejected = 0
    for count, found in enumerate(_read(stream, name, limits), start=1):
        rejected += isinstance(found, Rejected)
        if count > limits.records:
            raise Unreadable(f"The file has more than {limits.records:,} records. Split it.")
        if rejected > limits.rejected:
            raise Unreadable(
                f"More than {limits.rejected:,} records cannot be used. See the first ones."
            )
        yield found


def _read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Review | Rejected]:
    with unpacked(stream, limits) as content:
        start = content.tell()
        head = content.read(_HEAD)
        content.seek(start)
        if head.startswith(_BINARY) or (b"\0" in head and not head.startswith(_WIDE)):
            raise Unreadable(_no_text())
        text = io.TextIOWrapper(content, encoding(content), newline="")
        try:
            yield from _records(text, name.lower(), limits)
        finally:
            with suppress(ValueError):  # the caller closed it, and has gone on
                text.detach()  # it is the caller's to close


def _records(text: IO[str], name: str, limits: Limits) -> Iterator[Review | Rejected]:
    start = text.tell()
    head = text.read(_HEAD)
    text.seek(start)
    if "\0" in head:
        raise Unreadable(_no_text())
    match head.lstrip("\ufeff \t\r\n")[:1]:
        case "":
            if head and text.read(_HEAD * 100).strip():
                raise Unreadable(_no_text())
            raise Unreadable("The file is empty. Send the one that has the verdicts.")
        case "<":
            yield from _page(_whole(text, limits), limits)
        case "{" | "[":
            if _is_lines(text, name, limits):
                yield from _lines(text, limits)
            else:
                yield from _document(_whole(text, limits), limits)
        case _:
            yield from tables.read(text, limits)


def _is_lines(text: IO[str], name: str, limits: Limits) -> bool:
    """Say whether each line is a JSON value of its own; leaves the file where it was."""
    start = text.tell()
    filled = (line.strip("\ufeff \t\r\n") for line in _bounded_lines(text, limits.line))
    found = [line for line, _ in zip(filter(None, filled), range(2), strict=False)]
    text.seek(start)
    if name.endswith(_JSON_LINES):
        return not (found[0] in "[{" and len(found) > 1)
    if len(found) < 2:
        return False
    try:
        load(found[0])
    except NotJson:
        return all(line[0] + line[-1] == "{}" for line in found)
    return True


def _bounded_lines(text: IO[str], most: int) -> Iterator[str]:
    while line := text.readline(most):
        yield line


def _lines(text: IO[str], limits: Limits) -> Iterator[Review | Rejected]:
    number = 0
    while line := text.readline(limits.line + 1):
        number += 1
        place = f"line {number}"
        if len(line) > limits.line:
            while len(line) > limits.line and not line.endswith(("\n", "\r")):
                line = text.readline(limits.line + 1)
            yield Rejected(place, f"The line has more than {limits.line:,} characters.")
        elif filled := line.strip("\ufeff \t\r\n"):
            yield from _line(filled, place, line.endswith(("\n", "\r")), limits)


def _line(line: str, place: str, ended: bool, limits: Limits) -> Iterator[Review | Rejected]:
    try:
        value = load(line, depth=limits.depth)
    except NotJson as error:
        broken = "" if ended else " The file seems to be cut off here: send the whole one."
        reason = f"It is no JSON: {error.reason} (column {error.column}).{broken}"
        yield Rejected(place, reason, excerpt(line))
        return
    empty = True
    for found in read_value(value, place, limits=limits):
        empty = False
        yield found
    if empty:
        yield Rejected(place, NOTHING, excerpt(line))


def _document(text: str, limits: Limits) -> Iterator[Review | Rejected]:
    try:
        value = load(text.strip("\ufeff \t\r\n"), depth=limits.depth)
    except NotJson as error:
        raise Unreadable(
            f"The file is no valid JSON: {error.reason}, in line {error.line}, "
            f"column {error.column}. Send the whole file, as it was exported."
        ) from None
    del text  # as large as the value itself
    yield from _some(read_value(value, limits=limits), "file")


def _page(text: str, limits: Limits) -> Iterator[Review | Rejected]:
    found = pages.blocks(text)
    if found is None:
        raise Unreadable("The page is made in a way that cannot be read. Send its ClaimReview.")
    yield from _some(_blocks(found, limits), "page")


def _blocks(found: list[str], limits: Limits) -> Iterator[Review | Rejected]:
    for number, block in enumerate(found, start=1):
        place = f"block {number}"
        try:
            value = load(block, depth=limits.depth)
        except NotJson as error:
            yield Rejected(place, f"It is no JSON: {error.reason}.", excerpt(block))
        else:
            yield from read_value(value, f"{place}: ", in_page=True, limits=limits)


def _some(found: Iterator[Review | Rejected], what: str) -> Iterator[Review | Rejected]:
    """Pass on what was found; a file in which nothing is one, is of another kind."""
    empty = True
    for one in found:
        empty = False
        yield one
    if empty:
        raise Unreadable(
            f"There is no claim and no ClaimReview in this {what}. Which formats can be read, "
            "the README says under “Files of verdicts”."
        )


def _whole(text: IO[str], limits: Limits) -> str:
    content = text.read(limits.document + 1)
    if len(content) > limits.document:
        raise Unreadable(
            f"A document of more than {limits.document // 1_000_000:,} MB is not read in one "
            "piece. Write one record per line (JSON Lines), or split it."
        )
    return content


def _no_text() -> str:
    return "This is no file of text. Send JSON, JSON Lines, CSV in UTF-8, or a page in HTML."
