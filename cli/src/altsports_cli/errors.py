"""Errors for the user at the terminal: one line, and a hint."""


class CliError(Exception):
    """A problem described in one line.

    message: what is wrong. hint: how to fix it (may be empty). exit_code: of the command.
    """

    def __init__(self, message: str, hint: str = "", *, exit_code: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


EXIT_PROBLEM = 1
EXIT_USAGE = 2
EXIT_NOT_RUNNING = 3
EXIT_PORT_IN_USE = 4
EXIT_STORAGE = 5
EXIT_PARTIAL = 6
EXIT_INTERRUPTED = 130


class NotRunning(CliError):
    """The mesh of this home is not running."""

    def __init__(self, home: str) -> None:
        super().__init__(
            f"AltSports is not running (home {home}).",
            "Start it with: altsports up",
            exit_code=EXIT_NOT_RUNNING,
        )
