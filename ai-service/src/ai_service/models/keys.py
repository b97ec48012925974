"""Reads AI_KEYS: the keys of several providers in one variable, as JSON or as a list with commas."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from service_kit.settings.files import SettingsError

_SHAPES: Final = (("sk-ant-", "anthropic"), ("sk-", "openai"), ("AIza", "google"))
_NAMES: Final = ("anthropic", "openai", "google")
_HELP: Final = 'AI_KEYS must be JSON such as {"openai": "..."} or a list such as openai=...,anthropic=...'


def read_keys(text: str) -> dict[str, str]:
    """From `{"openai_key": "..."}`, `openai=...,anthropic=...`, or bare keys that show whose they are.

    Raises SettingsError, which never shows a key.
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
    if not isinstance(data, Mapping) or not all(isinstance(key, str) for key in data.values()):
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
