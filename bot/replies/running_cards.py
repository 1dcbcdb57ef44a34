"""Broadcasts that have begun, as admins watch them, and those of whom nobody knows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from bot.models import BroadcastState
from bot.replies import callbacks as press
from bot.replies.markup import GAP, LINE, SPACE, Html, bold, escape
from bot.replies.values import Button, Reply, Rows, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.broadcasts.running_values import Progress, UnsureList
from bot.services.values import Text

STATES: Final = {
    BroadcastState.LISTING: ("📋", N_("Its recipients are being listed.")),
    BroadcastState.RUNNING: ("📤", N_("It is on its way.")),
    BroadcastState.PAUSED: ("⏸", N_("It is paused.")),
    BroadcastState.DONE: ("✅", N_("It is done.")),
    BroadcastState.STOPPED: ("⏹", N_("It was stopped.")),
}
BAR: Final = 10  # signs of the bar
WITHDRAWN: Final = "withdrawn"  # as services.broadcasts.control has it
PHRASES: Final = {
    "broadcast_paused": N_("Paused. Nothing more of it leaves until it is resumed."),
    "broadcast_resumed": N_("It goes on."),
    "broadcast_stopped": N_("Stopped. Nobody else gets it."),
    "broadcast_over": N_("This broadcast is over."),
    "broadcast_not_begun": N_("This broadcast has not begun yet."),
    "no_such_broadcast": N_("There is no such broadcast."),
    "written_again": N_("Written to again: {count}"),
    "left_unsure": N_("Left as it is: {count}"),
}
TOLD: Final = {  # who sent a broadcast, of its end
    "broadcast_done": N_(
        "📣 Broadcast {number} is done. Sent: {sent}. Blocked the bot: {blocked}. Failed: "
        "{failed}. Nobody knows whether it arrived: {unsure}. Left out: {left_out}. In the next "
        "bulletin: {in_bulletins}."
    ),
    "broadcast_withdrawn": N_(
        "📣 Broadcast {number} was stopped, because verdict {verdict} was withdrawn. Sent before "
        "that: {sent}. Not sent any more: {dropped}. Whoever got it is told that the verdict "
        "holds no longer."
    ),
}


def told(setting: Setting, text: Text) -> Reply:
    """Tell who sent a broadcast what became of it."""
    return Reply(setting.voice.gettext(TOLD[text.name], **dict(text.values)).markup)


def progress(setting: Setting, shown: Progress) -> Reply:
    """Show how far a broadcast is, and what can be done about it."""
    voice = setting.voice
    parts = [LINE.join(_heading(voice, shown)), LINE.join(_counts(voice, shown))]
    if shown.per_second:
        parts.append(_speed(voice, shown))
    if shown.asked:
        words = N_("Really stop it? Whoever has not got it yet will not get it.")
        parts.append(bold(voice.gettext(words)))
    return Reply(GAP.join(parts).markup, _buttons(voice, shown))


def _heading(voice: Voice, shown: Progress) -> list[Html]:
    number = str(shown.broadcast_id)
    lines = [bold(voice.gettext("📣 Broadcast {number}", number=number))]
    sign, text = STATES[shown.state]
    if shown.reason == WITHDRAWN:
        text = N_("It was stopped, because its verdict was withdrawn.")
    lines.append(escape(sign) + SPACE + voice.gettext(text))
    if shown.all_paused:
        lines.append(voice.gettext("All broadcasts are paused; /resume lets them go on."))
    return lines


def _counts(voice: Voice, shown: Progress) -> list[Html]:
    settled = shown.people - shown.waiting
    share = settled / shown.people if shown.people else 1.0
    full = int(share * BAR)
    lines = [
        escape(f"{'▰' * full}{'▱' * (BAR - full)} {int(share * 100)} %"),
        voice.gettext("Sent: {count} of {people}", count=shown.sent, people=shown.people),
    ]
    rest = (
        (N_("Waiting: {count}"), shown.waiting),
        (N_("Blocked the bot: {count}"), shown.blocked),
        (N_("Failed: {count}"), shown.failed),
        (N_("Nobody knows whether it arrived: {count}"), shown.unsure),
        (N_("Left out, because they want nothing any more: {count}"), shown.left_out),
        (N_("Not sent any more: {count}"), shown.dropped),
        (N_("In the next bulletin: {count}"), shown.in_bulletins),
    )
    return lines + [voice.gettext(text, count=count) for text, count in rest if count]


def _speed(voice: Voice, shown: Progress) -> Html:
    speed = voice.number(Decimal(f"{shown.per_second or 0:.1f}"))
    if shown.seconds_left is None:
        return voice.gettext("{count} a second", count=speed)
    minutes, seconds = divmod(shown.seconds_left, 60)
    time = f"{minutes}:{seconds:02}"
    return voice.gettext("{count} a second, about {time} left", count=speed, time=time)


def _buttons(voice: Voice, shown: Progress) -> Rows:
    number, rows = shown.broadcast_id, list[tuple[Button, ...]]()
    if shown.asked:
        yes = button(voice.gettext("Yes, stop it"), press.StopBroadcast(number))
        no = button(voice.gettext("No, leave it"), press.WatchBroadcast(number))
        return ((yes,), (no,))
    stop = button(voice.gettext("⏹ Stop"), press.AskStopBroadcast(number))
    if shown.state is BroadcastState.PAUSED:
        rows.append((button(voice.gettext("▶ Resume"), press.ResumeBroadcast(number)), stop))
    elif shown.state in (BroadcastState.LISTING, BroadcastState.RUNNING):
        rows.append((button(voice.gettext("⏸ Pause"), press.PauseBroadcast(number)), stop))
    if shown.to_decide:
        label = voice.gettext("❔ Unsure ({count})", count=shown.to_decide)
        rows.append((button(label, press.ShowUnsure(number, 1)),))
    return tuple(rows)


def unsure(setting: Setting, shown: UnsureList) -> Reply:
    """List the messages of whom nobody knows whether they arrived, without names."""
    voice, number = setting.voice, shown.broadcast_id
    parts = [
        bold(voice.gettext("📣 Broadcast {number}", number=str(number))),
        voice.gettext("Nobody knows whether it arrived: {count}", count=shown.total),
        LINE.join(_line(setting, notice, at) for notice, at in shown.lines),
        voice.gettext(
            "Telegram's answer was lost, or the program ended before it came. Written to again, "
            "some of these people may get it twice."
        ),
    ]
    rows = list[tuple[Button, ...]]()
    if shown.total and shown.open:
        again = voice.gettext("Write to them again")
        rows.append((button(again, press.WriteAgain(number)),))
    if shown.total:
        rows.append((button(voice.gettext("Leave it"), press.LeaveUnsure(number)),))
    turns = []
    if shown.page > 1:
        turns.append(button(voice.gettext("◀ Back"), press.ShowUnsure(number, shown.page - 1)))
    if shown.page < shown.pages:
        turns.append(button(voice.gettext("More ▶"), press.ShowUnsure(number, shown.page + 1)))
    rows += [tuple(turns)] if turns else []
    rows.append((button(voice.gettext("To the broadcast"), press.WatchBroadcast(number)),))
    return Reply(GAP.join(part for part in parts if part.markup).markup, tuple(rows))


def _line(setting: Setting, notice: int, at: datetime) -> Html:
    moment = setting.today(at)
    day, time = setting.voice.day(moment.date()), f"{moment:%H:%M:%S}"
    words = N_("Message {number} · {day}, {time}")
    return setting.voice.gettext(words, number=str(notice), day=day, time=time)
