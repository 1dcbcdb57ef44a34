"""Cutting a text into sentences and clauses, each an exact part of it."""

import re
from dataclasses import dataclass

LONGEST = 700  # characters; a "sentence" without any full stop is cut here at a space
_EMOJI = "[\u2600-\u27bf\u203c\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"
_CAPITAL = "[A-ZА-ЯЁЄІЇҐЃЅЈЉЊЌЏĄĆĘŁŃÓŚŹŻ]"
_STOP = "[.!?…。！？؟]"
# A run of stops or emoji is tried from its beginning only, or its length would count squared.
_END = re.compile(
    rf"(?<!{_STOP}){_STOP}++[\"'»”’)\]]*+(?=\s|$)|\n+|(?<=[^\W\d])[.!?…]++(?={_CAPITAL})"
    rf"|(?<!{_EMOJI}){_EMOJI}++(?=\s*+{_CAPITAL})"
)
_ABBREVIATION = re.compile(
    r"(?:^|\s)(?:[A-ZА-ЯЁЄІЇҐ]|Mr|Mrs|Dr|Gen|Col|Lt|Sgt|St|vs|No|approx|тис|млн|млрд|ін|обл|смт|вул|ім|"
    r"тыс|обл|ул|им|гг?|рр?|т|илј|мил|бр|ул|tys|mln|mld|ok|[Pp]łn|[Pp]łd|ul|gen|płk|woj|im|np)$"
)
_ORDINAL = re.compile(rf"\d\.\s(?!{_CAPITAL})[^\W\d_]")  # "17. brygada"
_CLAUSE = re.compile(rf"(?:(?<!\d)[,:]|[,:](?!\d)|[;()\"«»“”„—–])+|\s-\s|…|{_EMOJI}+")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: text[start:end]."""

    text: str
    start: int
    end: int

    @property
    def asks(self) -> bool:
        """Say whether it ends with a question mark."""
        return self.text.rstrip("\"'»”’)] \U0001f914").endswith(("?", "？", "؟"))


def _span(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    part = part.strip()
    return Span(part, start + left, start + left + len(part)) if part else None


def sentences(text: str) -> list[Span]:
    """Return the sentences of *text* in order; line ends separate, usual abbreviations do not."""
    spans: list[Span] = []
    start = 0
    for end in [*_ends(text), len(text)]:
        while end - start > LONGEST:
            cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = cut if cut > 0 else start + LONGEST
            if piece := _span(text, start, cut):
                spans.append(piece)
            start = cut
        if piece := _span(text, start, end):
            spans.append(piece)
        start = end
    return spans


def _ends(text: str) -> list[int]:
    return [
        match.end()
        for match in _END.finditer(text)
        if match[0] != "." or not _belongs_to_word(text, match.start())
    ]


def _belongs_to_word(text: str, dot: int) -> bool:
    """Say whether the dot at *dot* is part of an abbreviation or of "17. brygada"."""
    if _ORDINAL.match(text, max(0, dot - 1)):
        return True
    return bool(_ABBREVIATION.search(text[max(0, dot - 12) : dot]))


def clauses(sentence: Span) -> list[Span]:
    """Return the parts of a sentence between commas, dashes, colons and quotes."""
    found: list[Span] = []
    start = 0
    bounds = [(match.start(), match.end()) for match in _CLAUSE.finditer(sentence.text)]
    for end, after in [*bounds, (len(sentence.text), len(sentence.text))]:
        if part := _span(sentence.text, start, end):
            found.append(Span(part.text, sentence.start + part.start, sentence.start + part.end))
        start = after
    return found or [sentence]
