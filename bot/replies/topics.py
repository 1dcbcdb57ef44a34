"""The names of topics: those that come with the program in each language, others as written."""

from __future__ import annotations

from typing import Final

from bot.replies.markup import Html, cut
from bot.replies.voice import N_, Voice

NAMES: Final = {
    "capture": N_("Capture of soldiers"),
    "disguise": N_("Disguise"),
    "documents": N_("Documents"),
    "fighting": N_("Fighting"),
    "presence": N_("Presence of troops"),
    "prisoners": N_("Prisoners of war"),
    "reactions": N_("Reactions"),
    "treatment": N_("Treatment of the wounded"),
}
LONGEST: Final = 60  # of a name


def topic(voice: Voice, key: str) -> Html:
    """Name a topic."""
    if key in NAMES:
        return voice.gettext(NAMES[key])
    words = key.replace("_", " ").replace("-", " ").strip() or key
    return cut(words[:1].upper() + words[1:], LONGEST)
