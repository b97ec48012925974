"""The rows of a file: their maximum number, and the problems found in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

MOST_ROWS = 100_000
_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in a file and how to fix it. `refused` is true if the whole row was skipped."""

    file: str
    line: int
    field: str
    message: str
    hint: str
    refused: bool = True


def check_row_count(file: str, count: int) -> None:
    """Raises UnreadableFileError if a file has more rows than one import may keep in memory."""
    if count > MOST_ROWS:
        hint = f"split it into files of at most {MOST_ROWS:,} rows and import them one by one"
        raise UnreadableFileError(file, f"the file has more than {MOST_ROWS:,} rows", hint)


class UnreadableFileError(ValueError):
    """The file as a whole cannot be used. `hint` says how to fix it."""

    def __init__(self, file: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.file, self.message, self.hint = file, message, hint

    @classmethod
    def joined(cls, errors: Sequence[Self]) -> Self:
        """One error that names each of some files, with all the ways out."""
        first, *others = errors
        named = [f"{error.file}: {error.message}" for error in others[: _MOST_NAMED - 1]]
        more = len(others) - len(named)
        message = "; ".join([first.message, *named, *([f"and {more} more files"] if more else [])])
        return cls(first.file, message, "; ".join(dict.fromkeys(error.hint for error in errors)))
