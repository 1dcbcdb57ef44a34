"""JSON Lines as they go out: every field by its name, nothing that is not said."""

from __future__ import annotations

import json

from bot.exchange.jsonl_writing import lines
from tests.exchange.reviews import ALL, BARE, OWN


def test_each_review_is_one_line() -> None:
    written = list(lines(ALL))

    assert len(written) == len(ALL)
    assert all(line.endswith("\n") and "\n" not in line[:-1] for line in written)


def test_what_is_not_said_is_left_out() -> None:
    assert list(lines([BARE])) == ['{"claim":"Bees pay taxes."}\n']


def test_fields_have_their_own_names_and_plain_values() -> None:
    (line,) = lines([OWN])

    found = json.loads(line)
    assert (found["rating"], found["reviewed_on"]) == ("false", "2025-01-10")
    assert found["texts"] == [
        {
            "language": "uk",
            "claim": "Бджоли платять податки.",
            "summary": "Жодна податкова про них не чула.",
        }
    ]
    assert found["wordings"][2] == {
        "language": "en",
        "text": "No bee pays taxes.",
        "polarity": "denies",
    }
    assert found["sources"][1] == {"title": "A letter of the tax office"}


def test_letters_of_all_scripts_stay_readable() -> None:
    (line,) = lines([OWN])

    assert "Бджоли платять податки." in line
