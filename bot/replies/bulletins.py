"""A bulletin: what was broadcast since a subscriber's last one, each in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.replies import callbacks as press
from bot.replies.answers import footer
from bot.replies.labels import badge
from bot.replies.markup import GAP, LIMIT, LINE, NOTHING, SPACE, Html, bold, cut, escape
from bot.replies.values import ROOMS, Reply, Room, Setting, button, in_rows
from bot.replies.verdicts import original, untranslated
from bot.replies.voice import Voice
from bot.services.broadcasts.values import BroadcastMessage
from bot.services.subscriptions.values import Bulletin

MOST: Final = 20  # entries of one message
IN_A_ROW: Final = 5


def bulletin(setting: Setting, shown: Bulletin) -> Reply:
    """List what was broadcast, as much as one message holds; verdicts can be opened."""
    voice = setting.voice
    html, count = _fitted(setting, shown.entries)
    opening = (
        button(escape(str(number)), press.ShowVerdict(one.verdict.id))
        for number, one in enumerate(shown.entries[:count], start=1)
        if one.verdict
    )
    leave = button(voice.gettext("Unsubscribe"), press.Unsubscribe())
    return Reply(html.markup, (*in_rows(opening, IN_A_ROW), (leave,)))


def _fitted(setting: Setting, entries: Sequence[BroadcastMessage]) -> tuple[Html, int]:
    """Word as many entries as fit, and say how many; shorter ones rather than fewer."""
    content, count = NOTHING, min(len(entries), MOST)
    for room in ROOMS[-2:]:
        content = _listed(setting, entries, count, room)
        if content.length <= LIMIT:
            return content, count
    while content.length > LIMIT and count > 1:
        count -= 1
        content = _listed(setting, entries, count, ROOMS[-1])
    return content, count


def _listed(setting: Setting, entries: Sequence[BroadcastMessage], count: int, room: Room) -> Html:
    voice, left = setting.voice, len(entries) - count
    more = voice.ngettext(
        "and {count} more: /find searches everything that has been checked",
        "and {count} more: /find searches everything that has been checked",
        left,
    )
    verdicts = any(one.verdict for one in entries[:count])
    return GAP.join(
        (
            bold(voice.gettext("📬 New since your last bulletin")),
            *(
                _entry(voice, number, one, room)
                for number, one in enumerate(entries[:count], start=1)
            ),
            more if left else NOTHING,
            voice.gettext("Press a number to open it.") if verdicts else NOTHING,
            footer(setting),
        )
    )


def _entry(voice: Voice, number: int, one: BroadcastMessage, room: Room) -> Html:
    place = escape(f"{number}.")
    if verdict := one.verdict:
        return LINE.join(
            (
                bold(SPACE.join((place, badge(voice, verdict.rating)))),
                cut(verdict.claim, room.claim),
                cut(verdict.summary, room.summary),
                original(voice, verdict),
            )
        )
    text = SPACE.join((place, cut(one.text, room.claim + room.summary)))
    foreign = one.language != voice.code
    return LINE.join((text, untranslated(voice, one.language) if foreign else NOTHING))
