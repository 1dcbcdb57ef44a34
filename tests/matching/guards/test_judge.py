"""What posts do with claims, over made-up sentences in five languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.matching.guards import judge
from bot.matching.lexicon import Lexicon
from bot.models import Stance

_CLAIMS = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(one["language"], one["text"], post, said, id=f"{said}-{post[:60]}")
    for one in _CLAIMS["claim"]
    for said in (Stance.ASSERTS, Stance.DENIES, Stance.ASKS, "differs")
    for post in one[said]
]


@pytest.mark.parametrize(("language", "claim", "post", "said"), ROWS)
def test_what_a_post_does_with_a_claim_is_told(
    language: str, claim: str, post: str, said: str
) -> None:
    found = judge(post, language, claim, language, Lexicon(()))

    assert (found.stance if found.passed else "differs") == said, str(found.difference)
