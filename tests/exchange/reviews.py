"""Reviews to write and to read: a full one, the barest one, and a hostile one."""

from __future__ import annotations

from datetime import date

from bot.exchange.values import Cited, Review, Said, Worded
from bot.models import Polarity, Rating

BARE = Review(claim="Bees pay taxes.")
OWN = Review(
    claim="Bees pay taxes.",
    language="en",
    rating=Rating.FALSE,
    summary="No tax office has heard of them.",
    publisher="The Daily Example",
    publisher_url="https://daily.example/about",
    reviewed_on=date(2025, 1, 10),
    claimant="Ruritania's beekeepers",
    claimed_on=date(2025, 1, 2),
    appearances=("https://bees.example/taxes", "https://t.me/bees/12"),
    topic="nature",
    valid_from=date(2024, 1, 1),
    valid_until=date(2025, 12, 31),
    texts=(Said("uk", "Бджоли платять податки.", "Жодна податкова про них не чула."),),
    wordings=(
        Worded("en", "Taxes for bees!", Polarity.ASSERTS),
        Worded("uk", "Податки для бджіл!", Polarity.ASSERTS),
        Worded("en", "No bee pays taxes.", Polarity.DENIES),
    ),
    sources=(
        Cited("On bees", "The Hive", "A. Keeper", "https://hive.example/1", date(2025, 1, 3)),
        Cited(title="A letter of the tax office"),
    ),
    key="bees-pay-taxes",
)
OTHERS = Review(
    claim="A lua é feita de queijo.",
    language="pt",
    rating=Rating.MISLEADING,
    rated_as="Não é bem assim",
    rating_value="2",
    rating_best="6",
    rating_worst="1",
    summary="As amostras são de rocha.",
    url="https://checks.example/lua",
    title="A lua não é de queijo",
    publisher="Checks",
    publisher_url="https://checks.example/",
    reviewed_on=date(2024, 5, 6),
)
HOSTILE = Review(
    claim='</script><script>alert("bees")</script> <!-- & \u2028',
    language="en",
    rating=Rating.SATIRE,
    summary='"><img src=x onerror=alert(1)> {{ 7 * 7 }} {% raw %}',
    topic="<b>topic</b>",
    publisher='Daily "Example" & Sons',
    sources=(Cited("=cmd|' /C calc'!A0", "@outlet", url="https://hive.example/?a=1&b='\""),),
)
ALL = (BARE, OWN, OTHERS, HOSTILE)
