"""The error for a single value of a file that cannot be used."""


class CellError(ValueError):
    """The value cannot be used. `hint` says what is accepted."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
