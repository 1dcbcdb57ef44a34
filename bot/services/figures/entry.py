"""What may be recorded as a figure: the one set of rules, for files, commands and the chat."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from bot.models import ConceptKind, Qualifier
from bot.services.entries import Entry, Key, Language, Problem, problems, unknown, wrong

# More than anything that is counted, in the smallest currency's units too (a state's budget has
# about 10^16); what is larger is a slip of the finger.
LARGEST: Final = Decimal(10) ** 18
MOST_DECIMALS: Final = 6
SOMEWHERE: Final = timedelta(days=1)  # east of here it is tomorrow already
# The kinds of problems that somebody in a chat can mend at once, each with a sentence of its own.
MENDABLE: Final = frozenset(
    {"too_large", "negative", "too_fine", "high_below_low", "ends_before", "not_yet"}
)
LONGEST_KEY: Final = 100
LONGEST_TEXT: Final = 300  # code points of a label, and of who says so

# What each field may name. A state is a place as well as an actor.
KINDS: Final[Mapping[str, frozenset[ConceptKind]]] = {
    "unit": frozenset({ConceptKind.UNIT}),
    "actor": frozenset({ConceptKind.ACTOR, ConceptKind.PERSON}),
    "place": frozenset({ConceptKind.PLACE, ConceptKind.ACTOR}),
    "event": frozenset({ConceptKind.EVENT}),
    "attributed_to": frozenset({ConceptKind.ACTOR, ConceptKind.PERSON}),
}
# These may also name a plain word: such a figure is on record, and never compared with a post's.
MAY_BE_WORDS: Final = frozenset({"unit", "event"})


def _sensible(number: Decimal) -> Decimal:
    """Refuse what cannot be a count or a measure of something."""
    if not number.is_finite():
        raise wrong("not_finite", "is not a number: write digits, such as 11000")
    if number < 0:
        given = f"{number:f}"
        raise wrong("negative", "{number} is negative: write 0 or more", number=given)
    if number > LARGEST:
        limit = f"{LARGEST:,.0f}"
        raise wrong("too_large", "more than {limit}, the limit: check its zeros", limit=limit)
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
        most = str(MOST_DECIMALS)
        raise wrong("too_fine", "at most {most} digits after the point: round it", most=most)
    return number


Number = Annotated[Decimal, Field(allow_inf_nan=True), AfterValidator(_sensible)]
FigureKey = Annotated[Key, StringConstraints(max_length=LONGEST_KEY)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)
]
Lines = dict[Language, Line]


class FigureEntry(Entry):
    """A recorded quantity: what is counted, where, when, and who says so."""

    key: FigureKey
    low: Number
    high: Number
    qualifier: Qualifier
    unit: Key
    actor: Key | None = None
    place: Key | None = None
    event: Key | None = None
    as_of: date | None = None
    as_of_end: date | None = None
    as_of_inferred: bool = False
    attributed_to: tuple[Key, ...] = ()
    sources: tuple[Key, ...] = Field(min_length=1)
    label: Lines = Field(min_length=1)
    attribution: Lines

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if self.low > self.high:
            raise wrong(
                "high_below_low",
                "high ({high}) is less than low ({low}): exchange them, or give one value",
                low=f"{self.low:f}",
                high=f"{self.high:f}",
            )
        if self.as_of_end and not self.as_of:
            raise wrong("no_as_of", "as_of_end needs an as_of: give the period's first day")
        if self.as_of and self.as_of_end and self.as_of_end < self.as_of:
            raise wrong(
                "ends_before",
                "as_of_end ({end}) is before as_of ({start}): exchange them",
                start=str(self.as_of),
                end=str(self.as_of_end),
            )
        if self.as_of_inferred and not self.as_of:
            raise wrong("inferred_nothing", "as_of_inferred needs an as_of: give the day, too")
        if apart := sorted(self.label.keys() ^ self.attribution.keys()):
            raise wrong(
                "languages_apart",
                "label and attribution differ in their languages ({apart}): give both in each",
                apart=", ".join(apart),
            )
        return self

    @property
    def concepts(self) -> dict[str, str]:
        """Return the concept ids that the figure uses, by field."""
        one = {"unit": self.unit, "actor": self.actor, "place": self.place, "event": self.event}
        many = {f"attributed_to.{n}": id_ for n, id_ in enumerate(self.attributed_to)}
        return {field: id_ for field, id_ in (one | many).items() if id_ is not None}


def read_entry(values: Mapping[str, object]) -> FigureEntry | tuple[Problem, ...]:
    """Read a figure from its fields; its problems where it breaks a rule."""
    try:
        return FigureEntry.model_validate(dict(values))
    except ValidationError as error:
        return problems(error)


def loose_ends(
    entry: FigureEntry, concepts: Mapping[str, ConceptKind], sources: Collection[str]
) -> Iterator[Problem]:
    """Name what a figure refers to and there is not, or not of that kind."""
    for number, key in enumerate(entry.sources):
        if key not in sources:
            yield unknown(f"sources.{number}", "source", key, sources, where="sources.toml")
    for field, key in entry.concepts.items():
        kinds = KINDS[field.partition(".")[0]]
        fitting = [one for one, kind in concepts.items() if kind in kinds]
        what = " or ".join(sorted(kind.value for kind in kinds))
        if key not in concepts:
            yield unknown(field, what, key, fitting, where="lexicon.toml")
        elif key not in fitting and not (
            field in MAY_BE_WORDS and concepts[key] is ConceptKind.WORD
        ):
            message = f"{key!r} is listed as {concepts[key].value}, not as {what}: name another"
            yield Problem(field, "other_kind", message, (("what", what), ("key", key)))


def untimely(entry: FigureEntry, today: date) -> Iterator[Problem]:
    """Name days that have not come yet: a slip in the year is the usual reason."""
    for field, day in (("as_of", entry.as_of), ("as_of_end", entry.as_of_end)):
        if day and day > today + SOMEWHERE:
            message = f"{day} has not come yet: check the year"
            yield Problem(field, "not_yet", message, (("day", str(day)),))
