"""Words that a reviewer writes again, because they saw nothing come of them.

Or that are handled again: the program ended before it noted that they were. They are no post.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from bot.models import NoticeKind, Question, Role
from bot.services.broadcasts import writing
from bot.services.members.roles import role
from bot.services.searching import LONGEST
from bot.store import drafts, notices

LATELY: Final = timedelta(minutes=10)


def repeated(
    session: Session, person_id: int, words: str, now: datetime, key: str
) -> Question | None:
    """Return the question that a reviewer answered with just these words a while ago.

    What was written for a broadcast is known by the *key* of its message, or of its album.
    """
    if role(session, person_id) is Role.PUBLIC:
        return None
    if writing.was_taken(session, key):
        return Question.BROADCAST_TEXT
    sent_back = drafts.last_sent_back(session, person_id)
    lately = sent_back is not None and sent_back.at > now - LATELY
    if words and sent_back and lately and sent_back.changes["comment"] == words.strip():
        return Question.COMMENT
    lists = notices.of_kind(session, person_id, NoticeKind.FOUND)
    found = next((one for one in lists if one.params["about"] is not None), None)
    if found and found.created_at > now - LATELY and found.params["words"] == words[:LONGEST]:
        return Question.SAME_AS
    return None
