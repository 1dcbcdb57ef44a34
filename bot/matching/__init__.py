"""From a post's text to a decision: which checked claim it makes, if any, and why.

    index = build(material)                   # once per version of the store
    decision = decide(text, index)            # Sure, Near, Far or NoClaim

Pure: it knows neither Telegram nor the database nor any language of a reply.
"""

from bot.matching.decide import decide
from bot.matching.index import Index, build
from bot.matching.parameters import SHIPPED
from bot.matching.values import (
    Candidate,
    Check,
    Decision,
    Evidence,
    Far,
    FigureLine,
    Match,
    Material,
    Near,
    NoClaim,
    Phrase,
    Stage,
    Sure,
    Term,
)

__all__ = [
    "SHIPPED",
    "Candidate",
    "Check",
    "Decision",
    "Evidence",
    "Far",
    "FigureLine",
    "Index",
    "Match",
    "Material",
    "Near",
    "NoClaim",
    "Phrase",
    "Stage",
    "Sure",
    "Term",
    "build",
    "decide",
]
