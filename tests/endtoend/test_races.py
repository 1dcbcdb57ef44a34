"""Two members of the desk press at the same moment: one of them does it, the other is told so."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import pytest
from sqlmodel import Session, SQLModel, select

from bot.models import (
    Approval,
    Case,
    CasePurpose,
    Decided,
    DecisionKind,
    Draft,
    Flag,
    FormStep,
    Hand,
    LabelledPair,
    Lease,
    Rating,
    Skip,
    Submission,
    Verdict,
    VerdictText,
    utcnow,
)
from bot.replies import Action, pack, say
from bot.replies import callbacks as press
from bot.sandbox.values import CallbackAnswer, Json
from bot.services import feedback
from bot.services.cases import gathering
from bot.services.members import members
from bot.services.members.values import Author, Changed, Deed
from bot.store.database import Store
from tests.endtoend.conftest import Start
from tests.endtoend.desk import audit, check_invariants
from tests.endtoend.scene import CHEESE, Reader, Scene, seed
from tests.services.drafts import about, draft_of, submit, written
from tests.services.world import post, record, sure

pytestmark = pytest.mark.slow

ANN, BOB, CAT, ADA, EVE = 501, 502, 503, 504, 505  # three reviewers, two admins
ASKERS = (301, 302, 303)
TEXTS = ("The mayor of Quimby sold the public library", "Wasps repair the bridges at night")
CHEESE_VERDICT = 1
K = DecisionKind
KEPT: tuple[type[SQLModel], ...] = (
    Approval, Case, Decided, Draft, Flag, LabelledPair, Lease, Skip, Submission, Verdict,
    VerdictText,
)  # fmt: skip


@dataclass(slots=True)
class Stage:
    """A desk with two cases, and what its members may press."""

    scene: Scene
    store: Store
    people: dict[int, Reader] = field(default_factory=dict)
    shown: dict[int, Json] = field(default_factory=dict)
    case: int = 0
    other: int = 0
    post: int = 0
    version: int = 0
    flag: int = 0

    def meet(self, number: int) -> None:
        """Add somebody who has a message of the bot to press under."""
        reader = self.scene.user(f"Member {number}", user_id=number)
        reader.person.started = True
        world = self.scene.world
        chat = world.private(reader.person)
        self.people[number] = reader
        self.shown[number] = world.keep(chat, {"text": "Hello"}, sender=world.bot)

    async def press(self, who: int, action: Action) -> CallbackAnswer:
        return await self.people[who].presses(self.shown[who], pack(action), forged=True)


def ask(stage: Stage) -> None:
    """Let two people ask about one claim and a third about another."""
    now = utcnow()
    for person, text in zip(ASKERS, (TEXTS[0], TEXTS[0], TEXTS[1]), strict=True):
        recorded = record(stage.store, post(text, person=person, language="en"), now=now)
        stage.post = stage.post or recorded.submission_id
    stage.store.transact(gathering.gather, now)
    cases = stage.store.transact(lambda session: session.exec(select(Case.id)).all())
    stage.case, stage.other = sorted(one for one in cases if one)


def held(stage: Stage) -> None:
    """Ann writes a verdict."""
    ask(stage)
    source = {"title": "On towns", "outlet": None, "author": None, "url": None}
    fields = {"sources": [source | {"published_on": None}], "step": FormStep.PREVIEW}
    written(stage.store, stage.case, ANN, utcnow(), **fields)
    draft = draft_of(stage.store, stage.case)
    stage.version = draft.version if draft else 0


def submitted(stage: Stage) -> None:
    """Cat's verdict waits for another reviewer."""
    ask(stage)
    written(stage.store, stage.case, CAT, utcnow())
    submit(stage.store, stage.case, CAT, utcnow())
    stage.version = 1


def recheck(stage: Stage) -> None:
    """A verdict is to be looked at again."""
    stage.case = about(stage.store, CHEESE_VERDICT, CasePurpose.RECHECK)


