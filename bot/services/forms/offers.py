"""Forms that were open when the program stopped, offered again when it starts."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Question
from bot.services.forms import notices as form_notices
from bot.services.forms.values import Look
from bot.services.members.roles import may_review
from bot.services.values import Text
from bot.store import cases, drafts, members


def offer_anew(session: Session, now: datetime) -> int:
    """Owe their form to all who were writing one when the program stopped; return to how many.

    To be called once at a start.
    """
    offered = 0
    for member in members.asking(session, Question.FORM):
        case_id, person_id = member.asks_of or 0, member.person_id
        lease = cases.lease(session, case_id)
        theirs = lease is not None and lease.person_id == person_id and lease.until > now
        if not theirs or not may_review(session, person_id) or not drafts.read(session, case_id):
            continue
        shown = form_notices.latest(session, case_id, person_id)
        if shown is None or shown.state not in form_notices.UNSENT:
            key = f"form:again:{now.isoformat()}:{person_id}"
            look = Look(said=Text("form_again"))
            offered += form_notices.show(session, case_id, person_id, key, look)
    return offered
