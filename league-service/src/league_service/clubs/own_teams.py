"""Rules of rows that only a team of the club itself can have: training sessions and meetings."""

from collections.abc import Sequence
from typing import Final, LiteralString

from league_service.clubs.engine.hooks import Row, Write
from service_kit.errors import ValidationFailed

_KIND: Final[LiteralString] = (
    "SELECT kind FROM clubs.teams WHERE organisation_id = %s::uuid AND id = %s::uuid FOR KEY SHARE"
)
_PLANNED: Final[LiteralString] = (
    "SELECT (SELECT count(*) FROM clubs.training_sessions WHERE organisation_id = %(organisation)s::uuid"
    " AND team_id = %(team)s::uuid) + (SELECT count(*) FROM clubs.reunions"
    " WHERE organisation_id = %(organisation)s::uuid AND team_id = %(team)s::uuid)"
)


async def need_own_team(write: Write, before: Row | None, after: Row) -> Sequence[str]:
    """Raises ValidationFailed if a row is planned for an opponent."""
    team = after["team_id"]
    if team is not None and (before is None or before["team_id"] != team):
        kind = await write.connection.fetch_value(_KIND, [write.caller.organisation_id, team])
        if kind == "opponent":
            raise ValidationFailed.at(["team_id"], "This team is an opponent: state a team of the club")
    return ()


async def before_team(write: Write, before: Row | None, after: Row) -> Sequence[str]:
    """Raises ValidationFailed if a team with sessions or meetings becomes an opponent."""
    if before is not None and before["kind"] != after["kind"] == "opponent":
        parameters = {"organisation": write.caller.organisation_id, "team": after["id"]}
        planned = await write.connection.fetch_value(_PLANNED, parameters)
        if planned:
            message = f"The team has {planned} training sessions and meetings, which an opponent cannot have"
            raise ValidationFailed.at(["kind"], message)
    return ()
