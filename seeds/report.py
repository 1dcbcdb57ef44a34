"""What a run of the loader did, for whoever started it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.services.figures.rows import Author
from bot.services.verdicts.versions import By

SAME = "its entry in the files is as it was"
OTHER = "its changed entry in the files has replaced"


@dataclass(slots=True)
class Report:
    """What a run did, each entry as "verdict some-key"; *removed* are wordings that went.

    *kept* says, a sentence each, where what a person changed stands against the files, and
    *replaced* where the files' newer entry has taken its place.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)

    def note(self, label: str, *, new: bool, changed: bool) -> None:
        """Keep what happened to an entry."""
        kept = self.added if new else self.changed if changed else self.unchanged
        kept.append(label)

    @property
    def wrote(self) -> bool:
        """Say whether the store is another than before."""
        return bool(self.added or self.changed)


def whom(author: Author | By | None) -> str:
    """Name who changed a figure or a verdict, as an operator may know them."""
    match author:
        case None:
            return "somebody"
        case By(hand, person_id):
            by, known = hand, str(person_id or "")
        case Author(by, name, person_id):
            known = name or str(person_id or "")
    article = "an" if by[0] in "ao" else "a"
    return f"{article} {by}" + (f" ({known})" if known else "")
