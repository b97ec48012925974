"""What can go wrong whatever is asked for; the reasons are API and written at the RPCs."""

from service_kit.errors import (
    InvalidArgument,
)


class UnreadableFile(InvalidArgument):
    """No file of an import can be used; the message names each with its trouble."""

    reason = "UNREADABLE_FILE"


class ImportTooLarge(InvalidArgument):
    reason = "IMPORT_TOO_LARGE"


class InvalidMoment(InvalidArgument):
    """A text that is no point in time."""

    reason = "INVALID_MOMENT"

    def __init__(self, text: str) -> None:
        super().__init__(
            f"no moment: {text[:40]!r}",
            recovery=["Write a day such as 2025-11-01 or a moment such as 2025-11-01T18:00:00Z"],
        )
