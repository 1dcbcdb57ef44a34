"""The verdict form: each step as a draft keeps it, and everything that people send instead."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from sqlmodel import Session, select

from bot.matching import Far
from bot.models import (
    Case,
    CasePurpose,
    CaseState,
    Decided,
    Draft,
    FormStep,
    Hand,
    Lease,
    MediaKind,
    NoticeKind,
    Qualifier,
    Question,
    Rating,
    utcnow,
)
from bot.services import asking, people
from bot.services.asking import Asked
from bot.services.cases import gathering, leases
from bot.services.cases.results import Closed, HeldByOther, NotHeld, Taken, WaitsForApproval
from bot.services.figures import keeping
from bot.services.figures.values import Written
from bot.services.forms import forms, previews
from bot.services.forms import notices as form_notices
from bot.services.forms import offers as form_offers
from bot.services.forms import presses as form_presses
from bot.services.forms import sources as form_sources
from bot.services.forms.values import (
    Answered,
    Cancelled,
    Given,
    HandedIn,
    Incomplete,
    Move,
    OldForm,
    Overtaken,
    Pressed,
    PutAway,
    Shown,
    TooQuick,
)
from bot.services.forms.views import (
    ClaimStep,
    FiguresStep,
    FormCard,
    FormLine,
    PreviewStep,
    SourcesStep,
    TextsStep,
    WordingsStep,
)
from bot.services.members import members
from bot.services.members.values import Author, Deed
from bot.services.values import NotAllowed, Parcel, Published, Text
from bot.store import drafts, submissions
from bot.store.database import Store
from bot.text.language import detect
from tests.services import figures as figure_world
from tests.services.world import HOUR, MINUTE, NOW, add_verdict, notices, post, record, send

P = ParamSpec("P")
T = TypeVar("T")
ADA, ANN, BOB = 50, 60, 61
CLAIM = "Bees pay taxes in the city of Ruritania since last autumn"
SUMMARY = "The city's budget has no such tax, and its council says so."
LINK = "https://hive.example/taxes"
HOLD = 2 * HOUR
messages = count(500_000)


class Desk:
    """A store with two reviewers and one case, and what they press and write there."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOW
        self.presses = count(1)

    def look(
        self, service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return self.store.transact(service, *args, **kwargs)

    @property
    def case(self) -> Case:
        return self.look(lambda session: session.exec(select(Case)).one())

    @property
    def draft(self) -> Draft:
        return self.look(lambda session: session.exec(select(Draft)).one())

    def begin(self, who: int = ANN) -> None:
        """Take the case, as its button does, and begin the form."""
        number = self.case.id or 0
        self.look(_begin, number, who, self.now, f"begin:{next(self.presses)}")

    def move(self, who: int, message: int, key: str, case: int | None = None) -> Move:
        return Move(case or self.case.id or 0, who, self.now, HOLD, key, message)

    def press(
        self, deed: Callable[..., Any], *args: Any, who: int = ANN, **kwargs: Any
    ) -> Pressed:
        """Press a button under the newest form."""
        move = self.move(who, self.shown(who), f"press:{next(self.presses)}")
        return self.look(forms.press, move, deed, *args, **kwargs)

    def go(self, step: FormStep, who: int = ANN) -> Pressed:
        return self.press(form_presses.go, step, who=who)

    def write(
        self, text: str = "", *sources: dict[str, Any], who: int = ANN, message: int | None = None
    ) -> Answered:
        """Write a message, as if the form had been seen."""
        if message is None:
            self.sent()
        number = next(messages) if message is None else message
        key = form_notices.key_of_words(who, number, None)
        given = Given(text, sources)
        return self.look(forms.write, self.move(who, number, key), given)

    def submit(self, version: int | None = None, approvals: int = 1, who: int = ANN) -> Pressed:
        move = self.move(who, self.shown(who), f"press:{next(self.presses)}")
        seen = self.draft.version if version is None else version
        return self.look(forms.submit, move, seen, approvals=approvals)

    def sent(self, who: int = ANN) -> list[Parcel]:
        """Send what is owed, and return what went to somebody."""
        return [one for one in send(self.store, utcnow()) if one.chat_id == who]

    def card(self, who: int = ANN) -> FormCard:
        """Send what is owed, and return the form that somebody sees then."""
        shown = [one.message for one in self.sent(who) if isinstance(one.message, FormCard)]
        return shown[-1]

    def shown(self, who: int = ANN) -> int:
        """Return the message under which the newest form stands."""
        self.sent(who)
        found = [
            one.edits or one.message_id
            for one in notices(self.store, NoticeKind.FORM)
            if one.chat_id == who and "done" not in one.params
        ]
        return next(iter(reversed(found)), None) or 0

    def fill(self, who: int = ANN) -> None:
        """Write a whole verdict, up to the preview."""
        self.press(form_presses.rate, Rating.FALSE, who=who)
        self.press(form_presses.pick, FormStep.CLAIM, 1, who=who)
        self.write(SUMMARY, who=who)
        self.write(LINK, form_sources.of_link(LINK, "Taxes", "The Hive"), who=who)
        self.go(FormStep.PREVIEW, who)


def _begin(session: Session, case_id: int, who: int, now: datetime, key: str) -> None:
    taken = leases.take(session, case_id, who, now, HOLD)
    assert isinstance(taken, Taken)
    case = session.get_one(Case, case_id)
    forms.begin(session, case, who, now, key=key)


@pytest.fixture
def desk(store: Store) -> Desk:
    """A desk with a case of four posts, three of which say the same."""
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    for person, text in ((1, CLAIM), (2, CLAIM), (3, f"URGENT! {CLAIM}!!!")):
        record(store, post(text, person=person))
    while store.transact(gathering.gather, NOW):
        continue
    return Desk(store)


def test_a_form_begins_at_the_rating_in_the_writers_own_chat(desk: Desk) -> None:
    desk.begin()

    card = desk.card()

    assert (card.step, card.number, card.total) == (FormStep.RATING, 1, 9)
    assert desk.look(asking.asked, ANN) == Asked(Question.FORM, card.case_id, 1)
    assert desk.draft.author_id == ANN


def test_a_whole_form_is_written_and_handed_in(desk: Desk) -> None:
    desk.begin()
    desk.fill()

    done = desk.submit()

    draft = desk.draft
    assert done == HandedIn()
    assert (draft.rating, draft.claim, draft.summary) == (Rating.FALSE, CLAIM, SUMMARY)
    assert draft.sources == [form_sources.of_link(LINK, "Taxes", "The Hive")]
    assert desk.case.state is CaseState.SUBMITTED
    assert desk.look(asking.asked, ANN) is None
    last = desk.sent()[-1]
    assert (last.message, bool(last.edits)) == (Text("draft_submitted"), True)


def test_a_desk_of_one_publishes_at_once(desk: Desk) -> None:
    desk.begin()
    desk.fill()

    done = desk.submit(approvals=0)

    assert isinstance(done, HandedIn)
    assert isinstance(done.published, Published)
    assert desk.look(asking.asked, ANN) is None


def test_words_answer_the_step_and_the_answered_form_becomes_a_line(desk: Desk) -> None:
    desk.begin()
    desk.press(form_presses.rate, Rating.FALSE)
    before = desk.shown()

    assert desk.write("Bees pay taxes") == Shown()

    new, old = [one for one in desk.sent() if isinstance(one.message, FormCard | FormLine)]
    assert isinstance(new.message, FormCard)
    assert (new.message.step, new.edits) == (FormStep.SUMMARY, None)
    assert new.reply_to is not None
    assert isinstance(old.message, FormLine)
    assert (old.message.step, old.edits) == (FormStep.CLAIM, before)


def test_a_message_that_is_handled_twice_answers_once(desk: Desk) -> None:
    desk.begin()
    desk.press(form_presses.rate, Rating.FALSE)
    desk.sent()

    number = next(messages)
    desk.write("Bees pay taxes", message=number)
    desk.sent()
    assert desk.write("Bees pay taxes", message=number) == Shown()

    assert (desk.draft.claim, desk.draft.summary) == ("Bees pay taxes", "")
    assert desk.draft.step is FormStep.SUMMARY


def test_words_from_before_the_question_are_not_its_answer(desk: Desk) -> None:
    desk.begin()
    desk.press(form_presses.rate, Rating.FALSE)
    desk.sent()

    first = desk.write("Bees pay taxes", message=1)
    second = desk.write("Nobody has seen such a bee.", message=2)

    assert (first, second) == (Shown(), TooQuick())
    assert desk.draft.summary == ""


def test_several_messages_with_sources_may_follow_each_other_quickly(desk: Desk) -> None:
    desk.begin()
    desk.go(FormStep.SOURCES)
    desk.sent()

    said = [
        desk.write("", form_sources.of_link(f"{LINK}/{number}", "Taxes"), message=number)
        for number in range(1, 5)
    ]

    assert said == [Shown()] * 4
    assert len(desk.draft.sources) == 4
    sent = [type(one.message) for one in desk.sent()]
    assert (sent.count(FormCard), sent[-1]) == (1, FormCard)


@pytest.mark.parametrize(
    ("step", "text", "problem"),
    [
        (FormStep.CLAIM, "x" * 501, Text("form_claim_long", (("most", 500), ("over", 1)))),
        (FormStep.CLAIM, "   \n ", Text("form_words_wanted")),
        (FormStep.CLAIM, "🔥🔥🔥", Text("form_no_words")),
        (FormStep.CLAIM, "\u202e\u200f", Text("form_no_words")),
        (FormStep.CLAIM, "", Text("form_words_wanted")),
        (FormStep.SUMMARY, "Yes.", Text("form_summary_short", (("least", 10),))),
        (FormStep.PERIOD, "some day", Text("figure_day")),
        (FormStep.PERIOD, "14 January 2025", Text("form_past")),
        (FormStep.TEXTS, "Бджоли не платять податків", Text("form_choose_language")),
        (FormStep.FIGURES, "5 | today | me | https://a.example", Text("form_choose_figure")),
        (FormStep.RATING, "false", Text("form_press_wanted")),
        (FormStep.WORDINGS, "all of them", Text("form_press_wanted")),
        (FormStep.SOURCES, "I read it somewhere", Text("form_source_how")),
    ],
)
def test_what_is_wrong_is_said_and_the_step_stays(
    desk: Desk, step: FormStep, text: str, problem: Text
) -> None:
    desk.begin()
    desk.go(step)

    desk.write(text)

    card = desk.card()
    assert (card.said, card.step) == (problem, step)


def test_a_summary_that_is_too_long_loses_nothing(desk: Desk) -> None:
    desk.begin()
    desk.go(FormStep.SUMMARY)
    desk.write(SUMMARY)
    desk.go(FormStep.SUMMARY)

    desk.write("word " * 2000)

    assert desk.card().said == Text("form_summary_long", (("most", 400), ("over", 9599)))
    assert desk.draft.summary == SUMMARY
    desk.write("word " * 80)
    assert len(desk.draft.summary) == 399


def test_words_are_kept_whole_but_on_one_line_and_the_right_way_round(desk: Desk) -> None:
    desk.begin()
    desk.go(FormStep.CLAIM)

    desk.write("  <b>Bees</b> &amp;\n pay\u202e taxes 👩‍🚀\u200f – in हिन्दी\x00 ")

    assert desk.draft.claim == "<b>Bees</b> &amp; pay taxes 👩‍🚀 – in हिन्दी"


@pytest.mark.parametrize(
    ("summary", "language"),
    [
        ("The city's budget has no such tax, and its council says so.", "en"),
        ("У бюджеті міста немає такого податку, і рада це підтвердила.", "uk"),
        ("W budżecie miasta nie ma takiego podatku, potwierdziła to rada.", "pl"),
    ],
)
def test_the_language_is_that_of_the_summary_and_can_be_changed(
    desk: Desk, summary: str, language: str
) -> None:
    desk.begin()
    desk.go(FormStep.SUMMARY)

    desk.write(summary)

    assert desk.draft.language == language
    desk.press(form_presses.speak, FormStep.SUMMARY, "mk")
    assert desk.draft.language == "mk"


@pytest.mark.parametrize("code", ["xx", "de", "eng"])
def test_a_language_that_is_none_of_ours_is_refused(desk: Desk, code: str) -> None:
    desk.begin()

    assert desk.press(form_presses.speak, FormStep.SUMMARY, code) == OldForm()


def test_a_day_until_which_it_holds_may_be_given_and_taken_away(desk: Desk) -> None:
    desk.begin()
    desk.go(FormStep.PERIOD)

    desk.write("31 March 2025")
    assert (desk.draft.valid_until, desk.draft.step) == (date(2025, 3, 31), FormStep.TEXTS)

    desk.press(form_presses.drop, FormStep.PERIOD, 1)
    assert desk.draft.valid_until is None


def test_a_text_in_a_further_language_has_two_lines(desk: Desk) -> None:
    desk.begin()
    desk.go(FormStep.TEXTS)
    desk.press(form_presses.speak, FormStep.TEXTS, "uk")

    desk.write("Бджоли платять податки")
    assert desk.card().said == Text("form_two_lines")
    desk.write("Бджоли платять податки\n\nУ бюджеті міста\nнемає такого податку.")

    pair = {"claim": "Бджоли платять податки", "summary": "У бюджеті міста немає такого податку."}
    assert desk.draft.texts == {"uk": pair}
    content = desk.card().content
    assert isinstance(content, TextsStep)
    assert (content.written, content.writing) == (("uk",), None)


@pytest.mark.parametrize(
    ("said", "claim", "ticked"),
    [
        ("It is a lie that bees pay taxes in Ruritania since autumn", "Bees pay taxes", False),
        ("Bees do not pay any taxes in the city of Ruritania", "Bees pay taxes", False),
        ("Bees do not pay any taxes in the city of Ruritania", "Bees do not pay taxes", True),
        ("Неправда, що бджоли платять податки у Руританії", "Бджоли платять податки", False),
        (CLAIM, "Bees pay taxes", True),
    ],
)
def test_a_text_that_may_deny_the_claim_is_not_ticked_for_its_writer(
    store: Store, said: str, claim: str, ticked: bool
) -> None:
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    record(store, post(said, person=1), Far(detect(said)))
    store.transact(gathering.gather, NOW)
    desk = Desk(store)
    desk.begin()
    desk.press(form_presses.rate, Rating.FALSE)

    desk.write(claim)

    assert bool(desk.draft.wordings) is ticked


def test_the_cases_own_text_and_its_near_duplicates_are_ticked_already(desk: Desk) -> None:
    _join(desk, "Bees of Ruritania are dancing in the streets tonight", person=4)
    desk.begin()
    desk.go(FormStep.WORDINGS)

    content = desk.card().content

    assert isinstance(content, WordingsStep)
    assert [(one.count, one.ticked) for one in content.texts] == [
        (2, True),
        (1, True),
        (1, False),
    ]
    other = content.texts[2].submission_id
    for _ in range(2):  # the second press of each changes nothing
        desk.press(form_presses.tick, other, ticked=True)
        desk.press(form_presses.tick, content.texts[0].submission_id, ticked=False)
    after = desk.card().content
    assert isinstance(after, WordingsStep)
    assert [one.ticked for one in after.texts] == [False, True, True]
    assert desk.press(form_presses.tick, 999_999, ticked=True) == OldForm()


def _join(desk: Desk, text: str, *, person: int) -> None:
    number, case = record(desk.store, post(text, person=person)).submission_id, desk.case.id

    def put(session: Session) -> None:
        found = submissions.get(session, number)
        assert found is not None
        found.case_id = case

    desk.look(put)


def test_texts_come_five_to_a_page_without_personal_data(desk: Desk) -> None:
    for number in range(7):
        _join(desk, f"Claim {'abcdefg'[number]} by call 380441234567 now", person=10 + number)
    desk.begin()
    desk.go(FormStep.WORDINGS)

    desk.press(form_presses.turn, 2)

    content = desk.card().content
    assert isinstance(content, WordingsStep)
    assert (content.page, content.pages, len(content.texts)) == (2, 2, 4)
    assert all("380441234567" not in one.text for one in content.texts)


def test_a_source_without_title_is_asked_for_it(desk: Desk) -> None:
    desk.begin()
    desk.go(FormStep.SOURCES)

    desk.write("", form_sources.of_link(LINK), form_sources.of_link(f"{LINK}/2"))
    first = desk.card().content
    desk.write("On bees | The Hive")
    second = desk.card().content
    desk.go(FormStep.SOURCES)
    third = desk.card().content

    asked = [one.untitled for one in (first, second, third) if isinstance(one, SourcesStep)]
    assert asked == [LINK, f"{LINK}/2", None]
    assert [one["title"] for one in desk.draft.sources] == ["On bees", None]


def test_a_source_comes_once_and_goes_by_its_button(desk: Desk) -> None:
    desk.begin()
    desk.go(FormStep.SOURCES)
    source = form_sources.of_link(LINK, "Taxes")

    desk.write("", source)
    desk.write("", form_sources.of_link("http://www.hive.example/taxes/?utm_source=x", "Other"))
    assert desk.draft.sources == [source]

    desk.press(form_presses.drop, FormStep.SOURCES, form_sources.mark(source))
    assert desk.draft.sources == []


def test_more_sources_than_fit_are_told_so(desk: Desk) -> None:
    desk.begin()
    desk.go(FormStep.SOURCES)

    many = [form_sources.of_link(f"{LINK}/{number}", "Taxes") for number in range(12)]
    desk.write("", *many)

    assert len(desk.draft.sources) == form_sources.MOST
    assert desk.card().said == Text("form_sources_full", (("most", 10),))


@pytest.mark.parametrize(
    ("text", "sources", "links", "problem"),
    [
        (LINK, 0, (LINK,), None),
        (f"see {LINK}, and t.me/hive/5.", 0, (LINK, "https://t.me/hive/5"), None),
        (f"Taxes | The Hive | {LINK}", 1, (), None),
        ("A book | A library", 1, (), None),
        (" ".join(f"{LINK}/{n}" for n in range(10)), 0, 10, None),
        ("Taxes | " + " | ".join(f"{LINK}/{n}" for n in range(10)), 0, (), "bad_source"),
        ("javascript:alert(1)", 0, (), None),
        ("Taxes | x | javascript://alert(1)", 0, (), "bad_source"),
        ("http://127.0.0.1/admin", 0, (), "form_bad_link"),
        ("http://192.168.1.1/", 0, (), "form_bad_link"),
        ("http://[::1]/", 0, (), "form_bad_link"),
        ("http://localhost/", 0, (), "form_bad_link"),
        ("http://2130706433/", 0, (), "form_bad_link"),
        ("http://0x7f.1/", 0, (), "form_bad_link"),
        ("http://router.local/", 0, (), "form_bad_link"),
        ("https://user:secret@hive.example/", 0, (), "form_bad_link"),
        ("Router | Home | http://10.0.0.1/", 0, (), "form_bad_link"),
        ("", 0, (), None),
        ("| | |", 0, (), "bad_source"),
    ],
)
def test_a_message_is_read_for_sources(
    text: str, sources: int, links: tuple[str, ...] | int, problem: str | None
) -> None:
    read = form_sources.read_lines(text)

    assert len(read.sources) == sources
    assert read.links == links if isinstance(links, tuple) else len(read.links) == links
    assert (read.problem.name if read.problem else None) == problem


def test_a_channels_post_is_a_source_with_or_without_words() -> None:
    day = date(2025, 1, 3)

    told = form_sources.of_post("Bees <b>pay</b>\nSecond line", "Hive", LINK, day)
    silent = form_sources.of_post("", "Hive", None, day)

    assert (told["title"], told["outlet"], told["published_on"]) == (
        "Bees <b>pay</b>",
        "Hive",
        "2025-01-03",
    )
    assert (silent["title"], silent["url"]) == (None, None)


@pytest.mark.parametrize("rating", [Rating.SATIRE, Rating.UNPROVEN])
def test_some_ratings_need_no_source(desk: Desk, rating: Rating) -> None:
    desk.begin()
    desk.press(form_presses.rate, rating)
    desk.press(form_presses.pick, FormStep.CLAIM, 1)
    desk.write(SUMMARY)
    desk.go(FormStep.PREVIEW)

    assert desk.submit() == HandedIn()


def test_what_is_missing_is_shown_first_and_leads_back_to_the_preview(desk: Desk) -> None:
    desk.begin()
    desk.go(FormStep.PREVIEW)
    preview = desk.card().content
    assert isinstance(preview, PreviewStep)
    wanted = (FormStep.RATING, FormStep.CLAIM, FormStep.SUMMARY, FormStep.SOURCES)
    assert preview.missing == wanted

    assert desk.submit() == Incomplete(FormStep.RATING)
    assert desk.card().step is FormStep.RATING
    desk.press(form_presses.rate, Rating.FALSE)

    assert desk.card().step is FormStep.PREVIEW
    assert desk.submit() == Incomplete(FormStep.CLAIM)


def test_every_step_can_be_reached_from_the_preview_and_returns_there(desk: Desk) -> None:
    desk.begin()
    desk.fill()

    desk.go(FormStep.CLAIM)
    card = desk.card()
    assert (card.step, card.before) == (FormStep.CLAIM, FormStep.PREVIEW)
    desk.write("Bees pay")

    assert desk.card().step is FormStep.PREVIEW
    assert desk.draft.claim == "Bees pay"


def test_a_draft_that_moved_is_not_handed_in_unseen(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    seen = desk.draft.version
    desk.go(FormStep.CLAIM)
    desk.write("Bees pay nothing")

    assert desk.submit(seen) == Overtaken()
    card = desk.card()
    assert (card.step, card.said) == (FormStep.PREVIEW, Text("form_overtaken"))
    assert desk.case.state is CaseState.OPEN


def test_of_two_presses_on_submit_at_once_one_counts(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    moves = [desk.move(ANN, desk.shown(), f"submit:{number}") for number in range(2)]
    seen = desk.draft.version

    def submit(move: Move) -> Pressed:
        return desk.look(forms.submit, move, seen, approvals=1)

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(submit, moves))

    assert {type(one) for one in done} == {HandedIn, WaitsForApproval}


def test_moving_about_is_no_change(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    seen = desk.draft.version
    for step in FormStep:
        desk.go(step)
    desk.press(form_presses.rate, Rating.FALSE)

    assert desk.draft.version == seen


def test_closing_keeps_everything(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    move = desk.move(ANN, desk.shown(), "close")

    assert desk.look(forms.put_away, move) == PutAway()

    assert desk.look(asking.asked, ANN) is None
    assert desk.sent()[-1].message == Text("form_put_away")
    desk.begin()
    card = desk.card()
    assert (card.step, desk.draft.claim) == (FormStep.PREVIEW, CLAIM)


def test_cancelling_asks_once_more_then_gives_the_case_back(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    desk.press(form_presses.ask_cancel)
    card = desk.card()
    assert card.asked
    assert desk.look(forms.cancel, desk.move(ANN, 1, "a"), card.version - 1) == Overtaken()

    done = desk.look(forms.cancel, desk.move(ANN, 1, "b"), card.version)

    assert done == Cancelled()
    again, other = desk.move(ANN, 1, "c"), desk.move(BOB, 1, "d")
    assert desk.look(forms.cancel, again, card.version) == Cancelled()  # a second press
    assert desk.look(forms.cancel, other, card.version) == NotHeld()
    assert desk.look(drafts.of_case, desk.case.id or 0) is None
    log = desk.look(lambda session: session.exec(select(Decided)).all())
    assert [one.changes["summary"] for one in log if one.changes] == [SUMMARY]
    assert desk.look(lambda session: session.exec(select(Lease)).all()) == []
    assert desk.look(asking.asked, ANN) is None


def test_whoever_takes_the_case_next_goes_on_with_the_draft(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    desk.now += HOLD + MINUTE
    desk.look(leases.release, desk.now)

    assert desk.write("Mine!") == NotHeld()
    assert desk.look(asking.asked, ANN) is None
    desk.begin(BOB)

    assert desk.card(BOB).step is FormStep.PREVIEW
    assert desk.press(form_presses.rate, Rating.TRUE) == HeldByOther(desk.now + HOLD)
    assert desk.draft.rating is Rating.FALSE
    desk.press(form_presses.rate, Rating.TRUE, who=BOB)
    assert (desk.draft.rating, desk.draft.author_id) == (Rating.TRUE, BOB)


def test_each_step_extends_the_time(desk: Desk) -> None:
    desk.begin()
    desk.now += HOUR

    desk.press(form_presses.rate, Rating.FALSE)

    lease = desk.look(lambda session: session.exec(select(Lease)).one())
    assert lease.until == desk.now + HOLD


def test_who_is_suspended_meanwhile_changes_nothing(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    desk.look(members.change, ANN, Deed.SUSPEND, Author(Hand.ADMIN, ADA), NOW)

    assert desk.press(form_presses.rate, Rating.TRUE) == NotAllowed()
    assert desk.write("Still me") == NotAllowed()
    assert desk.submit() == NotAllowed()
    assert desk.draft.rating is Rating.FALSE
    assert not any(isinstance(one.message, FormCard) for one in desk.sent())


def test_nobody_writes_on_what_waits_or_is_closed(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    number = desk.shown()
    desk.submit()

    assert desk.write("More") == WaitsForApproval()
    assert desk.look(forms.put_away, desk.move(ANN, number, "x")) == WaitsForApproval()
    gone = desk.move(ANN, 1, "y", 999)
    assert desk.look(forms.press, gone, form_presses.tick, 1, ticked=True) == Closed()


def test_a_stranger_presses_in_vain(desk: Desk) -> None:
    desk.begin()

    assert desk.press(form_presses.rate, Rating.TRUE, who=1) == NotAllowed()
    assert desk.draft.rating is None


def test_a_picture_has_its_claim_written(store: Store) -> None:
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    record(store, post("", person=1, media=MediaKind.PHOTO))
    store.transact(gathering.gather, NOW)
    desk = Desk(store)
    desk.begin()
    desk.go(FormStep.CLAIM)

    card = desk.card()

    assert isinstance(card.content, ClaimStep)
    assert (card.content.proposed, card.after) == ("", None)
    assert desk.press(form_presses.pick, FormStep.CLAIM, 1) == OldForm()


def test_personal_data_of_the_post_is_not_proposed(store: Store) -> None:
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    record(store, post("Bees pay taxes, call +380 44 123 45 67 or bee@hive.example"))
    store.transact(gathering.gather, NOW)
    desk = Desk(store)
    desk.begin()

    desk.press(form_presses.pick, FormStep.CLAIM, 1)

    assert desk.draft.claim == "Bees pay taxes, call ☎… or ✉…"


def _reopen(store: Store, purpose: CasePurpose, language: str | None = None) -> Desk:
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    number = store.transact(add_verdict, texts=[("uk", "Бджоли платять податки")])

    def put(session: Session) -> None:
        session.add(Case(purpose=purpose, about_id=number, language=language, created_at=NOW))

    store.transact(put)
    return Desk(store)


def test_a_correction_begins_with_what_is_published(store: Store) -> None:
    desk = _reopen(store, CasePurpose.RECHECK)
    desk.begin()

    draft = desk.draft

    assert (draft.rating, draft.claim) == (Rating.FALSE, "Bees pay taxes")
    assert (draft.summary, draft.language) == ("Nobody saw it.", "en")
    assert [one["title"] for one in draft.sources] == ["On bees"]
    assert draft.texts == {
        "uk": {"claim": "Бджоли платять податки", "summary": "Бджоли платять податки"}
    }
    view = desk.look(previews.verdict, draft, "en")
    assert (view.version, view.claim) == (2, "Bees pay taxes")


def test_a_translation_has_claim_and_summary_beside_the_original(store: Store) -> None:
    desk = _reopen(store, CasePurpose.TRANSLATION, "pl")
    desk.begin()

    card = desk.card()

    assert (card.step, card.number, card.total) == (FormStep.CLAIM, 1, 3)
    assert isinstance(card.content, ClaimStep)
    assert card.content.original == "Bees pay taxes"
    assert desk.go(FormStep.RATING) == OldForm()
    desk.write("Pszczoły płacą podatki")
    desk.write("Nikt tego nie widział.")
    preview = desk.card().content
    assert isinstance(preview, PreviewStep)
    assert (preview.verdict.language, preview.verdict.rating) == ("pl", Rating.FALSE)
    assert desk.submit() == HandedIn()


def test_open_forms_are_offered_again_once_a_start(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    desk.sent()
    start = NOW + HOUR

    offered = [desk.look(form_offers.offer_anew, start) for _ in range(2)]

    assert offered == [1, 0]
    card = desk.card()
    assert (card.step, card.said) == (FormStep.PREVIEW, Text("form_again"))


def test_forms_whose_time_is_over_are_not_offered(desk: Desk) -> None:
    desk.begin()
    desk.sent()

    assert desk.look(form_offers.offer_anew, NOW + HOLD + MINUTE) == 0


def test_a_preview_is_what_readers_are_to_see(desk: Desk) -> None:
    desk.begin()
    desk.fill()
    draft = desk.draft

    view = desk.look(previews.verdict, draft, "uk")

    assert (view.claim, view.rating, view.translated) == (CLAIM, Rating.FALSE, False)
    assert view.sources[0].url == LINK


@pytest.fixture
def counting(store: Store) -> Desk:
    """A desk with a case of a post that counts what figures are recorded for."""
    store.transact(figure_world.furnish)
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    figure_world.added(store)
    figure_world.added(store, "stung-strelsau", event="stung", low=5, high=5)
    record(store, post("In Strelsau there are 90000 bees now, and they pay taxes"))
    store.transact(gathering.gather, NOW)
    desk = Desk(store)
    desk.now = figure_world.NOW
    desk.begin()
    desk.go(FormStep.FIGURES)
    return desk


def _proposed(desk: Desk) -> FiguresStep:
    content = desk.card().content
    assert isinstance(content, FiguresStep)
    return content


def test_what_a_post_counts_is_proposed_and_a_value_is_kept(counting: Desk) -> None:
    first = _proposed(counting)
    assert [one.newest.label for one in first.proposals] == ["Bees in Strelsau"] * 2

    counting.press(form_presses.pick, FormStep.FIGURES, first.proposals[0].figure_id)
    counting.write(f"about 400 | 20 January 2025 | the keepers | {LINK}")

    shown = _proposed(counting)
    assert [(one.figure.low, one.figure.qualifier) for one in shown.kept] == [
        (Decimal(400), Qualifier.ABOUT)
    ]
    values = counting.draft.figures[0]
    written = counting.look(keeping.add, values, figure_world.ANN, counting.now)
    assert isinstance(written, Written)
    counting.press(form_presses.drop, FormStep.FIGURES, shown.kept[0].mark)
    assert counting.draft.figures == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("400", "figure_parts"),
        ("many | 20 January 2025 | the keepers | https://hive.example", "figure_value"),
        ("400 | some day | the keepers | https://hive.example", "figure_day"),
        ("400 | 20 January 2026 | the keepers | https://hive.example", "figure_not_yet"),
        ("-400 | 20 January 2025 | the keepers | https://hive.example", "figure_negative"),
        ("400 | 20 January 2025 | | https://hive.example", "figure_who"),
        ("400 | 20 January 2025 | the keepers | nothing", None),
        ("400 | 20 January 2025 | the keepers | http://10.0.0.1/", "form_bad_link"),
        (f"400 | 20 January 2025 | {'x' * 400} | https://hive.example", "figure_invalid"),
    ],
)
def test_a_value_is_checked_at_once(counting: Desk, line: str, problem: str | None) -> None:
    counting.press(form_presses.pick, FormStep.FIGURES, _proposed(counting).proposals[0].figure_id)

    counting.write(line)

    said = counting.card().said
    assert (said.name if said else None) == problem
    assert bool(counting.draft.figures) is (problem is None)


def test_a_figure_that_is_not_proposed_cannot_be_picked(counting: Desk) -> None:
    assert counting.press(form_presses.pick, FormStep.FIGURES, 999) == OldForm()
