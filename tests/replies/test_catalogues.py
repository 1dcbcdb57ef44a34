"""Every text is there in every language, with its placeholders and its plural forms."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.models import Rating
from bot.replies import LOCALES, commands, description, desk_commands, say, short_description
from bot.replies.labels import EMOJI, badge
from bot.replies.phrases import PHRASES
from bot.replies.voice import spoken, voice

REPLIES = Path(str(files("bot") / "replies"))
LOCALE_FOLDER = Path(str(files("bot") / "locales"))
Text = str | tuple[str, ...]


def catalogue(name: str) -> Catalog:
    locale = name.split("/")[0] if "/" in name else None
    return read_po(BytesIO((LOCALE_FOLDER / name).read_bytes()), locale=locale)


def catalogue_of(locale: str) -> Catalog:
    return catalogue(f"{locale}/LC_MESSAGES/tipline.po")


def extracted() -> set[Text]:
    return {found[2] for found in extract_from_dir(REPLIES)}


def texts(found: Catalog) -> dict[Text, Message]:
    return {
        tuple(message.id) if isinstance(message.id, (tuple, list)) else message.id: message
        for message in found
        if message.id
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def forms(message: Message) -> list[str]:
    string = message.string
    return [form or "" for form in (string if isinstance(string, (tuple, list)) else [string])]


def test_the_template_holds_exactly_the_texts_of_the_code() -> None:
    assert set(texts(catalogue("tipline.pot"))) == extracted()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_holds_exactly_the_texts_of_the_code(locale: str) -> None:
    assert set(texts(catalogue_of(locale))) == extracted()


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_empty_or_fuzzy(locale: str) -> None:
    unfinished = [
        message.id
        for message in texts(catalogue_of(locale)).values()
        if message.fuzzy or not all(forms(message))
    ]

    assert unfinished == []


def test_english_is_said_as_it_is_written_in_the_code() -> None:
    for text, message in texts(catalogue_of("en")).items():
        assert tuple(forms(message)) == ((text,) if isinstance(text, str) else text)


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_every_text_keeps_its_placeholders(locale: str) -> None:
    for text, message in texts(catalogue_of(locale)).items():
        # One form may serve 1, 21 and 101, so each has to name the count.
        known = placeholders(text if isinstance(text, str) else text[1])
        assert {form: placeholders(form) for form in forms(message)} == dict.fromkeys(
            forms(message), known
        )


@pytest.mark.parametrize("locale", LOCALES)
def test_every_plural_has_all_the_forms_of_its_language(locale: str) -> None:
    found = catalogue_of(locale)

    counts = {len(forms(one)) for one in found if one.id and not isinstance(one.id, str)}

    assert counts == {found.num_plurals}


@pytest.mark.parametrize(
    ("locale", "count", "expected"),
    [
        ("en", 1, "You sent me 1 post."),
        ("en", 21, "You sent me 21 posts."),
        ("uk", 1, "Ви надіслали 1 допис."),
        ("uk", 3, "Ви надіслали 3 дописи."),
        ("uk", 12, "Ви надіслали 12 дописів."),
        ("uk", 21, "Ви надіслали 21 допис."),
        ("ru", 1, "Вы прислали 1 пост."),
        ("ru", 22, "Вы прислали 22 поста."),
        ("ru", 111, "Вы прислали 111 постов."),
        ("mk", 1, "Пративте 1 објава."),
        ("mk", 2, "Пративте 2 објави."),
        ("mk", 11, "Пративте 11 објави."),
        ("mk", 21, "Пративте 21 објава."),
        ("pl", 1, "Przysłano 1 wpis."),
        ("pl", 22, "Przysłano 22 wpisy."),
        ("pl", 21, "Przysłano 21 wpisów."),
    ],
)
def test_a_count_gets_its_form(locale: str, count: int, expected: str) -> None:
    said = voice(locale).ngettext("You sent me {count} post.", "You sent me {count} posts.", count)

    assert said.plain == expected


RATINGS = {
    "en": "True|Mostly true|Half true|Misleading|Mostly false|False|Unproven|Satire",
    "uk": "Правда|Переважно правда|Напівправда|Маніпуляція|Переважно неправда|Неправда"
    "|Брак доказів|Сатира",
    "ru": "Правда|Большей частью правда|Полуправда|Вводит в заблуждение"
    "|Большей частью неправда|Неправда|Не доказано|Сатира",
    "mk": "Вистина|Претежно вистина|Полувистина|Манипулација|Претежно невистина|Невистина"
    "|Недокажано|Сатира",
    "pl": "Prawda|Przeważnie prawda|Półprawda|Manipulacja|Przeważnie fałsz|Fałsz"
    "|Brak dowodów|Satyra",
}
SIGNS = ("✅", "☑️", "🌓", "⚠️", "🟠", "❌", "❔", "🎭")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_rating_has_its_badge(locale: str) -> None:
    shown = [badge(voice(locale), rating).plain for rating in Rating]

    names = RATINGS[locale].split("|")
    assert shown == [f"{sign} {name}" for sign, name in zip(SIGNS, names, strict=True)]


def test_no_two_ratings_share_a_sign() -> None:
    assert len(set(EMOJI.values())) == len(Rating)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("uk", "uk"), ("uk-UA", "uk"), ("PL_pl", "pl"), ("de", "en"), ("", "en"), (None, "en")],
)
def test_a_language_tag_finds_its_catalogue(tag: str | None, expected: str) -> None:
    assert spoken(tag) == expected


VALUES: dict[str, dict[str, str | int]] = {
    "many_posts": {"minutes": 21},
    "blocked_now": {"posts": 21},
    "enough_today": {"most": 21},
    "published": {"told": 21},
    "case_answered": {"told": 21},
    "broadcast_too_long": {"most": 4_000, "over": 123_456},
    "broadcast_translation_asked": {"language": "mk"},
    "broadcast_time_asked": {"zone": "America/Argentina/Buenos_Aires"},
    **{
        f"broadcast_{name}": {"number": "123456"}
        for name in (
            *("confirmed", "sent_back", "called_off", "grown"),
            *(f"ended_{flaw}" for flaw in ("nobody", "withdrawn", "unrated", "no_text")),
        )
    },
    "case_escalated": {"number": "123456"},
    "post_taken_out": {"number": "123456"},
    "reviewing_in": {"languages": "en uk ru mk pl"},
    "reviewing_usage": {"languages": "en uk ru mk pl"},
    "role_now": {"role": "admin"},
    "role_suspended": {"role": "reviewer"},
    "role_reinstated": {"role": "reviewer"},
    "invite_usage": {"languages": "en uk ru mk pl"},
    "draft_approved": {"missing": 21},
    "draft_published": {"verdict": 123456, "told": 21},
    "draft_sent_back": {"case": 123456, "comment": "Which bees?"},
    "draft_rejected": {"case": 123456},
    "comment_unfit": {"limit": 1000},
    "verdict_withdrawn": {"told": 21},
    "written_again": {"count": 2_100},
    "left_unsure": {"count": 2_100},
    "form_summary_short": {"least": 10},
    "form_sources_full": {"most": 10},
    "form_figures_full": {"most": 5},
    "form_claim_long": {"most": 500, "over": 9_500},
    "form_summary_long": {"most": 400, "over": 9_600},
    "activities_paused": {"what": "intake answers broadcasts", "role": "operator"},
    "activities_resumed": {"what": "intake answers broadcasts", "role": "admin"},
    "figure_near": {"keys": "kursk-about-11000, kursk-more-than-10000"},
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", sorted({*PHRASES, *VALUES}))
def test_an_answer_to_a_button_fits_into_telegrams_200_characters(name: str, locale: str) -> None:
    said = say(name, locale, **VALUES.get(name, {}))

    assert 0 < len(said) <= 200
    assert "{" not in said


@pytest.mark.parametrize("locale", LOCALES)
def test_what_telegram_shows_of_the_bot_keeps_its_limits(locale: str) -> None:
    assert all(0 < len(text) <= 256 for _, text in commands(locale) + desk_commands(locale))
    assert 0 < len(description(locale)) <= 512
    assert 0 < len(short_description(locale)) <= 120


def test_a_name_that_is_not_in_the_catalogue_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="no_such_text"):
        say("no_such_text", "en")


@pytest.mark.parametrize("locale", LOCALES)
def test_each_text_stands_once(locale: str) -> None:
    path = LOCALE_FOLDER / locale / "LC_MESSAGES" / "tipline.po"
    header = 1

    assert path.read_text().count("\nmsgid ") == header + len(texts(catalogue_of(locale)))
