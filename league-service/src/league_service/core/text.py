"""How names are compared: one normal form, and the pieces that find a word in spite of a typing mistake."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "&": " and ",
        "ʻ": "'",
        "’": "'",
        "`": "'",
    }
)
_POSSESSIVE = re.compile(r"'(?=s\b)")
_NOT_A_WORD = re.compile(r"[\W_]+")
_NEAR_LENGTHS = range(4, 25)


@lru_cache(maxsize=16_384)
def normalise(text: str) -> str:
    """Text in lower case without accents and punctuation, words parted by one blank.

    "Campeonato Gaúcho" becomes "campeonato gaucho", "Emperor's Cup" "emperors cup", "ÖFB-Cup" "ofb cup".
    """
    # Twice, as Unicode has it: what is taken apart may hold capitals again, and the reverse.
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = unicodedata.normalize("NFKD", folded).casefold().translate(_LETTERS)
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _NOT_A_WORD.sub(" ", _POSSESSIVE.sub("", plain)).strip()


def forget() -> None:
    """Lets go of what was remembered of texts: after a long list they would hold on to its memory."""
    normalise.cache_clear()


def words(text: str) -> list[str]:
    """The distinct words of the normal form, in their order."""
    return list(dict.fromkeys(normalise(text).split()))


def slug(text: str, separator: str = "_") -> str:
    """The normal form as an identifier: "Disc Golf" becomes "disc_golf"."""
    return normalise(text).replace(" ", separator)


def trigrams(word: str) -> list[str]:
    """The distinct three-letter pieces of a normalised word, padded as pg_trgm pads it."""
    padded = f"  {word} "
    return sorted({padded[start : start + 3] for start in range(len(padded) - 2)})


def near_forms(word: str) -> list[str]:
    """The word and every form of it with one letter left out.

    Two words that share a form are one letter added, dropped, changed or swapped apart, which trigrams alone
    miss in short words ("rubgy" and "rugby" share two of ten). Empty for words under four letters, where one
    letter more or less is another word.
    """
    if len(word) not in _NEAR_LENGTHS:
        return []
    return sorted({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def similarity(left: str, right: str) -> float:
    """How alike two words are by their trigrams: 0 nothing shared, 1 the same set."""
    first, second = _pieces(left), _pieces(right)
    return len(first & second) / len(first | second)


@lru_cache(maxsize=4_096)
def _pieces(word: str) -> frozenset[str]:
    return frozenset(trigrams(word))
