"""Follows the segments of a match: gives each its severities, and opens and ends alerts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ai_service.match_engine.alerts.rules import ENDS_UNDER, LEVELS, OPENS_AT, RULES, Rule, level_of
from ai_service.match_engine.alerts.severity import Change, change_of
from ai_service.match_engine.model.messages import has
from ai_service.match_engine.model.periods import match_clock
from altsports.analysis.v1 import analysis_pb2 as pb

_RANKS = {level: rank for rank, (level, _) in enumerate(reversed(LEVELS))}
_Key = tuple[str, str, str]
"""Rule, side and player."""


@dataclass(slots=True)
class _Open:
    """An alert that is open: the segment in which it opened, where its change began, and its level."""

    since: int
    began: int
    rank: int


@dataclass(slots=True)
class Watch:
    """The severities and alerts of a match, segment after segment."""

    names: dict[str, str]
    """The names of the sides, for messages."""
    _series: dict[_Key, list[float | None]] = field(default_factory=dict[_Key, "list[float | None]"])
    _open: dict[_Key, _Open] = field(default_factory=dict[_Key, _Open])
    _segments: int = 0

    def add(self, segment: pb.Segment) -> list[pb.SegmentAlert]:
        """Writes the severities into a segment, and returns the alerts that it opens or raises."""
        found: list[pb.SegmentAlert] = []
        for rule, side, player, value in _values(segment):
            key = (rule.name, side, player)
            series = self._series.setdefault(key, [None] * self._segments)
            series.append(value)
            opened = self._open.get(key)
            if (change := change_of(rule, series, opened.began if opened else None)) is not None:
                if change.severity > 0 or not rule.of_player:
                    segment.severities.add(rule=rule.name, side=side, player=player, severity=change.severity)
                if (alert := self._alert(segment, key, rule, change)) is not None:
                    found.append(alert)
        self._segments += 1
        for series in self._series.values():  # players who are not in this segment
            series.extend([None] * (self._segments - len(series)))
        segment.severity = max((each.severity for each in segment.severities), default=0.0)
        return found

    def _alert(self, segment: pb.Segment, key: _Key, rule: Rule, change: Change) -> pb.SegmentAlert | None:
        opened = self._open.get(key)
        if opened is not None and change.severity < ENDS_UNDER:
            del self._open[key]
            return None
        if change.severity < OPENS_AT:
            return None
        level = level_of(change.severity) or LEVELS[-1][0]
        if opened is None:
            opened = self._open[key] = _Open(segment.index, change.recent[0], -1)
        if _RANKS[level] <= opened.rank:
            return None
        opened.rank = _RANKS[level]
        return self._message(segment, key, rule, change, level, opened.since)

    def _message(
        self, segment: pb.Segment, key: _Key, rule: Rule, change: Change, level: str, since: int
    ) -> pb.SegmentAlert:
        _, side, player = key
        means = {"value": f"{change.value:.2f}", "baseline": f"{change.baseline:.2f}"}
        running = next(
            (each for each in segment.players if (each.side, player_key(each)) == (side, player)), None
        )
        who = running.name if running else self.names[side]
        alert = pb.SegmentAlert(
            segment_index=segment.index,
            opened_in_segment=since,
            rule=rule.name,
            side=side,
            team_id=next((team.team_id for team in segment.teams if team.side == side), ""),
            player=player,
            player_id=running.player_id if running else "",
            severity=change.severity,
            level=level,
            message=rule.words.format(who=who, **means),
            period=segment.period,
            match_s=match_clock(segment.period, segment.end_s),
        )
        if segment.HasField("video_s"):
            alert.video_s = segment.video_s
        alert.evidence.add(
            figure=rule.figures[0],
            value=round(change.value, 4),
            baseline=round(change.baseline, 4),
            segments=change.recent,
            baseline_segments=change.before,
        )
        return alert


def player_key(player: pb.PlayerFigures) -> str:
    """How severities and alerts name a player."""
    return player.name


def _values(segment: pb.Segment) -> Iterator[tuple[Rule, str, str, float | None]]:
    """The value of each rule for each side or player."""
    for rule in RULES:
        if rule.of_player:
            for player in segment.players:
                known = player.HasField("high_speed_m") and player.coverage >= 0.5
                yield rule, player.side, player_key(player), player.high_speed_m if known else None
        else:
            for team in segment.teams:
                against = next(each for each in segment.teams if each.side != team.side)
                yield rule, team.side, "", _figure(rule.figures[0], team, against)


def _figure(figure: str, team: pb.TeamFigures, against: pb.TeamFigures) -> float | None:
    if figure == "own_third":
        return team.thirds.own if team.HasField("thirds") else None
    source, name = (against, "shots") if figure == "shots_against" else (team, figure)
    return float(getattr(source, name)) if has(source, name) else None
