"""The rules of players. Pure."""

from collections.abc import Iterator
from datetime import date

from league_service.clubs.engine.hooks import Problem, Row

_OPEN = "9999-12-31"
_OLDEST = 100


def is_possible_birth_date(born: str, today: date) -> bool:
    """Whether somebody who plays can have been born on a day."""
    day = date.fromisoformat(born)
    return day < today and today.year - day.year <= _OLDEST


def check_player(player: Row) -> Iterator[Problem]:
    """What is wrong with a player: intervals that end before they begin, or overlap within one team."""
    taken: list[tuple[str, str, str]] = []
    for at, each in enumerate(player["registrations"]):
        first, last = each["from"], each["to"] or _OPEN
        if last < first:
            yield Problem(("registrations", at, "to"), "The last day should not be before the first one")
        for team, begins, ends in taken:
            if team == each["team_id"] and begins <= last and first <= ends:
                yield Problem(
                    ("registrations", at, "from"),
                    f"The player belongs to this team from {begins} already: end that interval first",
                )
                break
        taken.append((each["team_id"], first, last))
