"""Errors of documents, besides those of extraction."""

from service_kit.errors import AlreadyExists, NotFound, PermissionDenied, Unavailable


class DocumentNotFound(NotFound):
    """The document does not exist, or the caller cannot read it."""

    reason = "DOCUMENT_NOT_FOUND"


class DocumentExists(AlreadyExists):
    """The owner has another document of this name about the league."""

    reason = "DOCUMENT_EXISTS"


class DocumentNotYours(PermissionDenied):
    """The caller can read the document, but not delete it."""

    reason = "DOCUMENT_NOT_YOURS"


class OwnerForbidden(PermissionDenied):
    """The caller does not act for this owner."""

    reason = "FILE_OWNER_FORBIDDEN"


class EmbeddingUnavailable(Unavailable):
    """The model that embeds texts does not answer."""

    reason = "EMBEDDING_UNAVAILABLE"
