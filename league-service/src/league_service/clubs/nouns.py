"""The rules of the nouns of clubs: one line registers those of a noun. A noun without rules needs none."""

from collections.abc import Mapping
from typing import Final

from league_service.clubs.engine.hooks import Hooks
from league_service.clubs.events.domain import check_event
from league_service.clubs.formations.domain import check_formation
from league_service.clubs.match_events.operations import before_event
from league_service.clubs.match_lineups.operations import after_line, before_line, derive_minutes
from league_service.clubs.match_reporting import report_fact
from league_service.clubs.matches.domain import check_match
from league_service.clubs.matches.operations import after_match, before_match
from league_service.clubs.own_teams import before_team, need_own_team
from league_service.clubs.player_match_statistics.domain import check_statistic
from league_service.clubs.player_match_statistics.operations import before_statistic, derive_figures
from league_service.clubs.players.domain import check_player
from league_service.clubs.players.operations import before_player
from league_service.clubs.reunions import operations as reunions
from league_service.clubs.reunions.domain import check_reunion
from league_service.clubs.teams.domain import check_team
from league_service.clubs.training_sessions import operations as training_sessions
from league_service.clubs.training_sessions.domain import check_training_session, doubts_of_session

HOOKS: Final[Mapping[str, Hooks]] = {
    "match_events": Hooks(before_write=before_event, after_write=report_fact),
    "match_lineups": Hooks(before_write=before_line, after_write=after_line, derive=derive_minutes),
    "matches": Hooks(check=check_match, before_write=before_match, after_write=after_match),
    "player_match_statistics": Hooks(
        check=check_statistic,
        before_write=before_statistic,
        derive=derive_figures,
        after_write=report_fact,
    ),
    "events": Hooks(check=check_event),
    "formations": Hooks(check=check_formation),
    "players": Hooks(check=check_player, before_write=before_player),
    "reunions": Hooks(
        check=check_reunion,
        before_write=need_own_team,
        after_write=reunions.after_write,
        derive=reunions.hide_from_others,
    ),
    "teams": Hooks(check=check_team, before_write=before_team),
    "training_sessions": Hooks(
        check=check_training_session,
        warn=doubts_of_session,
        before_write=need_own_team,
        after_write=training_sessions.after_write,
        derive=training_sessions.hide_from_others,
    ),
}
