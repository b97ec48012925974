"""Figures of the sides and players of a match, each with its source, or with the reason why it is not known.

PPDA is as Colin Trainor published it in 2014: the passes that the opponent begins in the 60% of the pitch by
its own goal, divided by the tackles, challenges, interceptions and fouls of the side in that part.
Field tilt is the side's share of the passes of both sides that begin in the final third.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from league_service.clubs.matches.clock import Clock, Duration, Instant
from league_service.clubs.matches.events import MatchEvent, Pitch
from league_service.clubs.matches.pitch import MARKINGS, Scale

_DEFENDS: Final = frozenset({"tackle", "challenge", "interception", "foul"})
_PRESSED: Final = 0.4
_FINAL_THIRD: Final = 2 / 3
_NOT_IN_METRICA: Final = {
    "xg": "Metrica's files state no expected goals.",
    "pressures": "Metrica's files record no pressures.",
    "accuracy": "Metrica's files do not separate failed passes from other losses of the ball.",
    "ppda": "Metrica's files do not separate failed passes and tackles from other losses of the ball.",
    "formations": "Metrica's files state no formations.",
}
_COUNTED: Final = {"xg": "shots", "accuracy": "passes", "ppda": "passes", "field_tilt": "passes"}
"""The events behind figures that are not called like them."""

_LACKS: Final = {"metrica": _NOT_IN_METRICA, "statsbomb": dict[str, str]()}
"""Figures that a source cannot know. All others are complete in a match that comes from it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and where it comes from, or no value and why."""

    value: float | None
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FormationSpell:
    """How long a side played in a shape, on the clock and in real time."""

    formation: str
    from_minute: int
    minutes: int
    seconds: int


@dataclass(frozen=True, slots=True)
class SideStatistics:
    """All figures of one side by name, and its formations in order."""

    figures: dict[str, Figure]
    formations: Sequence[FormationSpell]
    formations_figure: Figure


@dataclass(frozen=True, slots=True)
class Recorded:
    """The events of a match without its shoot-out, and what they are counted with."""

    events: Sequence[MatchEvent]
    clock: Clock
    duration: Duration
    pitch: Pitch
    all_events: Sequence[MatchEvent] = field(init=False)
    sources: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all_events", self.events)
        played = [event for event in self.events if event.period < self.clock.shoot_out]
        object.__setattr__(self, "events", played)
        object.__setattr__(self, "sources", sorted({event.source for event in played if event.source}))

    def known(self, name: str, types: frozenset[str]) -> Figure | None:
        """A figure without a value if the events cannot state it; None if they can."""
        for source in self.sources:
            if source in _LACKS and name not in _LACKS[source]:
                return None
        reasons = [_LACKS[source][name] for source in self.sources if source in _LACKS]
        if reasons:
            return Figure(None, reason=reasons[0])
        if any(event.type in types for event in self.events):
            return None
        return Figure(None, reason=f"No {_COUNTED.get(name, name)} are recorded for this match.")

    @property
    def is_complete(self) -> bool:
        """Whether the events come from a source that records all that it can."""
        return any(source in _LACKS for source in self.sources)

    def source_of(self, types: frozenset[str]) -> str:
        """Where the events of the types come from."""
        found = sorted({event.source for event in self.events if event.type in types and event.source})
        return ", ".join(found or self.sources)


def side_statistics(recorded: Recorded, team: str, opponent: str) -> SideStatistics:
    """The figures of one side."""
    own = [event for event in recorded.events if event.team_id == team]
    passes = [event for event in own if event.type == "pass"]

    def count(name: str, types: str, among: Callable[[MatchEvent], bool] = lambda _: True) -> Figure:
        wanted = frozenset(types.split())
        unknown = recorded.known(name, wanted)
        if unknown is not None:
            return unknown
        value = sum(event.type in wanted and among(event) for event in own)
        return Figure(value, recorded.source_of(wanted))

    figures = {
        "goals": _goals(recorded, team, opponent),
        "shots": _shots(recorded, own),
        "xg": _xg(recorded, own),
        "passes": count("passes", "pass"),
        "accuracy": _accuracy(recorded, passes),
        "pressures": count("pressures", "pressure"),
        "ppda": _ppda(recorded, team, opponent),
        "field_tilt": _field_tilt(recorded, team),
        "fouls": count("fouls", "foul"),
        "cards": count("cards", "card"),
        "yellow_cards": count("cards", "card", lambda event: event.outcome == "yellow"),
        "red_cards": count("cards", "card", lambda event: event.outcome != "yellow"),
    }
    spells = formations(recorded, team)
    unknown = recorded.known("formations", frozenset({"formation"}))
    shown = unknown or Figure(len(spells), recorded.source_of(frozenset({"formation"})))
    if not spells and unknown is None:
        shown = Figure(None, reason="No formation of this side is recorded.")
    return SideStatistics(figures, spells, shown)


def _goals(recorded: Recorded, team: str, opponent: str) -> Figure:
    types = frozenset({"goal", "own_goal"})
    unknown = recorded.known("goals", types)
    if unknown is not None:
        return unknown
    scored = sum(event.type == "goal" and event.team_id == team for event in recorded.events)
    given = sum(event.type == "own_goal" and event.team_id == opponent for event in recorded.events)
    return Figure(scored + given, recorded.source_of(types))


def _shots(recorded: Recorded, own: Sequence[MatchEvent]) -> Figure:
    types = frozenset({"shot", "goal"})
    unknown = recorded.known("shots", types)
    if unknown is not None:
        return unknown
    if not recorded.is_complete and not any(event.type == "shot" for event in recorded.events):
        return Figure(None, reason="Only goals are recorded for this match, no other shots.")
    return Figure(sum(event.type in types for event in own), recorded.source_of(types))


def _xg(recorded: Recorded, own: Sequence[MatchEvent]) -> Figure:
    types = frozenset({"shot", "goal"})
    unknown = recorded.known("xg", types)
    if unknown is not None:
        return unknown
    shots = [event for event in own if event.type in types]
    missing = sum(event.xg is None for event in shots)
    if missing:
        return Figure(None, reason=f"{missing} of {len(shots)} shots state no expected goals.")
    return Figure(round(sum(event.xg or 0.0 for event in shots), 4), recorded.source_of(types))


def _accuracy(recorded: Recorded, passes: Sequence[MatchEvent]) -> Figure:
    types = frozenset({"pass"})
    unknown = recorded.known("accuracy", types)
    if unknown is not None:
        return unknown
    if not passes:
        return Figure(None, reason="The side made no pass.")
    missing = sum(not event.outcome for event in passes)
    if missing:
        return Figure(None, reason=f"{missing} of {len(passes)} passes state no outcome.")
    complete = sum(event.outcome == "complete" for event in passes)
    return Figure(round(complete / len(passes), 4), recorded.source_of(types))


def line_at(source: str, pitch: Pitch, share: float) -> float:
    """Where a line at a share of the length is, in metres, on the pitch as the source draws it.

    A drawing that is not to scale has its 40% elsewhere than a tape measure, and its events with it.
    """
    markings = MARKINGS.get(source)
    if markings is None:
        return share * pitch.length_m
    return Scale(markings, pitch).x(share * markings.along[-1])


def _ppda(recorded: Recorded, team: str, opponent: str) -> Figure:
    unknown = recorded.known("ppda", frozenset({"pass"}))
    if unknown is not None:
        return unknown
    passes = actions = unplaced = 0
    for event in recorded.events:
        counted = event.team_id == opponent and event.type == "pass"
        defends = event.team_id == team and event.type in _DEFENDS
        if not counted and not defends:
            continue
        if event.x is None:
            unplaced += 1
        elif counted:
            passes += event.x <= line_at(event.source, recorded.pitch, 1 - _PRESSED)
        else:
            actions += event.x >= line_at(event.source, recorded.pitch, _PRESSED)
    if unplaced and not recorded.is_complete:
        return Figure(None, reason=f"{unplaced} of the events that PPDA counts state no place.")
    if not actions:
        return Figure(None, reason="The side has no defensive action in the zone of PPDA.")
    return Figure(round(passes / actions, 4), recorded.source_of(frozenset({"pass"})))


def _field_tilt(recorded: Recorded, team: str) -> Figure:
    unknown = recorded.known("field_tilt", frozenset({"pass"}))
    if unknown is not None:
        return unknown
    own = both = 0
    passes = [event for event in recorded.events if event.type == "pass"]
    unplaced = sum(event.x is None for event in passes)
    if unplaced == len(passes) or (unplaced and not recorded.is_complete):
        return Figure(None, reason=f"{unplaced} of {len(passes)} passes do not state where they begin.")
    for event in passes:
        if event.x is not None:
            inside = event.x >= line_at(event.source, recorded.pitch, _FINAL_THIRD)
            both += inside
            own += inside and event.team_id == team
    if not both:
        return Figure(None, reason="No pass of either side begins in a final third.")
    return Figure(round(own / both, 4), recorded.source_of(frozenset({"pass"})))


def formations(recorded: Recorded, team: str) -> list[FormationSpell]:
    """The shapes of a side in order. A shape that is stated again goes on."""
    clock, duration = recorded.clock, recorded.duration
    stated = sorted(
        (
            (duration.clamped(event.at(clock)), event.outcome)
            for event in recorded.events
            if event.type == "formation" and event.team_id == team
        ),
        key=lambda each: each[0],
    )
    changes: list[tuple[Instant, str]] = []
    for at, shape in stated:
        if not changes or changes[-1][1] != shape:
            changes.append((at, shape))
    ends = [*(at for at, _ in changes[1:]), duration.end]
    spells = [
        FormationSpell(
            shape,
            clock.minute(at),
            clock.minute(end) - clock.minute(at),
            duration.elapsed(end) - duration.elapsed(at),
        )
        for (at, shape), end in zip(changes, ends, strict=False)
    ]
    return [spell for spell in spells if spell.seconds] or spells[-1:]


@dataclass(slots=True)
class PlayerCounts:
    """What the events say about one player."""

    goals: int = 0
    assists: int = 0
    shots: int = 0
    xg: float = 0.0
    passes: int = 0
    passes_completed: int = 0
    pressures: int = 0
    tackles: int = 0


def player_counts(recorded: Recorded) -> dict[str, PlayerCounts]:
    """The counts of each player whom an event names."""
    counts: dict[str, PlayerCounts] = {}
    for event in recorded.events:
        if event.type == "goal" and event.related_player_id:
            counts.setdefault(event.related_player_id, PlayerCounts()).assists += 1
        if not event.player_id:
            continue
        own = counts.setdefault(event.player_id, PlayerCounts())
        own.goals += event.type == "goal"
        own.shots += event.type in {"shot", "goal"}
        own.xg += event.xg or 0.0
        own.passes += event.type == "pass"
        own.passes_completed += event.type == "pass" and event.outcome == "complete"
        own.pressures += event.type == "pressure"
        own.tackles += event.type == "tackle"
    return counts
