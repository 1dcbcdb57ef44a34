"""A file of verdicts that an admin sent: what it would change, what it has, what was no use."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Final

from bot.models import ImportState, Rating
from bot.replies import callbacks as press
from bot.replies.answers import fitted
from bot.replies.labels import badge
from bot.replies.markup import GAP, LINE, NOTHING, SPACE, Html, bold, cut, escape
from bot.replies.values import File, Reply, Room, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.import_values import Fate, ImportCard, RejectedFile

LONGEST_NAME: Final = 100  # of a file that is sent
FATES: Final = {
    Fate.NEW: N_("New: {count}"),
    Fate.CHANGED: N_("Changed: {count}"),
    Fate.UNCHANGED: N_("Unchanged: {count}"),
    Fate.KEPT: N_("Corrected here, stays as it is: {count}"),
}


def card(setting: Setting, shown: ImportCard) -> Reply:
    """Show a file as it stands."""
    voice = setting.voice
    html = fitted(
        lambda room: GAP.join(
            (bold(escape("📥 ") + cut(shown.name, room.field)), *_parts(setting, shown, room))
        )
    )
    if shown.state is not ImportState.READ:
        return Reply(html)
    leave = button(voice.gettext("Leave it"), press.LeaveFile(shown.file_id))
    bring = button(voice.gettext("Import"), press.ImportFile(shown.file_id))
    return Reply(html, ((bring, leave),) if shown.writes else ())


def _parts(setting: Setting, shown: ImportCard, room: Room) -> tuple[Html, ...]:
    voice = setting.voice
    if shown.reason is not None:
        return (
            voice.gettext("This file cannot be imported:"),
            cut(shown.reason, room.claim),
        )
    match shown.state:
        case ImportState.REFUSED:
            return (voice.gettext("Left alone: nothing was written."),)
        case ImportState.DONE:
            told = voice.gettext("People who are told of a change: {count}", count=shown.told)
            return (
                bold(voice.gettext("✅ Imported.")),
                _counts(voice, shown),
                told if shown.told else NOTHING,
            )
    return (
        _before(setting, shown),
        _counts(voice, shown),
        _ratings(voice, shown, room),
        _listed(shown, room),
        voice.gettext(
            "Claims that our desk has rated itself; both stay: {count}", count=shown.alike
        )
        if shown.alike
        else NOTHING,
        voice.gettext("Nothing has been written yet. Import it?")
        if shown.writes
        else voice.gettext("There is nothing to write."),
    )


def _before(setting: Setting, shown: ImportCard) -> Html:
    if shown.before is None:
        return NOTHING
    day = setting.voice.day(setting.today(shown.before).date())
    return setting.voice.gettext("This file was imported before, on {date}.", date=day)


def _counts(voice: Voice, shown: ImportCard) -> Html:
    lines = [
        voice.gettext(FATES[fate], count=count)
        for fate, count in shown.counts
        if count or fate is Fate.NEW
    ]
    if shown.duplicates:
        lines.append(voice.gettext("The same twice: {count}", count=shown.duplicates))
    if shown.rejected:
        lines.append(voice.gettext("Cannot be used: {count}", count=shown.rejected))
    return LINE.join(lines)


def _ratings(voice: Voice, shown: ImportCard, room: Room) -> Html:
    """Say which of their ratings are which of ours."""
    lines = [
        SPACE.join(
            (
                cut(words, room.field) if words else escape("–"),
                escape("→"),
                badge(voice, Rating(rating) if rating else None),
                escape(f"({count})"),
            )
        )
        for words, rating, count in shown.ratings[: room.sources]
    ]
    note = voice.gettext("What is not rated is only ever suggested.")
    return LINE.join((*lines, note if shown.unrated else NOTHING))


def _listed(shown: ImportCard, room: Room) -> Html:
    languages = escape(", ".join(f"{code} {count}" for code, count in shown.languages[:6]))
    publishers = Html(", ").join(
        SPACE.join((cut(who or "–", room.field), escape(str(count))))
        for who, count in shown.publishers[: room.sources]
    )
    return LINE.join((languages, publishers))


def rejected(setting: Setting, shown: RejectedFile) -> Reply:
    """Send what could not be used, with each record's place and the reason."""
    lines = (json.dumps(asdict(one), ensure_ascii=False) for one in shown.found)
    content = "\n".join(lines) + "\n"
    name = re.sub(r"[^\w.-]+", "_", shown.name)[:LONGEST_NAME].strip(".") or "file"
    html = setting.voice.gettext(
        "Records that could not be used: {count}. Each is here with its place and the reason.",
        count=shown.count,
    )
    return Reply(html.markup, file=File(f"{name}.rejected.jsonl", content.encode()))
