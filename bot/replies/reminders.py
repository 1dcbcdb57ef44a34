"""What a reviewer is reminded of, and the switch for it; a word to whose post was not checked."""

from __future__ import annotations

from bot.replies import callbacks as press
from bot.replies.answers import fitted
from bot.replies.digest import escalated, line, opening
from bot.replies.markup import GAP, LINE, NOTHING, SPACE, Html, bold, cut, quotation
from bot.replies.values import Reply, Room, Setting, button
from bot.replies.voice import Voice
from bot.services.clock.values import (
    ApprovalsWait,
    Escalated,
    LeaseEnds,
    ListedCase,
    RanOut,
    Reminder,
    RemindersSwitch,
    SentBackWaits,
)

COMMENT = 500  # characters of a comment
WORDS = 120  # of a case


def reminder(setting: Setting, shown: Reminder) -> Reply:
    """Word what the clock brings before a member."""
    match shown:
        case Escalated():
            return escalated(setting, shown)
        case RemindersSwitch(on):
            return _switch(setting.voice, on)
        case ApprovalsWait():
            return _approvals(setting, shown)
        case LeaseEnds():
            return _lease_ends(setting, shown)
        case RanOut():
            return _ran_out(setting.voice, shown)
        case SentBackWaits():
            return _sent_back(setting.voice, shown)


def _lease_ends(setting: Setting, shown: LeaseEnds) -> Reply:
    """Say until when the case is theirs."""
    voice, number = setting.voice, shown.case.case_id
    title = voice.gettext(
        "⏳ Your time for case {number} ends at {time}.",
        number=str(number),
        time=f"{setting.today(shown.until):%H:%M}",
    )
    kept = voice.gettext("What you have written is kept. Any step gives you more time.")
    buttons = (
        button(voice.gettext("Go on with it"), press.Take(number)),
        button(voice.gettext("Give it back"), press.GiveBack(number)),
    )
    return Reply(_of_case(shown.case, title, kept).markup, (buttons,))


def _ran_out(voice: Voice, shown: RanOut) -> Reply:
    """Say that the case is free again, and that nothing is lost."""
    number = shown.case.case_id
    title = voice.gettext("⌛ Your time for case {number} is over.", number=str(number))
    free = voice.gettext("The case is free for others again.")
    kept = voice.gettext("What you wrote is kept.") if shown.written else NOTHING
    again = button(voice.gettext("Take it again"), press.Take(number))
    return Reply(_of_case(shown.case, title, SPACE.join((free, kept))).markup, ((again,),))


def _sent_back(voice: Voice, shown: SentBackWaits) -> Reply:
    """Say what is to be changed."""
    number = shown.case.case_id
    title = voice.gettext(
        "↩️ Your verdict on case {number} was sent back and waits for you.", number=str(number)
    )
    go_on = button(voice.gettext("Go on with it"), press.Take(number))
    comment = quotation(cut(shown.comment, COMMENT))
    return Reply(_of_case(shown.case, title, comment).markup, ((go_on,),))


def _of_case(case: ListedCase, title: Html, more: Html) -> Html:
    """Say something of a case, under its first words."""
    return GAP.join((LINE.join((bold(title), cut(case.words, WORDS))), more))


def _approvals(setting: Setting, shown: ApprovalsWait) -> Reply:
    """Say what waits for a second pair of eyes."""
    title = setting.voice.ngettext(
        "👀 {count} verdict waits for a second pair of eyes",
        "👀 {count} verdicts wait for a second pair of eyes",
        shown.count,
    )

    def html(room: Room) -> Html:
        lines = (line(setting, one, room.claim // 7) for one in shown.cases)
        return LINE.join((bold(title), *lines))

    return Reply(fitted(html), opening(setting, shown.cases))


def _switch(voice: Voice, on: bool) -> Reply:
    """Say whether reminders are on, and offer the other."""
    what = voice.gettext(
        "I remind you before your time for a case ends, of what was sent back to you, and once a "
        "day of verdicts that wait for a second pair of eyes."
    )
    if on:
        off = button(voice.gettext("Switch off"), press.SpareMe())
        state = voice.gettext("🔔 Reminders are on.")
        return Reply(LINE.join((bold(state), what)).markup, ((off,),))
    state = voice.gettext("🔕 Reminders are off.")
    again = button(voice.gettext("Switch on"), press.RemindMe())
    return Reply(LINE.join((bold(state), what)).markup, ((again,),))


def stale(setting: Setting) -> Reply:
    """Tell somebody that their post could not be checked, and what they can do."""
    voice = setting.voice
    parts = (
        voice.gettext("I am sorry: our reviewers could not check this post."),
        voice.gettext(
            "Please don't take that as a yes or a no. Look for who said it first, and whether "
            "others who could know say so too."
        ),
        voice.gettext(
            "If it still goes round, send it to me again: then it is looked at anew. Should there "
            "be a verdict after all, I will tell you."
        ),
    )
    return Reply(GAP.join(parts).markup)
