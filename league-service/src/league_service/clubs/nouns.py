"""The rules of the nouns of clubs: one line registers those of a noun. A noun without rules needs none."""

from collections.abc import Mapping
from typing import Final

from league_service.clubs.engine.hooks import Hooks
from league_service.clubs.players.domain import check_player
from league_service.clubs.teams.domain import check_team

HOOKS: Final[Mapping[str, Hooks]] = {
    "players": Hooks(check=check_player),
    "teams": Hooks(check=check_team),
}
