"""What is to become of each record of a file, by what the store has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from bot.services.importing import standing
from bot.services.importing.identity import own_key
from bot.services.importing.reading import File
from bot.services.importing.values import Fate, Known, Plan, Record
from bot.store import imports
from bot.text.normalise import text_hash

NAMED = 5  # claims of the desk's own that are named
LISTED = 12  # ratings, languages, publishers that are listed


@dataclass(frozen=True, slots=True)
class Sorted:
    """Some records, each with the verdict that it is of, if there is one."""

    new: list[Record] = field(default_factory=list)
    known: list[tuple[Record, standing.Standing]] = field(default_factory=list)
    alike: list[tuple[Record, int]] = field(default_factory=list)
    unchanged: int = 0


def plan(session: Session, file: File) -> Plan:
    """Say what writing a file would change, and change nothing."""
    counts: Counter[Fate] = Counter()
    alike: list[tuple[str, int]] = []
    count = 0
    for some in sort(session, file):
        counts[Fate.NEW] += len(some.new)
        counts[Fate.UNCHANGED] += some.unchanged
        counts.update(one.fate for _, one in some.known)
        count += len(some.alike)
        alike += [(one.review.claim, number) for one, number in some.alike[:NAMED]]
    return Plan(
        counts={fate: counts[fate] for fate in Fate},
        rejected=file.rejected,
        duplicates=file.duplicates,
        alike=tuple(alike[:NAMED]),
        alike_count=count,
        ratings=tuple((*one, often) for one, often in file.ratings.most_common(LISTED)),
        languages=tuple(file.languages.most_common(LISTED)),
        publishers=tuple(file.publishers.most_common(LISTED)),
        before=imports.last(session, file.sha256) if file.sha256 else None,
    )


def sort(session: Session, file: File, *, lock: bool = False) -> Iterator[Sorted]:
    """Give a file's records, some at a time, with what the store has of them.

    With *lock* nobody else changes the verdicts until this transaction ends.
    """
    ours = _ours(session)
    for records in file.portions():
        reviewed = {
            key: Known(*known)
            for key, known in imports.by_key(session, [one.key for one in records]).items()
        }
        own = imports.by_own_key(session, [one.own for one in records if one.own])
        named = {key: Known(number, None) for key, number in own.items()}
        found: dict[int, Record] = {}
        some = Sorted()
        for one in records:
            match _known(one, reviewed, named):
                case None:
                    some.new.append(one)
                case Known(content=content) if content == one.content:
                    some = _more(some)
                case Known(verdict_id=verdict_id, content=None) if one.own:
                    ours_again = replace(one, key=own_key(one.own), foreign=False)
                    found[verdict_id] = ours_again
                case Known(verdict_id=verdict_id):
                    found[verdict_id] = one
        standings = standing.of(session, found, lock=lock)
        for verdict_id, one in found.items():
            there = standings[verdict_id]
            if one.key in reviewed or there.changed or there.sourced:
                some.known.append((one, there))
            else:
                some = _more(some)
        yield _apart(session, some, ours)


def _known(
    record: Record, reviewed: Mapping[str, Known], named: Mapping[str, Known]
) -> Known | None:
    """Return the verdict that a record is of: one of its key, else one of ours by its name."""
    return reviewed.get(record.key) or (named.get(record.own) if record.own else None)


def _more(some: Sorted) -> Sorted:
    return Sorted(some.new, some.known, some.alike, some.unchanged + 1)


def _ours(session: Session) -> dict[str, int]:
    """Return the desk's own claims, by the hash of their normal form."""
    return {text_hash(claim): number for number, claim in imports.own_claims(session) if claim}


def _apart(session: Session, some: Sorted, ours: Mapping[str, int]) -> Sorted:
    """Tell new records from what the desk itself says word for word; name those that are alike.

    What the desk has rated stays as it is, and so does what others say of the same claim.
    """
    alike = {ours[one.claim]: one for one in some.new if one.claim in ours}
    if not alike:
        return some
    same = standing.same(session, alike)
    gone = {alike[number].number for number in same}
    return Sorted(
        [one for one in some.new if one.number not in gone],
        some.known,
        [(one, number) for number, one in alike.items() if number not in same],
        some.unchanged + len(gone),
    )
