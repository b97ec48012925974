"""Compares text in SQL without case and accents."""

from typing import Final, LiteralString

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS: Final[LiteralString] = "'øłđıħ', 'oldih'"


def folded(text: LiteralString) -> LiteralString:
    """The expression of a text in lower case without accents: "Pérez" becomes "perez"."""
    plain: LiteralString = f"regexp_replace(normalize({text}, NFKD), '[\\u0300-\\u036f]', '', 'g')"
    return f"translate(lower({plain}), {_LETTERS})"
