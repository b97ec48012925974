"""The rows of a file: how many there may be, and what could not be used."""

from dataclasses import dataclass

MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be used and what to do about it. `refused` is true where the whole row was left out."""

    file: str
    line: int
    field: str
    message: str
    hint: str
    refused: bool = True


def check_row_count(file: str, count: int) -> None:
    """Raises UnreadableFileError for more rows than one import may hold in memory."""
    if count > MOST_ROWS:
        hint = f"split it into files of at most {MOST_ROWS:,} rows and import them one by one"
        raise UnreadableFileError(file, f"the file has more than {MOST_ROWS:,} rows", hint)


class UnreadableFileError(ValueError):
    """The file as a whole cannot be used. `hint` says what to do."""

    def __init__(self, file: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.file, self.message, self.hint = file, message, hint