def flagged(stage: Stage) -> None:
    """A reader says that an answer misses their post."""
    answer = record(
        stage.store, post(CHEESE, person=ASKERS[0]), sure(CHEESE_VERDICT), now=utcnow()
    )
    stage.store.transact(feedback.not_what_i_asked, answer.submission_id, ASKERS[0])
    stage.flag = stage.store.transact(lambda session: session.exec(select(Flag.id)).one()) or 0


@dataclass(frozen=True, slots=True)
class Race:
    """What two members press at once, what is in the log then, and who was refused how."""

    stage: Callable[[Stage], None]
    one: Callable[[Stage], Action]
    other: Callable[[Stage], Action] | None = None
    who: tuple[int, int] = (ANN, BOB)
    log: Mapping[DecisionKind, int] = field(default_factory=dict)
    refused: str | None = None  # the text for the second of *who*

    def actions(self, stage: Stage) -> tuple[Action, Action]:
        return self.one(stage), (self.other or self.one)(stage)


def form(one: Callable[[Stage], Action], **log: int) -> Race:
    """Ann's form, at which Bob presses as well, who does not hold the case (any more)."""
    kinds = {K(kind): number for kind, number in log.items()}
    return Race(held, one, log=kinds, refused=None if log else "held_by_other")


RACES = (
    Race(ask, lambda at: press.NextCase()),
    Race(ask, lambda at: press.OpenCase(at.case)),
    Race(ask, lambda at: press.Take(at.case), log={K.TAKEN: 1}),
    Race(held, lambda at: press.GiveBack(at.case), log={K.GIVEN_BACK: 1}),
    Race(ask, lambda at: press.Skip(at.case)),
    Race(ask, lambda at: press.Skip(at.case), lambda at: press.Take(at.case), log={K.TAKEN: 1}),
    Race(ask, lambda at: press.SameAs(at.case)),
    Race(ask, lambda at: press.SameAsVerdict(at.case, CHEESE_VERDICT), log={K.SAME_AS: 1}),
    Race(ask, lambda at: press.SameAsCase(at.case, at.other), log={K.MERGED: 1}),
    Race(
        ask,
        lambda at: press.SameAsCase(at.case, at.other),
        lambda at: press.SameAsCase(at.other, at.case),
        log={K.MERGED: 1},
    ),
    Race(ask, lambda at: press.NoClaim(at.case), log={K.NOT_A_CLAIM: 1}),
    Race(ask, lambda at: press.Spam(at.case), log={K.SPAM: 1}),
    Race(ask, lambda at: press.Escalate(at.case), log={K.ESCALATED: 1}),
    Race(ask, lambda at: press.Boost(at.case), who=(ADA, EVE), log={K.BOOSTED: 2}),
    Race(ask, lambda at: press.CasePosts(at.case, 1)),
    Race(ask, lambda at: press.Detach(at.case, at.post), log={K.DETACHED: 1}),
    Race(ask, lambda at: press.CasesPage(1)),
    form(lambda at: press.FormGo(at.case, FormStep.SUMMARY)),
    form(lambda at: press.FormRate(at.case, Rating.TRUE)),
    form(lambda at: press.FormTick(at.case, at.post, 1)),
    form(lambda at: press.FormTurn(at.case, 2)),
    form(lambda at: press.FormDrop(at.case, FormStep.PERIOD, 1)),
    form(lambda at: press.FormLanguage(at.case, FormStep.SUMMARY, "uk")),
    form(lambda at: press.FormPick(at.case, FormStep.CLAIM, 1)),
    form(lambda at: press.FormClose(at.case)),
    form(lambda at: press.AskFormCancel(at.case)),
    form(lambda at: press.FormCancel(at.case, at.version), given_back=1, settled=1),
    form(lambda at: press.FormSubmit(at.case, at.version), submitted=1),
    Race(
        submitted, lambda at: press.Approve(at.case, at.version), log={K.APPROVED: 1, K.RATED: 1}
    ),
    Race(
        submitted,
        lambda at: press.Override(at.case, at.version),
        who=(ADA, EVE),
        log={K.OVERRIDDEN: 1, K.RATED: 1},
    ),
    Race(submitted, lambda at: press.SendBack(at.case, at.version)),
    Race(submitted, lambda at: press.ShowDraft(at.case)),
    Race(
        submitted,
        lambda at: press.TakeBack(at.case, at.version),
        who=(CAT, BOB),
        log={K.TAKEN: 1},
    ),
    Race(submitted, lambda at: press.AskReject(at.case, at.version)),
    Race(submitted, lambda at: press.Reject(at.case, at.version), log={K.REJECTED: 1}),
    Race(ask, lambda at: press.ShowVerdict(CHEESE_VERDICT)),
    Race(ask, lambda at: press.Correct(CHEESE_VERDICT), log={K.TAKEN: 1}),
    Race(ask, lambda at: press.AskWithdraw(CHEESE_VERDICT)),
    Race(ask, lambda at: press.Withdraw(CHEESE_VERDICT), who=(ADA, EVE), log={K.WITHDRAWN: 1}),
    Race(recheck, lambda at: press.Confirm(at.case), log={K.CONFIRMED: 1}),
    Race(
        flagged,
        lambda at: press.Judge(at.flag, 1),
        lambda at: press.Judge(at.flag, 2),
        log={K.JUDGED: 1},
    ),
    Race(ask, lambda at: press.FoundPage(1)),
    Race(ask, lambda at: press.RemindMe()),
    Race(ask, lambda at: press.SpareMe()),
)
EITHER = (  # only one of two deeds can be done: who presses what, and what is in the log
    ((ANN, press.Approve, K.RATED), (BOB, press.Reject, K.REJECTED)),
    ((ANN, press.Approve, K.RATED), (CAT, press.TakeBack, K.TAKEN)),
    ((ADA, press.Override, K.OVERRIDDEN), (ANN, press.Approve, K.APPROVED)),
)


