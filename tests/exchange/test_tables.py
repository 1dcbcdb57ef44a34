"""Tables of verdicts: columns, cells, encodings, and rows that cannot be used."""

from __future__ import annotations

from datetime import date

import pytest

from bot.exchange import Cited, Rejected, Review, Unreadable
from bot.models import Rating
from tests.exchange.files import CLAIM, found, rejected, reviews

ROW = f'"{CLAIM}",False,https://gazette.example/a'
RUSSIAN = (
    "claim;rating\n"
    "На Луне и в космосе не нашли того, что от нас скрывали за много лет;Ложь\n"
    "В городе по ночам не работают все больницы, как это было до войны;Неправда\n"
    "Это был не он, а его сосед из дома на углу, о чём но не сказали;Фейк\n"
)
POLISH = (
    "claim;rating\n"
    "W Krakowie nie ma już śniegu i to jest wina rządu, jak mówią ludzie na ulicy;Fałsz\n"
    "Za pięć lat nie będzie w Polsce węgla, bo się skończy i nie ma go gdzie kopać;Manipulacja\n"
    "Do szpitala przez cały rok nie przyjęto ani jednego chorego z gorączką;Prawda\n"
)


def test_a_row_gives_all_that_its_columns_say() -> None:
    table = (
        "claim,rating,rated_as,language,summary,url,title,publisher,publisher_url,reviewed_on,"
        "claimant,claimed_on,appearances,topic,valid_from,valid_until,key,sources\n"
        f'"{CLAIM}",false,Pants on Fire,en,"Rock, says NASA.",https://gazette.example/a,Cheese?,'
        "Gazette,gazette.example,2025-12-31,A poet,31.12.2024,"
        '"https://post.example/1 https://post.example/2",moon,2024-01-01,2026-01-01,moon,'
        '"Moon rock | NASA | 1 May 1970 | https://nasa.example/rock\nhttps://b.example/2"\n'
    )

    assert reviews(table) == [
        Review(
            claim=CLAIM,
            language="en",
            rating=Rating.FALSE,
            rated_as="Pants on Fire",
            summary="Rock, says NASA.",
            url="https://gazette.example/a",
            title="Cheese?",
            publisher="Gazette",
            publisher_url="https://gazette.example/",
            reviewed_on=date(2025, 12, 31),
            claimant="A poet",
            claimed_on=date(2024, 12, 31),
            appearances=("https://post.example/1", "https://post.example/2"),
            topic="moon",
            valid_from=date(2024, 1, 1),
            valid_until=date(2026, 1, 1),
            sources=(
                Cited("Moon rock", "NASA", None, "https://nasa.example/rock", date(1970, 5, 1)),
                Cited(url="https://b.example/2"),
            ),
            key="moon",
        )
    ]


@pytest.mark.parametrize(
    "table",
    [
        f"claim,rating,url\n{ROW}\n",
        f"claim,rating,url\r\n{ROW}\r\n",
        f"claim,rating,url\r{ROW}\r",
        f"\ufeffclaim,rating,url\n{ROW}",
        f"sep=,\nclaim,rating,url\n{ROW}\n",
        f"Claim Reviewed,Textual-Rating,Review URL\n{ROW}\n",
        f"\n\nclaim,rating,url\n\n{ROW}\n,,\n\n",
        f"claim;rating;url\n{ROW.replace(',', ';')}\n",
        f"claim\trating\turl\n{ROW.replace(',', chr(9))}\n",
        f"rating,url,claim\nFalse,https://gazette.example/a,{CLAIM}\n",
    ],
)
def test_tables_are_read_however_they_are_written(table: str) -> None:
    (one,) = reviews(table)

    assert (one.claim, one.rating, one.url) == (CLAIM, Rating.FALSE, "https://gazette.example/a")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-32"),
        (RUSSIAN, "cp1251"),
        (POLISH, "cp1250"),
        (POLISH, "utf-16"),
    ],
)
def test_letters_are_those_that_were_written(text: str, encoding: str) -> None:
    claims = [line.rpartition(";")[0] for line in text.splitlines()[1:]]

    assert [one.claim for one in reviews(text.encode(encoding))] == claims


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "mac-cyrillic"),
        ("claim\nВ Луне\n", "cp1251"),  # too little to tell by
        (POLISH, "iso8859-2"),
        ("claim\nLe café était fermé à Noël\n", "cp1252"),
        ("claim\nΗ σελήνη είναι από τυρί και δεν το ξέρει κανείς από εμάς\n" * 9, "cp1253"),
    ],
)
def test_letters_that_cannot_be_told_for_certain_are_not_guessed(text: str, encoding: str) -> None:
    with pytest.raises(Unreadable, match="UTF-8"):
        found(text.encode(encoding))


