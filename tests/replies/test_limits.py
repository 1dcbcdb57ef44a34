"""However long or hostile its parts are, a reply can be sent."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Check, Evidence, Stage
from bot.models import Agreement, CasePurpose, MediaKind, Qualifier, Rating, Stance
from bot.replies import LOCALES, Reply
from bot.replies.callbacks import unpack
from bot.services.broadcasts.values import BroadcastMessage
from bot.services.cases.values import CaseLine, CasePosts, InHand, MyCases, PostView
from bot.services.subscriptions.values import (
    Bulletin,
    SubscriptionCard,
    TopicChoice,
    Wanted,
)
from bot.services.values import (
    Answered,
    FigureView,
    Found,
    Likeness,
    Message,
    MyPost,
    MyPosts,
    News,
    Related,
    SourceView,
    Text,
)
from tests.replies.samples import (
    CASE,
    NOW,
    answered,
    every_message,
    explained,
    figure,
    found,
    recorded,
    seen,
    verdict,
    worded,
)

LIMIT = 4096
TAGS = {"b", "i", "a", "blockquote"}


class Reader(HTMLParser):
    """Reads a reply as Telegram does: known tags only, each closed in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        self.open.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(reply: Reply) -> Reader:
    reader = Reader()
    reader.feed(reply.html)
    reader.close()
    assert reader.open == []
    return reader


def check(reply: Reply) -> None:
    """Fail where Telegram would refuse the reply."""
    text = read(reply).text
    assert 0 < len(text) <= LIMIT
    assert reply.html.encode()
    for row in reply.buttons:
        assert row
        for button in row:
            assert 0 < len(button.label) <= 64
            assert button.url or unpack(button.data) is not None


EVERY = every_message()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", EVERY)
def test_every_message_can_be_sent_in_every_language(name: str, locale: str) -> None:
    check(worded(EVERY[name], locale))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["asserts", "denies", "asks", "several", "figure", "withdrawn"])
def test_every_answer_can_be_explained_in_every_language(name: str, locale: str) -> None:
    answer = EVERY[name]
    assert isinstance(answer, Answered)

    check(explained(answer, locale))


ATTACKS = [
    "<b>bold",
    "</b></blockquote></a>",
    '<a href="https://evil.example">click</a>',
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp; &#60;",
    '" onclick="x',
    "{claim} {0} {} {claim.__class__} %s %(x)s",
    "*bold* _it_ [x](https://evil.example) `code`",
    "\u202eright to left\u202c \u2066\x00\ud800",
]


def attacked(text: str) -> dict[str, Message]:
    """Put *text* wherever something from outside can stand."""
    source = SourceView(text, text, text, f"https://e.org/{text}", date(2025, 1, 1))
    view = verdict(claim=text, summary=text, language=text, translated=False, sources=(source,))
    evidence = tuple(Evidence(check, False, text, text) for check in Check)
    quantity = recorded(label=text, attribution=text, sources=(source,))
    number = figure(quantity, stated=text, agreement=Agreement.UNCLEAR, evidence=evidence)
    near, where = tuple(Likeness(view, one) for one in evidence), ((text, 1),) * 3
    return {
        **{
            f"answered {stance}": answered(
                found(view, stance, sentence=text, evidence=evidence), figures=(number,)
            )
            for stance in Stance
        },
        **{f"related {one.check}": Related(6, (Likeness(view, one),)) for one in evidence},
        "news": News(view, 6),
        "case": replace(CASE, text=text, language=text, nearest=near, taken_by=9, origins=where),
        "posts": CasePosts(3, (PostView(1, text, text, text, NOW, None),) * 4, 1, 2, True),
        "my cases": MyCases((CaseLine(3, text, CasePurpose.CLAIM, InHand.HELD, NOW),) * 8, 1, 2),
        "closed": replace(CASE, text=text, verdict=view),
        "subscription": SubscriptionCard(
            Wanted(True, (text,)), (TopicChoice(text, 5, True),) * 8, 2, 3
        ),
        "bulletin": Bulletin((BroadcastMessage(view), BroadcastMessage(None, text, text))),
        "mine": MyPosts((MyPost(1, text, NOW, "waiting"),), 1),
        "about": Text("about"),
    }


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_from_outside_becomes_markup(attack: str) -> None:
    for name, message in attacked(attack).items():
        reply = worded(message, publisher=attack, public_url=f"https://e.org/{attack}")
        harmless = worded(
            attacked("plain")[name], publisher="plain", public_url="https://e.org/plain"
        )

        check(reply)
        assert tags(reply) == tags(harmless)
        assert [url for url in read(reply).links if url and url.startswith("https://evil")] == []


def tags(reply: Reply) -> list[str]:
    """List the tags but those of links: an address that is no address is not linked."""
    return [tag for tag in re.findall(r"</?\w+", reply.html) if tag not in ("<a", "</a")]


