"""Compares names: a normal form, and parts of words that match despite a typing error."""

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
_MARKS = str.maketrans("", "", "™®©℠")  # decomposed, they would be letters
_POSSESSIVE = re.compile(r"'(?=s\b)")
_NOT_A_WORD = re.compile(r"[\W_]+")
_NEAR_LENGTHS = range(4, 25)


@lru_cache(maxsize=16_384)
def normalise(text: str) -> str:
    """Returns the text in lower case without accents and punctuation, words separated by one space.

    "Campeonato Gaúcho" becomes "campeonato gaucho", "Emperor's Cup" "emperors cup", "ÖFB-Cup" "ofb cup".
    """
    # Twice, as Unicode requires: decomposing may produce new capitals, and folding new accents.
    folded = unicodedata.normalize("NFKD", text.translate(_MARKS)).casefold()
    folded = unicodedata.normalize("NFKD", folded).casefold().translate(_LETTERS)
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _NOT_A_WORD.sub(" ", _POSSESSIVE.sub("", plain)).strip()


def forget() -> None:
    """Clears the caches of this module, to free memory after a long list."""
    normalise.cache_clear()


def words(text: str) -> list[str]:
    """The distinct words of the normal form, in order."""
    return list(dict.fromkeys(normalise(text).split()))


def slug(text: str, separator: str = "_") -> str:
    """The normal form as an identifier: "Disc Golf" becomes "disc_golf"."""
    return normalise(text).replace(" ", separator)


def trigrams(word: str) -> list[str]:
    """The distinct trigrams of a normalised word, padded as in pg_trgm."""
    padded = f"  {word} "
    return sorted({padded[start : start + 3] for start in range(len(padded) - 2)})


def near_forms(word: str) -> list[str]:
    """Returns the word and every form of it with one letter removed.

    Two words that share a form differ by one added, dropped, changed or swapped letter, which trigrams alone
    miss in short words ("rubgy" and "rugby" share two of ten). Returns nothing for words of less than four
    letters, where one letter more or less makes a different word.
    """
    if len(word) not in _NEAR_LENGTHS:
        return []
    return sorted({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def similarity(left: str, right: str) -> float:
    """The similarity of two words by their trigrams: 0 if they share none, 1 if they share all."""
    first, second = _pieces(left), _pieces(right)
    return len(first & second) / len(first | second)


@lru_cache(maxsize=4_096)
def _pieces(word: str) -> frozenset[str]:
    return frozenset(trigrams(word))
