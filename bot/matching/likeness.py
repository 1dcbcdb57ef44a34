"""How much a text resembles each claim as a whole, by the vectors of an encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.encoder import Encoder
from bot.encoder.protocol import Floats
from bot.matching.vectors import Vectors

NEAREST = 8  # wordings of one verdict that a resembling text is held against
VERDICTS = 2  # that a text is held against because it resembles them


@dataclass(frozen=True, slots=True)
class Likeness:
    """What one text resembles: the nearest claims, by the nearest of their wordings."""

    cosines: Mapping[int, float]  # verdict id -> cosine of its nearest wording, best first
    places: Mapping[int, tuple[int, ...]]  # verdict id -> places of its nearest wordings

    def margin(self, verdict_id: int) -> float:
        """Return by how much a verdict is nearer than all others; negative where one is nearer."""
        others = [cosine for other, cosine in self.cosines.items() if other != verdict_id]
        return self.cosines.get(verdict_id, -1.0) - max(others, default=-1.0)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The vectors of a store's wordings, with the encoder that made them."""

    encoder: Encoder
    vectors: Vectors  # owned by places of wordings
    verdicts: Sequence[int]  # verdict id of each place
    languages: Sequence[str]  # language of each place

    def of(self, text: str, language: str) -> Likeness:
        """Say what *text* resembles; wordings in its own language stand for a verdict first."""
        rows, cosines = self.vectors.nearest(self.encoder.queries([text])[0])
        return self._likeness(self.vectors.owners[rows].tolist(), cosines, language)

    def _likeness(self, places: Sequence[int], cosines: Floats, language: str) -> Likeness:
        best: dict[int, float] = {}
        for place, cosine in zip(places, np.round(cosines, 6).tolist(), strict=True):
            best.setdefault(self.verdicts[place], cosine)
        nearest: dict[int, list[int]] = {verdict_id: [] for verdict_id in list(best)[:VERDICTS]}
        for own in (True, False):
            for place in places:
                found = nearest.get(self.verdicts[place])
                spoken = (self.languages[place] == language) is own
                if found is not None and spoken and len(found) < NEAREST:
                    found.append(place)
        return Likeness(best, {key: tuple(found) for key, found in nearest.items()})
