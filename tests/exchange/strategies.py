"""Reviews of any content, for what has to hold for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from bot.exchange.values import Cited, Review, Said, Worded
from bot.models import Polarity, Rating

LANGUAGES = ("en", "uk", "ru", "mk", "pl", "pt", "ar")
# Texts as files carry them: any letters, quotes, line breaks within, no space around.
texts = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Cf"], include_characters="\n"),
        min_size=1,
    )
    .map(str.strip)
    .filter(bool)
)
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
codes = st.sampled_from(LANGUAGES)
addresses = st.sampled_from(
    ["https://checks.example/a?b=1&c=2", "https://hive.example/%D0%B1", "http://t.example/1"]
)
keys = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
scales = st.integers(0, 10).map(str)


def perhaps(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


@st.composite
def reviews(draw: Callable[[st.SearchStrategy[object]], object]) -> Review:
    """Any review; its further languages differ from each other and from its own."""
    own = draw(codes)
    others = st.lists(codes.filter(lambda code: code != own), unique=True, max_size=2)
    said = [Said(code, draw(texts), draw(texts)) for code in draw(others)]  # type: ignore
    made: Review = draw(
        st.builds(
            Review,
            claim=texts.filter(lambda text: any(char.isalnum() for char in text)),
            language=st.just(own),
            rating=perhaps(st.sampled_from(Rating)),
            rated_as=perhaps(texts),
            rating_value=perhaps(scales),
            rating_best=perhaps(scales),
            rating_worst=perhaps(scales),
            summary=st.just("") | texts,
            url=perhaps(addresses),
            title=perhaps(texts),
            publisher=perhaps(texts),
            publisher_url=perhaps(addresses),
            reviewed_on=perhaps(days),
            claimant=perhaps(texts),
            claimed_on=perhaps(days),
            appearances=st.lists(addresses, unique=True, max_size=3).map(tuple),
            topic=perhaps(keys),
            valid_from=perhaps(days),
            valid_until=perhaps(days),
            texts=st.just(tuple(said)),
            wordings=st.lists(
                st.builds(Worded, codes, texts, st.sampled_from(Polarity)), max_size=3
            ).map(tuple),
            sources=st.lists(
                st.builds(
                    Cited, texts, perhaps(texts), perhaps(texts), perhaps(addresses), perhaps(days)
                ),
                max_size=2,
            ).map(tuple),
            key=perhaps(keys),
        )
    )  # type: ignore
    return made


# Texts on one line that are the same to a person and to a reader of tables: no tag or entity in
# them, nothing that no reader sees, no | between parts.
words = (
    st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="<>&|"), min_size=1)
    .filter(lambda text: any(char.isalnum() for char in text))
    .filter(lambda text: "://" not in text)
    .map(lambda text: f"{text} said")
)


@st.composite
def plain_reviews(draw: Callable[[st.SearchStrategy[object]], object]) -> Review:
    """Any review in plain words, with a language, whose sources lack no part before another."""
    whole: Review = draw(reviews())  # type: ignore[assignment]

    def told(text: str | None) -> str | None:
        return str(draw(words)) if text else None

    def source(one: Cited) -> Cited:
        outlet = told(one.outlet)
        author = told(one.author) if outlet else None
        return replace(one, title=told(one.title), outlet=outlet, author=author)

    texts = ("rated_as", "title", "publisher", "claimant")
    return replace(
        whole,
        claim=str(draw(words)),
        summary=told(whole.summary) or "",
        sources=tuple(source(one) for one in whole.sources),
        **{name: told(getattr(whole, name)) for name in texts},  # type: ignore[arg-type]
    )
