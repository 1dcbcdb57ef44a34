"""A button's data is read back exactly, and anything else is refused."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.models import Audience, FormStep, Frequency, Rating, Role
from bot.replies import LOCALES, callbacks
from bot.replies.callbacks import LARGEST, LIMIT, Action, pack, unpack
from bot.replies.subscription_actions import Tick
from bot.services.broadcasts.values import View, When
from bot.services.members.values import Deed
from bot.services.order.log_values import Part
from bot.services.order.values import Scope

ids = st.integers(1, LARGEST)
actions = st.one_of(
    st.builds(callbacks.Why, ids),
    st.builds(callbacks.NotIt, ids, ids),
    st.builds(callbacks.Follow, ids),
    st.builds(callbacks.This, ids, ids),
    st.builds(callbacks.NoneOfThese, ids),
    st.builds(callbacks.Hold, ids),
    st.builds(callbacks.Language, st.sampled_from(LOCALES)),
    st.builds(callbacks.FormRate, ids, st.sampled_from(Rating)),
    st.builds(callbacks.FormPick, ids, st.sampled_from(FormStep), ids),
    st.builds(callbacks.FormSubmit, ids, ids),
    st.builds(callbacks.NextCase),
    st.builds(callbacks.NoClaim, ids),
    st.builds(callbacks.MembersPage, ids),
    st.builds(callbacks.ShowMember, ids),
    st.builds(callbacks.AskMember, ids, st.sampled_from(Deed)),
    st.builds(callbacks.ChangeMember, ids, st.sampled_from(Deed), st.sampled_from(Role)),
    st.builds(callbacks.RevokeInvitation, ids),
    st.builds(callbacks.ShowBroadcast, ids, st.sampled_from(View)),
    st.builds(callbacks.AimBroadcast, ids, st.sampled_from(Audience)),
    st.builds(callbacks.AimAtTopic, ids, ids),
    st.builds(callbacks.TimeBroadcast, ids, st.sampled_from(When)),
    st.builds(callbacks.PreviewBroadcast, ids, st.sampled_from(LOCALES)),
    st.builds(callbacks.ConfirmBroadcast, ids, ids),
    st.just(callbacks.Sample()),
    st.just(callbacks.RemindMe()),
    st.just(callbacks.SpareMe()),
    st.builds(callbacks.TurnLog, st.sampled_from(Part), ids),
    st.builds(callbacks.BlockSender, ids),
    st.builds(callbacks.BlockPerson, ids),
    st.just(callbacks.BlockNobody()),
    st.builds(callbacks.PauseNow, st.sampled_from(Scope)),
    st.builds(callbacks.ResumeNow, st.sampled_from(Scope)),
    st.builds(callbacks.Subscribe, ids),
    st.builds(callbacks.SubscribeTopic, st.integers(1, 2**48), st.sampled_from(Tick), ids),
    st.builds(callbacks.SubscribeEveryTopic, ids),
    st.builds(callbacks.SubscribeLanguage, st.sampled_from(LOCALES), st.sampled_from(Tick), ids),
    st.builds(callbacks.SubscribeEveryLanguage, ids),
    st.builds(callbacks.SubscribeOften, st.sampled_from(Frequency), ids),
    st.builds(callbacks.SubscribePage, ids),
    st.just(callbacks.SubscribeDone()),
    st.just(callbacks.SubscribeAgain()),
    st.just(callbacks.Unsubscribe()),
    st.builds(callbacks.ShowStatistics, ids),
    st.builds(callbacks.StatisticsFile, ids, ids),
    st.builds(callbacks.SetThreshold, ids),
    st.just(callbacks.LeaveThreshold()),
    st.just(callbacks.ForgetYes()),
    st.just(callbacks.ForgetNo()),
)


@given(actions)
@example(callbacks.NotIt(LARGEST, LARGEST))
@example(callbacks.FormPick(LARGEST, FormStep.WORDINGS, LARGEST))
def test_an_action_comes_back_from_its_data(action: Action) -> None:
    assert unpack(pack(action)) == action


@given(actions)
def test_data_fits_into_a_button(action: Action) -> None:
    assert len(pack(action).encode()) <= LIMIT


@given(st.text())
def test_text_of_a_stranger_is_refused_or_is_what_we_would_write(data: str) -> None:
    action = unpack(data)

    assert action is None or pack(action) == data


@given(actions, st.integers(0, 80), st.characters())
def test_data_that_was_changed_never_reads_as_another_form(
    action: Action, position: int, character: str
) -> None:
    data = pack(action)
    changed = data[:position] + character + data[position + 1 :]

    read = unpack(changed)

    assert read is None or pack(read) == changed


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "1",
        "1:",
        "1:why",
        "1:why:",
        "1:why:0",
        "1:why:-5",
        "1:why:05",
        "1:why:٥",
        "1:why:5:6",
        "1:why:9223372036854775808",
        "1:why:99999999999999999999",
        "1:not_it:5",
        "1:rate:5:nonsense",
        "1:rate:x:false",
        "1:language:",
        "1:language:../etc",
        "1:forget_yes:1",
        "1:drop:5",
        "0:why:5",
        "2:why:5",
        "why:5",
        " 1:why:5",
        "1:why:5\n",
        "1:why:" + "5" * 100,
    ],
)
def test_strange_data_is_refused(data: str | None) -> None:
    assert unpack(data) is None


def test_an_identifier_that_no_store_gives_cannot_be_packed() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        pack(callbacks.Why(0))
