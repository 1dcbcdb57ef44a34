"""Figures as reviewers see them: the list, and one with its sources and its changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from bot.models import ChangedBy, Qualifier
from bot.replies import callbacks as press
from bot.replies.answers import fitted
from bot.replies.figures import amount, as_of, value
from bot.replies.markup import (
    CAPTION,
    GAP,
    LINE,
    NOTHING,
    SPACE,
    Html,
    bold,
    code,
    cut,
    escape,
    italic,
    mention,
)
from bot.replies.sources import listed
from bot.replies.values import Button, Reply, Room, Rows, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.figures.values import ChangeView, Difference, FigureCard, FigureList, SubjectLine
from bot.services.values import RecordedView

MOST_CHANGES = 5
LINE_SHAPE: Final = N_("value | as of when | who says so | https://link")

_DOT = Html(" · ")
_VALUE = frozenset({"low", "high", "qualifier"})
_FIELDS: Final = {
    "as_of": N_("date"),
    "as_of_end": N_("end of the period"),
    "as_of_inferred": N_("how sure the date is"),
    "label": N_("what is counted"),
    "unit": N_("what is counted"),
    "actor": N_("of whom"),
    "place": N_("place"),
    "event": N_("what happened"),
    "attribution": N_("who says so"),
    "attributed_to": N_("who says so"),
    "sources": N_("sources"),
}


def subjects(setting: Setting, page: FigureList) -> Reply:
    """List what figures are about, each as a button with its newest value."""
    voice = setting.voice
    if not page.subjects:
        text = voice.gettext("No figures are on record yet.")
        return Reply(text.markup)
    title = bold(voice.gettext("📊 Figures on record"))
    hint = voice.gettext("Press one to see its values over time, its sources and its changes.")
    parts = [title, hint]
    if page.pages > 1:
        numbers = {"page": page.page, "pages": page.pages}
        parts.append(voice.gettext("Page {page} of {pages}", **numbers))
    rows = tuple((_subject(voice, one),) for one in page.subjects)
    return Reply(GAP.join(parts).markup, (*rows, *_turning(voice, page)))


def _subject(voice: Voice, line: SubjectLine) -> Button:
    """Offer what figures are about; the value comes first, since long labels are cut."""
    label = escape(": ").join((value(voice, line.newest), escape(line.newest.label)))
    return button(label, press.ShowFigure(line.figure_id))


def _turning(voice: Voice, page: FigureList) -> Rows:
    turns = []
    if page.page > 1:
        turns.append(button(voice.gettext("◀ Back"), press.TurnPage(page.page - 1)))
    if page.page < page.pages:
        turns.append(button(voice.gettext("More ▶"), press.TurnPage(page.page + 1)))
    return (tuple(turns),) if turns else ()


def card(setting: Setting, shown: FigureCard) -> Reply:
    """Show a figure under its chart, and say how to enter a newer value."""
    return Reply(fitted(lambda room: _card(setting, shown, room), CAPTION))


def _card(setting: Setting, card: FigureCard, room: Room) -> Html:
    voice, shown = setting.voice, card.shown
    head = LINE.join(
        (
            bold(escape("📊 ") + cut(shown.label, room.field)),
            bold(value(voice, shown)),
            _facts(voice, shown, room),
            _newer(voice, card),
        )
    )
    return GAP.join(
        (
            head,
            listed(voice, shown.sources, room),
            _changes(setting, card, room),
            _how(voice, shown),
        )
    )


def _facts(voice: Voice, shown: RecordedView, room: Room) -> Html:
    """Say as of when a value is, and who says so."""
    parts = [as_of(voice, shown)]
    if shown.attribution:
        who = cut(shown.attribution, room.field)
        parts.append(voice.gettext("according to: {who}", who=who))
    return _DOT.join(parts)


def _newer(voice: Voice, card: FigureCard) -> Html:
    """Say which value stands for the subject now, where that is one of another day."""
    newest, shown = card.newest, card.shown
    if (newest.as_of, newest.as_of_end) == (shown.as_of, shown.as_of_end):
        return NOTHING
    what = _DOT.join((value(voice, card.newest), as_of(voice, card.newest)))
    return italic(voice.gettext("The newest on record: {figure}", figure=what))


def _how(voice: Voice, shown: RecordedView) -> Html:
    """Say how a newer value is entered; the line is copied with a touch."""
    reply = voice.gettext("Newer value? Reply to this message with one line:")
    return LINE.join((reply, code(voice.gettext(LINE_SHAPE)), escape(shown.key)))


def _changes(setting: Setting, card: FigureCard, room: Room) -> Html:
    """List the latest changes of the subject's values, the newest first."""
    voice = setting.voice
    most = min(MOST_CHANGES, room.checks)
    lines = [_change(setting, one) for one in card.changes[:most]]
    if (left := len(card.changes) - most) > 0:
        lines.append(
            voice.ngettext("and {count} earlier change", "and {count} earlier changes", left)
        )
    return LINE.join((bold(voice.gettext("Changes:")), *lines)) if lines else NOTHING


def _change(setting: Setting, change: ChangeView) -> Html:
    voice = setting.voice
    day = escape(voice.short_day(setting.today(change.at).date()))
    what = _what(voice, change)
    return escape("• ") + SPACE.join((day + escape(","), _by(voice, change) + escape(":"), what))


def _by(voice: Voice, change: ChangeView) -> Html:
    """Name who made a change: reviewers by a link, since only reviewers read this."""
    match change.by:
        case ChangedBy.SEED | ChangedBy.IMPORT:
            return voice.gettext("the files")
        case ChangedBy.OPERATOR:
            who = voice.gettext("the command line")
            name = cut(change.name or "", 40)
            return who + (escape(" (") + name + escape(")") if name else NOTHING)
        case ChangedBy.ADMIN:
            who = voice.gettext("an admin")
        case ChangedBy.REVIEWER:
            who = voice.gettext("a reviewer")
    return mention(change.person_id, who) if change.person_id else who


def _what(voice: Voice, change: ChangeView) -> Html:
    """Say what a change did: the values before and after, and which other fields."""
    now = amount(voice, change.low, change.high, change.qualifier)
    if change.version == 1:
        return voice.gettext("{figure} recorded", figure=now)
    changed = {one.field: one for one in change.differences}
    said = []
    if changed.keys() & _VALUE:
        before = amount(voice, *_before(change, changed))
        said.append(before + escape(" → ") + now)
    others = dict.fromkeys(
        _FIELDS[field.partition(".")[0]] for field in changed if field not in _VALUE
    )
    said += [_named(voice, name, changed) for name in others]
    return Html(", ").join(said) if said else voice.gettext("the same again")


def _named(voice: Voice, name: str, changed: dict[str, Difference]) -> Html:
    """Name a field that changed; a date with both days."""
    field = voice.gettext(name)
    one = changed.get("as_of")
    if name != _FIELDS["as_of"] or one is None or not (one.before and one.after):
        return field
    days = [escape(voice.short_day(date.fromisoformat(at))) for at in (one.before, one.after)]
    return field + SPACE + escape(" → ").join(days)


def _before(
    change: ChangeView, changed: dict[str, Difference]
) -> tuple[Decimal, Decimal, Qualifier]:
    """Return the value that a change replaced."""
    low, high, qualifier = (changed.get(name) for name in ("low", "high", "qualifier"))
    return (
        Decimal(low.before) if low else change.low,
        Decimal(high.before) if high else change.high,
        Qualifier(qualifier.before) if qualifier else change.qualifier,
    )
