"""What a search found: verdicts and cases by number, each with a button that opens or takes it."""

from __future__ import annotations

from bot.replies import callbacks as press
from bot.replies.answers import fitted
from bot.replies.labels import badge
from bot.replies.markup import GAP, LINE, SPACE, Html, bold, cut, escape
from bot.replies.values import Button, Reply, Room, Rows, Setting, button
from bot.replies.voice import Voice
from bot.services.found_values import FoundCase, FoundList
from bot.services.values import VerdictView

LONGEST_WORDS = 80


def found(setting: Setting, shown: FoundList) -> Reply:
    """List what was found, each with its number as a button."""
    voice = setting.voice
    html = fitted(lambda room: _found(voice, shown, room))
    numbers = tuple(
        button(escape(str(number)), _opening(shown, one))
        for number, one in enumerate(shown.entries, start=shown.first)
    )
    rows: Rows = (numbers,) if numbers else ()
    if turns := _turns(voice, shown):
        rows = (*rows, turns)
    if shown.about is not None and shown.words and shown.entries:
        again = button(voice.gettext("Other words"), press.SameAs(shown.about))
        rows = (*rows, (again,))
    return Reply(html, rows)


def _opening(shown: FoundList, one: VerdictView | FoundCase) -> press.Action:
    """Return what pressing an entry does: it is shown, or it is what the case is about."""
    match one, shown.about:
        case VerdictView(id=verdict), None:
            return press.ShowVerdict(verdict)
        case VerdictView(id=verdict), int(case):
            return press.SameAsVerdict(case, verdict)
        case FoundCase(case_id=other), None:
            return press.OpenCase(other)
        case FoundCase(case_id=other), int(case):
            return press.SameAsCase(case, other)
    raise TypeError(one)


def _turns(voice: Voice, shown: FoundList) -> tuple[Button, ...]:
    turns = []
    if shown.page > 1:
        turns.append(button(voice.gettext("◀ Back"), press.FoundPage(shown.page - 1)))
    if shown.page < shown.pages:
        turns.append(button(voice.gettext("More ▶"), press.FoundPage(shown.page + 1)))
    return tuple(turns)


def _found(voice: Voice, shown: FoundList, room: Room) -> Html:
    entries = (
        _entry(voice, number, one, room)
        for number, one in enumerate(shown.entries, start=shown.first)
    )
    numbers = {"page": shown.page, "pages": shown.pages}
    where = voice.gettext("Page {page} of {pages}", **numbers) if shown.pages > 1 else Html()
    return GAP.join((_head(voice, shown), *entries, where, _hint(voice, shown)))


def _head(voice: Voice, shown: FoundList) -> Html:
    words = cut(shown.words, LONGEST_WORDS)
    match shown.about, shown.words:
        case None, _:
            return bold(voice.gettext("🔎 Found for “{words}”", words=words))
        case int(case), "":
            asked = voice.gettext("Case {number}: the same as what?", number=str(case))
            return bold(asked)
        case case, _:
            found = voice.gettext(
                "Case {number}: found for “{words}”", number=str(case), words=words
            )
            return bold(found)


def _hint(voice: Voice, shown: FoundList) -> Html:
    """Say what to do next."""
    match shown:
        case FoundList(entries=(), about=None):
            return voice.gettext(
                "Nothing. Try one or two plain words without the rest of the post, or the number "
                "of a verdict. Not checked yet? Forward me the post."
            )
        case FoundList(entries=(), words=""):
            return voice.gettext("Write me a few words of it, or its number.")
        case FoundList(entries=()):
            return voice.gettext("Nothing. Write me other words, or a number.")
        case FoundList(words="", about=int()):
            return voice.gettext(
                "Press the number of what it is about, or write me a few words or a number."
            )
        case FoundList(about=int()):
            return voice.gettext("Press the number of what it is about.")
        case _:
            return voice.gettext("Press a number to open it.")


def _entry(voice: Voice, number: int, one: VerdictView | FoundCase, room: Room) -> Html:
    limit = min(250, room.claim)
    place = escape(f"{number}.")
    match one:
        case VerdictView():
            head = SPACE.join((place, badge(voice, one.rating), escape(f"#{one.id}")))
            return LINE.join((bold(head), cut(one.claim, limit)))
        case FoundCase():
            people = voice.ngettext("{count} person asks", "{count} people ask", one.people)
            case = voice.gettext("📥 Case {number}", number=str(one.case_id))
            head = SPACE.join((place, case, escape("·"), people))
            return LINE.join((bold(head), cut(one.text, limit)))
