"""What a post says beyond a claim, and what it makes of it: a story, a poll, a question."""

from __future__ import annotations

import pytest

from bot.matching.guards import Judgement, judge
from bot.matching.lexicon import Lexicon
from bot.matching.values import Check
from bot.models import Stance

FISHERMEN = {
    "en": "Polish fishermen rescued two Lithuanian tourists near Gdynia.",
    "uk": "Польські рибалки врятували двох литовських туристів біля Гдині.",
    "ru": "Польские рыбаки спасли двух литовских туристов возле Гдыни.",
    "mk": "Полските рибари спасија двајца литвански туристи кај Гдиња.",
    "pl": "Polscy rybacy uratowali dwóch litewskich turystów koło Gdyni.",
}
# Checks that leave open whether the post makes the claim; any other one makes another claim of it.
OPEN = {Check.COVERAGE, Check.ADDITION, Check.VOICE}


def judged(post: str, language: str, claim: str = "") -> Judgement:
    claim = claim or FISHERMEN[language]
    return judge(post, language, claim, language, Lexicon(()))


def failed(found: Judgement) -> set[Check]:
    return {one.check for one in found.evidence if not one.passed}


@pytest.mark.parametrize(
    ("language", "post"),
    [
        ("en", "Two Lithuanian tourists were rescued near Gdynia by Polish fishermen 🙏"),
        ("uk", "Двох литовських туристів врятували польські рибалки біля Гдині 🙏"),
        ("uk", "Двоє литовських туристів врятовані польськими рибалками біля Гдині"),
        ("ru", "Двух литовских туристов спасли польские рыбаки возле Гдыни 🙏"),
        ("ru", "Двое литовских туристов спасены польскими рыбаками возле Гдыни"),
        ("mk", "Кај Гдиња полските рибари спасија двајца литвански туристи 🙏"),
        ("pl", "Dwóch litewskich turystów uratowali koło Gdyni polscy rybacy 🙏"),
    ],
)
def test_another_order_of_the_same_passes(language: str, post: str) -> None:
    found = judged(post, language)

    assert found.passed, str(found.difference)
    assert found.stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("language", "post"),
    [
        ("uk", "Двох польських рибалок врятували литовські туристи біля Гдині"),
        ("ru", "Двух польских рыбаков спасли литовские туристы возле Гдыни"),
        ("pl", "Dwóch polskich rybaków uratowali litewscy turyści koło Gdyni"),
        ("en", "Lithuanian tourists rescued two Polish fishermen near Gdynia"),
        ("mk", "Литванските туристи спасија двајца полски рибари кај Гдиња"),
    ],
)
def test_peoples_that_change_their_parts_make_another_claim(language: str, post: str) -> None:
    assert not failed(judged(post, language)) <= OPEN


@pytest.mark.parametrize(
    ("language", "post"),
    [
        ("en", "Danish fishermen rescued two Lithuanian tourists near Gdynia, Polish TV reports."),
        ("uk", "Данські рибалки врятували двох литовських туристів біля Гдині, є польське відео."),
        ("ru", "Датские рыбаки спасли двух литовских туристов возле Гдыни, есть польское видео."),
        ("mk", "Данските рибари спасија двајца литвански туристи кај Гдиња, има полско видео."),
        ("pl", "Duńscy rybacy uratowali dwóch litewskich turystów koło Gdyni, jest polski film."),
    ],
)
def test_a_people_named_elsewhere_does_not_stand_for_the_one_that_acts(
    language: str, post: str
) -> None:
    assert Check.NAMES in failed(judged(post, language))


@pytest.mark.parametrize(
    ("language", "post"),
    [
        ("en", "Beside a Norwegian yacht Polish fishermen rescued two Lithuanian tourists."),
        ("uk", "Поруч із норвезькою яхтою польські рибалки врятували двох литовських туристів."),
        ("ru", "Рядом с норвежской яхтой польские рыбаки спасли двух литовских туристов."),
        ("mk", "Покрај норвешка јахта полските рибари спасија двајца литвански туристи."),
        ("pl", "Obok norweskiego jachtu polscy rybacy uratowali dwóch litewskich turystów."),
    ],
)
def test_a_country_that_the_claim_has_not_leaves_it_open(language: str, post: str) -> None:
    assert Check.ADDITION in failed(judged(post, language))


@pytest.mark.parametrize(
    ("language", "claim", "post"),
    [
        ("en", "Bears live in the town park.", "110 bears live in the town park."),
        ("uk", "У міському парку живуть ведмеді.", "У міському парку живуть 110 ведмедів."),
        ("ru", "В городском парке живут медведи.", "В городском парке живут 110 медведей."),
        ("mk", "Во градскиот парк живеат мечки.", "Во градскиот парк живеат 110 мечки."),
        ("pl", "W parku miejskim żyją lisy.", "W parku miejskim żyje 110 lisów."),
        ("en", "Bears live in the town park.", "In 2022 bears live in the town park."),
        ("uk", "У міському парку живуть ведмеді.", "У 2022 році у міському парку жили ведмеді."),
        ("ru", "В городском парке живут медведи.", "В 2022 году в городском парке жили медведи."),
        (
            "mk",
            "Во градскиот парк живеат мечки.",
            "Во 2022 година во градскиот парк живеат мечки.",
        ),
        ("pl", "W parku miejskim żyją lisy.", "W 2022 roku w parku miejskim żyły lisy."),
    ],
)
def test_an_amount_or_a_time_that_the_claim_has_not_leaves_it_open(
    language: str, claim: str, post: str
) -> None:
    assert Check.ADDITION in failed(judged(post, language, claim))
    assert judged(claim, language, claim).passed


