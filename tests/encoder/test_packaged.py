"""Vectors of the packaged encoder: near where texts say the same, and there for any text."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.encoder import Encoder
from bot.encoder.pieces import Pieces
from bot.encoder.weights import Weights
from tests.encoder.reference import vector
from tests.encoder.sentences import ALL, SENTENCES

# No deadline: a busy machine is no failure.
HOSTILE = settings(max_examples=60, deadline=None)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)


def test_vectors_have_their_shape_and_unit_length(encoder: Encoder) -> None:
    vectors = encoder.queries(ALL[:5]), encoder.passages(ALL[:5])

    assert [each.shape for each in vectors] == [(5, encoder.dimensions)] * 2
    assert [each.dtype for each in vectors] == [np.float32] * 2
    assert np.allclose(np.linalg.norm(np.concatenate(vectors), axis=1), 1, atol=1e-5)


def test_no_texts_have_no_vectors(encoder: Encoder) -> None:
    assert [encoder.queries([]).shape, encoder.passages([]).shape] == [(0, 384)] * 2


def test_a_query_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    alone = encoder.queries([ALL[3]])[0]

    in_company = encoder.queries(ALL)[3]

    assert np.array_equal(alone, in_company)


def test_a_passage_stays_in_its_place_and_shifts_little_in_a_batch(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.passages([sentence]) for sentence in ALL])

    together = encoder.passages(ALL)

    assert (alone * together).sum(axis=1).min() >= 0.998


def test_eight_bits_come_near_full_precision(encoder: Encoder, source: Weights) -> None:
    pieces = Pieces(source.vocabulary, source.shape.longest)
    exact = np.stack([vector(source, pieces, f"query: {sentence}") for sentence in ALL])

    cosines = (encoder.queries(ALL) * exact).sum(axis=1)

    assert cosines.mean() >= 0.999
    assert cosines.min() >= 0.998


@pytest.mark.parametrize("language", ["uk", "ru", "mk", "pl"])
def test_a_sentence_is_nearest_to_its_translation(encoder: Encoder, language: str) -> None:
    english = encoder.passages(SENTENCES["en"])

    nearness = encoder.queries(SENTENCES[language]) @ english.T

    assert nearness.argmax(axis=1).tolist() == list(range(len(english)))


def test_a_decomposed_text_means_the_same(encoder: Encoder) -> None:
    text = "Київ: її мешканці — й гості — їдуть додому"

    whole, decomposed = encoder.queries([text, unicodedata.normalize("NFD", text)])

    assert np.array_equal(whole, decomposed)


def test_threads_do_not_disturb_each_other(encoder: Encoder) -> None:
    expected = encoder.queries(ALL)

    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda text: encoder.queries([text])[0], ALL))

    assert np.array_equal(np.stack(found), expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\x00\x1b\x7f\x9f",
        "\ud800 half a pair \udfff",
        "word " * 20_000,
        "a" * 100_000,
        "и\u0306" * 50_000,
        "\u0301" * 100_000,
        "\ufdfa" * 100_000,
        "😱🔥👨\u200d👩\u200d👧" * 500,
        "<s></s><pad><unk><mask>" * 100,
        "\u2581" * 3_000,
        "\U0010ffff\uffff\ufdd0",
        "مرحبا 你好 안녕 नमस्ते Київ",
    ],
)
def test_any_text_has_a_vector(encoder: Encoder, text: str) -> None:
    vectors = np.concatenate([encoder.queries([text]), encoder.passages([text, "short"])])

    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@HOSTILE
@given(ANYTHING)
def test_made_up_text_has_a_vector(encoder: Encoder, text: str) -> None:
    assert np.linalg.norm(encoder.queries([text])) == pytest.approx(1, abs=1e-5)


def test_a_text_is_read_to_its_limit_only(encoder: Encoder) -> None:
    text = "The bridge was closed. " * 100

    read, longer = encoder.queries([text, text + "The vaccine works. " * 5_000])

    assert np.array_equal(read, longer)