def test_a_wrong_letter_far_down_is_noticed_before_the_first_record() -> None:
    table = f"claim\n{CLAIM}\n".encode() + f"{CLAIM}\n".encode() * 100_000 + b"caf\xe9\n"

    with pytest.raises(Unreadable, match="UTF-8"):
        found(table)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("text,rating", "names no column “claim”"),
        ("claim,Claim Reviewed", "Two columns mean “claim”"),
        ("claim,url,link", "Two columns mean “url”: url, link"),
    ],
)
def test_a_header_that_cannot_be_understood_is_told(header: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        found(f"{header}\na,b,c\n")


def test_columns_that_are_not_read_are_told_once() -> None:
    records = found(f"claim,notes,raitng\n{CLAIM},x,y\n{CLAIM},x,y\n")

    assert records[0] == Rejected(
        "line 1", "These columns are unknown and not read: “notes”, “raitng”."
    )
    assert [type(one) for one in records[1:]] == [Review, Review]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",False,", "no claim"),
        ("?!,False,", "no word"),
        (f"{'a ' * 1500},False,", "more than 2,000 characters"),
        (f"{CLAIM},False,a,b", "4 cells under 3 columns"),
        (f"{CLAIM},False,01/02/2025", "“reviewed_on” is no day"),
        (f"{CLAIM},False,soon", "“reviewed_on” is no day"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(row: str, reason: str) -> None:
    (one,) = rejected(f"claim,rating,reviewed_on\n{CLAIM},False,\n{row}\n")

    assert one.place == "line 3"
    assert reason in one.reason
    assert len(one.excerpt) <= 200


def test_rows_after_an_open_quotation_mark_are_read() -> None:
    rows = [f"claim,rating,url\n{ROW}\n", f'"{CLAIM},False,x\n'] + [f"{ROW}\n"] * 500

    records = found("".join(rows))

    assert [one.place for one in records if isinstance(one, Rejected)] == ["line 3"]
    assert len(records) == 502


def test_lines_of_a_text_that_is_too_long_are_no_claims() -> None:
    article = "\n".join(["One line of an article, with a comma."] * 300)

    records = found(f'claim,rating,url,summary\n{CLAIM},False,,"{article}"\n{CLAIM},True,,x\n')

    assert [one.rating for one in records if isinstance(one, Review)] == [Rating.TRUE]
    assert len(records) == 301


def test_a_last_row_that_is_cut_off_is_told() -> None:
    for cut in ('"The moon is', "The moon is"):
        records = found(f"claim,rating\n{CLAIM},False\n{cut}")

        assert [type(one) for one in records] == [Review, Rejected]


def test_cells_are_made_plain_and_ratings_kept_as_written() -> None:
    (one,) = reviews(
        "claim,rating\n<b>The moon</b> is &quot;cheese&quot; &amp; rock,Mostly false\n"
    )

    assert one.claim == 'The moon is "cheese" & rock'
    assert one.rating is Rating.MOSTLY_FALSE
    assert one.rated_as == "Mostly false"


def test_an_endless_line_is_one_rejected_row() -> None:
    records = found(f"claim,rating\n{'x' * 5_000_000},False\n{CLAIM},False\n")

    assert [type(one) for one in records] == [Rejected, Review]
