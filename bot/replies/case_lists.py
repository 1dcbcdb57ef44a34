"""Lists that reviewers see: the posts of a case, and what they have in hand."""

from __future__ import annotations

from typing import Final

from bot.models import CasePurpose
from bot.replies import callbacks as press
from bot.replies.answers import fitted
from bot.replies.labels import MEDIA_NAMES
from bot.replies.markup import (
    GAP,
    LINE,
    NOTHING,
    SPACE,
    Html,
    bold,
    cut,
    escape,
    paragraphs,
    quotation,
)
from bot.replies.values import Button, Reply, Room, Rows, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.cases.values import CaseLine, CasePosts, InHand, MyCases, PostView

IN_A_ROW = 4  # buttons
EXCERPT = 100  # of a case's text in a list
POST = 800  # characters of a post that are shown at most
HANDS: Final = {
    InHand.SENT_BACK: ("↩️", N_("sent back to you")),
    InHand.HELD: ("✍️", N_("you are working on it")),
    InHand.WAITS: ("👀", N_("waits for a second pair of eyes")),
    InHand.BEGUN: ("📝", N_("begun by you; take it to go on")),
}
PURPOSES: Final = {
    CasePurpose.RECHECK: N_("to be looked at again"),
    CasePurpose.TRANSLATION: N_("translation"),
}


def mine(setting: Setting, found: MyCases) -> Reply:
    """List what a reviewer has in hand; each number opens its case."""
    voice = setting.voice
    parts = [bold(voice.gettext("📂 Your cases"))]
    if not found.cases:
        parts.append(voice.gettext("You have nothing in hand. /queue shows what waits."))
    parts += [_line(setting, one) for one in found.cases]
    if found.pages > 1:
        numbers = {"page": found.page, "pages": found.pages}
        parts.append(voice.gettext("Page {page} of {pages}", **numbers))
    openers = [
        button(escape(str(one.case_id)), press.OpenCase(one.case_id)) for one in found.cases
    ]
    turns: list[Button] = []
    if found.page > 1:
        turns.append(button(voice.gettext("◀ Back"), press.CasesPage(found.page - 1)))
    if found.page < found.pages:
        turns.append(button(voice.gettext("More ▶"), press.CasesPage(found.page + 1)))
    return Reply(GAP.join(parts).markup, (*_rows(openers), *((tuple(turns),) if turns else ())))


def _line(setting: Setting, case: CaseLine) -> Html:
    voice = setting.voice
    sign, text = HANDS[case.hand]
    number = voice.gettext("Case {number}", number=str(case.case_id))
    facts = [SPACE.join((escape(sign), bold(number))), voice.gettext(text)]
    if case.until:
        facts.append(voice.gettext("until {time}", time=f"{setting.today(case.until):%H:%M}"))
    if case.purpose in PURPOSES:
        facts.append(voice.gettext(PURPOSES[case.purpose]))
    return LINE.join((Html(" · ").join(facts), cut(case.text, EXCERPT)))


def posts(setting: Setting, found: CasePosts) -> Reply:
    """Show a page of a case's posts; one that is about something else can be taken out."""
    voice = setting.voice
    html = fitted(lambda room: _posts(setting, found, room))
    cuts = [
        button(voice.gettext("✂️ Take out {number}", number=number), press.Detach(*ids))
        for number, ids in enumerate(
            ((found.case_id, one.submission_id) for one in found.posts), start=1
        )
    ]
    turns: list[Button] = []
    if found.page > 1:
        turns.append(
            button(voice.gettext("◀ Back"), press.CasePosts(found.case_id, found.page - 1))
        )
    turns.append(button(voice.gettext("📥 The case"), press.OpenCase(found.case_id)))
    if found.page < found.pages:
        turns.append(
            button(voice.gettext("More ▶"), press.CasePosts(found.case_id, found.page + 1))
        )
    return Reply(html, (*(_rows(cuts, 2) if found.detachable else ()), tuple(turns)))


def _posts(setting: Setting, found: CasePosts, room: Room) -> Html:
    voice = setting.voice
    title = bold(voice.gettext("💬 Posts of case {number}", number=str(found.case_id)))
    parts = [_post(setting, number, one, room) for number, one in enumerate(found.posts, start=1)]
    if not parts:
        parts.append(voice.gettext("None of its posts is kept any more."))
    if found.detachable:
        parts.append(
            voice.gettext("Is one about something else? Take it out: it gets a case of its own.")
        )
    if found.pages > 1:
        numbers = {"page": found.page, "pages": found.pages}
        parts.append(voice.gettext("Page {page} of {pages}", **numbers))
    return GAP.join((title, *parts))


def _post(setting: Setting, number: int, post: PostView, room: Room) -> Html:
    voice: Voice = setting.voice
    which = voice.gettext("post {number}", number=str(post.submission_id))
    facts = [SPACE.join((bold(escape(f"{number}.")), which))]
    facts += [cut(post.origin, room.field)] if post.origin else []
    facts.append(escape(voice.day(setting.today(post.sent_at).date())))
    facts += [escape(voice.language(post.language))] if post.language else []
    facts += [voice.gettext(MEDIA_NAMES[post.media])] if post.media else []
    text, _ = paragraphs(post.text, min(POST, room.summary))
    return LINE.join((Html(" · ").join(facts), quotation(escape(text)) if text else NOTHING))


def _rows(buttons: list[Button], width: int = IN_A_ROW) -> Rows:
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
