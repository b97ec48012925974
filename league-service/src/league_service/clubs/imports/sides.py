"""Which teams of the club the sides of an imported match are, and which of them is its own."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from league_service.clubs.engine.hooks import Row
from league_service.clubs.imports import repository
from league_service.clubs.imports.domain import ReadMatch, ReadTeam
from league_service.core.errors import InvalidClub, OwnSideUnknown
from league_service.core.importing.domain import ImportJob
from league_service.core.text import normalise
from service_kit.db.connection import Connection

NONE: Final = "none"
_NAMESPACE: Final = UUID("2a1a9fd5-6c7e-5c53-9f59-7d2f6a0d3a10")


@dataclass(slots=True)
class Stored:
    """What an import changed, and what people should know."""

    counts: Counter[str] = field(default_factory=Counter[str])
    notes: list[str] = field(default_factory=list[str])


def new_id(organisation: str, *parts: str) -> str:
    """The id of a row that an import makes: the same one each time."""
    return str(uuid5(_NAMESPACE, "\n".join((organisation, *parts))))


def check_own_side(stated: str, matches: Sequence[ReadMatch]) -> None:
    """Raises OwnSideUnknown if the stated side is in none of the matches."""
    names = [side.name for match in matches for side in (match.home, match.away)]
    if stated and normalise(stated) not in {"home", "away", NONE, *map(normalise, names)}:
        raise OwnSideUnknown(f"no side has the name {stated[:60]}", list(dict.fromkeys(names))[:20])


async def stored_teams(
    connection: Connection, job: ImportJob, match: ReadMatch, match_id: str
) -> dict[str, str]:
    """The team of each side of a match that is stored. Raises InvalidClub if the caller may not change it."""
    home, away = await repository.sides_of(connection, job.organisation, match_id)
    _check_access(job, await repository.own_teams(connection, job.organisation), (home, away))
    return {match.home.key: home, match.away.key: away}


def _check_access(job: ImportJob, own: Collection[str], teams: Iterable[str]) -> None:
    if any(team in own and not job.may_name(team) for team in teams):
        raise InvalidClub("team_id", "a team of the club plays to which you have no access")


async def teams_of(
    connection: Connection, job: ImportJob, match: ReadMatch, now: datetime, stored: Stored
) -> dict[str, str]:
    """The team of each side by its key in the file: one of an earlier import, one of that name, or a new one.

    Raises OwnSideUnknown if nothing shows which side is the team of the club, and InvalidClub if the caller
    may not import for that team.
    """
    organisation, sides = job.organisation, (match.home, match.away)
    known = await repository.made_rows(
        connection, organisation, match.source, "team", [side.key for side in sides]
    )
    found = {key: row_id for key, (row_id, _) in known.items()}
    for side in sides:
        if side.key not in found:
            named = await repository.team_named(connection, organisation, side.name)
            if named is not None and named not in found.values():
                found[side.key] = named
    all_own = await repository.own_teams(connection, organisation)
    _check_access(job, all_own, found.values())
    own = _own_side(job, match, found, {team: name for team, name in all_own.items() if job.may_name(team)})
    if own is not None and own[1] != found.get(own[0].key):
        found = {key: team for key, team in found.items() if team != own[1]} | {own[0].key: own[1]}
        stored.notes.append(f"Your team {all_own[own[1]]} is taken for {own[0].name}.")
    new = [side for side in sides if side.key not in found]
    rows: list[Row] = []
    for side in new:
        taken = await repository.team_named(connection, organisation, side.name) is not None
        name = f"{side.name} ({side.key})" if taken else side.name
        row_id = new_id(organisation, match.source, "team", side.key)
        rows.append({"id": row_id, "name": name, "kind": "opponent"})
        await repository.insert(connection, organisation, "teams", rows[-1:], now)
    stored.counts["teams"] += len(rows)
    found |= {side.key: row["id"] for side, row in zip(new, rows, strict=True)}
    await repository.remember(connection, organisation, match.source, "team", found, now=now)
    return found


def _own_side(
    job: ImportJob, match: ReadMatch, found: Mapping[str, str], own: Mapping[str, str]
) -> tuple[ReadTeam, str] | None:
    """The side that a team of the club plays, and that team. None if the caller says that none plays here.

    `found` are the known teams of the sides, `own` the names of the teams for which the caller may import.
    """
    if job.team and job.team not in own:
        raise InvalidClub("team_id", f"the club has no team {job.team[:64]} of its own")
    if job.own_side:
        side = _stated(job.own_side, match)
        return None if side is None else (side, job.team or _only_team(side, found, own))
    for side in (match.home, match.away):
        team = found.get(side.key, "")
        if team in ([job.team] if job.team else own):
            return side, team
        if job.team and normalise(side.name) == normalise(own[job.team]):
            return side, job.team
    names = [match.home.name, match.away.name]
    who = f"your team {own[job.team]}" if job.team else "a team of your club"
    raise OwnSideUnknown(f"Which side is {who}: {names[0]} or {names[1]}?", names)


def _stated(own_side: str, match: ReadMatch) -> ReadTeam | None:
    for side, word in ((match.home, "home"), (match.away, "away")):
        if normalise(own_side) in (word, normalise(side.name)):
            return side
    return None


def _only_team(side: ReadTeam, found: Mapping[str, str], own: Mapping[str, str]) -> str:
    """The own team behind a side if the caller states none: the known one, or the only one of the club."""
    known = found.get(side.key, "")
    if known in own:
        return known
    if len(own) != 1:
        has = f"{len(own)} teams" if own else "no team of its own yet (POST /api/teams)"
        raise InvalidClub("team_id", f"the club has {has}: state which one is {side.name}")
    return next(iter(own))
