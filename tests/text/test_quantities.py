"""Which quantities a text states, per language, and what only looks like one."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.number_tables import LANGUAGES, tables
from bot.text.quantities import Bound, Quantity, quantities
from tests.timing import LINEAR, growth

# No deadline: a busy machine is no failure.
FAST = settings(max_examples=60, deadline=None)
Row = tuple[int | str, int | str, Bound]


def rows(text: str, language: str | None) -> list[tuple[Decimal, Decimal, Bound]]:
    return [(each.low, each.high, each.bound) for each in quantities(text, language)]


def expected(*found: Row) -> list[tuple[Decimal, Decimal, Bound]]:
    return [(Decimal(low), Decimal(high), bound) for low, high, bound in found]


P, O, A, L, M, U, LESS = (  # noqa: E741
    Bound.PLAIN,
    Bound.ONLY,
    Bound.ABOUT,
    Bound.AT_LEAST,
    Bound.MORE_THAN,
    Bound.UP_TO,
    Bound.LESS_THAN,
)


@pytest.mark.parametrize("language", ["right", "unknown"])
@pytest.mark.parametrize(
    ("code", "text", "low", "high", "bound"),
    [
        ("en", "11,000 troops", 11000, 11000, P),
        ("en", "eleven thousand troops", 11000, 11000, P),
        ("en", "about 11,000 North Korean troops", 11000, 11000, A),
        ("en", "approximately 11.000 soldiers", 11000, 11000, A),
        ("en", "more than 10,000 soldiers", 10000, 10000, M),
        ("en", "over 3,000 casualties", 3000, 3000, M),
        ("en", "at least a thousand soldiers", 1000, 1000, L),
        ("en", "up to 12,000 military personnel", 12000, 12000, U),
        ("en", "no more than 500 men", 500, 500, U),
        ("en", "fewer than 200 people", 200, 200, LESS),
        ("en", "only two soldiers", 2, 2, O),
        ("en", "just over 300 people", 300, 300, M),
        ("en", "at least about 300 people", 300, 300, L),
        ("en", "300 or more people", 300, 300, L),
        ("en", "10,000+ troops", 10000, 10000, L),
        ("en", "11k troops", 11000, 11000, P),
        ("en", "2.5 million people", 2500000, 2500000, P),
        ("en", "1,234 million people", 1234000000, 1234000000, P),
        ("en", "two hundred and fifty thousand men", 250000, 250000, P),
        ("en", "three hundred and two drones", 302, 302, P),
        ("en", "twenty-one drones", 21, 21, P),
        ("en", "a hundred thousand shells", 100000, 100000, P),
        ("en", "a dozen men", 12, 12, P),
        ("en", "two dozen men", 24, 24, P),
        ("en", "10-12 thousand soldiers", 10000, 12000, P),
        ("en", "10–12 thousand soldiers", 10000, 12000, P),
        ("en", "between 10 and 12 thousand soldiers", 10000, 12000, P),
        ("en", "from 10,000 to 12,000 soldiers", 10000, 12000, P),
        ("en", "half a million shells", 500000, 500000, P),
        ("en", "two and a half million shells", 2500000, 2500000, P),
        ("uk", "11 тисяч солдатів", 11000, 11000, P),
        ("uk", "понад 11 тис. солдатів", 11000, 11000, M),
        ("uk", "11 000 військових", 11000, 11000, P),
        ("uk", "11\u00a0000 військових", 11000, 11000, P),
        ("uk", "11\u202f000 військових", 11000, 11000, P),
        ("uk", "11’000 військових", 11000, 11000, P),
        ("uk", "одинадцять тисяч військових", 11000, 11000, P),
        ("uk", "тисяча військових", 1000, 1000, P),
        ("uk", "понад тисячу військових", 1000, 1000, M),
        ("uk", "близько тисячі військових", 1000, 1000, A),
        ("uk", "триста вбитих", 300, 300, P),
        ("uk", "двоє полонених", 2, 2, P),
        ("uk", "полонили двох солдатів із КНДР", 2, 2, P),
        ("uk", "п'ятьох поранено", 5, 5, P),
        ("uk", "пʼятдесят сім дронів", 57, 57, P),
        ("uk", "щонайменше 3000 втрат", 3000, 3000, L),
        ("uk", "не менше ніж 3 тисячі", 3000, 3000, L),
        ("uk", "не більше 500 осіб", 500, 500, U),
        ("uk", "до 12 тисяч солдатів", 12000, 12000, U),
        ("uk", "від 10 до 12 тисяч солдатів", 10000, 12000, P),
        ("uk", "між 10 та 12 тисячами солдатів", 10000, 12000, P),
        ("uk", "приблизно 11 тисяч", 11000, 11000, A),
        ("uk", "лише 13 солдатів", 13, 13, O),
        ("uk", "2 тисячі 700 поранених", 2700, 2700, P),
        ("uk", "півтора мільйона снарядів", 1500000, 1500000, P),
        ("uk", "п'ять-шість тисяч солдатів", 5000, 6000, P),
        ("uk", "5,5 млн людей", 5500000, 5500000, P),
        ("ru", "более 10 тысяч военных", 10000, 10000, M),
        ("ru", "свыше 3 тыс. человек", 3000, 3000, M),
        ("ru", "около 11 000 бойцов", 11000, 11000, A),
        ("ru", "не менее тысячи бойцов", 1000, 1000, L),
        ("ru", "до 12 тысяч военнослужащих", 12000, 12000, U),
        ("ru", "одиннадцать тысяч солдат", 11000, 11000, P),
        ("ru", "двое пленных", 2, 2, P),
        ("ru", "взяли в плен двоих солдат", 2, 2, P),
        ("ru", "взяли в плен 2-х солдат", 2, 2, P),
        ("ru", "двести семьдесят солдат", 270, 270, P),
        ("ru", "трёхсот солдат", 300, 300, P),
        ("ru", "от 10 до 12 тысяч солдат", 10000, 12000, P),
        ("ru", "примерно триста убитых", 300, 300, A),
        ("ru", "всего лишь двое", 2, 2, O),
        ("ru", "полмиллиона снарядов", 500000, 500000, P),
        ("ru", "два с половиной миллиона снарядов", 2500000, 2500000, P),
        ("ru", "1.234,50 тонны", "1234.50", "1234.50", P),
        ("mk", "околу 11.000 севернокорејски војници", 11000, 11000, A),
        ("mk", "повеќе од 10 илјади војници", 10000, 10000, M),
        ("mk", "над 3.000 загинати севернокорејци", 3000, 3000, M),
        ("mk", "најмалку илјада војници", 1000, 1000, L),
        ("mk", "до 12.000 војници", 12000, 12000, U),
        ("mk", "дваесет и пет илјади војници", 25000, 25000, P),
        ("mk", "единаесет илјади војници", 11000, 11000, P),
        ("mk", "двајца заробени војници", 2, 2, P),
        ("mk", "триста убиени војници", 300, 300, P),
        ("mk", "меѓу 10 и 12 илјади", 10000, 12000, P),
        ("mk", "од 10 до 12 илјади војници", 10000, 12000, P),
        ("mk", "само 13 војници", 13, 13, O),
        ("mk", "две илјади и седумстотини ранети војници", 2700, 2700, P),
        ("pl", "około 11 tysięcy żołnierzy", 11000, 11000, A),
        ("pl", "ponad 10 tys. żołnierzy", 10000, 10000, M),
        ("pl", "więcej niż 10 000 żołnierzy", 10000, 10000, M),
        ("pl", "co najmniej tysiąc żołnierzy", 1000, 1000, L),
        ("pl", "do 12 tysięcy żołnierzy", 12000, 12000, U),
        ("pl", "dwieście tysięcy żołnierzy", 200000, 200000, P),
        ("pl", "jedenaście tysięcy żołnierzy", 11000, 11000, P),
        ("pl", "dwóch żołnierzy", 2, 2, P),
        ("pl", "trzystu żołnierzy", 300, 300, P),
        ("pl", "od 10 do 12 tysięcy żołnierzy", 10000, 12000, P),
        ("pl", "między 10 a 12 tysięcy żołnierzy", 10000, 12000, P),
        ("pl", "zaledwie 13 żołnierzy", 13, 13, O),
        ("pl", "półtora miliona żołnierzy", 1500000, 1500000, P),
        ("pl", "2,7 mln żołnierzy", 2700000, 2700000, P),
        ("pl", "mniej więcej 300 żołnierzy", 300, 300, A),
        ("en", "a quarter of a million men", 250000, 250000, P),
        ("en", "two and a half hours", "2.5", "2.5", P),
        ("en", "2½ hours", "2.5", "2.5", P),
        ("en", "٣٠٠ soldiers", 300, 300, P),
        ("uk", "півтори години", "1.5", "1.5", P),
        ("uk", "10-тисячний корпус", 10000, 10000, P),
        ("uk", "двадцятип'ятитисячний корпус", 25000, 25000, P),
        ("ru", "стотысячная армия", 100000, 100000, P),
        ("ru", "тысяч десять мин", 10000, 10000, A),
        ("ru", "человек двести собралось", 200, 200, A),
        ("mk", "половина час", "0.5", "0.5", P),
        ("pl", "dziesięciotysięczny korpus", 10000, 10000, P),
        ("en", "-15 °C", -15, -15, P),
        ("en", "from -5 to -10 °C", -10, -5, P),
        ("en", "-10-15 °C", -15, -10, P),
        ("uk", "від мінус п'яти до мінус десяти градусів", -10, -5, P),
        ("ru", "минус 300 танков", 300, 300, P),
        ("en", "120% of the plan", 120, 120, P),
    ],
)
def test_one_quantity_is_read(
    language: str, code: str, text: str, low: int | str, high: int | str, bound: Bound
) -> None:
    found = rows(text, code if language == "right" else None)

    assert found == expected((low, high, bound))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("about 300 killed and 2,700 wounded", [300, 2700]),
        ("300 вбитих і 2700 поранених", [300, 2700]),
        ("300 убитых, 2 700 раненых", [300, 2700]),
        ("зросла з 8 до 11 тисяч", [8, 11000]),
        ("six of the 20 killed in the strike", [6, 20]),
        ("На 9 января 2025 года погибли 300 солдат", [300]),
        ("January 9: 13 soldiers", [13]),
        ("У 2024 році загинуло 2000 солдатів", [2000]),
        ("до 2000 солдатів", [2000]),
        ("Зафіксовано 1980 випадків", [1980]),
        ("more than 2024 cases", [2024]),
        ("1️⃣ Перше\n2️⃣ Друге: 5 осіб", [5]),
        ("1) 300 солдатів\n2) 500 солдатів", [300, 500]),
        ("T-72 and 3 F-16s with 40 shells", [3, 40]),
        ("сто двадцять перший день, п'ять ракет", [5]),
        ("three times two thirds of 300", [3, Decimal("0.6667"), 300]),
        ("11 000 - 12 000 осіб", [11000]),
        ("10 або 12 тисяч", [10000]),
        ("70 000 155-мм снарядів", [70000, 155]),
        ("убили сім‘ю, загалом 9 загиблих", [9]),
        ("one or two soldiers", [1]),
        ("in 2021 or 3000 soldiers", [3000]),
        ("Hundred and fifty, then 3", [3]),
    ],
)
def test_a_text_with_several_numbers_gives_the_right_ones(
    text: str, values: list[int | Decimal]
) -> None:
    assert [each.low for each in quantities(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "F-16", "COVID-19", "T-72", "Су-34 та Х-101", "2С1 «Гвоздика»", "5G", "iPhone 15",
        "+380 50 123 45 67", "050-123-45-67", "4149 4999 1234 5678",
        "at 10:30", "о 16.00", "5 pm", "2:1", "24/7", "10^30", "версія 2.0.1",
        "1. Солдати\n2. Танки", "(1) [12]", "see page 5", "№ 5", "ст. 356 УК",
        "January 9", "January 9th, 2025", "9 January", "9 січня", "9 января", "9 јануари",
        "9 stycznia", "10-12 січня", "09.01.2025", "2025-01-09", "17-19.02.24",
        "2024", "у 2024 році", "since 2021", "з 2014 року", "2022-2024", "w 2024 roku",
        "2005 року народження", "в октябре 2024",
        "84th", "17th Brigade", "17-та бригада", "17-та", "84-а", "3-й", "203-м калібром",
        "17 бригада", "46 оаембр",
        "first", "перший", "двадцять перший", "twenty-first", "drugi", "прва",
        "вул. Шевченка, 12", "ул. Ленина 5", "12 Main Street", "груз 200",
        "one of them", "один із них", "ни одной ракеты", "еден од нив", "jeden z nich",
        "https://example.org/2023/11/21/706830", "example.org/columns/21/706830", "@user2024",
        "both Russia and Ukraine", "ten żołnierz", "the first half of May", "друга половина січня",
        "половина шостої", "чверть на шосту", "the third of them", "a third soldier",
        "no numbers here", "", "половина", "тис.", "0 800 123 456", "070 123 456",
        "22 123 45 67", "телеканал «1+1»", "Leopard 2", "членот 5", "47. бригада", "3. piętro",
        "dwa tysiące dwudziesty czwarty rok", "двухтысячный год", "Resolution 2270",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_quantity_is_left_out(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("both soldiers were wounded", 2, 2),
        ("обидва солдати", 2, 2),
        ("оба пленных", 2, 2),
        ("двајцата заробеници", 2, 2),
        ("obaj żołnierze", 2, 2),
        ("one soldier was captured", 1, 1),
        ("один солдат підірвався", 1, 1),
        ("hundreds of troops", 200, 999),
        ("thousands of troops", 2000, 9999),
        ("tens of thousands of troops", 20000, 99999),
        ("several thousand troops", 2000, 9999),
        ("тысячи солдат", 2000, 9999),
        ("кілька тисяч солдатів", 2000, 9999),
        ("сотні тисяч людей", 200000, 999999),
    ],
)
def test_a_number_that_is_only_implied_is_marked_unsure(text: str, low: int, high: int) -> None:
    found = [(int(each.low), int(each.high), each.exact) for each in quantities(text)]

    assert found == [(low, high, False)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("50% of the losses", "percent"),
        ("50 per cent", "percent"),
        ("50 відсотків", "percent"),
        ("50 процентов", "percent"),
        ("50 проценти", "percent"),
        ("50 procent", "percent"),
        ("$5M", "money"),
        ("121 тисячу грн", "money"),
        ("від $6 000 до $10 000", "money"),
        ("за 60 км від Курська", "length"),
        ("20-річний солдат", "time"),
        ("a 29-year-old soldier", "time"),
        ("45 tonnes", "mass"),
        ("hundreds of square kilometers", "length"),
        ("300 soldiers", None),
    ],
)
def test_the_unit_of_a_measure_is_named(text: str, unit: str | None) -> None:
    assert [each.unit for each in quantities(text)] == [unit]


@pytest.mark.parametrize(
    ("text", "bound"),
    [("5 or more", Bound.AT_LEAST), ("5 або більше", Bound.AT_LEAST), ("5 or less", Bound.UP_TO)],
)
def test_a_hedge_may_be_the_last_word(text: str, bound: Bound) -> None:
    assert [(each.bound, each.text) for each in quantities(text)] == [(bound, text)]


def test_the_span_covers_hedge_and_scale() -> None:
    text = "За оцінками, там понад 11 тис. солдатів."

    assert quantities(text, "uk") == [
        Quantity(Decimal(11000), Decimal(11000), M, 17, 30, "понад 11 тис.")
    ]


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "1,", "1.", "1-", "111 ", "111,", "1:", "+1", "1/", "0", "тисяча ", "half a ",
     "more than ", "two ", "from 1 to ", "9 "],
)  # fmt: skip
def test_time_grows_with_the_length_only(piece: str) -> None:
    assert growth(quantities, piece, 500) < LINEAR


STYLES: dict[str, Callable[[int], str]] = {
    "plain": lambda n: str(n),
    "comma": lambda n: f"{n:,}",
    "dot": lambda n: f"{n:,}".replace(",", "."),
    "space": lambda n: f"{n:,}".replace(",", " "),
    "no-break space": lambda n: f"{n:,}".replace(",", "\u00a0"),
    "thin space": lambda n: f"{n:,}".replace(",", "\u2009"),
    "apostrophe": lambda n: f"{n:,}".replace(",", "’"),
}


@FAST
@given(st.integers(2_100, 99_999_999), st.sampled_from(sorted(STYLES)))
def test_a_number_is_read_back_in_every_style(number: int, style: str) -> None:
    found = quantities(f"there are {STYLES[style](number)} soldiers")

    assert [(int(each.low), int(each.high)) for each in found] == [(number, number)]


@FAST
@given(st.integers(1, 999), st.sampled_from(["thousand", "тисяч", "тысяч", "илјади", "tysięcy"]))
def test_a_scale_multiplies(number: int, scale: str) -> None:
    assert [each.low for each in quantities(f"{number} {scale}")] == [number * 1000]


@FAST
@given(st.text(max_size=300))
def test_spans_point_at_the_text(text: str) -> None:
    for each in quantities(text):
        assert text[each.start : each.end] == each.text
        assert each.low <= each.high


@FAST
@given(
    st.lists(
        st.sampled_from(
            ["11", "тисяч", "до", "thousand", "and", "a", "half", "12.5", "–", "-", "від", "two",
             "и", "пет", "%", "$", ".", "of", "more", "than", "січня", "2024", "року", "\n",
             "17-та"]
        ),
        max_size=25,
    ).map(" ".join)
)  # fmt: skip
def test_quantities_stand_in_order_and_apart(text: str) -> None:
    found = quantities(text)

    assert all(one.end <= two.start for one, two in pairwise(found))


@FAST
@given(st.text(alphabet="абвгжклмбкљњќѓzxqvjkwłśż ,.!?\n", max_size=200))
def test_without_digits_or_number_words_there_is_nothing(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize("languages", [LANGUAGES, *({code} for code in sorted(LANGUAGES))])
def test_no_number_word_also_is_a_scale_or_a_hedge(languages: set[str]) -> None:
    found = tables(frozenset(languages))

    assert set(found.words) & set(found.scales) == set()
    assert {(word,) for word in found.words} & set(found.hedges) == set()


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("uk", "домовилися на вісьмох мільярдах", 8_000_000_000),
        ("uk", "одинадцятьом тисячам родин", 11_000),
        ("uk", "сорок лямів гривень", 40_000_000),
        ("uk", "обмежилися двомастами гривнями", 200),
        ("uk", "у чотирьохстах школах", 400),
        ("ru", "спор о пяти миллиардах рублей", 5_000_000_000),
        ("ru", "триста ярдов рублей", 300_000_000_000),
        ("ru", "с двумя лямами в кармане", 2_000_000),
        ("ru", "обошлись двумястами рублями", 200),
        ("ru", "в шестистах школах", 600),
        ("mk", "тристотини луѓе", 300),
        ("pl", "spór o sprawę w trzech miliardach", 3_000_000_000),
        ("pl", "kosztuje pięć stów", 500),
        ("pl", "w dwóch tysiącach szkół", 2_000),
    ],
)
def test_numbers_are_read_in_any_case_and_in_everyday_words(
    language: str, text: str, number: int
) -> None:
    assert [each.low for each in quantities(text, language)] == [number]


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("half of the recruits", "0.5", "half"),
        ("two thirds of the bridge", "0.6667", "two thirds"),
        ("two-thirds of the bridge", "0.6667", "two-thirds"),
        ("a quarter of the unit", "0.25", "a quarter"),
        ("½ of the budget", "0.5", "½"),
        ("дві третини", "0.6667", "дві третини"),
        ("половина солдатів", "0.5", "половина"),
        ("пятая часть урожая", "0.2", "пятая часть"),
        ("три десятых процента", "0.3", "три десятых"),
        ("една петина од родот", "0.2", "една петина"),
        ("jedna czwarta oddziału", "0.25", "jedna czwarta"),
        ("połowa rekrutów", "0.5", "połowa"),
    ],
)
def test_a_share_of_something_is_told_from_a_count(text: str, value: str, words: str) -> None:
    (found,) = quantities(text)

    assert (found.low, found.high, found.text, found.part) == (Decimal(value),) * 2 + (words, True)


@pytest.mark.parametrize(
    ("language", "text", "low", "other"),
    [
        ("en", "1.234 km", "1234", "1.234"),
        ("uk", "1,234 км", "1234", "1.234"),
        ("ru", "2.500 человек", "2500", "2.5"),
        ("pl", "1.234 mln", "1234000", "1234000000"),
        ("en", "1,234 men", "1234", None),
        ("en", "11.000 men", "11000", None),
        ("mk", "2.700 војници", "2700", None),
        ("ru", "11.000 человек", "11000", None),
    ],
)
def test_digits_that_may_be_read_in_two_ways_keep_both(
    language: str, text: str, low: str, other: str | None
) -> None:
    (found,) = quantities(text, language)

    assert (found.low, found.other) == (Decimal(low), Decimal(other) if other else None)


SPELLED = {
    code: {value: word for word, value in reversed(tables(frozenset({code})).words.items())}
    for code in ("uk", "ru", "mk", "pl", "en")
}
THOUSANDS = {"uk": "тисяч", "ru": "тысяч", "mk": "илјади", "pl": "tysięcy", "en": "thousand"}


def spelled(number: int, code: str) -> str:
    """Write a number from 2 to 999 in words, with the forms that the tables list first."""
    words = SPELLED[code]
    hundreds, rest = number // 100 * 100, number % 100
    tens = [rest] if rest in words else [rest - rest % 10, rest % 10]
    parts = [words[each] for each in tens if each]
    if hundreds and code == "en":
        parts = [words[hundreds // 100], "hundred", *parts]
    elif hundreds:
        parts = [words[hundreds], *parts]
    if code == "mk" and len(parts) > 1:
        parts.insert(-1, "и")
    return " ".join(parts)


@FAST
@given(st.integers(2, 999), st.integers(2, 999), st.sampled_from(sorted(THOUSANDS)))
def test_a_number_in_words_is_read_back(thousands: int, ones: int, code: str) -> None:
    few = quantities(spelled(ones, code), code)
    many = quantities(f"{spelled(thousands, code)} {THOUSANDS[code]}", code)

    assert [each.low for each in (*few, *many)] == [ones, thousands * 1000]


@FAST
@given(
    st.integers(1_000, 99_999_999),
    st.integers(1, 99),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("\u00a0", "."), ("’", ".")]),
)
def test_a_decimal_fraction_is_read_back(number: int, part: int, marks: tuple[str, str]) -> None:
    group, point = marks
    written = f"{number:,}".replace(",", group) + f"{point}{part:02}"

    assert [each.low for each in quantities(f"{written} tonnes")] == [number + Decimal(part) / 100]


@FAST
@given(st.integers(2_100, 9_999_999), st.sampled_from([0x0660, 0x06F0, 0x0966, 0xFF10]))
def test_digits_of_other_scripts_are_digits(number: int, zero: int) -> None:
    written = "".join(chr(zero + int(each)) for each in str(number))

    (found,) = quantities(f"{written} men")

    assert (found.low, found.text) == (Decimal(number), written)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10^30 men", []),
        ("1" + "0" * 30 + " men", []),
        ("1,1,1,1", []),
        ("1.1.1.1", []),
        ("½", ["0.5"]),
        ("-300 men", ["300"]),
        ("minus 300 men", ["300"]),
        ("250% of the plan", ["250"]),
        ("0 men", ["0"]),
        ("1,00,000 men", []),
        ("١٢٬٣٤٥ رجل", ["12345"]),
    ],
)
def test_bad_input_is_read_rightly_or_left_alone(text: str, values: list[str]) -> None:
    assert [each.low for each in quantities(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize("piece", ["1", "1 ", "1,", "111,", "1.", "1-", "9:", "+1", "1½", "٣"])
def test_long_strings_of_digits_are_read_fast(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    quantities(text)

    assert min(_took(text) for _ in range(3)) < 0.2  # 30 ms on an idle machine


def _took(text: str) -> float:
    start = process_time()
    quantities(text)
    return process_time() - start
