"""Hide what only looks like a number by its shape: addresses, telephone numbers, scores."""

import re
import unicodedata
from collections.abc import Iterable

# Stands for hidden characters, so that spans still point into the text.
HIDDEN = "\ufffc"
# Every alternative is anchored or bounded, so that a pass over the text stays linear.
_NOISE = re.compile(
    r"""
      https?://\S+ | www\.\S+ | (?<![\w.-])(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}/\S*
    | (?<!\w)[@\#]\w+
    | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w+
    | \+[0-9](?:[ ()\-]{0,2}[0-9]){8,14}(?![0-9:])                       # a telephone number
    | (?<![0-9])(?:8[ -]?)?\([0-9]{2,5}\)[ ]?[0-9]{2,4}(?:[ -][0-9]{2,4}){1,3}(?![0-9])
    | (?<![^\W_])[A-Z]{2}[0-9]{2}(?:[ ][0-9A-Z]{4}){3,7}(?:[ ][0-9A-Z]{1,4})?  # an IBAN
    | (?<![\w-])(?:[0-9]{2}-0|0[0-9]-[0-9])[0-9]{2}(?![\w-])              # a Polish postcode
    | (?<![^\W_])(?:[оО]|[оО]б|[aA]t|[gG]odz\.|godzinie|[вВ]о)[ ][0-9]{1,2}\.[0-9]{2}(?![0-9])
    | (?<![^\W_])[oO][ ][0-9]{1,2}\.[0-5][05](?![0-9]|[ ]?(?:%|proc|mln|mld|tys))
    | (?<![^\W_])[уУвВ][ ][0-9]{1,2}\.[0-5][05](?![0-9])
    | (?<![^\W_])(?:[^\W\d_][\u0300-\u036f]?)++[-\u2010\u2011]?[0-9]\w*+(?:-\w++)*+   # F-16
    | (?<!\w)(?:[0-9]++[^\w\n]{1,2}+){10,}+[0-9]*+                      # a column of figures
    | (?:[0-9]\ufe0f?\u20e3)+                                           # keycap digits
    | (?m:^[^\S\n]*)[0-9]{1,2}[.)](?=\s) | (?<=[;:.]\ )[0-9]{1,2}\)(?=\s)
    | \([0-9]{1,2}\) | \[[0-9]{1,3}\]
    # Most letters of a post begin none of these, which the first look tells.
    | (?=[0-9])(?:
        (?<![0-9])0[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}(?![0-9])
      | (?<![0-9-])[0-9]++(?:-[0-9]++){2,}                                # 050-123-45-67
      | (?<![0-9])0[ ]?[0-9]{2,3}(?:[ /-][0-9]{2,4}){2,3}(?![0-9])        # 070 123 456
      | (?<![0-9])[0-9]{2}[ ][0-9]{3}[ ][0-9]{2}[ ][0-9]{2}(?![0-9])      # 22 123 45 67
      | (?<![0-9.,])0[0-9]{1,4}(?:[ /-][0-9]{2,4}){2,4}(?![0-9])           # 02 3142 142
      | (?<![0-9.,])0[0-9]{1,3}[ /-][0-9]{5,7}(?![0-9])                   # 044 2345678
      | (?<![0-9])8[ -][0-9]{3}[ -][0-9]{3}[ -][0-9]{2}[ -][0-9]{2}(?![0-9])
      | (?<![0-9])[0-9]{2}(?:[ ][0-9]{4}){6}(?![0-9])                     # 61 1090 1014 …
      | (?<![\w.,])[0-9]{1,3}\.[0-9]{4,8},?[ ]-?[0-9]{1,3}\.[0-9]{4,8}(?![\w.,]*[0-9])
      | (?<![\w.,])[0-9]{1,3}°[ ]?[0-9]{1,2}(?:[.,][0-9]{1,3})?['′’]
      | (?<![\w.,])[0-9]{1,4}[ ]?[×xх][ ]?[0-9]{1,4}(?![\w,.]*[0-9])       # 4x4, 1920 × 1080
      | (?<![\w.,])[0-9]{1,3}\+[0-9]{1,3}(?![0-9])                        # a channel: 1+1
      | (?<![0-9])[0-9]{4}(?:[ ][0-9]{4}){2,3}(?![0-9])                   # a bank card
      | (?<![0-9.])(?![0-9]{1,3}(?:\.[0-9]{3})+(?![0-9]|\.[0-9]))[0-9]++(?:\.[0-9]++){2,}
      | (?<![0-9,])(?![0-9]{1,3}(?:,[0-9]{3})+(?![0-9]|,[0-9]))[0-9]++(?:,[0-9]++){2,}
      | (?<![0-9])[0-9]{1,6}+(?::[0-9]{1,6}+)+                            # a clock time or a score
      | (?<![0-9])[0-9]{1,2}(?:[.:][0-9]{2})?[ ]?(?:[aApP][mM]\b|[ap]\.m\.)
      | (?<![0-9/])[0-9]++(?:[/^][0-9]++)+                                # 24/7, 1/2, 10^30
      | (?<![^\W_])[0-9]{1,20}+[^\W\d_]{1,20}+[0-9]\w*+                   # 2С1, a hash
      )
    """,
    re.VERBOSE,
)
_OTHER_DIGITS = re.compile(r"(?![0-9])\d|[\u066b\u066c]")  # full-width, Arabic-Indic …
_ARABIC_MARKS = {"\u066b": ".", "\u066c": ","}


def hide(text: str, spans: Iterable[tuple[int, int]] = ()) -> str:
    """Return *text*, as long as before, with *spans* and all that is no quantity blotted out."""
    letters = list(_OTHER_DIGITS.sub(_plain, text))
    for start, end in spans:
        letters[start:end] = HIDDEN * (end - start)
    return _NOISE.sub(lambda match: HIDDEN * len(match[0]), "".join(letters))


def _plain(match: re.Match[str]) -> str:
    """Return a digit or mark of another script as ASCII has it, one for one."""
    return _ARABIC_MARKS.get(match[0]) or str(unicodedata.decimal(match[0]))