def name_of(race: Race) -> str:
    """Name a race by what is pressed."""
    example = Stage(None, None, case=1, other=2, post=1, version=1, flag=1)  # type: ignore[arg-type]
    return "-".join(dict.fromkeys(type(one).__name__ for one in race.actions(example)))


@pytest.fixture
def at_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first two deeds wait for each other, so that their transactions overlap."""
    plain, start, first = stage.scene.runtime.call, asyncio.Barrier(2), iter(range(2))

    async def gated(*deed: Any, **how: Any) -> Any:
        if next(first, None) is not None:
            async with asyncio.timeout(5):
                await start.wait()
        return await plain(*deed, **how)

    monkeypatch.setattr(stage.scene.runtime, "call", gated)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """A store with the verdicts of scene.py, on each database in turn."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    found.transact(seed)
    return found


@pytest.fixture
async def stage(start: Start, store: Store) -> Stage:
    """A desk whose members and askers have a message of the bot."""
    scene: Scene = await start(reviewer_ids=(ANN, BOB, CAT), admin_ids=(ADA, EVE))
    stage = Stage(scene, store)
    for number in (*ASKERS, ANN, BOB, CAT, ADA, EVE, 999):
        stage.meet(number)
    return stage


# Their races stand with their other tests.
OWN_TESTS = (
    press.BroadcastAction, press.ImportAction, press.OrderAction, press.RunningAction,
    press.StatisticsAction, press.SubscriptionAction, press.ThresholdAction,
)  # fmt: skip


