"""A case as the reviewers' chat sees it: what people sent, how many, and what to do."""

from __future__ import annotations

from bot.replies import callbacks as press
from bot.replies.answers import fitted
from bot.replies.labels import MEDIA_NAMES, badge
from bot.replies.markup import (
    GAP,
    LINE,
    NOTHING,
    SPACE,
    Html,
    bold,
    cut,
    escape,
    italic,
    mention,
    paragraphs,
    quotation,
)
from bot.replies.values import Reply, Room, Rows, Setting, button
from bot.replies.voice import Voice
from bot.services.values import CaseCard

MOST_NEAR = 3


def card(setting: Setting, case: CaseCard) -> Reply:
    """Show a case, with what can be done to it while it is open."""
    html = fitted(lambda room: _card(setting, case, room))
    return Reply(html, () if _closed(case) else _deeds(setting.voice, case))


def _closed(case: CaseCard) -> bool:
    return case.closed or case.verdict is not None


def _card(setting: Setting, case: CaseCard, room: Room) -> Html:
    text, cut_off = paragraphs(case.text, room.summary)
    note = italic(setting.voice.gettext("(shortened)")) if cut_off else NOTHING
    return GAP.join(
        (
            _head(setting, case),
            LINE.join((quotation(escape(text)), note)),
            _near(setting.voice, case, room),
            _state(setting.voice, case, room),
        )
    )


def _head(setting: Setting, case: CaseCard) -> Html:
    """Say which case it is, how many ask, since when, and in what language."""
    voice = setting.voice
    facts = [
        voice.ngettext("{count} person asks", "{count} people ask", case.people),
        voice.gettext("first on {date}", date=voice.day(setting.today(case.first_seen).date())),
    ]
    if case.language:
        facts.append(escape(voice.language(case.language)))
    if case.media:
        facts.append(voice.gettext(MEDIA_NAMES[case.media]))
    title = bold(voice.gettext("📥 Case {number}", number=str(case.case_id)))
    return LINE.join((title, Html(" · ").join(facts)))


def _near(voice: Voice, case: CaseCard, room: Room) -> Html:
    """List verdicts that are near, so that nobody rates a claim twice."""
    if not case.nearest:
        return NOTHING
    limit = min(200, room.claim)
    lines = [
        SPACE.join((escape("•"), badge(voice, near.rating), cut(near.claim, limit)))
        for near in case.nearest[:MOST_NEAR]
    ]
    return LINE.join((voice.gettext("Verdicts on similar claims:"), *lines))


def _state(voice: Voice, case: CaseCard, room: Room) -> Html:
    """Say what is to be done with the case, or what was."""
    if case.verdict:
        claim = cut(case.verdict.claim, room.claim)
        closed = voice.gettext("Closed with this verdict: {claim}", claim=claim)
        return LINE.join((bold(badge(voice, case.verdict.rating)), closed))
    if _closed(case):
        return voice.gettext("Closed: nothing to check here.")
    if case.taken_by is None:
        return NOTHING
    who = mention(case.taken_by, voice.gettext("This reviewer"))
    return voice.gettext("{person} is working on it.", person=who)


def _deeds(voice: Voice, case: CaseCard) -> Rows:
    """Offer what can be done to a case."""
    none = button(voice.gettext("Nothing to check"), press.NoClaim(case.case_id))
    return ((none,),)
