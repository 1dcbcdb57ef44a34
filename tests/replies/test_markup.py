"""Nothing from outside is ever markup, and cuts fall where a reader would cut."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.markup import (
    Html,
    bold,
    cut,
    escape,
    link,
    paragraphs,
    quotation,
    shorten,
    units,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("a & b &lt;", "a &amp; b &amp;lt;"),
        ("\"quoted\" 'too'", "&quot;quoted&quot; &#x27;too&#x27;"),
        ("left\u202eright\u2069", "leftright"),
        ("nul\x00 bell\x07 tab\t", "nul bell tab"),
        ("half \ud83d pair", "half  pair"),
        ("क्‍ष 👩‍👩‍👧 Київ", "क्‍ष 👩‍👩‍👧 Київ"),
    ],
)
def test_text_from_outside_is_escaped(text: str, expected: str) -> None:
    assert escape(text) == Html(expected)


@given(st.text())
def test_escaped_text_has_no_markup_and_can_be_sent(text: str) -> None:
    markup = escape(text).markup

    assert "<" not in markup
    assert ">" not in markup
    assert markup.encode().decode() == markup


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cf"))))
def test_a_reader_sees_what_was_escaped(text: str) -> None:
    assert bold(escape(text)).plain == text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/?a=1&b=2", '<a href="https://example.org/?a=1&amp;b=2">x</a>'),
        ('https://e.org/"><b>', '<a href="https://e.org/&quot;&gt;&lt;b&gt;">x</a>'),
        ("javascript:alert(1)", "x"),
        ("tg://user?id=1", "x"),
        ("https://example.org/a b", "x"),
        ("https://example.org/" + "a" * 2048, "x"),
        ("", "x"),
    ],
)
def test_only_web_addresses_become_links(url: str, expected: str) -> None:
    assert link(url, escape("x")).markup == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Short.", 10, ("Short.", False)),
        ("One sentence. Two sentences. Three.", 30, ("One sentence. Two sentences.", True)),
        ("“Really?” they asked. Nobody knew why.", 25, ("“Really?” they asked.", True)),
        ("A very long sentence without an end", 20, ("A very long…", True)),
        ("At 3.14 it went on and on and on", 20, ("At 3.14 it went on…", True)),
        ("abcdefghijklmnopqrstuvwxyz", 10, ("abcdefghi…", True)),
        ("👩" * 10, 10, ("👩👩👩👩…", True)),
    ],
)
def test_text_is_cut_at_the_end_of_a_sentence_or_word(
    text: str, limit: int, expected: tuple[str, bool]
) -> None:
    assert shorten(text, limit) == expected


@given(st.text(max_size=300), st.integers(5, 120))
def test_a_cut_text_keeps_the_limit(text: str, limit: int) -> None:
    shown, was_cut = shorten(text, limit)

    assert units(shown) <= limit
    assert was_cut == (units(text) > limit)


def test_a_letter_is_not_parted_from_its_marks() -> None:
    text = "e\u0301" * 20  # é as a letter and a mark

    assert shorten(text, 10)[0] == "e\u0301" * 4 + "…"


def test_lines_are_kept_and_empty_ones_are_not_piled_up() -> None:
    assert paragraphs("a\nb \n\n \n\n c\n", 20) == ("a\nb\n\nc", False)


def test_a_short_text_stands_on_one_line() -> None:
    assert cut("a\n <b>", 20) == Html("a &lt;b&gt;")


def test_nothing_stays_nothing() -> None:
    assert [bold(Html()), quotation(Html()), Html("-").join([Html(), Html()])] == [Html()] * 3


@given(st.text())
def test_length_is_what_a_reader_counts(text: str) -> None:
    content = bold(escape(text))

    assert content.length == units(html.unescape(escape(text).markup))
