"""Files that are broken, or made to break their reader."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import time
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange import LIMITS, Limits, Rejected, Review, Unreadable, read
from tests.exchange.files import CLAIM, claim_review, found, lines, rejected, reviews

LINE = json.dumps({"claim": CLAIM}) + "\n"
DEEP = "[" * 10_000 + "]" * 10_000
SECONDS = 10


class Counted(io.RawIOBase):
    """A stream without an end, of which it is counted how much is read."""

    def __init__(self, size: int | None = None) -> None:
        self.size = size
        self.given = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self.size is not None

    def tell(self) -> int:
        return 0

    def seek(self, offset: int, whence: int = 0) -> int:
        return offset + (self.size or 0 if whence == io.SEEK_END else 0)

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        piece = (LINE.encode() * (len(buffer) // len(LINE) + 1))[: len(buffer)]
        buffer[:] = piece
        self.given += len(piece)
        return len(piece)


def packed(content: bytes) -> bytes:
    """Pack a content, always in the same bytes."""
    return gzip.compress(content, mtime=0)


def archive(*names: str, content: bytes = LINE.encode()) -> bytes:
    """Pack files with a content."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as files:
        for name in names:
            files.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \r\n\t\n", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "no file of text"),
        (b"%PDF-1.7 ...", "no file of text"),
        (bytes(range(256)) * 10, "no file of text"),
        (b"\xff\xfe\x00\xd8", "UTF-8"),
        (b"Dear editors, the moon is not made of cheese.", "names no column “claim”"),
        (b'{"@type": "ClaimReview",\n "claimReviewed": ', "line 2, column"),
        (b'{"claim": "a"} trailing', "no valid JSON"),
        (b'[{"claim": "a"}', "no valid JSON"),
        (b'{"claim": NaN}', "NaN is no number"),
        (b'{"claim": -Infinity}', "-Infinity is no number"),
        (DEEP.encode(), "more than 100 objects"),
        (b'{"a":' * 10_000, "more than 100 objects"),
        (b"claim,rating\n", "no row"),
        (b"claim,notes\n,\n", "no row"),
        (b"{}", "no claim and no ClaimReview"),
        (b"[]", "no claim and no ClaimReview"),
        (b'{"@type": "NewsArticle"}', "no claim and no ClaimReview"),
        (b"<html><body>Nothing</body></html>", "no claim and no ClaimReview"),
        (b"<rss/>", "no claim and no ClaimReview"),
        (b"\x1f\x8b\x08\x00garbage", "gzip file"),
        (packed(LINE.encode() * 100)[:-20], "gzip file"),
        (b"PK\x03\x04garbage", "archive is damaged"),
        (archive("a.jsonl", "b.jsonl"), "holds 2 files"),
        (archive(), "no file of text"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet"),
        (archive("mimetype", "content.xml"), "spreadsheet"),
    ],
    ids=itertools.count(),
)
def test_a_file_that_cannot_be_read_is_told_with_the_next_step(
    content: bytes, reason: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        found(content)

    assert reason in caught.value.reason
    assert caught.value.reason.endswith(".")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"claim": "The moon', "It is no JSON"),
        ("The moon", "It is no JSON"),
        (DEEP, "more than 100 objects"),
        ('{"claim": "a", "claim": "b"}', "“claim” stands twice"),
        ('{"claim": "a", "x": {"y": 1, "y": 2}}', "“y” stands twice"),
        ('{"claim": Infinity}', "no number"),
        ('{"claim": ' + "9" * 10_000 + "}", "no text"),
        ("5", "neither a claim"),
        ("null", "neither a claim"),
        ('{"claim": "\\ud800\\u0000"}', "no claim"),
        ("x" * 3_000_000, "more than 2,000,000 characters"),
        ('{"claim": "' + "moon " * 10_000 + '"}', "more than 2,000 characters"),
    ],
    ids=itertools.count(),
)
def test_a_line_that_cannot_be_used_leaves_the_others(line: str, reason: str) -> None:
    records = found(f"{LINE}{line}\n{LINE}")

    assert [type(one) for one in records] == [Review, Rejected, Review]
    assert isinstance(records[1], Rejected)
    assert reason in records[1].reason
    assert len(records[1].excerpt) <= 200
    records[1].excerpt.encode()


def test_a_last_line_that_is_cut_off_is_told() -> None:
    (one,) = rejected(LINE + LINE[:20])

    assert "cut off" in one.reason


def test_lines_may_begin_with_a_broken_one() -> None:
    records = found('{"claim": "a" "b"}\n' + LINE)
    assert [type(one) for one in records] == [Rejected, Review]

    records = found('{"claim": "a\n' + LINE, "verdicts.jsonl")
    assert [type(one) for one in records] == [Rejected, Review]


def test_halves_of_letters_and_controls_are_left_out() -> None:
    (one,) = reviews('{"id": 1, "claim": "The \\ud83dmoon\\u0000 is \\u202echeese"}\n')

    assert one.claim == "The moon is cheese"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.html", "a.gz", "a", ""])
def test_the_content_decides_what_a_file_is(name: str) -> None:
    assert len(reviews(LINE * 2, name)) == 2
    assert len(reviews(f"claim\n{CLAIM}\n", name)) == 1
    assert len(reviews(json.dumps(claim_review(), indent=1), name)) == 1


@pytest.mark.parametrize(
    "content",
    [
        packed(LINE.encode() * 2),
        packed(LINE.encode()) + packed(LINE.encode()),
        packed(LINE.encode() * 2) + b"\0\0\0",
        archive("a.jsonl", content=LINE.encode() * 2),
        archive("a.jsonl", "__MACOSX/a", content=LINE.encode() * 2),
        LINE.encode("utf-16") + LINE.encode("utf-16-le"),
    ],
)
def test_packed_files_and_wide_letters(content: bytes) -> None:
    assert len(reviews(content)) == 2


