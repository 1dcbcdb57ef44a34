"""Numbers that name something, and near ones that count, by language."""

import pytest

from bot.text.number_name_tables import names
from bot.text.quantities import quantities
from tests.timing import LINEAR, growth

# Designations, numbered things, addresses, telephones, hours, results, years and identifiers.
NAMES: dict[str, tuple[str, ...]] = {
    "en": (
        "The Boeing 737 landed safely", "Apple sells the iPhone 15 cheaper",
        "Windows 11 is here", "Formula 1 returns", "We watched Channel 5 all night",
        "Gate 12 closes soon", "She runs in lane 8 today", "Take exit 24 for the airport",
        "Route 66 is closed", "Bus 24 leaves soon", "Platform 9 is empty", "Room 101 was locked",
        "seat 14 near the window", "see articles 5 and 6", "on page 212 below",
        "chapter 7 of the book", "Highway 1 is blocked", "He lives at 36/2 Oak", "call 911 now",
        "Dial 112 at once", "come at 5", "the meeting is at 5 o'clock", "half past 6",
        "half past six", "quarter to 9", "at 6 am", "they won 3 to 1", "won 2-0",
        "lost 0-2 at home", "a 4x4 truck", "a 16:9 screen", "the odds were 50/50", "open 24/7",
        "after 9/11", "the 1990s", "the 21st of June", "Covid 19 is back", "the G7 met",
        "Group of 7", "the P5 and a B-52", "type 2 diabetes", "Level 5 of the game",
        "Season 3 and episode 7", "version 17.5 is out", "iOS 17.5 is out",
        "Category 4 hurricanes", "zone 5", "Account 1234567", "ticket 4521",
        "GB29 NWBK 6016 1331 9268 19", "48.8566, 2.3522", "50°27′ north", "192.168.0.1",
        "at 9.30 sharp", "School No. 5", "the 19 century", "in the Samsung 23 there is",
        "Grade 5 pupils", "on Elm Street 17.", "Group 5 won", "Flight 370 vanished",
        "The Airbus 320 circled the airport", "a Tesla Model 3 burned",
        "Take the A1 to junction 12", "Turn left at house 17 please", "Terminal 2 reopened",
        "Ward 6 by Chekhov", "Article 50 was invoked", "under Section 230",
        "Part 2 of the series", "the Falcon 9 lifted off", "District 9 is a film",
        "Zone 3 stayed dark", "Liverpool beat Everton 2-1", "The final score was 1-3",
        "doors open at 7", "we met at 10 and left", "polling station 114", "Phase 2 begins",
        "Apollo 11 landed", "World War 2 ended", "Agent 007", "Chapter 11 bankruptcy",
        "Square 1", "Euro 2024", "Euro 96", "Game 7 is tonight",
    ),
    "uk": (
        "за статтею 111 Кодексу", "у статтях 111 і 112", "на сторінці 15 написано",
        "у школі № 5", "школа 5 закрита", "лікарня 3 приймає", "маршрутка 24 не їде",
        "автобус 24 зламався", "на 5 каналі показали", "5 канал повідомив", "у 7 класі",
        "учень 11 класу", "3 тур чемпіонату", "на 9 поверсі", "вагон 5, місце 36",
        "проспект Миру, 17а", "вул. Київська 36/2", "будинок 17, квартира 11, дзвоніть",
        "дзвоніть 112 або 103", "телефонуйте 0800 50 50 50", "о 7 ранку", "о 18 годині", "о 7-й",
        "об 11 вечора", "о 17", "пів на 7", "Су 34 упав", "літак Боїнг 737 сів",
        "новий Айфон 15 дорогий", "у 90-ті", "90-х", "19 століття", "Формула 1",
        "закон 2345 ухвалено", "Динамо виграло 3:1", "програли 0-2", "рейс 752 збили",
        "група 5 грає", "рахунок 2-1", "тел. 044 2345678", "версія 11", "кабінет 12",
        "рейс МН 17", "сидить на місці 15", "поїзд 91 запізнюється", "трамвай 6 зійшов з рейок",
        "на каналі 24 показали", "дільниця 114 закрита", "палата 6", "Зустріч о 10 біля метро",
        "блок 3 зупинили", "ліцей 157 евакуювали", "Відділення № 12 Нової пошти",
        "Матч завершився 2-3", "на вулиці Хрещатик 22.", "розділ 4 присвячено",
        "Тесла Модел 3 згоріла", "на 2 поверсі", "22 сторіччя", "серія 4 вийшла",
    ),
    "ru": (
        "по статье 228 УК", "глава 5 закона", "стр. 15", "школа № 5", "дом 36, квартира 11",
        "звоните 8 (495) 123-45-67", "8 800 555 35 35", "звоните 112", "в 6 утра", "в 18 часов",
        "до 20:00", "в 9.30", "к 7 вечера", "Су 34 упал", "самолёт Боинг 737 сел",
        "Айфон 15 подешевел", "на 5 канале", "в 7 классе", "3 тур", "на 9 этаже", "19 века",
        "автобус 24 сломался", "маршрут 24", "вагон 5, место 36", "Зенит проиграл 0-2",
        "проспект Мира 17а", "на Тверской 17.", "группа 5 сыграет", "Формула 1", "90-х",
        "рейс 752 сбили", "поликлиника 3", "трасса 66 закрыта", "платформа 2", "модель 5",
        "Рейс 1492 задержан", "палата номер 6", "место 15 у окна", "поезд 91 опаздывает",
        "трамвай 6 сошёл с рельсов", "участок 114 закрыт", "Встреча в 7 вечера",
        "энергоблок 3 остановили", "лицей 157 эвакуировали", "кабинет 214",
        "Спартак выиграл 2-1", "серия 4 вышла", "корпус 3", "Галактика Самсунг 21 вышла",
    ),
    "mk": (
        "членот 5 од законот", "во 18 часот", "во 9.30", "на 02 3142 142", "+389 2 3142 142",
        "јавете се на 112", "Ајфон 15 пак е распродаден", "автобус 24 не вози", "линија 5 доцни",
        "на страница 15", "одделение 5 пишува", "куќа 17", "ул. Македонска 36/2", "соба 12",
        "канал 5 јави", "во 6 наутро", "победи со 31:28", "загуби 0-2", "бул. Партизански 17а",
        "перон 2", "деведесеттите", "Боинг 737 слета", "рејс 752", "возот 91 доцни",
        "во соба 214", "страна 5", "автобус 5 задоцни", "школата 12 е затворена",
        "средбата е во 20 часот", "на улица Илинденска 22", "блок 3 е исклучен", "серија 4",
        "Тесла Модел 3 изгоре", "член 5 став 2", "јавете на 194", "Вардар загуби со 2-3",
    ),
    "pl": (
        "artykuł 5 ustawy", "zjazd 178 zamknięty", "koło zjazdu 178 korek", "drogą nr 94",
        "szkoła nr 12", "autobus 24 nie jedzie", "tramwaj 4 stoi", "na peronie 2", "o 17 rusza",
        "o 6 rano", "do 20:00", "o 9.30", "na Bułgarskiej 17.", "ul. Długa 36/2",
        "w Pixelu 8, nie", "Boeing 737 wylądował", "Windows 11 psuje", "dzwoń 112",
        "zadzwoń pod 112", "tel. 601 234 567", "w latach 90.", "w klasie 5 uczy", "na 3 piętrze",
        "19 wieku", "strona 15", "rozdział 7", "pokój 12", "przegrali 0-2", "00-950 Warszawa",
        "61 1090 1014 0000 0712 1981 2874", "autostrada A4", "kanał 5 podał", "linia 5 stoi",
        "bus 17a", "wpół do 8", "mieszkanie 11", "lot 752 spóźniony", "pociąg 91 się spóźnia",
        "w sali 214", "miejsce 15", "szkoła 12 zamknięta", "komisja 114 zamknięta",
        "spotkanie o 10 w parku", "blok 3 wyłączono", "odcinek 4 już jest",
        "Tesla Model 3 spłonęła", "art. 5 ust. 2", "dzwońcie pod 998", "Legia przegrała 2-3",
        "przy Marszałkowskiej 22.", "rozdział 4", "lot 3456", "godz. 17", "na 2 piętrze",
    ),
}  # fmt: skip

