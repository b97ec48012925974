"""Single values of a file: a typed fact, or what is wrong with it in words."""


class CellError(ValueError):
    """A value that cannot be used. `hint` says what would be accepted."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
