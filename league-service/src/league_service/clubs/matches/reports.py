"""Reports about stored matches: figures of both sides, and facts that contradict each other."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, LiteralString

from league_service.clubs.matches import inconsistencies, repository
from league_service.clubs.matches.inconsistencies import Inconsistency, StatedScore
from league_service.clubs.matches.played import PlayedMatch, load_played
from league_service.clubs.matches.presence import of_presence
from league_service.clubs.matches.repository import Match
from league_service.clubs.matches.statistics import (
    Figure,
    Recorded,
    SideStatistics,
    player_counts,
    side_statistics,
)
from service_kit.db.reader import Reader

COUNTED: Final = ("goals", "assists", "shots", "xg", "passes", "passes_completed", "pressures", "tackles")
Counts = dict[str, float | None]
_SUMMED: Final = ("goals", "shots", "xg", "passes", "pressures")
_STATISTICS: Final[LiteralString] = (
    "SELECT s.player_id::text, l.team_id::text, s.source, s.goals, s.assists, s.shots, s.xg, s.passes,"
    " s.passes_completed, s.pressures, s.tackles FROM clubs.player_match_statistics AS s"
    " LEFT JOIN clubs.match_lineups AS l ON l.organisation_id = s.organisation_id"
    " AND l.match_id = s.match_id AND l.player_id = s.player_id"
    " WHERE s.organisation_id = %s::uuid AND s.match_id = %s::uuid AND s.archived_at IS NULL"
)


class Facts:
    """Everything that is stored about one match."""

    def __init__(self, played: PlayedMatch, recorded: Recorded, rows: Sequence[tuple[Any, ...]]) -> None:
        self.played = played
        self.match: Match = played.match
        self.recorded = recorded
        self.figures: dict[str, Counts] = {row[0]: dict(zip(COUNTED, row[3:], strict=True)) for row in rows}
        self.sides: dict[str, str] = {row[0]: row[1] or "" for row in rows}
        self.sources: dict[str, str] = {row[0]: row[2] for row in rows}

    def named_for(self, team_id: str) -> list[str]:
        """The players in the line-up of a side."""
        return [player for player, side in self.played.named.items() if side == team_id]

    def who_played(self, team_id: str) -> set[str]:
        """The players of a side who were on the pitch; all but the unused ones if that cannot be derived."""
        named = self.named_for(team_id)
        if team_id in self.played.sides:
            return {player for player in named if player in self.played.players}
        return {player for player in named if self.played.roles[player] != "unused"}


async def load_facts(reader: Reader, organisation: str, match_id: str) -> Facts:
    """The facts of a match, which must exist."""
    played = (await load_played(reader, organisation, [match_id]))[match_id]
    events = (await repository.events_of(reader, organisation, [match_id]))[match_id]
    rows = await reader.fetch_rows(_STATISTICS, [organisation, match_id])
    match = played.match
    return Facts(played, Recorded(events, match.clock, played.duration, match.pitch), rows)


def statistics_of(facts: Facts) -> dict[str, SideStatistics]:
    """The figures of both sides. Without events, those of the players are added up."""
    match, found = facts.match, dict[str, SideStatistics]()
    for team, other in ((match.home, match.away), (match.away, match.home)):
        side = side_statistics(facts.recorded, team.id, other.id)
        for name in (*_SUMMED, "accuracy"):
            if side.figures[name].value is None:
                summed = _accuracy(facts, team.id) if name == "accuracy" else _sum(facts, team.id, name)
                side.figures[name] = _better(side.figures[name], summed)
        side.figures["goals"] = _goals(match, team.id, side.figures["goals"])
        found[team.id] = side
    return found


def _better(counted: Figure, summed: Figure) -> Figure:
    """The sum over the players if there is one; else the reason that says more."""
    return summed if summed.value is not None or summed.reason else counted


def _sum(facts: Facts, team_id: str, name: str) -> Figure:
    """The sum over the players of a side, if there is a figure for each who played."""
    team = facts.named_for(team_id)
    known = {player: facts.figures[player][name] for player in team if player in facts.figures}
    values = {player: value for player, value in known.items() if value is not None}
    if not values:
        return Figure(None)
    missing = len(facts.who_played(team_id) - values.keys())
    if missing:
        reason = f"{missing} of the players who played have no statistics of {name.replace('_', ' ')}."
        return Figure(None, reason=reason)
    sources = ", ".join(sorted({facts.sources[player] for player in values if facts.sources[player]}))
    return Figure(round(sum(values.values()), 4), sources)


def _accuracy(facts: Facts, team_id: str) -> Figure:
    passes, complete = _sum(facts, team_id, "passes"), _sum(facts, team_id, "passes_completed")
    if passes.value is None or complete.value is None:
        return Figure(None, reason=passes.reason or complete.reason)
    if not passes.value:
        return Figure(None, reason="The side made no pass.")
    return Figure(round(complete.value / passes.value, 4), passes.source)


def _goals(match: Match, team_id: str, counted: Figure) -> Figure:
    """The result states the goals; without one, the events do."""
    if match.score is None:
        return counted
    value = match.score["home" if team_id == match.home.id else "away"]
    return Figure(value, str(match.score.get("source") or "staff"))


def inconsistencies_of(facts: Facts) -> list[Inconsistency]:
    """All contradictions of a match."""
    match, events = facts.match, facts.recorded.all_events
    score = _stated(match)
    counts = player_counts(facts.recorded)
    found = inconsistencies.of_score(score, events, match.clock, match.home.id, match.away.id)
    found += facts.played.inconsistencies
    found += inconsistencies.of_lineup(events, facts.played.named)
    found += inconsistencies.of_roles(facts.played.roles, facts.played.players.keys())
    found += inconsistencies.of_clock(events, match.clock, match.pitch)
    found += inconsistencies.of_limit(events, match.substitution_limit)
    present = of_presence(events, match.clock, facts.recorded.duration, facts.played.sides)
    named = {(each.player_id, each.team_id) for each in found if each.code == "NOT_IN_LINEUP"}
    found += [each for each in present if (each.player_id, each.team_id) not in named]
    if events:
        found += inconsistencies.of_statistics(
            facts.figures,
            {player: {name: getattr(each, name) for name in COUNTED} for player, each in counts.items()},
            _comparable(facts),
        )
    own_goals = Counter(event.team_id for event in facts.recorded.events if event.type == "own_goal")
    goals: dict[str, list[float | None]] = {}
    for player, side in facts.sides.items():
        goals.setdefault(side, []).append(facts.figures[player]["goals"])
    return found + inconsistencies.of_goal_sums(score, goals, own_goals, match.home.id, match.away.id)


def _stated(match: Match) -> StatedScore | None:
    if match.score is None:
        return None
    score = match.score
    return StatedScore(
        score["home"],
        score["away"],
        score.get("home_penalties"),
        score.get("away_penalties"),
        str(score.get("source") or ""),
    )


def _comparable(facts: Facts) -> list[str]:
    """The figures whose events are recorded at all: without any pass, passes are not wrong but unknown."""
    types = {event.type for event in facts.recorded.events}
    needs = {
        "goals": {"goal"},
        "assists": {"goal"},
        "shots": {"shot"},
        "passes": {"pass"},
        "passes_completed": {"pass"},
        "pressures": {"pressure"},
        "tackles": {"tackle"},
    }
    return [name for name, wanted in needs.items() if wanted & types]
