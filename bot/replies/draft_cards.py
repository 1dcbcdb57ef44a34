"""A written verdict as its second pair of eyes sees it: as readers will, and what to do."""

from __future__ import annotations

from typing import Final

from bot.models import CasePurpose, DraftState
from bot.replies import callbacks as press
from bot.replies.answers import fitted, whole
from bot.replies.labels import badge
from bot.replies.markup import (
    GAP,
    LINE,
    NOTHING,
    SPACE,
    Html,
    bold,
    cut,
    escape,
    mention,
    quotation,
)
from bot.replies.values import Reply, Room, Rows, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.values import DraftCard, VerdictView

TITLES: Final = {
    CasePurpose.CLAIM: N_("👀 A verdict waits for approval (case {number})"),
    CasePurpose.RECHECK: N_("👀 A correction waits for approval (case {number})"),
    CasePurpose.TRANSLATION: N_("👀 A translation waits for approval (case {number})"),
}
MOST_WORDINGS = 5


def card(setting: Setting, shown: DraftCard) -> Reply:
    """Show a written verdict, with what can be done to it while it waits."""
    if shown.state is not DraftState.SUBMITTED or shown.verdict is None:
        return Reply(fitted(lambda room: _settled(setting.voice, shown, room)))
    verdict = shown.verdict
    html = fitted(
        lambda room: GAP.join(
            (
                _title(setting.voice, shown),
                whole(setting, verdict, room),
                *_besides(setting.voice, shown, room),
            )
        )
    )
    return Reply(html, _buttons(setting.voice, shown))


def _title(voice: Voice, shown: DraftCard) -> Html:
    return bold(voice.gettext(TITLES[shown.purpose], number=str(shown.case_id)))


def _settled(voice: Voice, shown: DraftCard, room: Room) -> Html:
    """Say what became of a draft that waits no more."""
    number = str(shown.case_id)
    if shown.state is DraftState.WRITING:
        said = voice.gettext(
            "✍️ The verdict on case {number} is being written again.", number=number
        )
    elif shown.verdict is None:
        return voice.gettext("The verdict on case {number} was not published.", number=number)
    else:
        said = voice.gettext("✅ Published: /verdict {number}", number=str(shown.verdict.id))
    return GAP.join((said, _in_short(voice, shown.verdict, room)))


def _in_short(voice: Voice, verdict: VerdictView | None, room: Room) -> Html:
    if verdict is None:
        return NOTHING
    return SPACE.join((badge(voice, verdict.rating), cut(verdict.claim, room.claim)))


def _besides(voice: Voice, shown: DraftCard, room: Room) -> tuple[Html, ...]:
    """Give what readers do not see, but who approves should."""
    before = _in_short(voice, shown.before, room)
    known = voice.gettext("Published until now: {verdict}", verdict=before) if before else NOTHING
    return (
        escape("———"),
        known,
        *(_text(voice, one, room) for one in shown.others),
        _wordings(voice, shown, room),
        _figures(voice, shown, room),
        LINE.join(_facts(voice, shown)),
        bold(voice.gettext("Really reject? What is written goes.")) if shown.asked else NOTHING,
    )


def _text(voice: Voice, verdict: VerdictView, room: Room) -> Html:
    """Show what a draft says in a further language."""
    title = bold(escape(voice.language(verdict.language)))
    summary = cut(verdict.summary, room.summary)
    return LINE.join((title, cut(verdict.claim, room.claim), summary))


def _wordings(voice: Voice, shown: DraftCard, room: Room) -> Html:
    """List the ticked texts: whoever sends one gets this verdict from now on."""
    if not shown.wordings:
        return NOTHING
    limit = min(200, room.claim)
    texts = [quotation(cut(text, limit)) for text in shown.wordings[:MOST_WORDINGS]]
    if (left := len(shown.wordings) - len(texts)) > 0:
        texts.append(voice.ngettext("and {count} more", "and {count} more", left))
    return LINE.join((voice.gettext("Who sends one of these texts gets it:"), *texts))


def _figures(voice: Voice, shown: DraftCard, room: Room) -> Html:
    if not shown.figures:
        return NOTHING
    keys = cut(", ".join(shown.figures), room.claim)
    return voice.gettext("Figures to be recorded: {keys}", keys=keys)


def _facts(voice: Voice, shown: DraftCard) -> tuple[Html, ...]:
    """Say who wrote it, who is told, and how many agree."""
    author = NOTHING
    if shown.author is not None:
        who = mention(shown.author, voice.gettext("This reviewer"))
        author = voice.gettext("Written by: {person}", person=who)
    told = voice.ngettext(
        "{count} person will be told.", "{count} people will be told.", shown.people
    )
    if shown.needed is None:
        agreed = voice.gettext("Approvals: {count}", count=shown.approvals)
    else:
        agreed = voice.gettext(
            "Approvals: {count} of {needed}", count=shown.approvals, needed=shown.needed
        )
    return author, told if shown.people else NOTHING, agreed


def _buttons(voice: Voice, shown: DraftCard) -> Rows:
    """Offer what can be done to a draft; that whoever presses may do it is checked then."""
    case, version = shown.case_id, shown.version
    if shown.asked:
        return (
            (button(voice.gettext("Yes: reject"), press.Reject(case, version)),),
            (button(voice.gettext("No, leave it"), press.ShowDraft(case)),),
        )
    now = button(voice.gettext("Publish now"), press.Override(case, version))
    at_once: Rows = ((now,),) if shown.admin else ()
    if shown.own:
        return ((button(voice.gettext("Take back"), press.TakeBack(case, version)),), *at_once)
    return (
        (button(voice.gettext("Approve"), press.Approve(case, version)),),
        (
            button(voice.gettext("Send back"), press.SendBack(case, version)),
            button(voice.gettext("Reject"), press.AskReject(case, version)),
        ),
        *at_once,
    )
