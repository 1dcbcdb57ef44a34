"""What a notice says at the moment when it is sent."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from sqlmodel import Session

from bot.models import Notice, NoticeKind, NoticeState, Rating
from bot.services import export_files, pairs, people, searching, thresholds
from bot.services.answers import answer
from bot.services.broadcasts import cards as broadcast_cards
from bot.services.broadcasts import messages as broadcast_messages
from bot.services.cases import queueing
from bot.services.cases.cards import card
from bot.services.clock import digest, reminders
from bot.services.figures import series
from bot.services.figures.values import FigureCard
from bot.services.forms import cards as form_cards
from bot.services.forms import notices as form_notices
from bot.services.importing import documents
from bot.services.members import invitations, members
from bot.services.members.roles import may_administer
from bot.services.members.values import Deed, InvitationLink, MemberCard, MemberList
from bot.services.order import logbook, pausing
from bot.services.order.log_values import LogPage, Part
from bot.services.order.values import Pauses
from bot.services.own_data import own_data
from bot.services.statistics import showing
from bot.services.statistics.values import StatisticsWanted
from bot.services.subscriptions import bulletins
from bot.services.subscriptions import cards as subscription_cards
from bot.services.values import Answered, Message, News, Parcel, Recalled, Text
from bot.services.verdicts import draft_cards
from bot.services.verdicts.history import history
from bot.services.views import verdict_view
from bot.store import notices, submissions
from bot.store import people as person_rows

QUOTE_LIMIT = 1024  # code points, as Telegram has it
MINE_LIMIT = 10  # posts listed in /mine


def parcel(session: Session, notice: Notice) -> Parcel | None:
    """Make a notice ready to be worded; None where there is nothing (any more) to say."""
    locale = _locale(session, notice)
    if (message := _message(session, notice, locale)) is None:
        return None
    return Parcel(
        notice_id=notice.id or 0,
        chat_id=notice.chat_id,
        locale=locale,
        message=message,
        direct=notice.direct,
        reply_to=notice.reply_to,
        quote=_quote(session, notice, message),
        edits=_edits(session, notice),
        tries=notice.tries,
    )


def _locale(session: Session, notice: Notice) -> str:
    if reader := notice.params.get("as_reader"):  # an admin looks at what others will get
        return str(reader)
    person = person_rows.get(session, notice.person_id) if notice.person_id else None
    return person.language if person else notice.params.get("locale") or people.LANGUAGES[0]


def _message(session: Session, notice: Notice, locale: str) -> Message | StatisticsWanted | None:
    match notice.kind:
        case NoticeKind.ANSWER:
            return answer(session, notice.submission_id or 0, locale)
        case NoticeKind.TEXT:
            values = notice.params.get("values") or {}
            return Text(notice.params["name"], tuple(values.items()))
        case NoticeKind.VERDICT:
            return _news(session, notice, locale)
        case NoticeKind.CASE:
            own = notice.person_id if notice.person_id == notice.chat_id else None
            return card(session, notice.case_id or 0, locale, own)
        case NoticeKind.MINE:
            return people.my_posts(session, notice.person_id or 0, MINE_LIMIT, locale)
        case NoticeKind.KEPT:
            retention = timedelta(days=notice.params["retention_days"])
            return people.kept(session, notice.person_id or 0, retention)
        case NoticeKind.FIGURES:
            return series.subjects(session, locale, notice.params["page"])
        case NoticeKind.FIGURE:
            return _figure(session, notice, locale)
        case (
            NoticeKind.MEMBERS
            | NoticeKind.MEMBER
            | NoticeKind.INVITATION
            | NoticeKind.PAUSES
            | NoticeKind.LOG
        ):
            return _for_admins(session, notice)
        case NoticeKind.CASES:
            return queueing.mine(session, notice.person_id or 0, notice.params["page"])
        case NoticeKind.POSTS:
            return queueing.posts(session, notice.case_id or 0, notice.params["page"])
        case NoticeKind.FORM:
            return form_cards.message(session, notice, locale)
        case NoticeKind.DRAFT:
            viewer = notice.person_id if notice.person_id == notice.chat_id else None
            return draft_cards.card(session, notice.case_id or 0, locale, viewer, notice.params)
        case NoticeKind.HISTORY:
            verdict_id, reader = notice.verdict_id or 0, notice.person_id or 0
            asked = bool(notice.params.get("asked"))
            return history(session, verdict_id, locale, reader, asked=asked)
        case NoticeKind.FOUND:
            return searching.page(session, notice, locale)
        case NoticeKind.PAIR:
            return pairs.card(session, notice, locale)
        case NoticeKind.DIGEST:
            return digest.parcelled(session, notice, locale)
        case NoticeKind.REMINDER:
            return reminders.parcelled(session, notice)
        case NoticeKind.SUBSCRIPTION:
            return subscription_cards.parcelled(session, notice)
        case NoticeKind.BROADCAST:
            return broadcast_messages.message(session, notice, locale)
        case NoticeKind.BROADCAST_CARD:
            return broadcast_cards.card(session, notice, locale)
        case NoticeKind.BULLETIN:
            return bulletins.parcelled(session, notice, locale)
        case NoticeKind.IMPORT:
            return documents.parcelled(session, notice)
        case NoticeKind.THRESHOLD:
            return thresholds.parcelled(session, notice)
        case NoticeKind.STATISTICS:
            return showing.parcelled(session, notice)
        case NoticeKind.EXPORT:
            return export_files.parcelled(session, notice)
        case NoticeKind.OWN_DATA:
            return own_data(session, notice.person_id or 0)
    assert_never(notice.kind)


def _news(session: Session, notice: Notice, locale: str) -> News | Recalled | None:
    recalled = bool(notice.params.get("withdrawn"))
    verdict = verdict_view(session, notice.verdict_id, locale, withdrawn=recalled)
    if verdict is None:
        return None
    if recalled:
        return Recalled(verdict)
    was = notice.params.get("was")
    return News(
        verdict,
        notice.submission_id,
        changed=bool(notice.params.get("changed")),
        was=Rating(was) if was else None,
    )


def _figure(session: Session, notice: Notice, locale: str) -> FigureCard | None:
    """Show a figure, and note what its series was like: who answers the card has seen that."""
    shown = series.card(session, notice.params["figure"], locale)
    if shown is not None:
        notice.params = {**notice.params, "seen": shown.seen}
    return shown


def _for_admins(
    session: Session, notice: Notice
) -> MemberList | MemberCard | InvitationLink | Pauses | LogPage | None:
    """Return what admins see; nothing for somebody who is none any more."""
    if not may_administer(session, notice.person_id or 0):
        return None
    match notice.kind, notice.params:
        case NoticeKind.MEMBERS, {"page": int(page)}:
            return members.page(session, page)
        case NoticeKind.MEMBER, {"member": int(member), "asked": asked}:
            return members.card(session, member, Deed(asked) if asked else None)
        case NoticeKind.INVITATION, {"invitation": int(invitation)}:
            return invitations.link(session, invitation)
        case NoticeKind.PAUSES, _:
            return pausing.state(session)
        case NoticeKind.LOG, {"part": str(part), "page": int(page)}:
            return logbook.page(session, Part(part), page)
    return None


def _quote(session: Session, notice: Notice, message: object) -> str | None:
    """Return the sentence that matched where it stands, word for word, in what is replied to."""
    if not isinstance(message, Answered) or notice.reply_to is None or notice.edits:
        return None
    part = submissions.part(session, notice.chat_id, notice.reply_to)
    sentences = [
        *(found.sentence for found in message.found),
        *(figure.sentence for figure in message.figures),
    ]
    if part is None or not sentences or not sentences[0].strip():
        return None
    fits = len(sentences[0]) <= QUOTE_LIMIT and sentences[0] in part.text
    return sentences[0] if fits else None


def _edits(session: Session, notice: Notice) -> int | None:
    """Return the message to edit: also of an answer that was under way when this became due."""
    if notice.kind is NoticeKind.FORM:
        return form_notices.place(session, notice)
    if notice.edits or notice.kind is not NoticeKind.ANSWER or ":edit:" not in notice.key:
        return notice.edits
    sent = [
        one.message_id
        for one in notices.answers(session, notice.submission_id or 0)
        if one.state is NoticeState.SENT and one.message_id
    ]
    return sent[0] if sent else None
