"""Any sentence-transformers model that has an ONNX file, from a folder or from the hub."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from huggingface_hub import snapshot_download
from huggingface_hub.errors import (
    HFValidationError,
    LocalEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from tokenizers import Tokenizer

from bot.encoder.batches import in_order, mean, unit
from bot.encoder.protocol import EncoderUnavailable, Floats
from bot.encoder.sessions import Session
from bot.encoder.texts import LONGEST, tidy

LONGEST_PIECES = 512
TOKENIZER = "tokenizer.json"
MODELS = ("model.onnx", "onnx/model.onnx")
_PROMPTS = "config_sentence_transformers.json"
_LENGTH = "sentence_bert_config.json"
_POOLING = "1_Pooling/config.json"
_WANTED = [TOKENIZER, _PROMPTS, _LENGTH, _POOLING, *MODELS, *(f"{model}_data" for model in MODELS)]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model wants its texts, and how its pieces' vectors become one."""

    query: str
    passage: str
    longest: int
    first: bool


class HubEncoder:
    """A model in a folder, on onnxruntime with one thread."""

    def __init__(self, name: str, folder: Path, recipe: Recipe) -> None:
        self.name = name
        self._recipe = recipe
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.encode_special_tokens = True  # a text that spells "<s>" is only a text
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(recipe.longest)
        self._session = Session(_model(folder))
        self.dimensions = self._try_out()

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of posts, shape (n, dimensions); each is encoded alone."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for place, text in enumerate(texts):
            vectors[place] = self._encode([self._ids(self._recipe.query, text)])[0]
        return vectors

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims, shape (n, dimensions), encoded in batches."""
        ids = [self._ids(self._recipe.passage, text) for text in texts]
        return in_order(ids, self._encode, self.dimensions)

    def _try_out(self) -> int:
        """Return the dimensions, once the longest texts are seen to work."""
        prompts = self._recipe.query, self._recipe.passage
        vectors = self._encode([self._ids(prompt, "x " * LONGEST) for prompt in prompts])
        return len(vectors[0])

    def _ids(self, prompt: str, text: str) -> Sequence[int]:
        return self._tokenizer.encode(prompt + tidy(text)).ids or [0]

    def _encode(self, batch: Sequence[Sequence[int]]) -> Floats:
        lengths = [len(ids) for ids in batch]
        ids = np.zeros((len(batch), max(lengths)), np.int64)
        for place, text in enumerate(batch):
            ids[place, : lengths[place]] = text
        seen = (np.arange(max(lengths)) < np.array(lengths)[:, None]).astype(np.int64)
        given = {"input_ids": ids, "attention_mask": seen, "token_type_ids": np.zeros_like(ids)}
        pieces = self._session.run({name: given[name] for name in self._session.inputs})
        return unit(pieces[:, 0]) if self._recipe.first else mean(pieces, lengths)


def load(setting: str, cache: Path, *, endpoint: str | None = None) -> HubEncoder:
    """Return the model in the folder *setting*, or of that id on the hub, kept in *cache*.

    *endpoint* is the hub's address where it is not the usual one.

    Raises EncoderUnavailable.
    """
    path = Path(setting).expanduser()
    if setting and path.is_dir():
        return from_folder(path, f"{path.name}@{_digest(path)}")
    if path.is_absolute() or setting.startswith(("~", ".")):
        raise EncoderUnavailable(f"there is no folder {path}; give one that has {TOKENIZER}")
    return from_hub(setting, cache, endpoint)


def from_hub(model: str, cache: Path, endpoint: str | None = None) -> HubEncoder:
    """Return the model of id *model* ("owner/name", "owner/name@revision").

    A copy in *cache* is used without asking the hub, so that a start needs no network and vectors
    keep their meaning. Raises EncoderUnavailable.
    """
    folder = _fetched(model, cache, endpoint)
    return from_folder(folder, f"{model.partition('@')[0]}@{folder.name[:12]}")


def from_folder(folder: Path, name: str) -> HubEncoder:
    """Return the model in *folder*, its vectors stored under *name*.

    Raises EncoderUnavailable where it is incomplete, damaged, or of a kind that we cannot run.
    """
    try:
        return HubEncoder(name, folder, recipe(folder, name))
    except EncoderUnavailable:
        raise
    except Exception as error:  # neither tokenizers nor onnxruntime has an error class of its own
        raise EncoderUnavailable(
            f"the model {name} in {folder} cannot be run ({_line(error)});"
            " delete the folder to download it again, or choose another model"
        ) from error


def recipe(folder: Path, name: str) -> Recipe:
    """Return what the model's settings say of prompts, length and pooling.

    Models of the e5 family want prompts that their settings may not name. Raises
    EncoderUnavailable where vectors of pieces are pooled in a way that we do not know.
    """
    prompts = _settings(folder / _PROMPTS).get("prompts") or {}
    usual = ("query: ", "query: ") if "e5-" in name.lower() else ("", "")
    pooling = _settings(folder / _POOLING)
    first = bool(pooling.get("pooling_mode_cls_token"))
    if pooling and not first and not pooling.get("pooling_mode_mean_tokens"):
        raise EncoderUnavailable(
            f"the model {name} pools in a way that is not known here; choose one that takes the"
            " mean or the first of its pieces"
        )
    return Recipe(
        query=prompts.get("query", usual[0]),
        passage=prompts.get("passage", prompts.get("document", usual[1])),
        longest=_settings(folder / _LENGTH).get("max_seq_length") or LONGEST_PIECES,
        first=first,
    )


def _settings(path: Path) -> dict[str, Any]:
    """Return the settings in a file, none where there is no file."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found


def _model(folder: Path) -> Path:
    """Return the ONNX file in *folder*; raises EncoderUnavailable where there is none."""
    for name in MODELS:
        if (folder / name).is_file():
            return folder / name
    raise EncoderUnavailable(
        f"{folder} has no {' or '.join(MODELS)}; choose a model that is published as ONNX"
    )


def _digest(folder: Path) -> str:
    """Return twelve digits that change with the model or its tokeniser."""
    digest = hashlib.sha256()
    for path in (_model(folder), folder / TOKENIZER):
        if path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def _fetched(model: str, cache: Path, endpoint: str | None) -> Path:
    """Return the folder of *model*, downloaded if *cache* does not have all of it."""
    name, _, revision = model.partition("@")
    fetch = partial(
        snapshot_download,
        name,
        revision=revision or None,
        cache_dir=cache,
        allow_patterns=_WANTED,
        endpoint=endpoint,
    )
    try:
        with suppress(LocalEntryNotFoundError):
            return Path(fetch(local_files_only=True))
        return Path(fetch())
    except Exception as error:  # the hub's client has no error class of its own
        raise EncoderUnavailable(f"cannot get the model {model}: {_advice(error)}") from error


def _advice(error: Exception) -> str:
    """Say what went wrong with a download, and what to do."""
    match error:
        case RepositoryNotFoundError() | RevisionNotFoundError() | HFValidationError():
            return "the hub has no such model, or it is private; check its id (owner/name)"
        case LocalEntryNotFoundError():
            return "the hub cannot be reached; try again online, or give a folder with the model"
        case OSError() if error.errno:
            return f"{error.strerror}; make room or mend the folder, then try again"
        case _:
            return f"{_line(error)}; try again later, or give a folder with the model"


def _line(error: Exception) -> str:
    """Return the first line of what *error* says."""
    return next(iter(str(error).splitlines()), type(error).__name__)
