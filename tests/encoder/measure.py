"""What the packaged encoder costs here: python -m tests.encoder.measure [CLAIMS.jsonl]."""

import json
import sys
import time
from itertools import islice
from pathlib import Path

START, STATUS = time.perf_counter(), Path("/proc/self/status")


def megabytes(figure: str) -> int:
    """Return a figure of this process's memory; Linux only."""
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(figure))


BEFORE = megabytes("VmRSS")

import numpy as np  # noqa: E402  (what the libraries take is counted too)

from bot.encoder import Encoder, packaged, weights  # noqa: E402
from bot.encoder.pieces import Pieces  # noqa: E402
from tests.encoder.reference import vector  # noqa: E402
from tests.encoder.sentences import ALL, SENTENCES  # noqa: E402

CLAIMS, TOGETHER = 10_000, 500


def main() -> None:
    """Print what loading, queries, claims and memory take, and how exact the vectors are."""
    encoder = packaged.load()
    say("load, libraries included", time.perf_counter() - START, "s")
    say("memory, libraries included", megabytes("VmRSS") - BEFORE, "MB")
    ten_thousand(encoder, claims(*sys.argv[1:]))
    encoder.queries(["long " * 5_000] * 3)
    say("memory after that and a long text", megabytes("VmRSS") - BEFORE, "MB")
    say("memory at its highest", megabytes("VmHWM") - BEFORE, "MB")
    source = weights.read(weights.find())
    pieces = Pieces(source.vocabulary, source.shape.longest)
    for language in ("en", "uk"):
        for length in (60, 128, 500):
            query(encoder, pieces, language, length)
    exact = np.stack([vector(source, pieces, f"query: {text}") for text in ALL])
    cosines = (encoder.queries(ALL) * exact).sum(axis=1)
    say("cosine to full precision, mean", cosines.mean(), "")
    say("cosine to full precision, lowest", cosines.min(), "")


def query(encoder: Encoder, pieces: Pieces, language: str, length: int) -> None:
    """Print what a query of about *length* pieces takes."""
    words = " ".join(SENTENCES[language] * 6).split()
    while len(pieces.ids("query: " + " ".join(words))) > length:
        words.pop()
    times = []
    for _ in range(40):
        start = time.process_time()
        encoder.queries([" ".join(words)])
        times.append((time.process_time() - start) * 1000)
    say(f"query of {length} pieces, {language}, p50", np.percentile(times, 50), "ms CPU")
    say(f"query of {length} pieces, {language}, p95", np.percentile(times, 95), "ms CPU")


def claims(path: str | None = None) -> list[str]:
    """Return ten thousand claims of a file, or as many of our sentences, numbered."""
    if path is None:
        return [f"{number}: {ALL[number % len(ALL)]}" for number in range(CLAIMS)]
    with Path(path).open(encoding="utf-8") as lines:
        return [json.loads(line)["claim"] for line in islice(lines, CLAIMS)]


def ten_thousand(encoder: Encoder, texts: list[str]) -> None:
    """Print how fast claims are encoded, so many together."""
    start, cpu = time.perf_counter(), time.process_time()
    for at in range(0, len(texts), TOGETHER):
        encoder.passages(texts[at : at + TOGETHER])
    say(f"{len(texts)} claims", time.perf_counter() - start, "s")
    say("claims a second of CPU", len(texts) / (time.process_time() - cpu), "")


def say(name: str, figure: float, unit: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"{name:40} {figure:9.5g} {unit}\n")


if __name__ == "__main__":
    main()
