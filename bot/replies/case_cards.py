"""A case as reviewers see it: what people sent, how many ask, what is near, and what to do."""

from __future__ import annotations

from typing import Final

from bot.models import CasePurpose, CaseReason
from bot.replies import callbacks as press
from bot.replies.answers import fitted
from bot.replies.checks import difference
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
from bot.replies.values import Button, Reply, Room, Rows, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.cases.values import Viewer
from bot.services.values import CaseCard

MOST_LANGUAGES = 5  # of a case's posts
MOST_NEAR = 3
DOT = Html(" · ")
REASONS: Final = {
    CaseReason.ASKED: N_("A reviewer wants to correct this verdict."),
    CaseReason.DISPUTED: N_("Readers say that this verdict is wrong."),
    CaseReason.EXPIRED: N_("The period of this verdict is over. Does it still hold?"),
    CaseReason.OLD: N_("This verdict was checked long ago. Does it still hold?"),
}


def card(setting: Setting, case: CaseCard) -> Reply:
    """Show a case, with what can be done to it while it is open."""
    html = fitted(lambda room: _card(setting, case, room))
    return Reply(html, () if _closed(case) else _deeds(setting.voice, case))


def _closed(case: CaseCard) -> bool:
    return case.closed or case.verdict is not None


def _card(setting: Setting, case: CaseCard, room: Room) -> Html:
    return GAP.join(
        (
            _head(setting, case),
            _purpose(setting.voice, case, room),
            _post(setting.voice, case, room),
            _spread(setting.voice, case, room),
            _near(setting.voice, case, room),
            _state(setting.voice, case, room),
        )
    )


def _head(setting: Setting, case: CaseCard) -> Html:
    """Say which case it is, how many ask, since when, and in what languages."""
    voice = setting.voice
    title = [bold(voice.gettext("📥 Case {number}", number=str(case.case_id)))]
    title += [voice.gettext("❗ escalated")] if case.escalated else []
    title += [voice.gettext("⏰ overdue")] if case.overdue else []
    asked = [voice.ngettext("{count} person asks", "{count} people ask", case.people)]
    if case.grew:
        asked.append(voice.gettext("{count} within the last day", count=case.grew))
    first = voice.day(setting.today(case.first_seen).date())
    last = voice.day(setting.today(case.last_seen or case.first_seen).date())
    seen = [voice.gettext("first on {date}", date=first)]
    seen += [voice.gettext("last on {date}", date=last)] if last != first else []
    languages = case.languages or ((case.language,) if case.language else ())
    kinds = [escape(voice.language(one)) for one in languages[:MOST_LANGUAGES]]
    kinds += [voice.gettext(MEDIA_NAMES[case.media])] if case.media else []
    return LINE.join(DOT.join(line) for line in (title, asked, seen, kinds))


def _purpose(voice: Voice, case: CaseCard, room: Room) -> Html:
    """Say what a case about a published verdict is for, and show that verdict."""
    match case.purpose:
        case CasePurpose.CLAIM:
            return NOTHING
        case CasePurpose.RECHECK:
            why = voice.gettext(REASONS[case.reason or CaseReason.ASKED])
        case CasePurpose.TRANSLATION:
            wanted = voice.language(case.language or "")
            why = voice.gettext("A translation is wanted: {language}", language=wanted)
    if case.about is None:
        return why
    claim = cut(case.about.claim, room.claim)
    return LINE.join((why, SPACE.join((badge(voice, case.about.rating), claim))))


def _post(voice: Voice, case: CaseCard, room: Room) -> Html:
    """Quote what people sent; a verdict to be looked at again is shown already."""
    if case.purpose is not CasePurpose.CLAIM and case.about is not None:
        return NOTHING
    text, cut_off = paragraphs(case.text, room.summary)
    note = italic(voice.gettext("(shortened)")) if cut_off else NOTHING
    return LINE.join((quotation(escape(text)), note))


