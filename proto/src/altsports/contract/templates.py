"""Texts with placeholders for fields of a message, such as "league:{league_ids}"."""

import re
from dataclasses import dataclass
from functools import reduce
from typing import Any

from altsports.contract.json_values import is_array

_PLACE = re.compile(r"{([a-z0-9_.]+)}")


def field_of(message: Any, path: str) -> Any:
    """Returns the value of a field such as "final_bet.game_id"."""
    return reduce(getattr, path.split("."), message)


def texts_of(value: Any) -> tuple[str, ...]:
    """Returns a value as texts: one for each item of a list, none for an absent or empty value."""
    if is_array(value):
        return tuple(str(each) for each in value)
    return () if value is None or value == "" else (str(value),)


def text_of(message: Any, path: str) -> str:
    """Returns the value of a field as one text. "" for an absent field and for an empty path."""
    return "".join(texts_of(field_of(message, path))[:1]) if path else ""


@dataclass(frozen=True, slots=True)
class Template:
    """A text with placeholders such as "{field}"."""

    text: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The paths of the fields in the placeholders."""
        return tuple(_PLACE.findall(self.text))

    def one(self, message: Any) -> str:
        """The text for a message; an absent field leaves nothing."""
        return self._filled(message, {})

    def all(self, message: Any) -> list[str]:
        """A text for each value of the repeated field that it names; without such a field, the one text."""
        for path in self.fields:
            value = field_of(message, path)
            if isinstance(value, list):
                return [self._filled(message, {path: text}) for text in texts_of(value)]
        return [self.one(message)]

    def _filled(self, message: Any, given: dict[str, str]) -> str:
        def value(found: re.Match[str]) -> str:
            return given[found[1]] if found[1] in given else text_of(message, found[1])

        return _PLACE.sub(value, self.text)
