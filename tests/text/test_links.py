"""Links as people write them, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.links import LONGEST, Link, NotALink, read_link


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://gazette.example/minutes", "https://gazette.example/minutes"),
        ("gazette.example/minutes", "https://gazette.example/minutes"),
        ("www.gazette.example", "https://www.gazette.example/"),
        ("//gazette.example/a", "https://gazette.example/a"),
        ("  <HTTP://Gazette.Example:80/A?b=C#d>\u200b\n", "http://gazette.example/A?b=C#d"),
        ("gazette.example:8080/a", "https://gazette.example:8080/a"),
        ("https://gazette.example./a", "https://gazette.example/a"),
        ("https://пошта.укр/новини", "https://xn--80a1acn3a.xn--j1amh/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://a_b.example/", "https://a_b.example/"),
        ("https://gazette.example/a%20b%2Fc?q=%D0%B0", "https://gazette.example/a%20b%2Fc?q=%D0%B0"),
        ("https://gazette.example/100%?q=50%&r=[x]", "https://gazette.example/100%25?q=50%25&r=%5Bx%5D"),
        ("https://gazette.example/Bee_(insect)", "https://gazette.example/Bee_(insect)"),
        ("https://gazette.example/#:~:text=so", "https://gazette.example/#:~:text=so"),
        ("http://192.0.2.7/a", "http://192.0.2.7/a"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
    ],
)  # fmt: skip
def test_a_link_is_made_one_that_can_be_opened(text: str, url: str) -> None:
    link = read_link(text)

    assert isinstance(link, Link)
    assert link.url == url


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \u200b\n", "empty"),
        ("https://gazette.example/" + "x" * LONGEST, "too_long"),
        ("The Gazette", "no_link"),
        ("Gazette", "no_link"),
        ("12.5", "no_link"),
        ("me@gazette.example", "no_link"),
        ("see https://gazette.example", "no_link"),
        ("https://gazette.example/\x00a", "no_link"),
        ("https://gazette.example/\u202ea", "no_link"),
        ("javascript:alert(1)", "other_scheme"),
        ("javascript://gazette.example/%0aalert(1)", "other_scheme"),
        ("data:text/html,<p>x", "other_scheme"),
        ("file:///etc/passwd", "other_scheme"),
        ("ftp://gazette.example/a", "other_scheme"),
        ("mailto:me@gazette.example", "other_scheme"),
        ("https://me:secret@gazette.example/", "has_password"),
        ("https://gazette.example\\@evil.example/", "has_password"),
        ("https://", "bad_host"),
        ("https:///a", "bad_host"),
        ("https://[", "bad_host"),
        ("https://nowhere", "bad_host"),
        ("http://localhost./", "bad_host"),
        ("http://2130706433/", "bad_host"),
        ("http://0x7f.1/", "bad_host"),
        ("http://0177.0.0.1/", "bad_host"),
        ("http://127.1/", "bad_host"),
        ("http://127.0.0.0x1/", "bad_host"),
        ("http://[fe80::1%25eth0]/", "bad_host"),
        ("http://[::1]evil.example/", "bad_host"),
        ("https://gazette..example/", "bad_host"),
        ("https://-gazette.example/", "bad_host"),
        ("https://☃.example/", "bad_host"),
        ("https://gazette.example:99999/", "bad_host"),
        ("https://gazette.example:0/", "bad_host"),
        ("https://gazette.example|evil.example/", "bad_host"),
    ],
)
def test_what_is_no_link_is_refused_with_its_reason(text: str, reason: str) -> None:
    link = read_link(text)

    assert link == NotALink(reason)  # type: ignore[arg-type]


def test_digits_of_another_script_are_the_address_that_they_are() -> None:
    link = read_link("http://１２７.0.0.1/")

    assert link == Link("http://127.0.0.1/", "127.0.0.1", 80)


def test_a_site_is_named_as_people_know_it() -> None:
    link = read_link("https://www.пошта.укр/а")

    assert isinstance(link, Link)
    assert (link.host, link.site) == ("www.xn--80a1acn3a.xn--j1amh", "пошта.укр")


@given(
    st.one_of(st.text(), st.text().map("https://{}".format), st.text().map("a.example/{}".format))
)
def test_every_text_is_read_and_a_link_reads_as_itself(text: str) -> None:
    link = read_link(text)

    if isinstance(link, Link):
        assert link.url.isascii()
        assert len(link.url) > LONGEST or read_link(link.url) == link
