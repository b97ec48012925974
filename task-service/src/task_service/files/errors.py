"""Errors of files, besides those of the kit."""

from service_kit.errors import AlreadyExists, FailedPrecondition, Gone, NotFound, PermissionDenied


class FileNotFound(NotFound):
    """The file does not exist, or the caller cannot read it."""

    reason = "FILE_NOT_FOUND"


class FileExists(AlreadyExists):
    """Another file has the key."""

    reason = "FILE_EXISTS"


class FileNotYours(PermissionDenied):
    """The caller can read the file, but not delete it."""

    reason = "FILE_NOT_YOURS"


class FileInUse(FailedPrecondition):
    """The file belongs to something else, which deletes it."""

    reason = "FILE_IN_USE"


class OwnerForbidden(PermissionDenied):
    """The caller does not act for this owner."""

    reason = "FILE_OWNER_FORBIDDEN"


class UploadGone(Gone):
    """What was reserved for an upload does not exist any more."""

    reason = "UPLOAD_GONE"
