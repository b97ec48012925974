"""Facts of summaries, and what their parts need to know."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import fsum
from typing import NamedTuple

from altsports.football.v1 import summaries_pb2 as pb
from league_service.clubs.engine.access import Access
from league_service.clubs.engine.hooks import Row

Fact = pb.SummaryFact
Parts = dict[str, list[Fact]]
NOT_PERMITTED = "not_permitted"


class Wanted(NamedTuple):
    """What is summarized: for whom, which row, which days, and the time."""

    access: Access
    row: Row
    since: date | None
    until: date | None
    now: datetime

    @property
    def parameters(self) -> dict[str, object]:
        """The parameters of every statement."""
        return self.access.parameters | {"id": self.row["id"], "since": self.since, "until": self.until}


def total(name: str, values: Iterable[float | None], unit: str | None = None) -> Fact:
    """The sum of the values that are recorded, with their number."""
    known = [value for value in values if value is not None]
    if not known:
        return Fact(name=name, n=0, unit=unit, reason="not recorded")
    return Fact(name=name, value=round(fsum(known), 4), n=len(known), unit=unit)


def greatest(name: str, values: Iterable[float | None], unit: str | None = None) -> Fact:
    """The greatest of the values that are recorded, with their number."""
    known = [value for value in values if value is not None]
    if not known:
        return Fact(name=name, n=0, unit=unit, reason="not recorded")
    return Fact(name=name, value=max(known), n=len(known), unit=unit)


def ratio(
    name: str, pairs: Sequence[tuple[float | None, float | None]], unit: str | None = None, *, places: int = 4
) -> Fact:
    """The sum of the first values by that of the second, over the pairs in which both are recorded."""
    known = [(above, below) for above, below in pairs if above is not None and below]
    if not known:
        return Fact(name=name, n=0, unit=unit, reason="not recorded")
    value = fsum(above for above, _ in known) / fsum(below for _, below in known)
    return Fact(name=name, value=round(value, places), n=len(known), unit=unit)
