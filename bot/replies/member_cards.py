"""Members as admins see them: the list, a member with buttons, and a link that invites."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.models import Hand, Role
from bot.replies import callbacks as press
from bot.replies.guide import commands_of
from bot.replies.labels import ROLES
from bot.replies.markup import GAP, LINE, Html, bold, escape, italic, link, mention
from bot.replies.values import Button, Reply, Rows, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.members.values import (
    TAKING,
    Author,
    Deed,
    InvitationLink,
    MemberCard,
    MemberList,
    MemberView,
)

SIGNS: Final = {Role.ADMIN: "⭐", Role.REVIEWER: "🔎", Role.PUBLIC: "👤"}
PAUSED = "⏸"
DEEDS: Final = {
    Deed.PROMOTE: N_("Promote"),
    Deed.DEMOTE: N_("Demote"),
    Deed.SUSPEND: N_("Suspend"),
    Deed.REINSTATE: N_("Reinstate"),
}
QUESTIONS: Final = {
    Deed.DEMOTE: N_("Really demote? The role goes one step down, at once."),
    Deed.SUSPEND: N_(
        "Really suspend? Commands and buttons of the role stop at once, and cases go back."
    ),
}


def members(setting: Setting, page: MemberList) -> Reply:
    """List members, each as a button."""
    voice = setting.voice
    parts = [
        bold(voice.gettext("👥 Members")),
        voice.gettext("Press one to see and change their role. /invite makes a link for another."),
    ]
    if page.pages > 1:
        numbers = {"page": page.page, "pages": page.pages}
        parts.append(voice.gettext("Page {page} of {pages}", **numbers))
    rows = tuple((_line(voice, one),) for one in page.members)
    turns = []
    if page.page > 1:
        turns.append(button(voice.gettext("◀ Back"), press.MembersPage(page.page - 1)))
    if page.page < page.pages:
        turns.append(button(voice.gettext("More ▶"), press.MembersPage(page.page + 1)))
    return Reply(GAP.join(parts).markup, (*rows, *((tuple(turns),) if turns else ())))


def _line(voice: Voice, member: MemberView) -> Button:
    """Offer a member by sign, role, id and languages; names are not kept."""
    sign = PAUSED if member.suspended_at else SIGNS[member.role]
    words = [f"{sign} {voice.gettext(ROLES[member.role]).plain}", str(member.person_id)]
    words += [", ".join(member.languages)] if member.languages else []
    return button(escape(" · ".join(words)), press.ShowMember(member.person_id))


def card(setting: Setting, shown: MemberCard) -> Reply:
    """Show a member, and what can be done to them."""
    voice, member = setting.voice, shown.member
    name = mention(member.person_id, escape(str(member.person_id)))
    lines = [
        bold(voice.gettext("👤 Member {member}", member=name)),
        voice.gettext("Role: {role}", role=voice.gettext(ROLES[member.role])),
    ]
    if member.suspended_at:
        lines.append(
            voice.gettext("Suspended since {date}", date=_day(setting, member.suspended_at))
        )
    if member.languages:
        spoken = ", ".join(voice.language(code) for code in member.languages)
        lines.append(voice.gettext("Languages: {languages}", languages=spoken))
    if member.since and member.role is not Role.PUBLIC:
        lines.append(voice.gettext("Since {date}", date=_day(setting, member.since)))
    if shown.author:
        lines.append(voice.gettext("Role given by: {who}", who=_author(voice, shown.author)))
    lines.append(voice.gettext("Decisions made: {count}", count=shown.decisions))
    parts = [LINE.join(lines)]
    if shown.last_admin:
        parts.append(
            italic(voice.gettext("The only admin: make another one before this one can go."))
        )
    if shown.asked in QUESTIONS:
        parts.append(bold(voice.gettext(QUESTIONS[shown.asked])))
    return Reply(GAP.join(parts).markup, _buttons(voice, shown))


def _buttons(voice: Voice, shown: MemberCard) -> Rows:
    who, role, back = shown.member.person_id, shown.member.role, press.MembersPage(1)
    if shown.asked in TAKING:
        yes = voice.gettext("Yes: {deed}", deed=voice.gettext(DEEDS[shown.asked]))
        return (
            (button(yes, press.ChangeMember(who, shown.asked, role)),),
            (button(voice.gettext("No, leave it"), press.ShowMember(who)),),
        )
    offered = tuple(
        button(
            voice.gettext(DEEDS[deed]),
            press.AskMember(who, deed) if deed in TAKING else press.ChangeMember(who, deed, role),
        )
        for deed in shown.deeds
    )
    rows: Rows = (offered,) if offered else ()
    return (*rows, (button(voice.gettext("◀ Back"), back),))


def _author(voice: Voice, author: Author) -> Html:
    match author:
        case Author(hand=Hand.SETTINGS):
            return voice.gettext("the settings")
        case Author(hand=Hand.OPERATOR):
            return voice.gettext("the operator")
        case Author(person_id=int(number)):
            return mention(number, escape(str(number)))
        case _:
            return voice.gettext("a former admin")


def _day(setting: Setting, moment: datetime) -> str:
    return setting.voice.day(setting.today(moment).date())


def invitation(setting: Setting, made: InvitationLink) -> Reply:
    """Give an admin the link to pass on."""
    voice = setting.voice
    address = f"{setting.bot_link}?start={made.token}"
    until = setting.today(made.expires_at)
    lines = [bold(voice.gettext("Invitation: {role}", role=voice.gettext(ROLES[made.role])))]
    if made.languages:
        spoken = ", ".join(voice.language(code) for code in made.languages)
        lines.append(voice.gettext("Languages: {languages}", languages=spoken))
    day, time = voice.day(until.date()), f"{until:%H:%M}"
    parts = [
        LINE.join(lines),
        link(address, escape(address)),
        voice.gettext(
            "Send this link to one person, privately: whoever opens it first gets the role. "
            "It works once, until {day}, {time}.",
            day=day,
            time=time,
        ),
    ]
    revoke = button(voice.gettext("Revoke"), press.RevokeInvitation(made.invitation_id))
    return Reply(GAP.join(parts).markup, ((revoke,),))


def joined(setting: Setting, role: Role) -> Reply:
    """Welcome somebody in their role, with its commands."""
    voice = setting.voice
    commands = [
        escape(f"/{name} – ") + escape(text) for name, text in commands_of(voice, role, own=True)
    ]
    parts = [
        bold(voice.gettext("Welcome! Your role here is now: {role}.", role=_role(voice, role))),
        voice.gettext("Your commands:"),
        LINE.join(commands),
    ]
    return Reply(GAP.join(parts).markup)


def _role(voice: Voice, role: Role) -> Html:
    return voice.gettext(ROLES[role])
