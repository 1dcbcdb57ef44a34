"""The log as admins see it: what was done, when, by whom, and about what, by numbers."""

from __future__ import annotations

from typing import Final

from bot.models import DecisionKind, MemberDeed, Role
from bot.replies import callbacks as press
from bot.replies.labels import ROLES
from bot.replies.markup import GAP, LINE, SPACE, Html, bold, cut, escape
from bot.replies.order_cards import ACTIVITIES
from bot.replies.values import Button, Reply, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.order.log_values import By, Changed, LogLine, LogPage, Part

K = DecisionKind
LONGEST_LOGIN = 40
IN_A_ROW = 3  # buttons
DOT = Html(" · ")
PARTS: Final = {
    Part.ALL: N_("All"),
    Part.DESK: N_("Desk"),
    Part.BROADCASTS: N_("Broadcasts"),
    Part.MEMBERS: N_("Members"),
    Part.ORDER: N_("Order"),
}
BY: Final = {
    By.CLOCK: N_("the clock"),
    By.OPERATOR: N_("an operator"),
    By.SETTINGS: N_("the settings"),
    By.FILES: N_("the files"),
}
DECISIONS: Final = {
    K.OPENED: N_("brought up again"),
    K.OVERDUE: N_("waits too long"),
    K.TAKEN: N_("taken"),
    K.GIVEN_BACK: N_("given back"),
    K.RAN_OUT: N_("the time ran out"),
    K.SAME_AS: N_("answered with a verdict"),
    K.MERGED: N_("joined with another case"),
    K.DETACHED: N_("a post taken out"),
    K.NOT_A_CLAIM: N_("nothing to check"),
    K.SPAM: N_("spam"),
    K.ESCALATED: N_("brought before the admins"),
    K.BOOSTED: N_("moved up"),
    K.SUBMITTED: N_("handed in"),
    K.APPROVED: N_("approved"),
    K.OVERRIDDEN: N_("published without approval"),
    K.SENT_BACK: N_("sent back"),
    K.REJECTED: N_("rejected"),
    K.RATED: N_("published"),
    K.CORRECTED: N_("corrected"),
    K.TRANSLATED: N_("translated"),
    K.CONFIRMED: N_("confirmed as it is"),
    K.WITHDRAWN: N_("withdrawn"),
    K.STALE: N_("closed: nobody asks any more"),
    K.SETTLED: N_("closed: nothing is left to do"),
    K.JUDGED: N_("a flagged answer judged"),
    K.BROADCAST_SCHEDULED: N_("scheduled"),
    K.BROADCAST_ASKED: N_("waits for another admin"),
    K.BROADCAST_CONFIRMED: N_("confirmed"),
    K.BROADCAST_SENT_BACK: N_("sent back"),
    K.BROADCAST_STARTED: N_("begun"),
    K.BROADCAST_PAUSED: N_("paused"),
    K.BROADCAST_RESUMED: N_("resumed"),
    K.BROADCAST_STOPPED: N_("stopped"),
    K.BROADCAST_DONE: N_("done"),
    K.BROADCAST_UNSURE: N_("uncertain messages settled"),
    K.IMPORTED: N_("verdicts brought in"),
    K.EXPORTED: N_("verdicts written out"),
    K.BANNED: N_("somebody blocked"),
    K.UNBANNED: N_("somebody unblocked"),
    K.PAUSED: N_("paused"),
    K.RESUMED: N_("resumed"),
    K.THRESHOLD_SET: N_("threshold set"),
    K.RESTORED: N_("backup restored"),
}
DEEDS: Final = {
    MemberDeed.NAMED: N_("role set"),
    MemberDeed.INVITED: N_("invitation made"),
    MemberDeed.REVOKED: N_("invitation taken back"),
    MemberDeed.JOINED: N_("invitation opened"),
    MemberDeed.PROMOTED: N_("promoted"),
    MemberDeed.DEMOTED: N_("demoted"),
    MemberDeed.SUSPENDED: N_("suspended"),
    MemberDeed.REINSTATED: N_("reinstated"),
}
ABOUT: Final = (
    N_("case {number}"),
    N_("verdict {number}"),
    N_("broadcast {number}"),
    N_("post {number}"),
    N_("member {number}"),
)


def page(setting: Setting, found: LogPage) -> Reply:
    """Show a page of the log, with buttons for its parts and for what is older."""
    voice = setting.voice
    title = bold(voice.gettext("📜 Log: {part}", part=voice.gettext(PARTS[found.part])))
    lines = [_line(setting, one) for one in found.lines]
    if not lines:
        lines.append(voice.gettext("Nothing has been done yet."))
    parts = [
        button(voice.gettext(text), press.TurnLog(part, 1))
        for part, text in PARTS.items()
        if part is not found.part
    ]
    turns: list[Button] = []
    if found.page > 1:
        back = press.TurnLog(found.part, found.page - 1)
        turns.append(button(voice.gettext("◀ Back"), back))
    if found.more:
        turns.append(button(voice.gettext("More ▶"), press.TurnLog(found.part, found.page + 1)))
    rows = [tuple(parts[start : start + IN_A_ROW]) for start in range(0, len(parts), IN_A_ROW)]
    rows += [tuple(turns)] if turns else []
    return Reply(GAP.join((title, *lines)).markup, tuple(rows))


def _line(setting: Setting, one: LogLine) -> Html:
    voice, at = setting.voice, setting.today(one.at)
    when = escape(f"{voice.short_day(at.date())}, {at:%H:%M}")
    about = [_what(voice, one), *_about(voice, one)]
    return LINE.join((DOT.join((when, _who(voice, one))), DOT.join(about)))


def _who(voice: Voice, one: LogLine) -> Html:
    """Name who did it, by role and number; of somebody who is forgotten the role is left."""
    by = voice.gettext(ROLES[one.by] if isinstance(one.by, Role) else BY[one.by])
    if one.person is not None:
        return SPACE.join((by, escape(str(one.person))))
    return SPACE.join((by, cut(one.name, LONGEST_LOGIN))) if one.name else by


def _what(voice: Voice, one: LogLine) -> Html:
    match one.what:
        case DecisionKind():
            return bold(voice.gettext(DECISIONS[one.what]))
        case MemberDeed():
            return bold(voice.gettext(DEEDS[one.what]))
        case Changed.VERDICTS:
            return bold(
                voice.ngettext("{count} verdict changed", "{count} verdicts changed", one.count)
            )
        case Changed.FIGURES:
            return bold(
                voice.ngettext("{count} figure changed", "{count} figures changed", one.count)
            )


def _about(voice: Voice, one: LogLine) -> list[Html]:
    """Say about which case, verdict, broadcast, post or member it is."""
    numbers = (one.case, one.verdict, one.broadcast, one.post, one.member)
    found = [
        voice.gettext(text, number=str(number))
        for text, number in zip(ABOUT, numbers, strict=True)
        if number is not None
    ]
    found += [voice.gettext(ACTIVITIES[activity]) for activity in one.activities]
    return [*found, voice.gettext(ROLES[one.role])] if one.role else found
