"""What reviewers see of submitted drafts, what everybody sees of a verdict's history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.models import CasePurpose, ChangedBy, DraftState, Rating
from bot.replies import LOCALES, Reply, render, say
from bot.replies.callbacks import (
    Approve,
    AskReject,
    AskWithdraw,
    Confirm,
    Correct,
    Override,
    Reject,
    SendBack,
    ShowDraft,
    ShowVerdict,
    TakeBack,
    Withdraw,
    unpack,
)
from bot.replies.markup import LIMIT, Html
from bot.services.values import (
    DraftCard,
    Message,
    News,
    Recalled,
    SourceView,
    VerdictHistory,
    VerdictView,
    VersionView,
)

NOW = datetime(2025, 1, 15, 12, 0, tzinfo=UTC)
VERDICT = VerdictView(
    id=7,
    version=2,
    claim="Bees <b>pay</b> taxes",
    rating=Rating.FALSE,
    summary="Nobody has seen them do it.",
    language="en",
    translated=True,
    checked_on=date(2025, 1, 10),
    sources=(SourceView("On bees", "The Hive", None, "https://hive.example/bees", None),),
)
DRAFT = DraftCard(
    case_id=12,
    purpose=CasePurpose.CLAIM,
    state=DraftState.SUBMITTED,
    verdict=VERDICT,
    version=3,
    wordings=("Bees pay taxes, they say",),
    people=3,
    author=50,
    approvals=1,
    needed=2,
)
HISTORY = VerdictHistory(
    verdict=VERDICT,
    versions=(
        VersionView(2, NOW, ChangedBy.REVIEWER, Rating.FALSE, ("rating", "sources")),
        VersionView(1, NOW, ChangedBy.SEED, Rating.TRUE, ()),
    ),
)


def shown(message: Message, locale: str = "en") -> Reply:
    return render(
        message,
        locale,
        publisher=None,
        public_url=None,
        bot_link="https://t.me/bot",
        timezone=ZoneInfo("UTC"),
        now=NOW,
    )


def actions(reply: Reply) -> list[object]:
    return [unpack(one.data) for row in reply.buttons for one in row]


def test_a_draft_is_shown_as_readers_will_see_it() -> None:
    as_told = shown(News(VERDICT, None)).html.partition("\n\n")[2]

    card = shown(DRAFT)

    assert as_told in card.html
    assert "Bees pay taxes, they say" in card.html
    assert "3 people will be told." in card.html
    assert "Approvals: 1 of 2" in card.html
    assert 'href="tg://user?id=50"' in card.html
    assert actions(card) == [Approve(12, 3), SendBack(12, 3), AskReject(12, 3)]


def test_what_may_be_pressed_depends_on_who_looks() -> None:
    assert actions(shown(replace(DRAFT, own=True))) == [TakeBack(12, 3)]
    assert actions(shown(replace(DRAFT, admin=True)))[-1] == Override(12, 3)
    assert actions(shown(replace(DRAFT, asked=True))) == [Reject(12, 3), ShowDraft(12)]


@pytest.mark.parametrize(
    ("card", "start"),
    [
        (replace(DRAFT, state=None), "✅ Published: /verdict 7"),
        (replace(DRAFT, state=None, verdict=None), "The verdict on case 12 was not published."),
        (replace(DRAFT, state=DraftState.WRITING), "✍️ The verdict on case 12 is being written"),
    ],
)
def test_a_draft_that_waits_no_more_has_no_buttons(card: DraftCard, start: str) -> None:
    reply = shown(card)

    assert reply.html.startswith(start)
    assert reply.buttons == ()


def test_a_correction_shows_what_is_published_until_now() -> None:
    before = replace(VERDICT, rating=Rating.TRUE)

    card = shown(replace(DRAFT, purpose=CasePurpose.RECHECK, before=before))

    assert "Published until now: ✅ True" in card.html


def test_a_history_names_roles_and_what_changed() -> None:
    reply = shown(HISTORY)

    assert "2. 15 January 2025 · ❌ False · rating, sources · by a reviewer" in reply.html
    assert "1. 15 January 2025 · ✅ True · published · from the files" in reply.html
    assert reply.buttons == ()


def test_a_history_offers_what_its_reader_may_do() -> None:
    mine = replace(HISTORY, reviews=True, withdraws=True, recheck=9)

    assert actions(shown(mine)) == [Correct(7), Confirm(9), AskWithdraw(7)]
    assert actions(shown(replace(mine, asked=True))) == [Withdraw(7), ShowVerdict(7)]
    assert actions(shown(replace(HISTORY, asked=True))) == []


def test_a_withdrawn_verdict_says_so() -> None:
    assert "Withdrawn on 15 January 2025" in shown(replace(HISTORY, withdrawn_at=NOW)).html


def test_who_got_a_verdict_is_told_what_it_was_before() -> None:
    changed = News(VERDICT, None, changed=True, was=Rating.TRUE)

    assert shown(changed).html.startswith(
        "🔔 A verdict that you know has changed; it was ✅ True:"
    )
    same = shown(replace(changed, was=Rating.FALSE)).html
    assert same.startswith("🔔 A verdict that you know has changed:")


def test_who_got_a_verdict_is_told_that_it_holds_no_longer() -> None:
    reply = shown(Recalled(VERDICT))

    assert "We have withdrawn a verdict that you know" in reply.html
    assert "Bees &lt;b&gt;pay&lt;/b&gt; taxes" in reply.html


@pytest.mark.parametrize("locale", LOCALES)
def test_the_longest_cards_fit_in_a_message(locale: str) -> None:
    word = "щ" * 30 + " "
    source = SourceView(word * 20, word * 9, word * 9, "https://hive.example", NOW.date())
    long = replace(VERDICT, claim=word * 99, summary=word * 99, sources=(source,) * 20)
    draft = replace(
        DRAFT,
        verdict=long,
        before=long,
        others=(long,) * 5,
        wordings=(word * 99,) * 60,
        figures=("some-figure-key" * 6,) * 20,
        asked=True,
    )
    version = VersionView(
        999,
        NOW,
        ChangedBy.REVIEWER,
        Rating.MOSTLY_FALSE,
        ("rating", "claim", "summary", "sources", "period", "checked_on", "translation"),
    )
    history = replace(
        HISTORY, verdict=long, versions=(version,) * 200, withdrawn_at=NOW, asked=True
    )

    lengths = [Html(shown(one, locale).html).length for one in (draft, history, Recalled(long))]

    assert max(lengths) <= LIMIT


def test_the_longest_comment_fits_in_a_message() -> None:
    text = say("draft_sent_back", "uk", case=12, comment="<&🐝" * 250)

    assert "<&🐝" in text
    assert len(text) < LIMIT
