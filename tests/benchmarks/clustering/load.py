"""How long gathering takes: many posts, made of real ones."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from bot.encoder import Encoder
from bot.encoder.protocol import Floats
from bot.evaluation.running import peak_bytes
from bot.text.sentences import sentences
from tests.benchmarks.clustering.desk import Desk, Sent
from tests.benchmarks.clustering.disguises import DISGUISES
from tests.benchmarks.planting import Post, read_posts

AGAIN = 0.3  # share of the posts that are earlier ones in disguise
MIXED = 3  # posts whose sentences a made-up one has
TAKEN = 2  # sentences of each


@dataclass(frozen=True, slots=True)
class Made:
    """An encoder that knows the vectors of some texts already."""

    name: str
    dimensions: int
    rows: Floats
    places: Mapping[str, int]

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, shape (n, dimensions); of others, of the first text."""
        return self.rows[[self.places.get(text, 0) for text in texts]]

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the same."""
        return self.queries(texts)


def load(place: Path, data: Path, encoder: Encoder, count: int, seed: int) -> None:
    """Report the time and the memory that *count* posts take, encoding apart."""
    real = read_posts(data)
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    start = process_time()
    base = encoder.passages([post.text for post in real])
    spent = (process_time() - start) / len(real)
    posts, rows = _make(real, base, count, chance)
    places = {post.text: at for at, post in enumerate(posts)}
    desk = Desk(place, Made(encoder.name, encoder.dimensions, rows, places))
    desk.send(posts)
    wall, start = perf_counter(), process_time()
    gathered = desk.gather()
    wall, joining = perf_counter() - wall, process_time() - start
    cases = len(set(desk.cases().values()))
    desk.close()
    peak = (peak_bytes() or 0) / 2**20
    print(
        f"\n{gathered:,} posts, {cases:,} cases: joining {joining:,.0f} s of processor time"
        f" ({1000 * joining / gathered:.1f} ms a post; {wall:,.0f} s), encoding"
        f" {spent * cases:,.0f} s ({1000 * spent:.0f} ms a post that is no copy);"
        f" peak {peak:,.0f} MiB"
    )


def _make(
    real: Sequence[Post], base: Floats, count: int, chance: random.Random
) -> tuple[list[Sent], Floats]:
    """Mix the sentences of real posts, and their vectors; send some of the mixtures again."""
    cut = [[span.text for span in sentences(post.text)] for post in real]
    posts: list[Sent] = []
    rows = np.empty((count, base.shape[1]), np.float32)
    for at in range(count):
        if posts and chance.random() < AGAIN:
            earlier = chance.randrange(len(posts))
            sent, rows[at] = posts[earlier], rows[earlier]
            text = chance.choice(DISGUISES)(sent.text, sent.language, chance)
            posts.append(Sent(text, sent.language))
            continue
        chosen = [chance.randrange(len(real)) for _ in range(MIXED)]
        taken = (chance.sample(cut[one], min(TAKEN, len(cut[one]))) for one in chosen)
        text = "\n".join(piece for part in taken for piece in part)
        mixed = base[chosen] * np.array([[chance.random()] for _ in chosen])
        rows[at] = mixed.sum(axis=0) / np.linalg.norm(mixed.sum(axis=0))
        posts.append(Sent(text, real[chosen[0]].language))
    return posts, rows
