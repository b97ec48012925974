"""How numbers and lists are written: as the facts state them, so that texts can be checked."""

from collections.abc import Sequence


def usd(value: float) -> str:
    return f"${value:,.0f}"


def percent(share: float) -> str:
    return f"{round(100 * share)}%"


def counted(number: int, noun: str) -> str:
    """`1 other league`, `3 other leagues`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with one."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def plain_line(text: str) -> str:
    """A text of somebody else on one line, without brackets, which are for labels of sources."""
    return " ".join(text.replace("[", "(").replace("]", ")").split())


def shortened(text: str, length: int) -> str:
    """The beginning of a text on one line, with whole words."""
    line = plain_line(text)
    return line if len(line) <= length else f"{line[:length].rsplit(' ', 1)[0]} …"
