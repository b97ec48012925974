"""What can go wrong with a file."""

from service_kit.errors import NotFound, TooLarge, Unavailable, ValidationFailed


class FileTooLarge(TooLarge):
    """The file has more bytes than allowed."""

    reason = "FILE_TOO_LARGE"


class ChecksumMismatch(ValidationFailed):
    """The bytes that arrived are not those whose checksum was announced."""

    reason = "CHECKSUM_MISMATCH"


class FileGone(NotFound):
    """The bytes of the file are no longer in the store."""

    reason = "FILE_NOT_FOUND"


class StoreUnavailable(Unavailable):
    """The store does not answer, or refuses our credentials."""

    reason = "FILE_STORE_UNAVAILABLE"
