"""The rules of formations. Pure."""

from collections.abc import Iterator
from typing import Final

from league_service.clubs.engine.hooks import Problem, Row

OUTFIELD: Final = (4, 6, 7, 8, 10)
"""The outfield players of teams of 5, 7, 8, 9 and 11."""


def check_formation(formation: Row) -> Iterator[Problem]:
    """What is wrong with a formation."""
    players = sum(map(int, formation["shape"].split("-")))
    if players not in OUTFIELD:
        allowed = ", ".join(map(str, OUTFIELD))
        yield Problem("shape", f"The lines should add up to {allowed} outfield players, not {players}")
    elif formation["slots"] and len(formation["slots"]) != players + 1:
        yield Problem("slots", f"There should be {players + 1} slots or none, not {len(formation['slots'])}")
