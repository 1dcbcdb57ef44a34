"""The colours of the archive: readable by WCAG 2.2, level AA, light and dark."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

import pytest

from bot.archive.pages import style
from bot.models import Rating

STYLE: Final = (files("bot") / "archive" / "static" / "style.css").read_text()
ROOTS: Final = re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)
PAIRS = [
    ("text", "page"), ("text", "card"), ("quiet", "page"), ("quiet", "card"),
    ("link", "page"), ("link", "card"), ("on-mark", "mark"),
    *((f"{style(rating)}-ink", f"{style(rating)}-tint") for rating in (*Rating, None)),
]  # fmt: skip
EDGES = [("edge", "card"), ("edge", "page"), ("focus", "page"), ("focus", "card")]
EDGES += [(f"{style(rating)}-ink", "card") for rating in (*Rating, None)]


def colours(scheme: str) -> dict[str, str]:
    """The custom properties of a scheme."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", ROOTS[scheme == "dark"]))


def luminance(colour: str) -> float:
    """WCAG's relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out(scheme: str, ink: str, ground: str) -> None:
    found = colours(scheme)

    assert contrast(found[ink], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_fields_and_marks_stand_out(scheme: str, edge: str, ground: str) -> None:
    found = colours(scheme)

    assert contrast(found[edge], found[ground]) >= 3


def test_both_schemes_have_the_same_colours() -> None:
    assert colours("light").keys() == colours("dark").keys()
