"""Where the desk stands, and what is brought before the admins, each in one message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.replies.answers import fitted
from bot.replies.labels import badge
from bot.replies.markup import GAP, LINE, NOTHING, SPACE, Html, bold, cut, escape
from bot.replies.values import Button, Reply, Room, Rows, Setting
from bot.replies.voice import Voice
from bot.services.clock.values import Digest, Escalated, ListedCase

DOT = Html(" · ")
A_ROW = 5  # buttons


def digest(setting: Setting, shown: Digest) -> Reply:
    """Say where the desk stands."""
    return Reply(fitted(lambda room: _digest(setting, shown, room)), opening(setting, shown.first))


def _digest(setting: Setting, shown: Digest, room: Room) -> Html:
    voice = setting.voice
    moment = setting.today()
    day, time = voice.day(moment.date()), f"{moment:%H:%M}"
    return GAP.join(
        (
            bold(voice.gettext("📋 The desk on {day}, {time}", day=day, time=time)),
            _open(setting, shown),
            _listed(setting, voice.gettext("First in the queue:"), shown.first, room),
            _waiting(setting, shown, room),
            _published(voice, shown, room),
        )
    )


def _open(setting: Setting, shown: Digest) -> Html:
    """Count what is open, and say what of it presses."""
    voice = setting.voice
    lines = [
        voice.gettext("Open cases: {count}", count=shown.open),
        languages(voice, shown.languages) if shown.open else NOTHING,
    ]
    if shown.oldest:
        number, age = str(shown.oldest.case_id), voice.age(setting.now - shown.oldest.since)
        lines.append(voice.gettext("The oldest: case {number} · {age}", number=number, age=age))
    if shown.overdue:
        lines.append(voice.gettext("⏰ Overdue: {count}", count=shown.overdue))
    if shown.escalated:
        lines.append(voice.gettext("🔺 Brought before the admins: {count}", count=shown.escalated))
    return LINE.join(lines)


def _waiting(setting: Setting, shown: Digest, room: Room) -> Html:
    """Say what waits for a second pair of eyes, for its author, or for a translator."""
    voice, lines = setting.voice, []
    if shown.waiting:
        count = voice.gettext("👀 Waiting for approval: {count}", count=shown.waiting_count)
        lines.append(_listed(setting, count, shown.waiting, room))
    if shown.sent_back:
        lines.append(voice.gettext("↩️ Sent back to be changed: {count}", count=shown.sent_back))
    if shown.translations:
        named = languages(voice, shown.translations)
        lines.append(voice.gettext("🌐 Translations wanted: {languages}", languages=named))
    return LINE.join(lines)


def _published(voice: Voice, shown: Digest, room: Room) -> Html:
    if not shown.published:
        return NOTHING
    count = voice.gettext(
        "✅ Published since the last digest: {count}", count=shown.published_count
    )
    verdicts = (
        SPACE.join((escape("•"), badge(voice, one.rating), cut(one.claim, room.claim // 4)))
        for one in shown.published
    )
    return LINE.join((count, *verdicts))


def escalated(setting: Setting, shown: Escalated) -> Reply:
    """Bring the cases that have waited too long before an admin."""
    voice = setting.voice
    title = voice.ngettext(
        "🔺 {count} case has waited too long", "🔺 {count} cases have waited too long", shown.count
    )
    more = shown.count - len(shown.cases)
    rest = voice.ngettext("and {count} more", "and {count} more", more) if more else NOTHING

    def html(room: Room) -> Html:
        return LINE.join((_listed(setting, bold(title), shown.cases, room), rest))

    return Reply(fitted(html), opening(setting, shown.cases))


def languages(voice: Voice, counts: Iterable[tuple[str | None, int]]) -> Html:
    """Name languages with how many there are in each."""
    return DOT.join(
        SPACE.join(
            (
                escape(voice.language(code)) if code else voice.gettext("no language"),
                escape(voice.number(Decimal(count))),
            )
        )
        for code, count in counts
    )


def _listed(setting: Setting, title: Html, cases: Sequence[ListedCase], room: Room) -> Html:
    """List cases under a title."""
    return (
        LINE.join((title, *(line(setting, one, room.claim // 7) for one in cases)))
        if cases
        else NOTHING
    )


def line(setting: Setting, case: ListedCase, words: int) -> Html:
    """Show a case in a line: number, age, how many ask, first words."""
    facts = [
        bold(escape(str(case.case_id))),
        escape(setting.voice.age(setting.now - case.since)),
        escape(f"👥 {case.people}") if case.people else NOTHING,
        cut(case.words, words),
    ]
    return SPACE.join((escape("•"), DOT.join(facts)))


def opening(setting: Setting, cases: Sequence[ListedCase]) -> Rows:
    """Link each case to the presser's own chat: the list stays as it is, in a group too."""
    buttons = [
        Button(f"📥 {one.case_id}", url=f"{setting.bot_link}?start=case{one.case_id}")
        for one in cases
    ]
    return tuple(tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW))