def test_a_sentence_that_is_mostly_about_something_else_leaves_it_open() -> None:
    claim = "The mayor of Leeds sold the town park."
    post = (
        "Schools whose pupils painted the mayor of Leeds, who sold the town park, may send their "
        "best pictures, sculptures, poems, songs and short films until the holidays begin"
    )

    assert Check.ADDITION in failed(judged(post, "en", claim))


@pytest.mark.parametrize(
    ("language", "post"),
    [
        ("en", "In the third season of the series {}"),
        ("en", "A new thriller: {}"),
        ("en", "Our poll: every third reader says {}"),
        ("en", "A minister was asked whether {}"),
        ("en", "I never said that {}"),
        ("uk", "У новому серіалі {}"),
        ("uk", "За легендою навчань {}"),
        ("uk", "Опитування: кожен третій каже, що {}"),
        ("uk", "Міністра запитали, чи {}"),
        ("uk", "Я ніколи не казав, що {}"),
        ("ru", "В новом сериале {}"),
        ("ru", "Анекдот: {}"),
        ("ru", "Опрос: каждый третий говорит, что {}"),
        ("ru", "Я никогда не говорил, что {}"),
        ("mk", "Во новиот серијал {}"),
        ("mk", "Во видеоиграта {}"),
        ("mk", "Анкета: секој трет вели дека {}"),
        ("mk", "Министерот го прашаа дали {}"),
        ("mk", "Никогаш не реков дека {}"),
        ("pl", "W nowym serialu {}"),
        ("pl", "Scenariusz ćwiczeń: {}"),
        ("pl", "Sondaż: co trzeci mówi, że {}"),
        ("pl", "Ministra zapytano, czy {}"),
        ("pl", "Nigdy nie mówiłem, że {}"),
    ],
)  # fmt: skip
def test_a_story_a_poll_a_question_or_what_nobody_said_leaves_it_open(
    language: str, post: str
) -> None:
    claim = FISHERMEN[language]
    told = post.format(claim if language == "en" else claim[0].lower() + claim[1:])

    assert Check.VOICE in failed(judged(told, language))


@pytest.mark.parametrize(
    ("language", "claim", "post"),
    [
        ("en", "Nurses of the clinic get a bonus.", "Not all nurses of the clinic get a bonus."),
        ("uk", "Лікарі клініки отримали премію.", "Не всі лікарі клініки отримали премію."),
        ("ru", "Врачи клиники получили премию.", "Не все врачи клиники получили премию."),
        ("mk", "Лекарите од клиниката добија бонус.", "Не сите лекари од клиниката добија бонус."),
        ("pl", "Lekarze kliniki dostali premię.", "Nie wszyscy lekarze kliniki dostali premię."),
        ("pl", "Ranny pilot wysadził stary most.", "Ranny pilot groził, że wysadzi stary most."),
        ("uk", "Пілот підірвав старий міст.", "Пілот погрожував, що підірве старий міст."),
    ],
)  # fmt: skip
def test_a_part_of_them_or_a_threat_leaves_it_open(language: str, claim: str, post: str) -> None:
    assert Check.VOICE in failed(judged(post, language, claim))


@pytest.mark.parametrize(
    ("claim", "post"),
    [
        ("Ann Lee sold the Old Mill.", "GRAND OLD MILL SCANDAL: Ann Lee sold the Old Mill"),
        ("Ann Lee sold the Old Mill.", "Ann Lee sold the Old Mill https://t.co/AbCdEf7Gh"),
        ("Ann Lee sold the Old Mill.", "Lee-owned no more: Ann Lee sold the Old Mill"),
        ("Eve Kowal-Nowak sold the Old Mill.", "Nowak-Kowal has sold the Old Mill"),
        (
            "Ann Lee sold the Old Mill.",
            "Ann Lee sold the Old Mill — Bob Ross (@bobross) May 4, 2021 And why not",
        ),
    ],
)
def test_headlines_links_hyphens_and_signatures_make_no_other_name(claim: str, post: str) -> None:
    assert failed(judged(post, "en", claim)) <= OPEN


def test_a_stance_that_cannot_be_told_makes_no_other_claim() -> None:
    found = judged("Fake! The flood did not kill 45 cows.", "en", "The flood killed 45 cows.")

    assert failed(found)
    assert failed(found) <= OPEN


def test_ukrainian_nouns_are_no_verbs_of_intention() -> None:
    claim = "У Сумах нагородили двох солдатів."

    assert judged("У Сумах нагороджені двоє: це солдати", "uk", claim).stance is Stance.ASSERTS
    assert Check.VOICE not in failed(judged("У Сумах нагороджені солдати, двоє", "uk", claim))


@pytest.mark.parametrize(
    ("language", "claim", "post"),
    [
        ("en", "Wolves were never in the castle.", "Wolves never howled in the castle."),
        ("uk", "У замку ніколи не було вовків.", "У замку ніколи не вили вовки."),
        ("ru", "В замке никогда не было волков.", "В замке никогда не выли волки."),
        ("mk", "Во замокот никогаш немало волци.", "Во замокот никогаш не завиваа волци."),
        ("pl", "W zamku nigdy nie było wilków.", "W zamku nigdy nie wyły wilki."),
    ],
)
def test_denying_something_else_leaves_it_open(language: str, claim: str, post: str) -> None:
    assert Check.ADDITION in failed(judged(post, language, claim))
    assert judged(claim, language, claim).passed
