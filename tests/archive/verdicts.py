"""Verdicts for archives: in several languages, of others, withdrawn, unrated, hostile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.archive.making import Made, make
from bot.archive.values import Site
from bot.exchange import places
from bot.exchange.values import Review, Said
from bot.models import Rating
from bot.services.exporting import Exported
from tests.exchange.reviews import BARE, HOSTILE, OTHERS, OWN

MOMENT = datetime(2025, 1, 15, 12, tzinfo=UTC)
BASE = "https://facts.daily.example/all"
SITE = Site("The Daily Example", "https://daily.example/about", BASE, "https://t.me/example_bot")


def exported(number: int, review: Review, **values: bool) -> Exported:
    return Exported(number, review, MOMENT + timedelta(hours=number), **values)


VERDICTS = (
    exported(1, OWN),
    exported(2, OTHERS, imported=True),
    exported(3, HOSTILE),
    exported(4, replace(OWN, claim="Wasps pay taxes.", key=None), withdrawn=True),
    exported(5, replace(BARE, language="en"), imported=True),
    exported(
        6,
        Review(
            claim="الشمس باردة",
            language="ar",
            rating=Rating.FALSE,
            summary="ليست باردة.",
            reviewed_on=date(2025, 1, 5),
            texts=(Said("pl", "Słońce jest zimne.", "Nie jest."),),
        ),
    ),
)


def many(count: int) -> list[Exported]:
    """So many verdicts on bees, in English and Ukrainian."""
    return [
        exported(
            number,
            Review(
                claim=f"Hive {number} pays taxes to the town of Ruritania.",
                language="en",
                rating=tuple(Rating)[number % len(Rating)],
                summary=f"The tax office of Ruritania has never heard of hive {number}. " * 4,
                topic=f"topic-{number % 20}",
                reviewed_on=date(2025, 1, 1) + timedelta(days=number % 300),
                texts=(
                    Said(
                        "uk", f"Вулик {number} платить податки місту.", "Податкова не чула. " * 8
                    ),
                ),
            ),
        )
        for number in range(1, count + 1)
    ]


def archive(folder: Path, verdicts: Sequence[Exported] = VERDICTS, site: Site = SITE) -> Made:
    """Make an archive as the command does."""
    shown = [one for one in verdicts if not one.withdrawn and (one.review.rating or site.unrated)]
    languages = {code for one in shown for code in places.languages(one.review)}
    return make(verdicts, folder, site, sorted(languages), date(2025, 1, 15))
