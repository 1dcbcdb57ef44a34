"""Which posts become one case: by their letters, by their meaning, by their files."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, delete, func, select

from bot.encoder import Encoder
from bot.gathering import Gathering
from bot.indexing import Indexing
from bot.models import Case, CaseState, Fingerprint, MediaKind, Submission, Telling
from bot.services import people, privacy
from bot.services.cases import casework, gathering, membership
from bot.services.cases.tellings import MOST, moved
from bot.services.clock import housekeeping
from bot.store import cases as stored
from bot.store.database import Store
from tests.encoders import WordHashes
from tests.services.world import NOW, post, record, submission

CLAIM = (
    "Бджоли платять податки у столиці Руританії з минулої осені. Міністр фінансів підписав указ"
    " про це у вівторок вранці. Вулики з пасік довкола міста вже обліковані та пронумеровані."
)
RUSSIAN = "С прошлой осени пчёлы платят налоги в столице Руритании"
UKRAINIAN = "З минулої осені бджоли платять податки у столиці Руританії"
ENGLISH = "Since last autumn bees have been paying taxes in the capital of Ruritania"


def send(store: Store, *texts: str, language: str = "uk", first: int = 1) -> list[int]:
    """Let as many people each send a text; return the posts."""
    sent = []
    for person, text in enumerate(texts, first):
        recorded = record(store, post(text, person=person))
        sent.append(recorded.submission_id)
        store.transact(speak_in, recorded.submission_id, language)
    return sent


def speak_in(session: Session, submission_id: int, language: str) -> None:
    session.get_one(Submission, submission_id).language = language


def ready(store: Store, encoder: Encoder | None) -> Gathering:
    """What gathers, with an encoder that is loaded."""
    indexing = Indexing(store, None if encoder is None else lambda: encoder)
    indexing.load()
    return Gathering(store, indexing)


def gather(store: Store, encoder: Encoder | None = None) -> int:
    return ready(store, encoder).gather(NOW)


def cases_of(store: Store, posts: list[int]) -> list[int | None]:
    return [submission(store, one).case_id for one in posts]


def count(store: Store, table: type[Telling] | type[Fingerprint]) -> int:
    return store.transact(
        lambda session: session.exec(select(func.count()).select_from(table)).one()
    )


def tellings(store: Store) -> list[Telling]:
    return list(
        store.transact(
            lambda session: session.exec(select(Telling).order_by(col(Telling.id))).all()
        )
    )


@pytest.mark.parametrize(
    "disguised",
    [
        f"‼️ТЕРМІНОВО!!! Перешліть усім, поки не видалили! {CLAIM}",
        f"{CLAIM}\n\nПідписатися на канал https://t.me/bees",
        CLAIM.translate(str.maketrans("аеосі", "aeoci")),
        CLAIM[: CLAIM.index("у вівторок")],
        CLAIM[CLAIM.index("Міністр") :],
    ],
)
def test_a_disguise_joins_the_case_of_its_original(store: Store, disguised: str) -> None:
    posts = send(store, CLAIM, disguised)

    assert gather(store) == 2

    assert len(set(cases_of(store, posts))) == 1
    assert len(tellings(store)) == 1  # a copy has nothing to add


def test_a_whole_joins_the_case_of_its_half_and_the_other_half_follows(store: Store) -> None:
    posts = send(store, CLAIM[: CLAIM.index("Міністр")], CLAIM, CLAIM[CLAIM.index("Вулики") :])

    gather(store)

    assert len(set(cases_of(store, posts))) == 1


@pytest.mark.parametrize(
    ("other", "language"),
    [
        (UKRAINIAN, "uk"),
        (ENGLISH, "en"),
        ("Bees in the Ruritanian capital have had to pay taxes since last autumn", "en"),
    ],
)
def test_a_translation_joins_by_its_meaning(
    store: Store, encoder: Encoder, other: str, language: str
) -> None:
    first = send(store, RUSSIAN, language="ru")
    second = send(store, other, language=language, first=2)

    gather(store, encoder)

    assert cases_of(store, first) == cases_of(store, second)


@pytest.mark.parametrize(
    ("other", "language"),
    [
        ("Since last autumn bees have not been paying taxes in the capital of Ruritania", "en"),
        ("Since last autumn wasps have been demanding wages in the capital of France", "en"),
        ("Since last autumn 300 bees have been paying taxes in the capital of Ruritania", "en"),
        ("З минулої осені бджоли не платять податки у столиці Руританії", "uk"),
        ("З минулої осені бджоли платять 20 відсотків податків у столиці Руританії", "uk"),
    ],
)
def test_what_differs_in_the_claim_stays_apart_across_languages(
    store: Store, encoder: Encoder, other: str, language: str
) -> None:
    first = send(store, RUSSIAN, language="ru")
    second = send(store, other, language=language, first=2)

    gather(store, encoder)

    assert cases_of(store, first) != cases_of(store, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Россия обстреляла Харьков ракетами ночью",
            "Ukraine shelled Kharkiv with missiles at night",
        ),
        ("Польша закрыла границу с Украиной", "Hungary closed its border with Ukraine"),
        ("В Харькове ночью погибли 12 человек", "15 people were killed in Kharkiv at night"),
        ("Зеленский подал в отставку сегодня утром", "Zaluzhny resigned this morning"),
        ("Взрывы прогремели в Одессе 3 мая", "Explosions rang out in Odesa on May 13"),
    ],
)
def test_other_actors_places_numbers_names_and_days_stay_apart(
    store: Store, encoder: Encoder, one: str, other: str
) -> None:
    first = send(store, one, language="ru")
    second = send(store, other, language="en", first=2)

    gather(store, encoder)

    assert cases_of(store, first) != cases_of(store, second)


def test_a_case_is_joined_by_what_all_that_it_tells_is_near_to(
    store: Store, encoder: Encoder
) -> None:
    chain = [
        ("ru", RUSSIAN),
        ("en", f"{ENGLISH}, and wasps build bridges there"),
        ("uk", "Оси будують мости у столиці Руританії"),
    ]
    posts = [
        send(store, text, language=code, first=at)[0] for at, (code, text) in enumerate(chain, 1)
    ]

    for _ in chain:
        gather(store, encoder)

    first, _, last = cases_of(store, posts)
    assert first != last


def test_posts_wait_for_no_encoder_and_are_found_by_meaning_later(
    store: Store, encoder: Encoder
) -> None:
    first = send(store, RUSSIAN, language="ru")
    assert gather(store) == 1  # none is there yet
    second = send(store, ENGLISH, language="en", first=2)

    assert gather(store, encoder) == 1

    assert cases_of(store, first) == cases_of(store, second)


def test_with_another_encoder_posts_go_by_their_letters(store: Store) -> None:
    posts = send(store, RUSSIAN, RUSSIAN, ENGLISH)

    assert gather(store, WordHashes()) == 3

    assert len(set(cases_of(store, posts))) == 2


def test_after_a_restart_nothing_is_encoded_again(store: Store, encoder: Encoder) -> None:
    send(store, RUSSIAN, language="ru")
    gather(store, encoder)
    counting = Counting(encoder)
    send(store, ENGLISH, language="en", first=2)

    gather(store, counting)

    assert counting.asked == [ENGLISH]


class Counting:
    """An encoder that remembers what it was asked for; *after* is called each time."""

    def __init__(self, encoder: Encoder, after: Callable[[], object] = lambda: None) -> None:
        self.name, self.dimensions = encoder.name, encoder.dimensions
        self.queries = encoder.queries
        self.asked: list[str] = []
        self._encoder, self._after = encoder, after

    def passages(self, texts):  # type: ignore[no-untyped-def]
        self.asked += texts
        made = self._encoder.passages(texts)
        self._after()
        return made


def test_posts_that_come_while_others_are_encoded_are_gathered_next(
    store: Store, encoder: Encoder
) -> None:
    late: list[int] = []

    def come() -> None:
        late.extend(send(store, RUSSIAN, language="ru", first=2) if not late else [])

    first = send(store, ENGLISH, language="en")

    assert gather(store, Counting(encoder, come)) == 2

    assert cases_of(store, first) == cases_of(store, late)


def test_a_death_between_encoding_and_keeping_loses_nothing(
    store: Store, encoder: Encoder
) -> None:
    posts = send(store, RUSSIAN, ENGLISH)

    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gather(store, Counting(encoder, die))
    assert cases_of(store, posts) == [None, None]

    assert gather(store, encoder) == 2
    assert gather(store, encoder) == 0


def test_two_gatherers_at_once_make_one_case_of_one_text(store: Store) -> None:
    texts = [CLAIM, f"‼️ {CLAIM}", CLAIM.upper(), CLAIM] * 5
    posts = send(store, *texts)
    threads = [threading.Thread(target=gather, args=(store,)) for _ in range(2)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    gather(store)
    assert len(set(cases_of(store, posts))) == 1


def test_a_post_that_was_taken_out_does_not_join_that_case_again(store: Store) -> None:
    kept, taken = send(store, CLAIM, f"{CLAIM}!!")
    gather(store)

    def take_out(session: Session) -> None:
        own = session.get_one(Submission, taken)
        own.apart = [*own.apart, own.case_id or 0]
        membership.leave_case(session, own)

    store.transact(take_out)
    gather(store)

    first, second = cases_of(store, [kept, taken])
    assert first != second
    [third] = send(store, f"🔥 {CLAIM}", first=3)
    gather(store)
    assert cases_of(store, [third]) == [first]


def test_what_is_found_follows_posts_that_move_to_another_case(
    store: Store, encoder: Encoder
) -> None:
    [one] = send(store, RUSSIAN, language="ru")
    [other] = send(store, "Осы чинят мосты по ночам в столице", language="ru", first=2)
    gatherer = ready(store, encoder)
    gatherer.gather(NOW)

    merge(store, one, other)
    [third] = send(store, RUSSIAN.upper(), language="ru", first=3)
    gatherer.gather(NOW)

    assert cases_of(store, [third]) == cases_of(store, [other])


def merge(store: Store, one: int, other: int) -> None:
    into, emptied = (submission(store, each).case_id or 0 for each in (other, one))

    def move(session: Session) -> None:
        session.get_one(Submission, one).case_id = into
        session.flush()
        for case_id in (emptied, into):
            case = stored.locked(session, case_id)
            assert case is not None
            if case_id == emptied:
                membership.close(session, case, NOW)
            moved(session, case)

    store.transact(move)


def test_no_more_posts_speak_for_a_case_than_are_compared(store: Store) -> None:
    def crowd(session: Session) -> None:
        case = Case(text="x", text_hash="x", language="uk", created_at=NOW)
        session.add(case)
        session.flush()
        for number in range(MOST + 3):
            session.add(
                Submission(chat_id=1, text=f"x {number}", text_hash=f"{number}", case_id=case.id)
            )
        moved(session, case)

    store.transact(crowd)

    assert len(tellings(store)) == MOST


def test_the_same_photo_without_words_is_one_case(store: Store) -> None:
    def picture(person: int, unique: str) -> int:
        sent = post("", person=person, media=MediaKind.PHOTO, unique=unique)
        return record(store, sent).submission_id

    posts = [picture(1, "a"), picture(2, "b"), picture(3, "a")]

    assert gather(store) == 3

    first, second, third = cases_of(store, posts)
    assert first == third != second


def test_a_closed_case_keeps_no_vector_and_is_joined_no_more(
    store: Store, encoder: Encoder
) -> None:
    [first] = send(store, RUSSIAN, language="ru")
    gatherer = ready(store, encoder)
    gatherer.gather(NOW)

    def close(session: Session) -> None:
        case = stored.locked(session, session.get_one(Submission, first).case_id or 0)
        assert case is not None
        membership.close(session, case, NOW)

    store.transact(close)
    assert (count(store, Telling), count(store, Fingerprint)) == (0, 0)

    [second] = send(store, ENGLISH, language="en", first=2)
    gatherer.gather(NOW)
    assert cases_of(store, [first]) != cases_of(store, [second])


def test_who_is_forgotten_leaves_no_vector_and_the_case_is_found_by_others(
    store: Store, encoder: Encoder
) -> None:
    posts = send(store, CLAIM, CLAIM)
    gather(store, encoder)
    spoke = tellings(store)[0].submission_id

    store.transact(privacy.forget, 1, NOW)

    assert spoke == posts[0]
    assert [one.submission_id for one in tellings(store)] == [posts[1]]
    [third] = send(store, CLAIM[: CLAIM.index("Вулики")], first=3)
    gather(store, encoder)
    assert cases_of(store, [third]) == cases_of(store, [posts[1]])
    store.transact(privacy.forget, 2, NOW)
    store.transact(privacy.forget, 3, NOW)
    assert (count(store, Telling), count(store, Fingerprint)) == (0, 0)


def test_the_purge_leaves_no_vector_of_what_it_erases(store: Store) -> None:
    send(store, CLAIM)
    gather(store)

    def close(session: Session) -> None:
        for case in session.exec(select(Case)):
            case.state = CaseState.CLOSED

    store.transact(close)
    store.transact(housekeeping.purge, NOW + timedelta(days=400), timedelta(days=30))

    assert count(store, Telling) == 0


def test_cases_of_an_older_program_are_found(store: Store) -> None:
    posts = send(store, CLAIM)
    gather(store)
    store.transact(lambda session: session.exec(delete(Telling)))
    posts += send(store, f"{CLAIM} 🔥", first=2)

    gather(store)

    assert len(set(cases_of(store, posts))) == 1


def test_the_seam_says_which_case_a_post_may_join(store: Store) -> None:
    send(store, CLAIM)
    gather(store)
    [second] = send(store, f"🔥 {CLAIM}", first=2)

    case = store.transact(
        lambda session: gathering.same_claim(session, session.get_one(Submission, second))
    )

    assert case is not None
    assert case.text == CLAIM


def test_the_same_few_words_under_another_picture_ask_about_something_else(store: Store) -> None:
    def shown(person: int, unique: str) -> int:
        sent = post("Is this true?", person=person, media=MediaKind.PHOTO, unique=unique)
        return record(store, sent).submission_id

    posts = [shown(1, "a"), shown(2, "b"), shown(3, "a")]
    posts.append(record(store, post("Is this true?", person=4)).submission_id)

    gather(store)

    first, other, again, alone = cases_of(store, posts)
    assert first == again
    assert len({first, other, alone}) == 3


def test_what_was_dismissed_with_its_picture_is_asked_with_another(store: Store) -> None:
    record(store, post("Is this true?", media=MediaKind.PHOTO, unique="a"))
    gather(store)
    store.transact(people.sync_roles, (), (50,))
    store.transact(casework.not_a_claim, 1, 50, NOW)

    other = record(store, post("Is this true?", person=2, media=MediaKind.PHOTO, unique="b"))
    gather(store)

    assert cases_of(store, [other.submission_id]) == [2]


def test_a_telling_never_gets_the_number_of_one_that_is_gone(store: Store) -> None:
    def numbers() -> list[int | None]:
        return list(store.transact(lambda session: session.exec(select(Telling.id)).all()))

    send(store, CLAIM)
    gather(store)
    before = numbers()
    store.transact(people.sync_roles, (), (50,))
    store.transact(casework.spam, 1, 50, NOW)
    send(store, RUSSIAN, first=2)
    gather(store)

    assert set(before).isdisjoint(numbers())