def test_every_button_of_the_desk_is_raced_for() -> None:
    desk = (press.CaseAction, press.FormAction, press.DraftAction, press.VerdictAction)
    wanted = {one for union in desk for one in get_args(union)}
    wanted |= {press.Judge, press.FoundPage, press.RemindMe, press.SpareMe}
    example = Stage(None, None, case=1, other=2, post=1, version=1, flag=1)  # type: ignore[arg-type]
    assert {type(one) for race in RACES for one in race.actions(example)} == wanted
    public = {
        press.Why, press.NotIt, press.NotRight, press.Follow, press.This, press.NoneOfThese,
        press.Hold, press.Language, press.ForgetYes, press.ForgetNo,
    }  # fmt: skip
    figures = {press.ShowFigure, press.TurnPage}
    roles = {
        press.MembersPage, press.ShowMember, press.AskMember, press.ChangeMember,
        press.RevokeInvitation,
    }  # fmt: skip
    own = {one for union in OWN_TESTS for one in get_args(union)}
    assert set(get_args(Action)) - own == wanted | public | figures | roles


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("store", "race"),
    [
        *(pytest.param("sqlite", race, id=f"sqlite-{name_of(race)}") for race in RACES),
        # What only shows something does not differ there.
        *(
            pytest.param("postgresql", race, id=f"postgresql-{name_of(race)}")
            for race in RACES
            if race.log
        ),
    ],
    indirect=["store"],
)
async def test_of_two_at_once_one_does_it(
    race: Race, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    race.stage(stage)
    before = Counter(audit(stage.store))
    one, other = race.actions(stage)

    with caplog.at_level(logging.ERROR):
        said = await asyncio.gather(stage.press(race.who[0], one), stage.press(race.who[1], other))
        await stage.scene.settled()

    new = Counter(audit(stage.store)) - before
    kinds = Counter[DecisionKind]()
    for (kind, _), number in new.items():
        kinds[kind] += number
    assert kinds == Counter(race.log)
    if race.refused:
        assert said[1].text == say(race.refused, "en")
    if set(race.log.values()) == {1} and K.ESCALATED not in race.log:
        assert said[0].text != said[1].text
        assert all(one.text for one in said)
    check_invariants(stage.store)
    assert [one.message for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("which", range(len(EITHER)))
async def test_of_two_deeds_only_one_is_done(
    which: int, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    submitted(stage)
    before = Counter(audit(stage.store))

    await asyncio.gather(
        *(stage.press(who, kind(stage.case, stage.version)) for who, kind, _ in EITHER[which])
    )
    await stage.scene.settled()

    new = Counter(audit(stage.store)) - before
    assert [new[kind, who] for who, _, kind in EITHER[which]] in ([0, 1], [1, 0])
    check_invariants(stage.store)
    assert [one.message for one in caplog.records if one.levelno >= logging.ERROR] == []


async def test_of_two_comments_one_sends_the_draft_back(stage: Stage) -> None:
    submitted(stage)
    await asyncio.gather(
        *(stage.press(who, press.SendBack(stage.case, stage.version)) for who in (ANN, BOB))
    )
    await asyncio.gather(
        stage.people[ANN].says("Which town?"), stage.people[BOB].says("Which library?")
    )
    await stage.scene.settled()

    assert Counter(kind for kind, _ in audit(stage.store))[K.SENT_BACK] == 1
    assert len([one for one in kept(stage.store) if isinstance(one, Submission)]) == len(ASKERS)
    check_invariants(stage.store)


@pytest.mark.parametrize("begin", [ask, held, submitted, recheck, flagged])
async def test_strangers_and_the_suspended_change_nothing(
    begin: Callable[[Stage], None], stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    begin(stage)
    suspended = stage.store.transact(
        members.change, ANN, Deed.SUSPEND, Author(Hand.ADMIN, ADA), utcnow()
    )
    stage.scene.runtime.owed.set()
    await stage.scene.settled()
    before = [one.model_dump() for one in kept(stage.store)]

    for race in RACES:
        for who in (999, ANN):
            try:
                action = race.one(stage)
                data = pack(action)
            except ValueError:
                continue  # what is not on this stage has no number
            answer = await stage.people[who].presses(stage.shown[who], data, forged=True)
            assert answer.text != "" or isinstance(action, HARMLESS), action
    await stage.scene.settled()

    assert isinstance(suspended, Changed)
    assert [one.model_dump() for one in kept(stage.store)] == before
    assert [one.message for one in caplog.records if one.levelno >= logging.ERROR] == []


HARMLESS = (press.FoundPage, press.ShowVerdict, press.AskWithdraw)  # they show what is public


def kept(store: Store) -> list[SQLModel]:
    """Return all that the desk keeps."""
    found: list[SQLModel] = []
    for table in KEPT:
        found += sorted(store.transact(_all, table), key=lambda row: str(row.model_dump()))
    return found


def _all(session: Session, table: type[SQLModel]) -> list[SQLModel]:
    return list(session.exec(select(table)).all())