# What resembles these and counts; the values stand behind the sign.
COUNTS: dict[str, tuple[str, ...]] = {
    "en": (
        "In Kursk 11,000 soldiers died=11000", "Kyiv 5 people=5", "In Lviv 3 killed=3",
        "Strike Kills 12 In Kharkiv=12", "In class 5 students failed=5",
        "the toll stands at 12=12", "at 5 schools=5", "at 5 percent=5",
        "Trump won 312 votes=312", "Over 300 died=300", "Killed: 300=300", "About 300 came=300",
        "in Kyiv 5, in Lviv 3.=5 3", "In Kyiv 20 were hurt=20", "at school 300 pupils=300",
        "two or 3 men=2", "10 to 12 men=10", "USD 500 was paid=500", "they won 2-3 matches=2",
        "call 5 people=5", "ten pages=10", "5 gates=5", "15 pages=15", "12 litres=12",
        "3 rooms=3", "5 lanes=5", "two tanks and one helicopter=2 1", "Unemployment at 5=5",
        "Russia 500 tanks=500", "page of 5 lines=5", "fell from 8 to 5=8 5",
        "Attack Leaves 5 Dead=5", "Germany sent 14 Leopards=14", "Hospital 12 patients died=12",
        "In Gaza 45 died=45", "Police arrested 45=45", "Russia lost 600=600",
        "In Bakhmut 200 remained=200", "By Friday 17 bodies were found=17", "Only 5 came=5",
        "the bus hit 12 people=12", "at 30 locations=30", "on page one 5 errors=5",
        "Since Monday 300 drones=300", "the Kremlin says 70 died=70",
        "Poland took 3 million=3000000", "Hamas freed 8 hostages=8", "Moscow: 12 dead=12",
        "He scored 2 goals=2", "a class of 30=30", "a group of 12 soldiers=12",
    ),
    "uk": (
        "у школі 300 учнів=300", "у групі 5 людей=5", "у домі 17 мешканців=17",
        "у Києві 5 загиблих=5", "Загинуло 17=17", "ПОГИБЛИ 300 СОЛДАТІВ=300",
        "автобус, 24 пасажири=24", "на рейсі 180 пасажирів=180", "за статтею 5 років=5",
        "канал 5 тисяч=5000", "21 канал=21", "5 каналів=5", "Зеленський 5 разів сказав=5",
        "дзвонили 300 людей=300", "2 школи=2", "24 автобуси=24", "на 9 поверхах=9", "літрів 5=5",
        "5 літрів=5", "два танки і один вертоліт=2 1", "у Харкові 3, в Одесі 5=3 5",
        "за 18 годин=18", "до 7 годин=7", "в лікарні 12 поранених=12", "понад 5 класів=5",
        "у палаті 6 хворих=6", "Росія втратила 600=600", "у Бахмуті 200 убитих=200",
        "У Дніпрі 45 загиблих=45", "Польща дала 14 танків=14", "в поїзді 300 пасажирів=300",
        "МОЗ: 15 хворих=15", "Затримали 45=45", "за 3 тури=3", "зібрали 24 бали=24",
        "о 5 танків більше=5", "на блоці 3 військові=3", "клас із 30 учнів=30",
        "Рада 226 голосами=226", "Харків 3 вибухи=3",
    ),
    "ru": (
        "в школе 300 учеников=300", "в доме 5 человек=5", "Погибло 17=17",
        "в Киеве погибли 5, в Харькове 3.=5 3", "по статье 5 лет=5", "5 каналов=5", "21 этаж=21",
        "2 века назад=2", "за 18 часов=18", "два танка и один вертолёт=2 1",
        "в классе 30 детей=30", "в автобусе 24 пассажира=24", "на этаже 5 квартир=5",
        "Путин 5 раз сказал=5", "12 тоннами=12", "на канале 5000 подписчиков=5000",
        "провёл 2 ночи=2", "в группе 12 солдат=12", "в палате 6 больных=6",
        "Россия потеряла 600=600", "В Днепре 45 погибших=45", "Польша дала 14 танков=14",
        "в поезде 300 пассажиров=300", "Задержали 45=45", "за 3 тура=3", "Дума 226 голосами=226",
        "Под Курском 500 солдат=500", "на месте 3 трупа=3", "Минобороны 15 раз=15",
        "Израиль 200 ракет=200",
    ),
    "mk": (
        "во училиштето 300 ученици=300", "во автобусот 24 патници=24", "Скопје 5 загинати=5",
        "до 18 часа=18", "5 канали=5", "12 литри=12", "два тенка и еден хеликоптер=2 1",
        "во куќата 5 луѓе=5", "во групата 12 војници=12", "Загинаа 17=17",
        "Русија изгуби 600=600", "Во Скопје 45 загинати=45", "во возот 300 патници=300",
        "Уапсија 45=45", "Полска даде 14 тенкови=14", "во собата 6 луѓе=6", "НАТО 15 авиони=15",
        "на местото 3 трупа=3",
    ),
    "pl": (
        "w szkole 300 uczniów=300", "w autobusie 24 pasażerów=24", "wzrosła o 17=17",
        "o 17 osób więcej=17", "o 5 procent=5", "w klasie 30 dzieci=30",
        "w Kijowie 5 zabitych=5", "5 kanałów=5", "z 22 tonami=22", "54,8 proc.=54.8",
        "Zginęło 17=17", "dwa czołgi i jeden śmigłowiec=2 1", "w domu 5 osób=5", "30 pokoi=30",
        "cena wzrosła o 5 złotych=5", "na linii 12 wypadków=12", "Rosja straciła 600=600",
        "W Dnieprze 45 zabitych=45", "w pociągu 300 pasażerów=300", "Zatrzymano 45=45",
        "Polska dała 14 czołgów=14", "w sali 6 chorych=6", "NATO 15 samolotów=15",
        "na miejscu 3 trupy=3", "o 30 mniej=30",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"), [(code, each) for code, texts in NAMES.items() for each in texts]
)
def test_a_number_that_names_something_is_left_out(language: str, text: str) -> None:
    assert quantities(text, language) == []


@pytest.mark.parametrize(
    ("language", "row"), [(code, each) for code, rows in COUNTS.items() for each in rows]
)
def test_a_count_in_the_same_place_is_read(language: str, row: str) -> None:
    text, values = row.rsplit("=", 1)

    found = [str(each.low) for each in quantities(text, language) if each.exact]

    assert found == values.split()


def test_a_count_is_read_in_polish_without_its_letters() -> None:
    found = quantities("Polska sprzedala Maroku 40 czolgow, ceny wzrosly o 18 procent")

    assert [int(each.low) for each in found] == [40, 18]


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "5 pct", "percent"),
        ("uk", "5 проц.", "percent"),
        ("pl", "5 proc.", "percent"),
        ("pl", "5 procentami", "percent"),
        ("uk", "5 тоннами", "mass"),
        ("ru", "5 тоннах", "mass"),
        ("mk", "5 тони", "mass"),
        ("pl", "5 ton", "mass"),
        ("pl", "5 tonami", "mass"),
        ("uk", "5 кілограмів", "mass"),
        ("ru", "5 граммов", "mass"),
        ("ru", "5 метрами", "length"),
        ("pl", "5 metrach", "length"),
        ("mk", "5 хектари", "length"),
        ("uk", "5 гектарах", "length"),
        ("en", "5 litres", "volume"),
        ("uk", "5 літрів", "volume"),
        ("ru", "5 литрами", "volume"),
        ("mk", "5 литри", "volume"),
        ("pl", "5 litrów", "volume"),
        ("en", "5 barrels", "volume"),
        ("pl", "5 stopni", "degree"),
        ("mk", "5 степени", "degree"),
        ("uk", "5 хвилинами", "time"),
        ("ru", "5 часами", "time"),
        ("mk", "5 минути", "time"),
        ("pl", "5 dniach", "time"),
        ("pl", "5 złotych", "money"),
        ("uk", "5 гривень", "money"),
        ("ru", "5 рублей", "money"),
        ("mk", "5 денари", "money"),
        ("en", "5 pounds", "money"),
    ],
)
def test_a_unit_is_known_in_its_inflections(language: str, text: str, unit: str) -> None:
    assert [each.unit for each in quantities(text, language)] == [unit]


@pytest.mark.parametrize("words", ["numbered", "numbered_unless_counted"])
def test_no_keyword_is_a_word_of_grammar(words: str) -> None:
    assert not getattr(names(), words).whole & names().uncounted.whole


@pytest.mark.parametrize(
    "piece", ["Boeing 5 ", "стаття 5, ", "№ ", "won 0-2 ", "o 5 ", "0 12 ", "5.1234 ", "call 112 "]
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    assert growth(quantities, piece, 500) < LINEAR
