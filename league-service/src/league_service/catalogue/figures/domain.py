"""Measured figures of a league, such as its attendance: what tells leagues of one sport and level apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10
from typing import Final, Literal, get_args

from league_service.core.dates import as_of_key

FigureName = Literal["revenue_usd", "broadcast_usd", "attendance", "followers"]
FIGURES: Final[tuple[FigureName, ...]] = get_args(FigureName)

LABELS: Final[dict[FigureName, str]] = {
    "revenue_usd": "revenue of ${:,.0f} a year",
    "broadcast_usd": "media rights of ${:,.0f} a year",
    "attendance": "average attendance of {:,.0f}",
    "followers": "{:,.0f} followers",
}
LARGEST: Final[dict[FigureName, float]] = {
    "revenue_usd": 100e9,
    "broadcast_usd": 50e9,
    "attendance": 1e6,
    "followers": 2e9,
}
_SMALLEST_RENOWN: Final[dict[FigureName, float]] = {
    "revenue_usd": 1e6,
    "broadcast_usd": 5e5,
    "attendance": 200,
    "followers": 5e4,
}
_RENOWN_PER_DIGIT: Final = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its date, the place where it was published, and the source it was imported from."""

    name: FigureName
    value: float
    as_of: str
    source: str
    published_in: str
    url: str = ""

    @property
    def text(self) -> str:
        """The figure in words, such as "average attendance of 23,200 (2024, Major League Soccer)"."""
        return f"{LABELS[self.name].format(self.value)} ({self.as_of}, {self.published_in})"


def newest(figures: Iterable[Figure]) -> dict[FigureName, Figure]:
    """The newest figure of each name."""
    ordered = sorted(figures, key=lambda figure: (as_of_key(figure.as_of), figure.source))
    return {figure.name: figure for figure in ordered}


def renown_of(figures: Iterable[Figure]) -> int:
    """How well known the figures make a league: six for each digit of the one that stands out most."""
    found = newest(figures).values()
    digits = (log10(max(1.0, figure.value / _SMALLEST_RENOWN[figure.name])) for figure in found)
    return round(_RENOWN_PER_DIGIT * max(digits, default=0.0))
