"""Parses AI_KEYS, which holds the keys of several providers as JSON or as a comma-separated list."""

import json
from collections.abc import Iterator
from typing import Final

from altsports.contract.json_values import is_object
from service_kit.settings.files import SettingsError

_SHAPES: Final = (("sk-ant-", "anthropic"), ("sk-", "openai"), ("AIza", "google"))
_NAMES: Final = ("anthropic", "openai", "google")
_HELP: Final = 'AI_KEYS must be JSON such as {"openai": "..."} or a list such as openai=...,anthropic=...'


def read_keys(text: str) -> dict[str, str]:
    """The keys in `{"openai_key": "..."}`, in `openai=...,anthropic=...`, or in a list of bare keys.

    The form of a bare key identifies its provider. Raises SettingsError, whose message never contains a key.
    """
    found: dict[str, str] = {}
    for name, key in _pairs(text.strip()):
        found[_provider(name, key)] = key
    return found


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    if text.startswith("{"):
        yield from _json_pairs(text)
        return
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, separator, key = part.partition("=")
        yield (name.strip(), key.strip()) if separator else ("", part)


def _json_pairs(text: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(text)
    except ValueError:
        raise SettingsError(_HELP) from None
    if not is_object(data) or not all(isinstance(key, str) for key in data.values()):
        raise SettingsError(_HELP)
    yield from data.items()


def _provider(name: str, key: str) -> str:
    word = name.lower()
    for known in _NAMES:
        if word in (known, f"{known}_key", f"{known}_api_key"):
            return known
    for start, known in _SHAPES:
        if not name and key.startswith(start):
            return known
    raise SettingsError(f"{_HELP}; known providers: {', '.join(_NAMES)}")
