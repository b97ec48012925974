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
        """Returns the text for a message. An absent field becomes an empty string."""
        return _PLACE.sub(lambda found: text_of(message, found[1]), self.text)

    def all(self, message: Any) -> list[str]:
        """Returns a text for each value of the repeated field in the template, or one text without one."""
        for path in self.fields:
            values = field_of(message, path)
            if is_array(values):
                return [Template(self.text.replace(f"{{{path}}}", str(each))).one(message) for each in values]
        return [self.one(message)]
