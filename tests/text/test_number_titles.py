"""Titles, addresses, calls and versions, and the bounded quantities that stand as they do."""

import pytest

from bot.text.quantities import quantities
from tests.timing import LINEAR, growth

# Titles, codes of trains, streets, calls and versions.
TITLES: dict[str, tuple[str, ...]] = {
    "en": (
        "Channel 5 wants the slot", "Flat 12 smells of gas", "Building 7 houses the archive",
        "Gate 4 stays shut", "Platform 3 needs repairs", "Apartment 9 floods often",
        "Suite 300 was raided", "Unit 731 files were burnt", "Section 8 tenants complain",
        "Article 13 protects authors", "Episode 6 drops on Friday", "Round 2 starts soon",
        "Group 7 members meet", "Type 1 diabetics know", "Phase 3 trials begin",
        "Tier 2 rules apply", "Level 9 bosses are hard", "Zone 6 fares rise",
        "Route 12 buses stopped", "Line 4 trains stopped", "because Bus 55 passes here",
        "Train 812 runs late", "flight LO 281 landed", "Train IC 5312 leaves late",
        "48 Harbour Street", "Flat 12, 48 Harbour Street", "meet me at 221 Baker Street tomorrow",
        "lives at 14 Green Lane", "call 555 0199", "ring 555 0199 now", "call us on 0191 498 0000",
        "text 601 234 987", "the Nest 3 app", "Galaxy S24 owners", "iOS 18 drains the battery",
        "PS5 sold out", "a Windows 11 update broke it", "the Orion 4 update is out",
        "the Pulse 2 phone is cheap", "the House voted 50-50", "odds of 5 to 1", "a 3:2 win",
        "at 19:45", "Season 4 fans are angry", "Floor 3 toilets leak",
    ),
    "uk": (
        "Канал 24 щодня бреше", "Потяг ІС 712 запізнився", "рейс PS 752",
        "на вул. 8 Березня немає світла", "вулиця 40 років Перемоги", "вулицю 9 Травня перекрили",
        "бульвар 600-річчя", "на Шевченка 7.", "живе на Франка 12, телефон не бере",
        "дзвоніть 601 234 987", "Зателефонуйте 380 44 123 45 67",
        "тел. 044 123 45 67", "Телефонуйте 067 123 45 67",
        "телефон 0800 500 335", "дзвоніть за номером 800 500 335", "застосунок Дія 4 оновили",
        "оновлення Windows 11 вийшло", "iOS 18", "Галаксі S24", "Група 5 завтра виїжджає",
        "Рівень 3 дуже складний", "Сезон 4 вже на екранах", "Будинок 7 знову без світла",
        "Автобус 18 завтра не поїде", "Квартира 12 знову топить сусідів",
        "Стаття 15 гарантує права", "Лінія 3 завтра відкриється", "провулок 1 Травня",
    ),
    "ru": (
        "Канал 5 завтра покажет", "Поезд ИС 712 опоздал", "на улице 8 Марта нет света",
        "улица 40 лет Октября", "улицу 50 лет ВЛКСМ перекрыли", "проспект 60 лет Победы",
        "ул. 1905 года", "переулок 1 Мая", "площадь 3 Интернационала", "на Ленина 7.",
        "живёт на Гагарина 12, второй подъезд", "звоните 8 800 555 35 35",
        "звоните 8 800 2000 600", "тел. 495 123 45 67", "Позвоните по номеру 601 234 987",
        "телефон 0800 500 335", "приложение Нест 3 упало", "обновление Windows 11",
        "Группа 5 завтра выезжает", "Уровень 3 очень сложный", "Квартира 12 опять топит соседей",
        "Автобус 18 завтра не поедет", "Статья 15 гарантирует права", "Корпус 3 временно закрыт",
        "рейс SU 100 задержан",
    ),
    "mk": (
        "Канал 5 денес јави", "бул. Илинден 12", "ул. 11 Октомври 5", "улица 8 Март",
        "на улицата 29 Ноември", "булевар 3 Македонска бригада", "јавете се на 070 123 456",
        "тел. 02 123 456", "јавете се на 601 234 987", "телефон 0800 12345",
        "апликацијата Нест 3 падна", "Група 5 утре патува", "Линија 3 денес не вози",
        "лет LO 281 доцни", "Член 15 гарантира права", "Стан 12 пак е празен",
        "живее на Илинденска 7.", "возот ИЦ 712", "Зграда 7 пак е без струја",
    ),
    "pl": (
        "Pociąg IC 5312 odjeżdża", "pociągiem EN 407 do Pragi", "lot LO 281 opóźniony",
        "na Lipowej 7.", "mieszka na Mickiewicza 12, drugie piętro", "ulica 3 Maja",
        "na ulicy 11 Listopada", "plac 15 Grudnia", "al. 3 Maja 12", "ul. 1 Maja",
        "Dzwoń pod 601 234 987", "zadzwoń: 22 123 45 67", "tel. 601 234 987",
        "telefon 800 123 456", "dzwońcie na 12 345 67 89", "aplikacja Nest 3 padła",
        "aktualizacja Windows 11", "Kanał 5 jutro pokaże", "Grupa 5 jutro wyjeżdża",
        "Linia 3 jutro nie jeździ", "Autobus 18 jutro stanie", "Artykuł 15 gwarantuje prawa",
        "Blok 7 znowu bez prądu", "Mieszkanie 12 zalewa sąsiadów", "Peron 3 nieczynny",
        "Poziom 3 bardzo trudny", "stoi na Ogrodowej 15", "przy Polnej 3, obok szkoły",
    ),
}  # fmt: skip