def _spread(voice: Voice, case: CaseCard, room: Room) -> Html:
    """Say from which channels the posts come, and how differently they put it."""
    lines = []
    if case.origins:
        named = [
            voice.gettext("{name} ({count})", name=cut(name, room.field), count=count)
            for name, count in case.origins
        ]
        lines.append(voice.gettext("From: {channels}", channels=Html(", ").join(named)))
    if case.texts > 1:
        lines.append(voice.ngettext("{count} wording", "{count} wordings", case.texts))
    return LINE.join(lines)


def _near(voice: Voice, case: CaseCard, room: Room) -> Html:
    """List verdicts that are near and what keeps them apart, so that nobody rates one twice."""
    if not case.nearest:
        return NOTHING
    limit = min(200, room.claim)
    lines = []
    for near in case.nearest[:MOST_NEAR]:
        claim = cut(near.verdict.claim, limit)
        lines.append(SPACE.join((escape("•"), badge(voice, near.verdict.rating), claim)))
        lines.append(italic(difference(voice, near.difference, room)))
    return LINE.join((voice.gettext("Verdicts on similar claims:"), *lines))


def _state(voice: Voice, case: CaseCard, room: Room) -> Html:
    """Say what is being done with the case, or what was."""
    if case.verdict:
        claim = cut(case.verdict.claim, room.claim)
        closed = voice.gettext("Closed with this verdict: {claim}", claim=claim)
        return LINE.join((bold(badge(voice, case.verdict.rating)), closed))
    if case.merged_into:
        return voice.gettext("Closed: it is part of case {number}.", number=str(case.merged_into))
    if case.dismissed:
        return voice.gettext("Closed: nothing to check here.")
    if _closed(case):
        return voice.gettext("This case is closed.")
    if case.waits:
        return voice.gettext("Its verdict is written, and waits for a second pair of eyes.")
    if case.held:
        return voice.gettext("You are working on it.")
    if case.taken_by is not None:
        who = mention(case.taken_by, voice.gettext("This reviewer"))
        return voice.gettext("{person} is working on it.", person=who)
    if case.begun:
        return voice.gettext("A verdict is begun: whoever takes the case goes on with it.")
    return NOTHING


def _deeds(voice: Voice, case: CaseCard) -> Rows:
    """Offer what can be done to a case by whoever looks at it."""
    number, own = case.case_id, case.viewer is not Viewer.GROUP
    rows: list[tuple[Button, ...]] = []
    free = case.taken_by is None and not case.waits
    skip = button(voice.gettext("⏭ Skip"), press.Skip(number))
    if free:
        take = button(voice.gettext("✍️ Take"), press.Take(number))
        rows.append((take, skip) if own else (take,))
    elif case.held or (case.taken_by is not None and not own):
        go_on = button(voice.gettext("✍️ Go on"), press.Take(number))
        rows.append((go_on, button(voice.gettext("Give back"), press.GiveBack(number))))
    elif own:
        rows.append((skip,))
    decides = free or case.held
    rows += _decisions(voice, case) if decides else []
    last = []
    if decides and not case.escalated:
        last.append(button(voice.gettext("❗ Escalate"), press.Escalate(number)))
    if case.viewer is Viewer.ADMIN:
        last.append(button(voice.gettext("⬆️ Move up"), press.Boost(number)))
    return (*rows, *((tuple(last),) if last else ()))


def _decisions(voice: Voice, case: CaseCard) -> list[tuple[Button, ...]]:
    """Offer to close a case without a verdict of its own."""
    number = case.case_id
    if case.purpose is CasePurpose.RECHECK:
        return [(button(voice.gettext("✔️ It holds as it is"), press.Confirm(number)),)]
    if case.purpose is not CasePurpose.CLAIM:
        return []
    return [
        (
            button(voice.gettext("🔗 Same as…"), press.SameAs(number)),
            button(voice.gettext("💬 The posts"), press.CasePosts(number, 1)),
        ),
        (
            button(voice.gettext("Nothing to check"), press.NoClaim(number)),
            button(voice.gettext("🗑 Spam"), press.Spam(number)),
        ),
    ]
