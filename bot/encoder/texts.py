"""What of a stranger's text reaches an encoder."""

import unicodedata

LONGEST = 2_000  # characters; 512 pieces hold about as many in the languages that we serve

_CONTROLS, _HALVES = (range(0x20), range(0x7F, 0xA0)), range(0xD800, 0xE000)
_BLANKED = dict.fromkeys((code for codes in (*_CONTROLS, _HALVES) for code in codes), " ")


def tidy(text: str) -> str:
    """Return the start of *text*, composed, control characters and halves of pairs blanked.

    Composed (NFC), because vocabularies are: a decomposed "Київ" falls into other pieces.
    """
    return unicodedata.normalize("NFC", text[:LONGEST].translate(_BLANKED))[:LONGEST]
