"""A published verdict with what it said before."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.models import ChangedBy
from bot.replies import callbacks as press
from bot.replies.answers import fitted, whole
from bot.replies.labels import badge
from bot.replies.markup import GAP, LINE, NOTHING, Html, bold, escape
from bot.replies.values import Reply, Room, Rows, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.values import VerdictHistory, VersionView

HANDS: Final = {
    ChangedBy.SEED: N_("from the files"),
    ChangedBy.IMPORT: N_("imported"),
    ChangedBy.OPERATOR: N_("by the operator"),
    ChangedBy.REVIEWER: N_("by a reviewer"),
    ChangedBy.ADMIN: N_("by an admin"),
}
PARTS: Final = {
    "withdrawn": N_("withdrawn"),
    "rating": N_("rating"),
    "claim": N_("claim"),
    "summary": N_("summary"),
    "sources": N_("sources"),
    "period": N_("period"),
    "checked_on": N_("checked again"),
    "translation": N_("translations"),
}
LINES_PER_SOURCE = 3  # versions that are listed for each source that there is room for


def card(setting: Setting, shown: VerdictHistory) -> Reply:
    """Show a verdict, its versions, and what may be done to it."""
    voice = setting.voice
    asked = shown.asked and shown.withdraws
    question = voice.gettext("Really withdraw? At once, and everybody who got it is told.")
    html = fitted(
        lambda room: GAP.join(
            (
                bold(voice.gettext("📄 Verdict {number}", number=str(shown.verdict.id))),
                _withdrawn(setting, shown),
                whole(setting, shown.verdict, room),
                _versions(setting, shown, room),
                bold(question) if asked else NOTHING,
            )
        )
    )
    return Reply(html, _buttons(voice, shown, asked=asked))


def _withdrawn(setting: Setting, shown: VerdictHistory) -> Html:
    """Say that a verdict holds no longer, and since when."""
    if shown.withdrawn_at is None:
        return NOTHING
    day = _day(setting, shown.withdrawn_at)
    return bold(setting.voice.gettext("↩️ Withdrawn on {date}: it holds no longer.", date=day))


def _versions(setting: Setting, shown: VerdictHistory, room: Room) -> Html:
    """List the versions, the newest first, as many as there is room for."""
    voice, most = setting.voice, room.sources * LINES_PER_SOURCE
    lines = [_version(setting, one) for one in shown.versions[:most]]
    if (left := len(shown.versions) - most) > 0:
        lines.append(voice.ngettext("and {count} more", "and {count} more", left))
    return LINE.join((bold(voice.gettext("History:")), *lines))


def _version(setting: Setting, one: VersionView) -> Html:
    """Say in a line what a version said, who made it so, and what it changed."""
    voice = setting.voice
    named = [voice.gettext(PARTS[part]) for part in one.changed]
    what = Html(", ").join(named) or voice.gettext("published")
    return Html(" · ").join(
        (
            escape(f"{one.version}. {_day(setting, one.at)}"),
            badge(voice, one.rating) if one.rating else NOTHING,
            what if one.changed or one.version == 1 else NOTHING,
            voice.gettext(HANDS[one.by]),
        )
    )


def _day(setting: Setting, moment: datetime) -> str:
    return setting.voice.day(setting.today(moment).date())


def _buttons(voice: Voice, shown: VerdictHistory, *, asked: bool) -> Rows:
    number = shown.verdict.id
    if asked:
        return (
            (button(voice.gettext("Yes: withdraw"), press.Withdraw(number)),),
            (button(voice.gettext("No, leave it"), press.ShowVerdict(number)),),
        )
    rows = []
    if shown.reviews:
        rows.append((button(voice.gettext("Correct"), press.Correct(number)),))
    if shown.recheck:
        holds = voice.gettext("It holds as it is")
        rows.append((button(holds, press.Confirm(shown.recheck)),))
    if shown.broadcasts:
        label = voice.gettext("📣 Broadcast it")
        rows.append((button(label, press.NewBroadcast(number)),))
    if shown.withdraws:
        rows.append((button(voice.gettext("Withdraw"), press.AskWithdraw(number)),))
    return tuple(rows)
