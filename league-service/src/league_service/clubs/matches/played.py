"""What players played in stored matches, derived from line-ups and events when somebody asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from league_service.clubs.matches import repository
from league_service.clubs.matches.changes import changes_of, ends_of
from league_service.clubs.matches.clock import Duration, Instant, duration_of
from league_service.clubs.matches.events import MatchEvent
from league_service.clubs.matches.inconsistencies import Inconsistency
from league_service.clubs.matches.minutes import Played, SidePlayed, played
from league_service.clubs.matches.repository import Match, Named
from service_kit.db.reader import Reader

CHANGES = ("substitution", "player_off", "player_on", "card", "period_end")


@dataclass(frozen=True, slots=True)
class PlayedMatch:
    """Who played in a match, and how long its periods lasted. Before the kick-off, there are no `players`."""

    match: Match
    duration: Duration
    players: dict[str, Played]
    named: dict[str, str]
    """The side of each player in a line-up."""
    roles: dict[str, str]
    sides: dict[str, SidePlayed]
    """What was derived, by the team; a team without starters is not among them."""

    @property
    def inconsistencies(self) -> list[Inconsistency]:
        """Changes that cannot have happened."""
        return [found for side in self.sides.values() for found in side.inconsistencies]

    def of(self, player_id: str) -> Played | None:
        """What a player played; nothing if he was named and never came on. None if it cannot be derived."""
        if player_id in self.players:
            return self.players[player_id]
        side = self.named.get(player_id)
        derived = any(self.named.get(player) == side for player in self.players)
        return Played(0, 0, starts=False) if side is not None and derived else None


async def load_played(reader: Reader, organisation: str, match_ids: Sequence[str]) -> dict[str, PlayedMatch]:
    """What was played in matches, by match. Costs four statements, however many matches."""
    matches = await repository.find_matches(reader, organisation, match_ids)
    events = await repository.events_of(reader, organisation, match_ids, CHANGES)
    latest = await repository.latest_seconds(reader, organisation, match_ids)
    lineups = await repository.lineups_of(reader, organisation, match_ids)
    return {
        match_id: played_match(match, events[match_id], latest[match_id], lineups[match_id])
        for match_id, match in matches.items()
    }


def played_match(
    match: Match, changes: Sequence[MatchEvent], latest: Mapping[int, int], lineup: Sequence[Named]
) -> PlayedMatch:
    """What was played in one match. `latest` is the second of the last event in each period."""
    seen = [Instant(period, second) for period, second in latest.items()]
    duration = duration_of(match.clock, seen, ends_of(changes, match.clock), finished=match.is_over)
    sides: dict[str, SidePlayed] = {}
    for team in match.sides if match.has_minutes else ():
        starters = [each.player_id for each in lineup if each.team_id == team and each.role == "starter"]
        if starters:
            own = changes_of(changes, match.clock, team)
            rolling = match.has_rolling_substitutions(team)
            sides[team] = played(match.clock, duration, starters, own, rolling=rolling)
    return PlayedMatch(
        match,
        duration,
        players={player: each for side in sides.values() for player, each in side.players.items()},
        named={each.player_id: each.team_id for each in lineup},
        roles={each.player_id: each.role for each in lineup},
        sides=sides,
    )