# Bounds said by comparing, glued scales, ranges in words, collective numerals, and near names.
BOUNDED: dict[str, tuple[str, ...]] = {
    "en": (
        "spent £2.4m on=2400000", "€3bn=3000000000", "$12k=12000", "£1.5M=1500000",
        "3m people=3000000", "5m voters=5000000", "a 3m wall=3", "3m tall=3", "waves of 3m=3",
        "12m of rope=12", "2.5bn users=2500000000", "$5 m=5000000",
        "longer than 3 hours=more_than 3", "older than 60=more_than 60",
        "higher than 2 metres=more_than 2", "taller than 2 metres=more_than 2",
        "heavier than 40 kilos=more_than 40", "younger than 18=less_than 18",
        "shorter than 5 minutes=less_than 5", "over half of voters=more_than 0.5",
        "less than half of voters=less_than 0.5", "less than a quarter of pupils=less_than 0.25",
        "more than two thirds of them=more_than 0.6667", "two or three hours=2",
        "two to three weeks=2", "called 300 people=300", "phone 200 clients=200",
        "Channel tunnel carried 5 trains=5", "The channel has 5 shows=5", "5 channels=5",
        "the app has 3 million users=3000000", "in Flat Rock 3 people died=3", "Call 5 people=5",
        "48 people on Harbour Street=48", "48 shops on Harbour Street=48",
        "older than 60 years=more_than 60", "for longer than two weeks=more_than 2",
        "Group: 12 people died=12", "an update with 30 fixes=30",
        "more than half the pupils=more_than 0.5", "Bus crash: 12 hurt=12",
        "he owns 48 streets=48", "Bus 12 people hurt=12", "a 100m women=100", "a ring of 300=300",
        "costs $2, 5 m tall=2; 5", "$2-3m=2000000", "On the street 300 fans cheered=300",
        "In Paris 12 apps failed=12", "Train 500 teachers=500", "text of 1 200 words=1200",
        "Channel 5 million=5000000", "no older than 30=up_to 30",
        "not longer than 2 hours=up_to 2",
    ),
    "uk": (
        "1,2 млрд грн=1200000000", "5m₴=5000000", "довше двох тижнів=more_than 2",
        "довше ніж 3 години=more_than 3", "старше 60 років=more_than 60",
        "старші за 60 років=more_than 60", "старших за 60 років=more_than 60",
        "вище 2 метрів=more_than 2", "більш ніж 300 людей=more_than 300",
        "менш ніж 300 людей=less_than 300", "молодше 18 років=less_than 18",
        "молодші за 18 років=less_than 18", "понад 3 години=more_than 3",
        "більш як половина учнів=more_than 0.5", "понад половина учнів=more_than 0.5",
        "понад половину учнів=more_than 0.5", "менше чверті учнів=less_than 0.25",
        "майже третина учнів=about 0.3333", "менше третини учнів=less_than 0.3333",
        "не старші за 30 років=up_to 30", "не довше 3 годин=up_to 3", "два-три тижні=2",
        "дві-три тижні=2", "два чи три дні=2", "двадцятеро дітей=20", "тридцятеро дітей=30",
        "на вулиці 40 людей=40", "на вулиці 5 людей загинули=5", "на площі 300 людей=300",
        "дзвонили 5 разів=5", "в телефоні 300 контактів=300", "вище за 40 градусів=more_than 40",
        "більше половини учнів=more_than 0.5", "довше за 3 години=more_than 3",
        "Автобус 24 пасажири=24", "2,5 млн₴=2500000", "телефон за 100 000=100000",
        "На площі 300 українців=300", "Автобус 24 поранених=24",
        "дзвінок тривав довше 3 годин=more_than 3",
    ),
    "ru": (
        "дольше двух недель=more_than 2", "дольше 3 часов=more_than 3",
        "старше 60 лет=more_than 60", "выше 40 градусов=more_than 40",
        "выше двух метров=more_than 2", "длиннее 5 метров=more_than 5",
        "больше 300 человек=more_than 300", "свыше 3 тыс=more_than 3000",
        "не старше 30 лет=up_to 30", "моложе 18 лет=less_than 18", "младше 18 лет=less_than 18",
        "меньше 5 часов=less_than 5", "короче 5 метров=less_than 5",
        "ниже 20 градусов=less_than 20", "тяжелее 40 кг=more_than 40", "не дольше 3 часов=up_to 3",
        "не моложе 18 лет=at_least 18", "Менее четверти учеников=less_than 0.25",
        "более половины учеников=more_than 0.5", "больше трети учеников=more_than 0.3333",
        "около трети учеников=about 0.3333", "менее половины учеников=less_than 0.5",
        "свыше трети=more_than 0.3333", "две-три недели=2", "два или три часа=2",
        "двадцать-тридцать человек=20", "семеро детей=7", "десятеро=10", "одиннадцатеро детей=11",
        "на улице 40 человек=40", "на улице 5 лет не убирали=5", "прожил на улице 40 лет=40",
        "звонили 300 человек=300", "старше, чем 60 лет=more_than 60",
        "старше чем 60 лет=more_than 60", "не ниже 20 градусов=at_least 20",
        "на площади 3 тысячи человек=3000", "Автобус 24 пассажира=24",
        "купил телефон за 100 000=100000", "Лет 5 назад=about 5", "на Украине 5.=5",
        "улица, 40 лет спустя=40", "Группа 12 военных=12",
    ),
    "mk": (
        "два до три часа=2", "две-три недели=2", "подолго од 3 часа=more_than 3",
        "постар од 60 години=more_than 60", "постари од 60 години=more_than 60",
        "помлади од 18 години=less_than 18", "повисок од 2 метри=more_than 2",
        "над 300 луѓе=more_than 300", "под 300 луѓе=less_than 300",
        "повеќе од половина луѓе=more_than 0.5", "повеќе од половината ученици=more_than 0.5",
        "помалку од третина ученици=less_than 0.3333", "над половина од учениците=more_than 0.5",
        "тринаестмина=13", "тринаесетмина деца=13", "петмина деца=5", "стотина луѓе=100",
        "десетина луѓе=10", "околу десетина луѓе=about 10", "на улица 40 луѓе=40",
        "петнаесетина луѓе=15", "од два до три часа=2", "пет до шест луѓе=5", "дваесетина луѓе=20",
        "на плоштад 300 луѓе=300", "подолго од две недели=more_than 2", "седумдесетмина=70",
        "осумдесетмина=80", "јавиле 300 луѓе=300", "2,4 милиони евра=2400000",
        "потешко од 40 кг=more_than 40", "не постари од 30 години=up_to 30", "На Украина 5.=5",
        "на плоштадот 300 луѓе=300",
    ),
    "pl": (
        "2,4 mln zł=2400000", "5 mld zł=5000000000", "12 tys. zł=12000",
        "dłużej niż 3 godziny=more_than 3", "dłużej niż dwa tygodnie=more_than 2",
        "starszy niż 60 lat=more_than 60", "starsi niż 60 lat=more_than 60",
        "starsze niż 60 lat=more_than 60", "młodsi niż 18 lat=less_than 18",
        "powyżej 60 lat=more_than 60", "poniżej 18 lat=less_than 18",
        "wyższy niż 2 metry=more_than 2", "wyżej niż 2 metry=more_than 2",
        "krócej niż 5 minut=less_than 5", "cięższy niż 40 kg=more_than 40",
        "nie dłużej niż 3 godziny=up_to 3", "nie starsze niż 30 lat=up_to 30",
        "ponad połowa uczniów=more_than 0.5", "ponad połowę uczniów=more_than 0.5",
        "więcej niż połowa uczniów=more_than 0.5", "mniej niż połowa uczniów=less_than 0.5",
        "mniej niż jedna trzecia uczniów=less_than 0.3333",
        "mniej niż ćwierć uczniów=less_than 0.25", "blisko połowa uczniów=about 0.5",
        "dwa do trzech godzin=2", "dwie do trzech godzin=2", "dwa lub trzy dni=2",
        "dwa-trzy tygodnie=2", "dwie-trzy osoby=2", "od dwóch do trzech godzin=2",
        "trzynaścioro dzieci=13", "dwanaścioro dzieci=12", "dwadzieścioro dzieci=20",
        "trzydzieścioro dzieci=30", "pięcioro=5", "dwanaściorga dzieci=12",
        "na Lipowej 7 osób zginęło=7", "na ulicy 40 osób=40", "na placu 300 osób=300",
        "dzwoniło 300 osób=300", "Na Ukrainie 12 zabitych=12", "w Warszawie 5 rannych=5",
        "na Ukrainie zginęło 12=12", "Autobus 24 pasażerów=24", "dom wart 3 mln zł=3000000",
        "poniżej połowy=less_than 0.5", "na placu 300 Ukraińców=300",
        "Na Ukrainie 5, w Polsce 3.=5; 3", "telefon za 100 000=100000",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"), [(code, each) for code, texts in TITLES.items() for each in texts]
)
def test_a_number_of_a_title_is_left_out(language: str, text: str) -> None:
    assert quantities(text, language) == []


@pytest.mark.parametrize(
    ("language", "row"), [(code, each) for code, rows in BOUNDED.items() for each in rows]
)
def test_a_quantity_that_resembles_a_title_is_read_with_its_bound(language: str, row: str) -> None:
    text, due = row.rsplit("=", 1)

    found = [
        f"{each.low.normalize():f}" if each.bound == "plain" else f"{each.bound} {each.low:f}"
        for each in quantities(text, language)
    ]

    assert found == due.split("; ")


@pytest.mark.parametrize(
    ("language", "text", "high"),
    [
        ("en", "two or three hours", 3),
        ("en", "$2-3m", 3_000_000),
        ("uk", "дві-три тижні", 3),
        ("ru", "двадцать-тридцать человек", 30),
        ("mk", "пет до шест луѓе", 6),
        ("pl", "dwie do trzech godzin", 3),
    ],
)
def test_a_range_in_words_has_its_other_end(language: str, text: str, high: int) -> None:
    assert [each.high for each in quantities(text, language)] == [high]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("uk", "не більше третини місць", ["up_to"]),
        ("ru", "не больше трети мест", ["up_to"]),
        ("pl", "nie więcej niż połowa", ["up_to"]),
        ("ru", "до половины мая", []),
        ("ru", "около половины восьмого", []),
        ("pl", "do połowy sali", []),
    ],
)
def test_a_share_behind_a_bound_is_no_place(language: str, text: str, found: list[str]) -> None:
    assert [each.bound for each in quantities(text, language)] == found


@pytest.mark.parametrize("text", ["кілька годин", "несколько недель", "kilka dni", "a few men"])
def test_a_vague_word_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize("piece", ["Channel 5 ", "$5m ", "call 55 ", "не старше 5 ", "ул. 8 М "])
def test_time_with_titles_grows_with_the_length_only(piece: str) -> None:
    assert growth(quantities, piece, 500) < LINEAR
