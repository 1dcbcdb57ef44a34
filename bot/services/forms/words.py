"""Words for a verdict as reviewers write them: tidied, and within their limits; pure."""

from __future__ import annotations

import unicodedata
from typing import Final

from bot.services.forms.steps import SHORTEST_SUMMARY
from bot.services.values import Text
from bot.text.normalise import text_hash

LONGEST_CLAIM: Final = 500  # code points
LONGEST_SUMMARY: Final = 400
_JOINERS = frozenset("\u200c\u200d")  # letters of some scripts and emoji are made with them


def tidy(text: str) -> str:
    """Put *text* on one line, without characters that are not seen or turn others round."""
    return " ".join("".join(map(_shown, text)).split())


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cs"} and character not in _JOINERS:
        return ""
    return " " if category in {"Cc", "Zl", "Zp", "Zs"} else character


def claim_of(text: str) -> str | Text:
    """Read a claim; what is wrong with it as a text of the catalogue."""
    claim = tidy(text)
    if not text_hash(claim):
        return Text("form_no_words")
    if (over := len(claim) - LONGEST_CLAIM) > 0:
        return _too_long("form_claim_long", LONGEST_CLAIM, over)
    return claim


def summary_of(text: str) -> str | Text:
    """Read a summary; what is wrong with it as a text of the catalogue."""
    summary = tidy(text)
    if not text_hash(summary):
        return Text("form_no_words")
    if len(summary) < SHORTEST_SUMMARY:
        return Text("form_summary_short", (("least", SHORTEST_SUMMARY),))
    if (over := len(summary) - LONGEST_SUMMARY) > 0:
        return _too_long("form_summary_long", LONGEST_SUMMARY, over)
    return summary


def pair_of(text: str) -> tuple[str, str] | Text:
    """Read a claim in the first line, and a summary in the others."""
    first, *rest = [line for line in text.splitlines() if tidy(line)] or [""]
    if not rest:
        return Text("form_two_lines")
    claim, summary = claim_of(first), summary_of("\n".join(rest))
    if isinstance(claim, Text):
        return claim
    return summary if isinstance(summary, Text) else (claim, summary)


def _too_long(name: str, most: int, over: int) -> Text:
    return Text(name, (("most", most), ("over", over)))
