"""Line-ups: what is impossible and therefore refused, and what is doubtful and carries a warning."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from league_service.clubs.matches.events import Violation

STARTER: Final = "starter"
SUBSTITUTE: Final = "substitute"
UNUSED: Final = "unused"
ROLES: Final = (STARTER, SUBSTITUTE, UNUSED)
GOALKEEPER: Final = "goalkeeper"
_KEEPER_WORDS: Final = frozenset({"goalkeeper", "goal_keeper", "gk", "keeper"})
_AGE_GROUP: Final = re.compile(r"u-?(\d{1,2})\b", re.IGNORECASE)
_SEASON_END: Final = re.compile(r"(?P<first>\d{4})(?:[/-](?P<last>\d{2,4}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One player of a line-up as it is sent."""

    player_id: str
    role: str
    position: str = ""
    jersey_number: int | None = None
    captain: bool = False


@dataclass(frozen=True, slots=True)
class SquadPlayer:
    """What is known about a player on the day of the match, and whether the team may field that player."""

    name: str
    registered: bool
    status: str = "active"
    position: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """The team that plays: its players on the pitch, and the age group that limits who may play."""

    name: str
    players_on_pitch: int = 11
    age_group: str = ""
    season: str = ""


@dataclass(frozen=True, slots=True)
class Refusal(Violation):
    """Why a line-up is impossible: the field, how to put it right, a stable code, and the player."""

    code: str = ""
    player_id: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """A doubt about a line-up that is stored all the same."""

    player_id: str
    code: str
    message: str


def is_goalkeeper(position: str) -> bool:
    """Whether a position is that of the goalkeeper, in any of the usual spellings."""
    return position.strip().casefold().replace(" ", "_") in _KEEPER_WORDS


def refusals(entries: Sequence[Entry], squad: dict[str, SquadPlayer], side: Side) -> list[Refusal]:
    """Why a line-up is impossible. Empty for one that can play; a line-up without anybody is possible."""
    found = [
        *_unknown(entries, squad, side),
        *_twice(entries, squad),
        *_same_number(entries),
        *_too_many(entries, side),
        *_captains(entries),
    ]
    starters = [entry for entry in entries if entry.role == STARTER]
    if starters and not any(_keeps_goal(entry, squad) for entry in starters):
        message = f"no starter is a goalkeeper: give one of them the position {GOALKEEPER}"
        found.append(Refusal("lineup", message, "NO_GOALKEEPER"))
    return found


def is_complete(entries: Sequence[Entry], side: Side) -> bool:
    """Whether all starters are named."""
    return sum(entry.role == STARTER for entry in entries) >= side.players_on_pitch


def _keeps_goal(entry: Entry, squad: dict[str, SquadPlayer]) -> bool:
    known = squad.get(entry.player_id)
    return is_goalkeeper(entry.position or (known.position if known else ""))


def _unknown(entries: Sequence[Entry], squad: dict[str, SquadPlayer], side: Side) -> Iterable[Refusal]:
    for index, entry in enumerate(entries):
        player = squad.get(entry.player_id)
        if player is None:
            message = "there is no such player in your club"
            yield Refusal(f"lineup.{index}.player_id", message, "NO_SUCH_PLAYER", entry.player_id)
        elif not player.registered:
            message = f"{player.name} was not registered for {side.name} on the day of the match"
            message = f"{message}: add a registration that includes it"
            yield Refusal(f"lineup.{index}.player_id", message, "NOT_REGISTERED", entry.player_id)


def _twice(entries: Sequence[Entry], squad: dict[str, SquadPlayer]) -> Iterable[Refusal]:
    first: dict[str, int] = {}
    for index, entry in enumerate(entries):
        earlier = first.setdefault(entry.player_id, index)
        if earlier != index:
            player = squad.get(entry.player_id)
            name = player.name if player else "the player"
            message = f"{name} is named twice: see lineup.{earlier}"
            yield Refusal(f"lineup.{index}.player_id", message, "NAMED_TWICE", entry.player_id)


def _same_number(entries: Sequence[Entry]) -> Iterable[Refusal]:
    taken: dict[int, int] = {}
    for index, entry in enumerate(entries):
        if entry.jersey_number is None:
            continue
        earlier = taken.setdefault(entry.jersey_number, index)
        if earlier != index:
            message = f"number {entry.jersey_number} is taken by lineup.{earlier}: choose another"
            yield Refusal(f"lineup.{index}.jersey_number", message, "NUMBER_TAKEN", entry.player_id)


def _too_many(entries: Sequence[Entry], side: Side) -> Iterable[Refusal]:
    starters = [index for index, entry in enumerate(entries) if entry.role == STARTER]
    if len(starters) > side.players_on_pitch:
        message = f"{len(starters)} starters are too many: {side.name} plays with {side.players_on_pitch}"
        yield Refusal(f"lineup.{starters[side.players_on_pitch]}.role", message, "TOO_MANY_STARTERS")


def _captains(entries: Sequence[Entry]) -> Iterable[Refusal]:
    captains = [index for index, entry in enumerate(entries) if entry.captain]
    for index in captains[1:]:
        message = f"there is a captain already: see lineup.{captains[0]}"
        yield Refusal(f"lineup.{index}.captain", message, "TWO_CAPTAINS", entries[index].player_id)


def warnings(entries: Sequence[Entry], squad: dict[str, SquadPlayer], side: Side, day: date) -> list[Warned]:
    """What is doubtful about a possible line-up."""
    found: list[Warned] = []
    for entry in entries:
        player = squad[entry.player_id]
        if player.status in {"injured", "suspended"}:
            message = f"{player.name} is {player.status}."
            found.append(Warned(entry.player_id, player.status.upper(), message))
        if is_over_age(player.birth_date, side, day):
            message = f"{player.name} is too old for {side.age_group}."
            found.append(Warned(entry.player_id, "OVER_AGE", message))
    roles = Counter(entry.role for entry in entries)
    if 0 < roles[STARTER] < side.players_on_pitch:
        message = f"{roles[STARTER]} of {side.players_on_pitch} starters are named."
        found.append(Warned("", "TOO_FEW", message))
    keepers = [entry for entry in entries if entry.role == STARTER and _keeps_goal(entry, squad)]
    found += [
        Warned(entry.player_id, "SECOND_GOALKEEPER", f"{squad[entry.player_id].name} is a goalkeeper, too.")
        for entry in keepers[1:]
    ]
    return found


def is_over_age(born: date | None, side: Side, day: date) -> bool:
    """Whether a player is too old for an age group.

    In U16, players may turn 16 in the calendar year in which the season ends, as in the competitions of FIFA
    and UEFA. Without a season, the year of the match counts.
    """
    group = _AGE_GROUP.match(side.age_group.strip())
    if born is None or group is None:
        return False
    return season_end(side.season, day) - born.year > int(group[1])


def season_end(season: str, day: date) -> int:
    """The calendar year in which a season such as 2025/26 ends; that of the match if it is not stated."""
    stated = _SEASON_END.search(season)
    if stated is None:
        return day.year
    first, last = stated["first"], stated["last"]
    return int(first) if last is None else int(first[: 4 - len(last)] + last)
