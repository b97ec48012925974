"""Why a document cannot be read. The process that reads it names the reason, this one raises it."""

from service_kit.errors import DomainError, TooLarge, UnsupportedMedia, ValidationFailed


class UnsupportedDocument(UnsupportedMedia):
    """The content is neither PDF nor Word nor text, or not what the name says."""

    reason = "UNSUPPORTED_DOCUMENT"


class DocumentTooLarge(TooLarge):
    """The document has too many pages or characters, or expands too far."""

    reason = "DOCUMENT_TOO_LARGE"


class DocumentEncrypted(ValidationFailed):
    """The document needs a password."""

    reason = "DOCUMENT_ENCRYPTED"


class DocumentDamaged(ValidationFailed):
    """The document is cut off, or breaks the rules of its format."""

    reason = "DOCUMENT_DAMAGED"


class DocumentWithoutText(ValidationFailed):
    """The document has no text, such as a scan."""

    reason = "DOCUMENT_WITHOUT_TEXT"


REFUSALS: dict[str, type[DomainError]] = {
    each.reason: each
    for each in (
        UnsupportedDocument,
        DocumentTooLarge,
        DocumentEncrypted,
        DocumentDamaged,
        DocumentWithoutText,
    )
}
