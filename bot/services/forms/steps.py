"""Where a draft stands in its form: which steps there are, which is next, what is missing.

Once its writer has seen the preview, a draft stays at that step: each other one is a detour,
named in `Draft.asks`, that leads back there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.models import Case, CasePurpose, Draft, FormStep, Rating

ALL: Final = tuple(FormStep)
OF_A_TRANSLATION: Final = (FormStep.CLAIM, FormStep.SUMMARY, FormStep.PREVIEW)
WITHOUT_SOURCES: Final = frozenset({Rating.SATIRE, Rating.UNPROVEN})
SHORTEST_SUMMARY: Final = 10  # code points


def steps_of(case: Case) -> tuple[FormStep, ...]:
    """Return the steps of a case's form, in their order."""
    return OF_A_TRANSLATION if case.purpose is CasePurpose.TRANSLATION else ALL


def at(draft: Draft) -> FormStep:
    """Return the step that is shown."""
    return FormStep(draft.asks.partition(":")[0]) if draft.asks else draft.step


def detail(draft: Draft) -> str:
    """Return what of the shown step is asked for: a figure's key, a language, a source's place."""
    return draft.asks.partition(":")[2]


def ask_for(draft: Draft, what: str) -> None:
    """Ask for something in particular at the step that is shown; empty: for the step's own."""
    step = at(draft)
    if what:
        draft.asks = f"{step}:{what}"
    else:
        draft.asks = "" if step is draft.step else str(step)


def go(draft: Draft, case: Case, step: FormStep) -> bool:
    """Show a step; False where the case's form has no such step."""
    if step not in steps_of(case):
        return False
    if draft.step is FormStep.PREVIEW:
        draft.asks = "" if step is FormStep.PREVIEW else str(step)
    else:
        draft.step, draft.asks = step, ""
    return True


def advance(draft: Draft, case: Case) -> None:
    """Show the next step, or the preview again after a detour."""
    go(draft, case, next_after(draft, case))


def next_after(draft: Draft, case: Case) -> FormStep:
    """Return the step that follows the shown one."""
    if draft.step is FormStep.PREVIEW:
        return FormStep.PREVIEW
    steps = steps_of(case)
    return steps[min(steps.index(draft.step) + 1, len(steps) - 1)]


def before(draft: Draft, case: Case) -> FormStep | None:
    """Return the step before the shown one; None at the first, and the preview on a detour."""
    if draft.asks and draft.step is FormStep.PREVIEW:
        return FormStep.PREVIEW
    steps = steps_of(case)
    place = steps.index(draft.step)
    return steps[place - 1] if place else None


def missing(draft: Draft, case: Case) -> Iterator[FormStep]:
    """Name the steps without which a draft cannot be submitted, in their order."""
    steps = steps_of(case)
    if FormStep.RATING in steps and draft.rating is None:
        yield FormStep.RATING
    if not draft.claim:
        yield FormStep.CLAIM
    if len(draft.summary) < SHORTEST_SUMMARY:
        yield FormStep.SUMMARY
    if FormStep.SOURCES in steps and not draft.sources and draft.rating not in WITHOUT_SOURCES:
        yield FormStep.SOURCES
