"""The command that takes out what reviewers said of flagged answers, for measuring.

The services are imported where the command needs them, so that `tipline --help` stays quick.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal import fitting_store, settings

SPLIT = "pairs"

pairs = typer.Typer(
    no_args_is_help=True, help="Take out the pairs of a post and a claim that reviewers judged."
)


@pairs.callback()
def group() -> None:
    """Keep `export` a command of its own, though it is the only one."""


@pairs.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write; what is there is replaced.")],
) -> None:
    """Write claims, posts and right answers for `tipline evaluate DIR --split pairs`.

    A post of which only another claim is known has no right answer there: to answer it is wrong.
    """
    from bot import evaluation
    from bot.services import labelled

    found = fitting_store(settings()).transact(labelled.everything)
    if not found.posts:
        raise SystemExit("Reviewers have judged no flagged answer yet: see /pairs in their chat.")
    claims = tuple(
        evaluation.ClaimRow(
            str(claim.verdict_id),
            claim.text,
            lang=claim.language,
            wordings=tuple(
                evaluation.WordingRow(one.text, one.language, one.polarity) for one in others
            ),
        )
        for claim, *others in found.claims
    )
    posts = tuple(
        evaluation.PostRow(one.key, one.text, one.language, frozenset(map(str, one.right)))
        for one in found.posts
    )
    evaluation.write_folder(folder, SPLIT, claims, posts)
    typer.echo(f"{len(posts)} posts and {len(claims)} claims are in {folder}.")
    typer.echo(f"Replay them: tipline evaluate {folder} --split {SPLIT}", err=True)
