"""Telegram's HTML: what becomes an entity, where, and what is refused in which words."""

import pytest

from bot.sandbox.entities import Formatted, formatted, message_text, parse_html, to_html
from bot.sandbox.errors import Refused
from bot.sandbox.values import Json


def mark(kind: str, offset: int, length: int, **more: str) -> Json:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [mark("bold", 0, 4)]),
        ("<strong>a</strong><em>b</em>", "ab", [mark("bold", 0, 1), mark("italic", 1, 1)]),
        ("<ins>a</ins><del>b</del>", "ab", [mark("underline", 0, 1), mark("strikethrough", 1, 1)]),
        ("😀<b>x</b>", "😀x", [mark("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [mark("italic", 1, 1), mark("bold", 0, 2)]),
        ("1 &lt; 2 &amp; &quot;x&quot; &#8364;", '1 < 2 & "x" €', []),
        ("a & b &copy; c", "a & b &copy; c", []),
        (
            '<a href="https://example.org/a?b=1&amp;c=2">link</a>',
            "link",
            [mark("text_link", 0, 4, url="https://example.org/a?b=1&c=2")],
        ),
        (
            "<a href='https://example.org'>x</a>",
            "x",
            [mark("text_link", 0, 1, url="https://example.org/")],
        ),
        ("<a>no link</a>", "no link", []),
        ("<B>x</B>", "x", [mark("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ('<span class="tg-spoiler">x</span>', "x", [mark("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [mark("expandable_blockquote", 0, 1)]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [mark("pre", 0, 1, language="python")],
        ),
    ],
)
def test_given_html_when_read_then_text_and_entities(
    source: str, text: str, entities: list[Json]
) -> None:
    assert parse_html(source) == Formatted(text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a <b>bold", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("яя <script>x</script>", 'Unsupported start tag "script" at byte offset 5'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_given_broken_html_when_read_then_refused_in_telegrams_words(
    source: str, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)

    assert refused.value.as_json() == {
        "ok": False,
        "error_code": 400,
        "description": f"Bad Request: can't parse entities: {words}",
    }


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("<b>" + "ж" * 4096 + "</b>", 4096),
        ("😀" * 4096, 4096),
        ("x" + "&amp;" * 4095, 4096),
    ],
)
def test_given_text_at_the_limit_when_counted_after_entities_then_taken(
    source: str, kept: int
) -> None:
    assert len(message_text(source, "HTML", None).text) == kept


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x" * 4097, "message is too long"),
        ("😀" * 4097, "message is too long"),
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b></b>", "message text is empty"),
    ],
)
def test_given_text_beyond_a_limit_when_sent_then_refused(source: str, words: str) -> None:
    with pytest.raises(Refused, match=f"Bad Request: {words}"):
        message_text(source, "HTML", None)


def test_given_white_space_around_when_trimmed_then_entities_move_with_the_text() -> None:
    assert formatted("\n <b>x</b> y \n", "html", None) == Formatted("x y", [mark("bold", 0, 1)])


def test_given_an_unknown_mode_when_read_then_refused() -> None:
    with pytest.raises(Refused, match="unsupported parse_mode"):
        formatted("x", "BBCode", None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start now", [mark("bot_command", 0, 6)]),
        ("😀 /help@tipline_bot", [mark("bot_command", 3, 17)]),
        ("a/b 1/2", []),
        ("see https://example.org/x, ok", [mark("url", 4, 21)]),
        ("see example.com.", [mark("url", 4, 11)]),
        ("😀 @somebody #тег", [mark("mention", 3, 9), mark("hashtag", 13, 4)]),
        ("a@b.org", [mark("email", 0, 7)]),
        ("#1 @ab x.y", []),
    ],
)
def test_given_plain_words_when_sent_then_telegram_marks_what_it_knows(
    text: str, found: list[Json]
) -> None:
    assert formatted(text, None, None) == Formatted(text, found)


def test_given_a_command_inside_code_when_marked_then_it_stays_code() -> None:
    assert formatted("<code>/start</code>", "HTML", None).entities == [mark("code", 0, 6)]


@pytest.mark.parametrize(
    "source",
    [
        "<b>a<i>b</i></b> &lt;x&gt;",
        '😀 <a href="https://example.org/?a=1&amp;b=2">link</a>\n<u>y</u>',
        "<blockquote expandable>q</blockquote>",
        "<b>a</b><i>b</i>",
    ],
)
def test_given_html_when_read_and_written_then_the_same(source: str) -> None:
    read = parse_html(source)

    assert to_html(read.text, read.entities) == source
