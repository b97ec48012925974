"""What can go wrong for the person at the terminal: one line, and the way out."""


class CliError(Exception):
    """A problem told in one line.

    message: what is wrong. way_out: what to do about it (may be empty). exit_code: of the command.
    """

    def __init__(self, message: str, way_out: str = "", *, exit_code: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.message} {self.way_out}".strip()


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
