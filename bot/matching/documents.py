"""Documents: a claim with all its wordings and titles, as it is searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.encoder.protocol import Floats
from bot.matching.letters import spelt
from bot.matching.retrieval import terms
from bot.matching.values import Material


@dataclass(frozen=True, slots=True)
class Document:
    """A claim's wordings and titles, each as terms and spelling, and the vectors there are."""

    verdict_id: int
    wordings: tuple[tuple[list[str], bytes], ...]
    vectors: tuple[Floats, ...]

    @property
    def terms(self) -> list[str]:
        """Return the terms of all wordings together."""
        return [term for words, _ in self.wordings for term in words]


def documents(material: Material) -> list[Document]:
    """Return a document for each claim, in the order in which the claims first come."""
    texts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for phrase in material.phrases:
        texts[phrase.verdict_id].append((phrase.text, phrase.language))
    for verdict_id, text, language in material.titles:
        texts[verdict_id].append((text, language))
    return [document(verdict_id, own, material.vectors) for verdict_id, own in texts.items()]


def document(
    verdict_id: int, texts: Sequence[tuple[str, str]], vectors: Mapping[str, Floats]
) -> Document:
    """Return a claim's document of its texts, given with their languages."""
    return Document(
        verdict_id,
        tuple((terms(text, language), spelt(text)) for text, language in texts),
        tuple(vectors[text] for text, _ in texts if text in vectors),
    )
