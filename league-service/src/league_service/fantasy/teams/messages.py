"""Teams and line-ups as messages."""

from datetime import datetime

from altsports.fantasy.v1 import teams_pb2 as pb
from league_service.f1.races.domain import Race
from league_service.fantasy.teams.operations import Shown
from league_service.fantasy.teams.repository import TeamRow
from service_kit.timestamps import time_to_pb


def team_to_pb(team: TeamRow, user_id: str, shown: Shown | None, now: datetime) -> pb.Team:
    return pb.Team(
        id=team.id,
        season=team.year,
        simulated=team.season.competition.simulated,
        name=team.name,
        username=team.username,
        mine=team.user_id == user_id,
        created_at=time_to_pb(team.created_at),
        lineup=None if shown is None else lineup_to_pb(shown, now),
        made_up=team.made_up,
    )


def lineup_to_pb(shown: Shown, now: datetime) -> pb.Lineup:
    lineup = shown.saved.lineup
    return pb.Lineup(
        race=lineup_race_to_pb(shown.race, now),
        drivers=[
            pb.Pick(
                driver_id=pick.driver_id,
                key=shown.drivers[pick.driver_id].key,
                code=shown.drivers[pick.driver_id].code,
                name=shown.drivers[pick.driver_id].name,
                price=str(pick.price),
                entered=pick.driver_id in shown.entered,
            )
            for pick in lineup.picks
        ],
        captain_id=lineup.captain_id,
        vice_captain_id=lineup.vice_captain_id,
        cost=str(lineup.cost),
        left=str(lineup.left),
        saved_at=time_to_pb(shown.saved.saved_at),
        carried_over=shown.carried_over,
    )


def lineup_race_to_pb(race: Race, now: datetime) -> pb.LineupRace:
    return pb.LineupRace(
        id=race.id,
        key=race.key,
        name=race.name,
        locks_at=time_to_pb(race.locks_at),
        locked=race.is_locked(now),
    )
