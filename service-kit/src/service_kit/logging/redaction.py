"""Removes secrets from logs, by the name of their field and by their form."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

REDACTED: Final = "[redacted]"
_DEEPEST: Final = 6

_SECRET_NAME: Final = re.compile(
    r"(?:^|[_.\-])(?:authorization|cookie|passw(?:or)?d|secret|token|ticket|api[_-]?key|credentials?|private[_-]?key|"
    r"pem|dsn|database[_-]?url|redis[_-]?url|signature)$",
    re.IGNORECASE,
)
_OPEN_NAMES: Final = frozenset({"page_token", "next_page_token"})
_SECRET_TEXT: Final = re.compile(
    r"(?P<url>://[^\s/:@]*:)[^\s/@]+(?=@)"
    r"|(?P<scheme>\b(?:bearer|basic)\s+)[\w\-.~+/=]{8,}"
    r"|(?P<jwt>\beyJ)[\w\-]{8,}\.[\w\-]+\.[\w\-]*"
    r"|(?P<pair>\b(?:access_token|refresh_token|token|ticket|api_?key|password|secret)=)[^\s&\"']+",
    re.IGNORECASE,
)
_HINTS: Final = ("://", "=", "eyJ", "earer ", "asic ")


def is_secret_name(name: str) -> bool:
    """Whether a field with this name contains a secret. Counts such as `tokens` do not."""
    return name not in _OPEN_NAMES and _SECRET_NAME.search(name) is not None


def redact_text(text: str) -> str:
    """The text without passwords in URLs, bearer tokens, JWTs, and secret parameters."""
    if not any(hint in text for hint in _HINTS):
        return text
    return _SECRET_TEXT.sub(lambda match: f"{match[match.lastgroup or 0]}{REDACTED}", text)


def redact(value: Any, depth: int = 0) -> Any:
    """The value with all secrets replaced; values that are nested too deeply are cut."""
    if isinstance(value, str):
        return redact_text(value)
    if isinstance(value, Mapping):
        if depth >= _DEEPEST:
            return "…"
        return {
            key: REDACTED if is_secret_name(str(key)) and item else redact(item, depth + 1)
            for key, item in cast("Mapping[object, Any]", value).items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return (
            "…" if depth >= _DEEPEST else [redact(item, depth + 1) for item in cast("Iterable[Any]", value)]
        )
    return value
