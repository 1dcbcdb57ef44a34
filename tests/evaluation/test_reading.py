"""The folder's files: what is read, and how each mistake is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.evaluation import ClaimRow, FolderError, PostRow, WordingRow, read
from bot.models import Polarity
from tests.evaluation.folders import CLAIMS, POSTS, write


def test_claims_posts_and_right_answers_are_read(tmp_path: Path) -> None:
    benchmark = read(write(tmp_path / "town"), "dev")

    assert (benchmark.name, benchmark.split) == ("town", "dev")
    assert benchmark.claims[:2] == (
        ClaimRow("c1", "The bridge was closed in May.", title="The bridge", lang="en"),
        ClaimRow("c2", "У воді знайшли свинець."),
    )
    assert benchmark.posts[1:] == (
        PostRow("p2", "Свинець у воді", right=frozenset({"c2"})),
        PostRow("p3", "Bread has doubled and the mayor is gone", right=frozenset({"c3", "c4"})),
        PostRow("p4", "Good morning"),
    )


def test_what_else_tells_of_a_claim_is_read(tmp_path: Path) -> None:
    claim = {
        "id": "1",
        "claim": "It is closed.",
        "narrative": "Nobody may cross.",
        "debunk": "It is open.",
        "lead": "The bridge is shut.",
        "subtitle": "!",
    }

    benchmark = read(
        write(tmp_path, claims=[claim], posts=[{"id": "p", "text": "x"}], qrels=()), "dev"
    )

    assert benchmark.claims[0].leads == (
        "!",
        "The bridge is shut.",
        "It is open.",
        "Nobody may cross.",
    )
    assert benchmark.claims[0].encoded == ("It is closed.",)
    assert benchmark.claims[0].around == benchmark.claims[0].leads


def test_wordings_of_a_claim_are_read(tmp_path: Path) -> None:
    wordings = [{"text": "Зачинено.", "lang": "uk"}, {"text": "Open!", "polarity": "denies"}]
    claim = {"id": "1", "claim": "It is closed.", "title": "!", "wordings": wordings}

    benchmark = read(
        write(tmp_path, claims=[claim], posts=[{"id": "p", "text": "x"}], qrels=()), "dev"
    )

    (row,) = benchmark.claims
    assert row.wordings == (
        WordingRow("Зачинено.", "uk"),
        WordingRow("Open!", polarity=Polarity.DENIES),
    )
    assert (row.encoded, row.around) == (("It is closed.", "!", "Зачинено.", "Open!"), ("!",))


@pytest.mark.parametrize(
    "wordings", ["Closed", ["Closed"], [{"lang": "en"}], [{"text": "x", "polarity": "maybe"}]]
)
def test_a_wrong_wording_is_named(tmp_path: Path, wordings: object) -> None:
    claim = {"id": "1", "claim": "It is closed.", "wordings": wordings}
    folder = write(tmp_path, claims=[claim], posts=[{"id": "p", "text": "x"}], qrels=())

    with pytest.raises(FolderError, match=r"claims\.jsonl:1"):
        read(folder, "dev")


def test_whole_numbers_are_ids_too(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        claims=[{"id": 7, "claim": "The bridge was closed."}],
        posts=[{"id": 1, "text": "closed!"}],
        qrels=["1\t7"],
    )

    benchmark = read(folder, "dev")

    assert benchmark.claims[0].id == "7"
    assert benchmark.posts == (PostRow("1", "closed!", right=frozenset({"7"})),)


def test_byte_order_marks_blank_lines_and_dos_line_ends_do_no_harm(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "posts-dev.jsonl").write_bytes(
        b'\xef\xbb\xbf{"id":"p1","text":"one"}\r\n\r\n{"id":"p2","text":"two"}'
    )
    (folder / "qrels-dev.tsv").write_bytes(b"p1\tc1\r\n\r\np2\tc2")

    posts = read(folder, "dev").posts

    assert [(post.text, set(post.right)) for post in posts] == [("one", {"c1"}), ("two", {"c2"})]


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    text = "first\u2028second\u0085third"
    row = json.dumps({"id": "p1", "text": text}, ensure_ascii=False)

    benchmark = read(write(tmp_path, posts=[row], qrels=[]), "dev")

    assert [post.text for post in benchmark.posts] == [text]


def test_claims_without_words_are_left_out_and_counted(tmp_path: Path) -> None:
    rows: list[Mapping[str, object]] = [
        *CLAIMS,
        {"id": "c5"},
        {"id": "c6", "claim": None},
        {"id": "c7", "claim": " "},
    ]

    benchmark = read(write(tmp_path, claims=rows, qrels=["p1\tc1", "p1\tc6"]), "dev")

    assert [claim.id for claim in benchmark.claims] == ["c1", "c2", "c3", "c4"]
    assert (benchmark.wordless, benchmark.absent) == (3, 1)


def test_a_right_claim_that_the_folder_lacks_is_counted(tmp_path: Path) -> None:
    benchmark = read(write(tmp_path, qrels=["p1\tc1", "p2\tgone", "p3\tgone"]), "dev")

    assert benchmark.absent == 1
    assert benchmark.posts[1].right == frozenset({"gone"})


def test_a_split_without_any_right_answer_is_fine(tmp_path: Path) -> None:
    benchmark = read(write(tmp_path, qrels=[]), "dev")

    assert not any(post.right for post in benchmark.posts)


@pytest.mark.parametrize(
    ("file", "line", "content", "problem"),
    [
        ("claims.jsonl", 2, '{"id":"a","claim":"x"}\n{"id":"b",', "not JSON"),
        ("claims.jsonl", 1, "[" * 100_000, "not JSON"),
        ("claims.jsonl", 1, '["a", "x"]', "not a JSON object"),
        ("claims.jsonl", 1, '{"claim":"x"}', 'no "id"'),
        ("claims.jsonl", 1, '{"id":true,"claim":"x"}', 'no "id"'),
        ("claims.jsonl", 1, '{"id":1.5,"claim":"x"}', '"id" is no text'),
        ("claims.jsonl", 1, '{"id":"a","claim":["x"]}', '"claim" is not a text'),
        (
            "claims.jsonl",
            3,
            '{"id":"a","claim":"x"}\n\n{"id":"a","claim":"y"}',
            "id 'a' is already in line 1",
        ),
        ("claims.jsonl", None, "\n", "no claims"),
        ("claims.jsonl", None, '{"id":"a","claim":""}', "no claims"),
        ("posts-dev.jsonl", 1, '{"id":"p1"}', 'no "text"'),
        (
            "posts-dev.jsonl",
            2,
            '{"id":"p1","text":"x"}\n{"id":"p1","text":"y"}',
            "id 'p1' is already in line 1",
        ),
        ("posts-dev.jsonl", None, "", "no posts"),
        ("qrels-dev.tsv", 2, "p1\tc1\np9\tc1", "post 'p9' is not in posts-dev.jsonl"),
        ("qrels-dev.tsv", 1, "p1 c1", "not two columns"),
        ("qrels-dev.tsv", 1, "p1\t0\tc1\t1", "not two columns"),
        ("qrels-dev.tsv", 1, "p1\t", "not two columns"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(
    tmp_path: Path, file: str, line: int | None, content: str, problem: str
) -> None:
    folder = write(tmp_path)
    (folder / file).write_text(content, encoding="utf-8")

    with pytest.raises(FolderError) as raised:
        read(folder, "dev")

    place = f"{folder / file}:{line}" if line else f"{folder / file}"
    assert (raised.value.file, raised.value.line) == (folder / file, line)
    assert str(raised.value).startswith(f"{place}: {problem}")


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "posts-dev.jsonl").write_bytes(b'{"id":"p1","text":"x"}\n{"id":"p2","text":"\xff"}')

    with pytest.raises(FolderError, match=r"posts-dev\.jsonl:2: not UTF-8"):
        read(folder, "dev")


@pytest.mark.parametrize("file", ["claims.jsonl", "posts-dev.jsonl", "qrels-dev.tsv"])
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    folder = write(tmp_path)
    (folder / file).unlink()

    with pytest.raises(FolderError) as raised:
        read(folder, "dev")

    assert str(raised.value).startswith(f"{folder / file}: no such file. Add {file}")


def test_an_unknown_split_is_answered_with_those_that_are_there(tmp_path: Path) -> None:
    folder = write(tmp_path)

    with pytest.raises(
        FolderError, match=r"posts-test\.jsonl: no such file\. Splits here: dev\.$"
    ):
        read(folder, "test")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="nowhere: no such folder"):
        read(tmp_path / "nowhere", "dev")


def test_posts_need_no_other_keys(tmp_path: Path) -> None:
    rows = [{**post, "row": 3, "url": None, "date": [1]} for post in POSTS]

    assert len(read(write(tmp_path, posts=rows), "dev").posts) == 4
