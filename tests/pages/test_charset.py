"""Which letters a page's bytes are."""

import codecs

import pytest

from bot.pages.charset import decode


@pytest.mark.parametrize(
    ("content", "named", "text"),
    [
        ("Рада".encode("cp1251"), "windows-1251", "Рада"),
        ("Рада".encode("cp1251"), "CP1251", "Рада"),
        ("Рада".encode("koi8-u"), "KOI8-U", "Рада"),
        ("Рада".encode("cp866"), "ibm866", "Рада"),
        ("Rzeźnia".encode("iso-8859-2"), "iso-8859-2", "Rzeźnia"),
        ("“so”".encode("cp1252"), "iso-8859-1", "“so”"),
        ("Рада".encode(), None, "Рада"),
        ("Рада".encode(), "nonsense", "Рада"),
        ("Рада".encode(), "unicode_escape", "Рада"),
        ("Рада".encode(), "zlib", "Рада"),
        (codecs.BOM_UTF8 + "Рада".encode(), "windows-1251", "Рада"),
        (codecs.BOM_UTF16_LE + "Рада".encode("utf-16-le"), None, "Рада"),
        (codecs.BOM_UTF16_BE + "Рада".encode("utf-16-be"), "utf-8", "Рада"),
        (b"\xff", None, "\ufffd"),
        (b"", None, ""),
    ],
)
def test_a_mark_counts_most_then_what_the_server_says(
    content: bytes, named: str | None, text: str
) -> None:
    assert decode(content, named) == text


@pytest.mark.parametrize(
    "declared",
    [
        "<meta charset=windows-1251>",
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">',
        "<meta name=x><meta charset = 'x-cp1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_page_may_say_it_itself(declared: str) -> None:
    page = f"{declared}<title>Рада"

    assert decode(page.encode("cp1251"), None) == page


def test_a_page_that_says_utf_16_in_plain_letters_is_utf_8() -> None:
    page = "<meta charset=utf-16><title>Рада"

    assert decode(page.encode(), None) == page
