"""The commands that measure matching on labelled posts, and fit it to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import aside, console, encoder, settings

if TYPE_CHECKING:
    from bot.evaluation.engine import Vectors

Folder = Annotated[Path, typer.Argument(help="Has claims.jsonl, posts- and qrels-SPLIT.")]
Split = Annotated[str, typer.Option(help="Which posts of the folder: dev, train ...")]


def evaluate(
    folder: Folder,
    split: Split,
    out: Annotated[Path | None, typer.Option(help="Write a JSON line for each post.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    open_set: Annotated[
        bool, typer.Option("--open-set", help="Remove half of the right claims first.")
    ] = False,
    maskings: Annotated[
        int, typer.Option(help="Open sets to take the means of; --out has the first.")
    ] = 1,
    seed: Annotated[int, typer.Option(help="Which half; more maskings count on from it.")] = 1,
    plot: Annotated[Path | None, typer.Option(help="Write both curves as PNG.")] = None,
) -> None:
    """Measure matching on labelled posts, in an index of their own; the store is not touched."""
    from bot import evaluation
    from bot.evaluation.engine import builder

    evaluation.check_targets(out, plot)
    benchmark = evaluation.read(folder, split)
    chosen = evaluation.seeds(open_set=open_set, maskings=maskings, seed=seed)
    found = evaluation.evaluate(benchmark, builder(_vectors()), chosen, tell=aside.print)
    if out:
        evaluation.write_lines(found, out)
    if plot:
        evaluation.draw(found, plot)
    if json:
        typer.echo(evaluation.as_json(found))
    else:
        evaluation.show(found, console)


def calibrate(
    folder: Folder,
    split: Split,
    source: Annotated[str, typer.Option(help="Where the data is from, and its licence.")],
    out: Annotated[Path, typer.Option(help="The parameter file to write.")],
) -> None:
    """Fit how claims are ranked, and how sure the first one is, to labelled posts."""
    from bot import evaluation
    from bot.evaluation.calibration import as_lines, as_toml, calibrate
    from bot.models import utcnow

    evaluation.check_targets(out, None)
    benchmark = evaluation.read(folder, split)
    vectors = _vectors()
    if vectors is None:
        raise typer.BadParameter("there is no encoder to calibrate; see TIPLINE_ENCODER")
    fitted = calibrate(benchmark, vectors)
    provenance = {
        "data": f"{benchmark.name}, {benchmark.split}: {len(benchmark.posts)} posts",
        "source": source,
        "encoder": vectors.encoder.name,
        "command": f"tipline calibrate {benchmark.name} --split {benchmark.split}",
        "date": f"{utcnow():%Y-%m-%d}",
    }
    out.write_text(as_toml(fitted, provenance), encoding="utf-8")
    for line in as_lines(fitted):
        console.print(line, highlight=False)


def _vectors() -> Vectors | None:
    """Load the encoder and show how far its work is; None where there is none."""
    from bot.evaluation.engine import Vectors

    found = encoder(settings().encoder)
    if found is None:
        return None

    def told(done: int, total: int) -> None:
        if aside.is_terminal:
            aside.print(f"encoded {done} of {total}", end="\r")

    return Vectors(found, told)
