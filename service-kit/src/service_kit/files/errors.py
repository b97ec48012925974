"""What can go wrong with a file."""

from service_kit.errors import NotFound, PermissionDenied, TooLarge, Unavailable, ValidationFailed


class FileTooLarge(TooLarge):
    """The file has more bytes than allowed."""

    reason = "FILE_TOO_LARGE"


class StorageQuotaExceeded(PermissionDenied):
    """The owner has not enough space left."""

    reason = "STORAGE_QUOTA_EXCEEDED"

    @classmethod
    def left(cls, left: int) -> "StorageQuotaExceeded":
        """States how many bytes are left, and the way out."""
        return cls(
            f"The file needs more than the {left:,} bytes that are left",
            recovery=["Delete files that are no longer needed", "GET /api/v1/storage shows what is used"],
            left_bytes=left,
        )


class ChecksumMismatch(ValidationFailed):
    """The bytes that arrived are not those whose checksum was announced."""

    reason = "CHECKSUM_MISMATCH"


class FileGone(NotFound):
    """The bytes of the file are no longer in the store."""

    reason = "FILE_NOT_FOUND"


class StoreUnavailable(Unavailable):
    """The store does not answer, or refuses our credentials."""

    reason = "FILE_STORE_UNAVAILABLE"
