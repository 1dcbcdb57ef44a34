"""What the public archive says in each language, beside the verdicts themselves."""

from __future__ import annotations

from typing import Final

from bot.replies.markup import Html
from bot.replies.voice import N_, Value, Voice

WORDS: Final = {
    "title": N_("Fact checks"),
    "tagline": N_("What people asked about, what our reviewers found, and the sources for it."),
    "checked_by": N_("Checked by {name}"),
    "skip": N_("To the content"),
    "all": N_("All checked claims"),
    "search": N_("Search checked claims"),
    "search_hint": N_("A few words of the claim"),
    "searching": N_("Searching…"),
    "nothing": N_("Nothing found. Try fewer words, or others."),
    "broken": N_("The search could not be loaded. The lists below hold everything."),
    "more": N_("Show more"),
    "clear": N_("Clear"),
    "filters": N_("Filter"),
    "rating": N_("Rating"),
    "topic": N_("Topic"),
    "language": N_("Language"),
    "any_rating": N_("Every rating"),
    "any_topic": N_("Every topic"),
    "any_language": N_("Every language"),
    "languages": N_("Languages"),
    "newer": N_("Newer"),
    "older": N_("Older"),
    "pages": N_("Pages"),
    "page": N_("Page {page} of {pages}"),
    "in_language": N_("Language: {language}"),
    "why": N_("Why"),
    "sources": N_("Sources"),
    "facts": N_("About this check"),
    "checked_on": N_("Checked on"),
    "period": N_("Period"),
    "from": N_("from {date}"),
    "until": N_("up to {date}"),
    "claimant": N_("Who said it"),
    "claimed_on": N_("Said on"),
    "appearances": N_("Where it stands"),
    "publisher": N_("Checked by"),
    "rated_as": N_("In the publisher's words"),
    "full": N_("The whole review"),
    "number": N_("Number"),
    "withdrawn": N_("This verdict has been withdrawn"),
    "withdrawn_on": N_(
        "It was taken back on {date} and holds no longer. Please do not pass it on."
    ),
    "ask": N_("Have you seen a suspicious post? Forward it to {bot}."),
    "data": N_("All as data (ClaimReview)"),
    "quiet": N_("These pages set no cookies and ask nothing of other sites."),
    "new_checks": N_("New fact checks, the latest first."),
}


def say(voice: Voice, name: str, /, **values: Value) -> Html:
    """Say a text of the archive; KeyError for a name that there is not."""
    return voice.gettext(WORDS[name], **values)


def checked(voice: Voice, count: int) -> Html:
    """Say how many claims there are."""
    return voice.ngettext("{count} checked claim", "{count} checked claims", count)


def found(voice: Voice, count: int) -> Html:
    """Say how many claims a search found."""
    return voice.ngettext("{count} claim found", "{count} claims found", count)
