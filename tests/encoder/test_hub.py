"""Models of a hub: loaded from a folder or fetched, and said plainly where they cannot be."""

import json
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import bot.encoder
from bot.encoder import Encoder, EncoderUnavailable, hub, load
from tests.encoder import tiny

NOWHERE = "http://127.0.0.1:9"
TEXTS = ("the bridge", "the bridge closed", "vaccine works", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny.write(tmp_path / "tiny")


@pytest.fixture
def model(folder: Path, tmp_path: Path) -> Encoder:
    return hub.load(str(folder), tmp_path / "cache")


def set_up(folder: Path, name: str, settings: object) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(settings))


def test_a_folder_gives_vectors_of_unit_length(model: Encoder) -> None:
    vectors = model.queries(TEXTS), model.passages(TEXTS)

    assert model.dimensions == tiny.WIDTH
    assert [each.shape for each in vectors] == [(len(TEXTS), tiny.WIDTH)] * 2
    assert np.allclose(np.linalg.norm(np.concatenate(vectors), axis=1), 1, atol=1e-5)


def test_padding_does_not_change_a_mean(model: Encoder) -> None:
    assert np.allclose(model.passages(TEXTS), model.queries(TEXTS), atol=1e-6)


def test_texts_that_share_words_are_nearer(model: Encoder) -> None:
    bridge, closed, vaccine, _ = model.queries(TEXTS)

    assert bridge @ closed > bridge @ vaccine


def test_a_changed_model_has_another_name(folder: Path, model: Encoder) -> None:
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"\x12\x04other"[:6])

    assert hub.load(str(folder), folder).name != model.name


def test_prompts_are_those_of_the_model(folder: Path) -> None:
    set_up(folder, "config_sentence_transformers.json", {"prompts": {"query": "vaccine works "}})

    prompted = hub.load(str(folder), folder)

    assert np.allclose(prompted.queries(["x"]), prompted.passages(["vaccine works x"]), atol=1e-6)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("intfloat/multilingual-e5-base", "query: "), ("sentence-transformers/LaBSE", "")],
)
def test_models_of_the_e5_family_get_their_usual_prompts(
    folder: Path, name: str, expected: str
) -> None:
    assert hub.recipe(folder, name).query == expected


def test_a_model_that_pools_by_its_first_piece_does(folder: Path) -> None:
    set_up(folder, "1_Pooling/config.json", {"pooling_mode_cls_token": True})

    bridge, vaccine = hub.load(str(folder), folder).queries(["bridge", "vaccine"])

    assert np.allclose(bridge, vaccine)


def test_a_special_piece_spelled_out_stays_text(model: Encoder) -> None:
    spelled, unknown = model.queries(["[CLS]", "[ nonsense ]"])

    assert np.allclose(spelled, unknown, atol=1e-6)


def test_threads_do_not_disturb_each_other(model: Encoder) -> None:
    texts = TEXTS * 20

    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda text: model.queries([text])[0], texts))

    assert np.array_equal(np.stack(found), model.queries(texts))


@pytest.mark.parametrize("text", ["", "\ud800", "\x00", "x " * 50_000, "😱" * 3_000])
def test_any_text_has_a_vector(model: Encoder, text: str) -> None:
    assert np.linalg.norm(model.queries([text])) == pytest.approx(1, abs=1e-5)


def lose_all(folder: Path) -> None:
    shutil.rmtree(folder)


def spoil_model(folder: Path) -> None:
    (folder / "model.onnx").write_bytes((folder / "model.onnx").read_bytes()[:200])


def spoil_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{")


def lose_model(folder: Path) -> None:
    (folder / "model.onnx").unlink()


def lose_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def spoil_settings(folder: Path) -> None:
    (folder / "sentence_bert_config.json").write_text("[1, ")


def pool_oddly(folder: Path) -> None:
    set_up(folder, "1_Pooling/config.json", {"pooling_mode_max_tokens": True})


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lose_all, "there is no folder .* give one"),
        (spoil_model, "onnxruntime .* choose another model"),
        (spoil_tokenizer, "cannot be run .* choose another model"),
        (lose_model, "choose a model that is published as ONNX"),
        (lose_tokenizer, "cannot be run .* choose another model"),
        (spoil_settings, "cannot be run .* choose another model"),
        (pool_oddly, "pools in a way .* choose one"),
    ],
)
def test_a_folder_that_does_not_serve_is_reported(
    folder: Path, spoil: Callable[[Path], None], expected: str
) -> None:
    spoil(folder)

    with pytest.raises(EncoderUnavailable, match=expected):
        load(str(folder), folder)


def test_a_model_is_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = tiny.write(tmp_path / "published", place="onnx/model.onnx")
    cache = tmp_path / "cache"

    with tiny.hub(published) as address:
        fetched = hub.load("tiny/model", cache, endpoint=address)
    again = hub.load("tiny/model", cache, endpoint=NOWHERE)

    assert (fetched.name, again.name) == (f"tiny/model@{tiny.COMMIT[:12]}",) * 2
    assert np.array_equal(fetched.queries(TEXTS), again.queries(TEXTS))


def test_a_model_that_the_hub_does_not_have_is_reported(folder: Path) -> None:
    reported = pytest.raises(EncoderUnavailable, match=r"has no such model, .* check its id")

    with tiny.hub(folder) as address, reported:
        hub.load("nobody/nothing", folder / "cache", endpoint=address)


@pytest.mark.parametrize("model", ["a b/c", "a/b/c", "", "../x y"])
def test_an_id_that_is_none_is_reported(tmp_path: Path, model: str) -> None:
    with pytest.raises(EncoderUnavailable, match=r"check its id|there is no folder"):
        load(model, tmp_path)


def test_no_network_is_reported(tmp_path: Path) -> None:

    with pytest.raises(EncoderUnavailable, match="cannot be reached; try again online"):
        hub.load("tiny/model", tmp_path, endpoint=NOWHERE)


def test_a_cache_that_cannot_be_written_is_reported(folder: Path) -> None:
    reported = pytest.raises(EncoderUnavailable, match="make room or mend the folder")

    with tiny.hub(folder) as address, reported:
        hub.load("tiny/model", folder / "model.onnx", endpoint=address)


@pytest.mark.parametrize(
    ("setting", "modules", "library", "extra"),
    [
        ("tiny/model", ["hub"], "huggingface_hub", r"pip install 'tipline\[hub\]'"),
        ("packaged", ["packaged", "pieces"], "sentencepiece", "pip install tipline"),
    ],
)
def test_a_library_that_is_not_installed_is_asked_for(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    modules: list[str],
    library: str,
    extra: str,
) -> None:
    for module in modules:
        monkeypatch.delitem(sys.modules, f"bot.encoder.{module}", raising=False)
        monkeypatch.delattr(bot.encoder, module, raising=False)
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(EncoderUnavailable, match=rf"{library}.*{extra}"):
        load(setting, tmp_path)