@pytest.mark.parametrize("pack", [packed, lambda content: archive("a", content=content)])
def test_a_bomb_is_not_unpacked(pack: object) -> None:
    assert callable(pack)
    bomb = pack(b" " * 400_000_000)

    tracemalloc.start()
    with pytest.raises(Unreadable, match="unpacks to, more than"):
        found(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 30_000_000


def test_a_large_file_is_refused_by_its_size() -> None:
    stream = Counted(size=1_000_000_000)

    with pytest.raises(Unreadable, match="200,000 kB"):
        next(read(stream))  # type: ignore[arg-type]
    assert stream.given == 0


def test_a_pipe_without_an_end_is_refused_in_time() -> None:
    stream = Counted()

    with pytest.raises(Unreadable, match="5,000 kB"):
        next(read(stream, limits=Limits(bytes=5_000_000)))  # type: ignore[arg-type]
    assert stream.given < 6_000_000


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(records=5), "more than 5 records"),
        (Limits(rejected=1), "More than 1 records cannot be used"),
        (Limits(bytes=50), "more than 0 kB"),
    ],
)
def test_limits_end_the_reading(limits: Limits, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        found(LINE * 4 + "{}\n{}\n", limits=limits)


def test_a_document_that_is_too_large_is_to_be_lines() -> None:
    with pytest.raises(Unreadable, match="JSON Lines"):
        found("[" + "\n" * 2000 + "]", limits=Limits(document=1000))


def test_a_stream_is_left_open_and_used_from_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.jsonl"
    path.write_text("skipped\n" + LINE)
    with path.open("rb") as stream:
        stream.readline()

        assert len(list(read(stream))) == 1
        assert not stream.closed


def test_many_lines_are_read_as_a_stream() -> None:
    content = io.BytesIO(
        lines({"id": n, "claim": CLAIM, "lang": "en"} for n in range(5_000)).encode()
    )
    started = time.process_time()

    tracemalloc.start()
    count = sum(1 for _ in read(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 5_000
    assert peak < 5_000_000
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "content",
    [
        'a","\n' * 100_000,
        'claim,b\na","\n' + 'a","\n' * 100_000,
        "claim\n" + '"\n' * 100_001,
        "claim\n" + "," * 1_000_000,
        "<" * 1_000_000,
        "<script type='application/ld+json'>" * 20_000,
        "<div>" * 100_000,
        '<script type="application/ld+json">' + "<!--" * 100_000,
        '<script type="application/ld+json">{}' + ";" * 100_000 + "x</script>",
        '{"@type": "ClaimReview", "claimReviewed": "' + "<a" * 500_000 + '"}',
        '{"@type": "ClaimReview", "claimReviewed": "' + "&amp;" * 200_000 + '"}',
        '{"claim": "a", "appearances": ["' + "x" * 1_000_000 + '"]}',
        "[" + "[" * 50 + "1," * 300_000 + "1" + "]" * 51,
        '{"claims": [' + "{}," * 90_000 + "{}]}",
        '{"@graph": [' + '{"@id": "#a"},' * 90_000 + "{}]}",
        '"' + "\\" * 1_000_000,
        '["' + "\\" * 1_000_000,
    ],
    ids=itertools.count(),
)
def test_nothing_takes_long(content: str) -> None:
    started = time.process_time()
    with suppress(Unreadable):
        found(content)
    assert time.process_time() - started < SECONDS


_PIECES = st.sampled_from(
    [
        b"claim,rating\n", b'"', b",", b"\n", b"\r", b"{", b"}", b"[", b"]", b":", b'"claim":',
        b'"@type":"ClaimReview"', b'"claimReviewed":"x y"', b"<script type=application/ld+json>",
        b"</script>", b"<html>", b"\x1f\x8b", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"\0",
        b"\xd0\xbc", b"\xe9", b"a b", b"1", b"-", b"null", b"sep=;\n",
    ]
)  # fmt: skip


@given(st.binary(max_size=400) | st.lists(_PIECES, max_size=40).map(b"".join))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Unreadable):
        assert found(content)


_NAMES = st.sampled_from(
    [
        "@type", "@graph", "@id", "@value", "@list", "claimReviewed", "claim", "claims", "text",
        "claimReview", "reviewRating", "itemReviewed", "author", "publisher", "name", "url",
        "datePublished", "inLanguage", "alternateName", "appearance", "citation", "rating",
        "keywords", "temporalCoverage", "item", "dataFeedElement", "translationOfWork", "texts",
        "wordings", "sources", "appearances", "language", "title", "textualRating", "x",
    ]
)  # fmt: skip
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        ["ClaimReview", "#a", "a b c", "https://a.example/b", "/c", "2025-12-31", "en"]
    )
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=6),
    max_leaves=30,
)


@given(st.dictionaries(_NAMES, _VALUES, max_size=8) | st.lists(_VALUES, max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_json_is_read_or_refused(value: object) -> None:
    inside = claim_review(about=value), {"claim": "a b", "x": value}
    for text in map(json.dumps, (value, *inside)):
        with suppress(Unreadable):
            records = found(text)
            assert records
            for one in records:
                assert one.excerpt.isprintable() if isinstance(one, Rejected) else one.claim


def test_the_usual_limits_are_as_described() -> None:
    assert Limits(bytes=200_000_000, depth=100, claim=2_000) == LIMITS
