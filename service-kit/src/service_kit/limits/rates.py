"""Rates: a number of calls and a window, in common notations."""

import re
from dataclasses import dataclass

_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_TEXT = re.compile(r"^\s*(\d+)\s*(?:/|per)\s*(\d*)\s*(second|minute|hour|day)s?\s*$")


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `limit` calls in a window of `window_s` seconds that starts with the first call."""

    limit: int
    window_s: int

    @classmethod
    def parse(cls, text: str) -> "Rate":
        """Parses "5/minute", "10 per hour" or "3 per 30 seconds". Raises ValueError for anything else."""
        match = _TEXT.match(text)
        if match is None or int(match[1]) < 1 or match[2] == "0":
            raise ValueError(f"not a rate: {text!r}; use the form 100/minute")
        return cls(int(match[1]), int(match[2] or 1) * _UNITS[match[3]])

    @property
    def per_second(self) -> float:
        """The average rate, to compare rates with different windows."""
        return self.limit / self.window_s

    def __str__(self) -> str:
        """The slowapi notation, such as "5 per 1 minute"."""
        unit, seconds = max(
            (pair for pair in _UNITS.items() if self.window_s % pair[1] == 0), key=lambda pair: pair[1]
        )
        return f"{self.limit} per {self.window_s // seconds} {unit}"
