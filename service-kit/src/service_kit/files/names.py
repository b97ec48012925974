"""The names of files, as users give them."""

import unicodedata
from typing import Final

from service_kit.errors import ValidationFailed

_LONGEST_BYTES: Final = 200  # file systems allow 255, of which a put in progress needs some


def file_name(given: str) -> str:
    """Returns the name in its normal form. Raises ValidationFailed if it is a path or cannot be a name."""
    name = unicodedata.normalize("NFC", given).strip()
    if not name or name.strip(".") == "":
        raise ValidationFailed.at("name", "Name the file, as in report.pdf", type="missing")
    if "/" in name or "\\" in name or name.startswith(".."):
        raise ValidationFailed.at("name", "Send the name of the file without a path", type="path_in_name")
    if not all(letter.isprintable() for letter in name):
        raise ValidationFailed.at("name", "The name must not contain control characters")
    if len(name.encode()) > _LONGEST_BYTES:
        raise ValidationFailed.at(
            "name", f"The name can have at most {_LONGEST_BYTES} bytes", type="too_long"
        )
    return name