@pytest.mark.parametrize("attack", ATTACKS[:-1])
def test_an_attack_is_shown_as_the_text_that_it_is(attack: str) -> None:
    reply = worded(answered(found(verdict(claim=attack))))

    assert f"What the post says: {attack}" in read(reply).text.splitlines()


def test_an_explanation_is_safe_too() -> None:
    for attack in ATTACKS:
        message = attacked(attack)["answered asserts"]
        assert isinstance(message, Answered)
        check(explained(message))


@pytest.mark.parametrize(
    ("filler", "locale"),
    [
        *((filler, "uk") for filler in ("A sentence. ", "x", "👩‍👩‍👧", "<&>", "\n", "ӂ")),
        *(("word ", locale) for locale in LOCALES),
    ],
)
def test_huge_texts_are_cut_to_the_limit(filler: str, locale: str) -> None:
    text = "Long: " + filler * 20_000
    source = SourceView(text, text, text, "https://example.org/", date(2025, 1, 1))
    sources = tuple(replace(source, author=f"{number} {text}") for number in range(30))
    view = verdict(
        claim=text,
        summary=text,
        language="en",
        translated=False,
        sources=sources,
        checked_on=date(2020, 1, 1),
        valid_until=date(2020, 1, 1),
    )
    checks = tuple(Evidence(kind, False, text, text) for kind in Check) * 3
    quantity = recorded(label=text, attribution=text, sources=sources, as_of_inferred=True)
    number = FigureView(text, text, Agreement.UNCLEAR, (quantity,) * 9, checks)
    one = Found(view, Stance.DENIES, 0.9, text, Stage.LINK, checks)
    answer = Answered(5, (one,) * 9, (number,) * 9, NOW)

    check(worded(answer, locale))
    check(worded(replace(answer, found=(one,)), locale))
    check(worded(replace(answer, found=()), locale))
    check(explained(answer, locale))
    check(worded(Related(6, (Likeness(view, checks[0]),) * 9), locale))
    check(worded(News(view, 6), locale))
    near = (Likeness(view, checks[0]),) * 9
    check(worded(replace(CASE, text=text, nearest=near, media=MediaKind.PHOTO), locale))
    broadcast = BroadcastMessage(view), BroadcastMessage(None, text, "en")
    check(worded(Bulletin(broadcast * 20), locale))
    check(worded(SubscriptionCard(Wanted(True, (text,) * 200), ()), locale))
    check(worded(MyPosts((MyPost(1, text, NOW, "related", Rating.FALSE),) * 99, 99), locale))
    check(worded(Text("about"), locale, publisher=text, public_url="https://e.org/" + filler))


def test_a_long_summary_is_cut_at_the_end_of_a_sentence_with_a_note() -> None:
    reply = worded(answered(found(verdict(summary="It was seen. " * 200))))

    line = next(line for line in seen(reply).splitlines() if "(shortened)" in line)
    assert line.endswith("It was seen. (shortened)")


def test_sources_that_do_not_fit_are_counted() -> None:
    sources = tuple(SourceView(f"Log {number}", None, None, None, None) for number in range(12))

    reply = worded(answered(found(verdict(sources=sources))))

    assert "8. Log 7\nand 4 more" in seen(reply)


long_texts = st.text(max_size=1500)
sources = st.builds(
    SourceView,
    st.none() | long_texts,
    st.none() | long_texts,
    st.none() | long_texts,
    st.none() | st.just("https://example.org/a"),
    st.none() | st.dates(),
)
views = st.builds(
    verdict,
    claim=long_texts,
    summary=long_texts,
    rating=st.sampled_from(Rating),
    sources=st.lists(sources, max_size=6).map(tuple),
    language=st.sampled_from(["en", "xx", ""]),
    translated=st.booleans(),
)
evidence = st.builds(
    Evidence, st.sampled_from(Check), st.booleans(), st.text(max_size=400), st.text(max_size=400)
)
finds = st.builds(
    Found,
    views,
    st.sampled_from(Stance),
    st.just(0.9),
    long_texts,
    st.sampled_from(Stage),
    st.lists(evidence, max_size=9).map(tuple),
)
records = st.builds(
    recorded,
    label=long_texts,
    attribution=long_texts,
    qualifier=st.sampled_from(Qualifier),
    as_of=st.none() | st.dates(),
    as_of_end=st.none() | st.dates(),
)
figures = st.builds(
    FigureView,
    long_texts,
    long_texts,
    st.sampled_from(Agreement),
    st.lists(records, max_size=3).map(tuple),
    st.lists(evidence, max_size=4).map(tuple),
)
answers = st.builds(
    Answered,
    st.just(5),
    st.lists(finds, max_size=4).map(tuple),
    st.lists(figures, max_size=4).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(answers, st.sampled_from(LOCALES))
def test_any_answer_can_be_sent_and_explained(answer: Answered, locale: str) -> None:
    check(worded(answer, locale))
    check(explained(answer, locale))
