"""Cells that a spreadsheet would take for a formula: written as text, and read as they were.

A cell that begins with = + - @ or a tab gets an apostrophe before it, also where apostrophes stand
there already, so that taking one away gives the cell back. Why: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re

_RISKY = re.compile(r"\s*'*\s*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"'(?=\s*'*\s*[=+\-@\t\r＝＋－＠])")


def guarded(cell: str) -> str:
    """Return *cell* as a spreadsheet shows it instead of working it out."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def restored(cell: str) -> str:
    """Return what `guarded` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell
