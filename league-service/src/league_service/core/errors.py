"""What can go wrong whatever is asked for; the reasons are API and written at the RPCs."""

from collections.abc import Iterable

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


class UnknownImporter(InvalidArgument):
    """No importer has this kind."""

    reason = "UNKNOWN_IMPORTER"

    def __init__(self, kind: str, *, known: Iterable[str]) -> None:
        super().__init__(
            f"There is no importer for {kind[:40]!r}",
            kind=kind[:40],
            recovery=[f"Use one of: {', '.join(known)}"],
        )


class TooManyFiles(InvalidArgument):
    """The importer takes one file at a time."""

    reason = "TOO_MANY_FILES"

    def __init__(self, kind: str, count: int) -> None:
        super().__init__(
            f"There are {count} files, and {kind} takes one at a time",
            recovery=["Import the files one by one"],
        )
