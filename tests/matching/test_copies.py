"""Which posts say the same, and by which hashes that is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.copies import is_copy
from bot.matching.seen import sketch

LONG = "Two soldiers from the north were captured near the river on Saturday morning"


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (LONG, f"{LONG}!!!", "en"),
        (LONG, LONG.upper(), "en"),
        (LONG, LONG.replace("soldiers", "soldieers"), "en"),
        (LONG, LONG.replace("captured", "captures"), "en"),
        ("Bees pay", "bees PAY", "en"),
        (
            "Бджоли платять податки у столиці з минулої осені",
            "Бджоли платять податки у столицях з минулої осені",
            "uk",
        ),
    ],
)
def test_spelling_and_endings_make_no_other_claim(one: str, other: str, language: str) -> None:
    assert is_copy(one, other, language)
    assert set(sketch(one)) & set(sketch(other))


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (LONG, LONG.replace("Two", "Three"), "en"),
        (LONG, LONG.replace("were", "were not"), "en"),
        (LONG, LONG.replace("north", "south"), "en"),
        (LONG, LONG.replace("Saturday", "Sunday"), "en"),
        (LONG, LONG + " by Ruritanians", "en"),
        (LONG, LONG + " in 2024", "en"),
        (LONG, LONG.replace("Two", "Thirteen"), "en"),
        (LONG.replace("Two", "Thirteen"), LONG.replace("Two", "Thirty"), "en"),
        (LONG.replace("north", "Iran"), LONG.replace("north", "Iraq"), "en"),
        ("Австрія полонила двох біля річки", "Австралія полонила двох біля річки", "uk"),
        ("Bees pay", "Bees pay not", "en"),
        ("Bees pay", "Bees pay taxes", "en"),
        ("дванадцять бджіл платять податки вранці", "двадцять бджіл платять податки вранці", "uk"),
        ("Бджоли платять податки у столиці", "Бджоли не платять податки у столиці", "uk"),
        ("Pszczoły płacą podatki w stolicy", "Pszczoły nie płacą podatków w stolicy", "pl"),
    ],
)
def test_what_turns_the_claim_keeps_posts_apart(one: str, other: str, language: str) -> None:
    assert not is_copy(one, other, language)
    assert not is_copy(other, one, language)


def test_a_text_without_words_has_no_sketch() -> None:
    assert sketch("🐝🐝") == ()
    assert sketch("") == ()


def test_a_sketch_fits_the_database_and_never_changes() -> None:
    prints = sketch(LONG)

    assert len(prints) == 11
    assert all(-(2**63) <= one < 2**63 for one in prints)
    assert prints == sketch(LONG)


LONGER = (
    "Двоє солдатів з півночі потрапили в полон біля річки в суботу вранці. Командири бригади"
    " показали журналістам їхні документи, зброю і листи додому. Полонених перевезли до столиці,"
    " де їм надали допомогу лікарі. Слідство триває, про наслідки обіцяють розповісти згодом."
)


@pytest.mark.parametrize(
    "disguised",
    [
        f"‼️СРОЧНО!!! Перешлите всем, пока не удалили!!! {LONGER}",
        f"{LONGER}\n\n👉 Підписатися на канал | Надіслати новину https://t.me/bees",
        f"🔥🔥🔥 {LONGER} 🤔 @bees_channel",
        LONGER.translate(str.maketrans("аеорсуіА", "aeopcyiA")),
        LONGER.upper(),
        LONGER[: LONGER.index("показали")],
        LONGER[LONGER.index("журналістам") :],
        LONGER[LONGER.index("Полонених") :],
    ],
)
def test_a_disguise_or_a_half_is_a_copy(disguised: str) -> None:
    assert is_copy(LONGER, disguised, "uk")
    assert is_copy(disguised, LONGER, "uk")
    assert set(sketch(LONGER)) & set(sketch(disguised))


@pytest.mark.parametrize(
    "other",
    [
        LONGER.replace("Двоє", "Троє"),
        LONGER.replace("потрапили", "не потрапили"),
        LONGER.replace("з півночі", "з півдня"),
        LONGER.replace("документи", "рахунки"),
        f"Фейк! {LONGER}",
        f"Чи правда, що {LONGER[0].lower()}{LONGER[1:]}",
        f"{LONGER[: LONGER.index('Командири')]} Суд звільнив їх під заставу.",
        f"Міністр заперечує, що {LONGER[0].lower()}{LONGER[1:]}",
    ],
)
def test_a_longer_text_with_another_claim_is_no_copy(other: str) -> None:
    assert not is_copy(LONGER, other, "uk")
    assert not is_copy(other, LONGER, "uk")


@given(st.integers(2, 30), st.booleans())
def test_a_part_shares_hashes_with_the_whole(cut: int, first: bool) -> None:
    words = LONGER.split()
    part = words[:cut] if first else words[-cut:]

    assert set(sketch(" ".join(part))) & set(sketch(LONGER)) or cut < len(words) // 3
