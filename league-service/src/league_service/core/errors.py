"""Errors that every product of the service can raise; the reasons are API and documented at the RPCs."""

from collections.abc import Iterable, Sequence

from service_kit.errors import InvalidArgument, ValidationFailed


class UnreadableFile(InvalidArgument):
    """No file of an import can be used; the message names each file and its problem."""

    reason = "UNREADABLE_FILE"


class ImportTooLarge(InvalidArgument):
    reason = "IMPORT_TOO_LARGE"


class InvalidMoment(InvalidArgument):
    """The text is not a day or time."""

    reason = "INVALID_MOMENT"

    def __init__(self, text: str, reason: str = "is not a day or time", *, field: str = "as_of") -> None:
        super().__init__(
            f"{field}: {text[:40]!r} {reason}",
            field=field,
            recovery=["Use a day such as 2025-11-01 or a time such as 2025-11-01T18:00:00Z"],
        )


class UnknownImporter(InvalidArgument):
    """No importer of this kind exists."""

    reason = "UNKNOWN_IMPORTER"

    def __init__(self, kind: str, *, known: Iterable[str]) -> None:
        super().__init__(
            f"Unknown importer {kind[:40]!r}",
            kind=kind[:40],
            recovery=[f"Use one of: {', '.join(known)}"],
        )


class NotDated(InvalidArgument):
    """The importer does not take the date of its facts."""

    reason = "NOT_DATED"

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind} does not take a date", kind=kind, recovery=["Omit as_of"])


class InvalidClub(InvalidArgument):
    """The organisation or the team of an import is missing, unknown, or not taken by its importer."""

    reason = "INVALID_CLUB"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(
            f"{field}: {message}",
            field=field,
            recovery=[
                "State team_id (--team) with the id of a team of the club: GET /api/teams lists them",
                "On the command line, state --organisation with the id of the club",
            ],
        )


class OwnSideUnknown(ValidationFailed):
    """The files do not show which side is the team of the club."""

    reason = "OWN_SIDE_UNKNOWN"

    def __init__(self, message: str, names: Sequence[str]) -> None:
        super().__init__(
            message,
            violations=[{"loc": ["query", "own_side"], "msg": message, "type": "own_side"}],
            sides=", ".join(names),
            recovery=[
                f"State own_side (--own-side) as one of: {', '.join([*names, 'none'])}",
                "Or name the team of the club as the file does: PATCH /api/teams/{team_id}",
            ],
        )


class TooManyFiles(InvalidArgument):
    """The importer accepts only one file at a time."""

    reason = "TOO_MANY_FILES"

    def __init__(self, kind: str, count: int) -> None:
        super().__init__(
            f"{kind} accepts one file at a time, but {count} were sent",
            recovery=["Import the files one by one"],
        )
