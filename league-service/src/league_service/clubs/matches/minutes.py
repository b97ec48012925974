"""Minutes played: derived from the line-up and the events of a match, never typed.

`minutes_played` is on the clock of the match, which stands still in stoppage time: a player who leaves at
45+2 has played 45. `seconds_on_pitch` is real time, with stoppage.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal

from league_service.clubs.matches.clock import Clock, Duration, Instant
from league_service.clubs.matches.inconsistencies import Inconsistency

Spells = list[tuple[Instant, Instant]]
ChangeKind = Literal["substitution", "player_off", "player_on", "yellow", "sent_off"]

_YELLOWS_TO_GO: Final = 2


@dataclass(frozen=True, slots=True)
class Change:
    """An event that can change who is on the pitch. `other` is the player who comes on."""

    kind: ChangeKind
    at: Instant
    player: str
    other: str = ""
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """What one player played."""

    minutes_played: int
    seconds_on_pitch: int
    starts: bool


@dataclass(frozen=True, slots=True)
class SidePlayed:
    """What the players of one side played, and the events that cannot have happened as stated."""

    players: dict[str, Played]
    inconsistencies: Sequence[Inconsistency]
    spells: dict[str, list[tuple[Instant, Instant]]] = field(default_factory=dict[str, Spells])
    """When each player was on the pitch."""
    sent_off: dict[str, Instant] = field(default_factory=dict[str, Instant])


@dataclass(slots=True)
class _Side:
    """Who is on the pitch. Each change returns what speaks against it, and then has changed nothing."""

    clock: Clock
    duration: Duration
    on: dict[str, Instant]
    rolling: bool = True
    replaced: set[str] = field(default_factory=set[str])
    spells: dict[str, Spells] = field(default_factory=dict[str, Spells])
    away: set[str] = field(default_factory=set[str])
    gone: dict[str, Instant] = field(default_factory=dict[str, Instant])
    yellows: Counter[str] = field(default_factory=Counter[str])
    minutes: Counter[str] = field(default_factory=Counter[str])
    seconds: Counter[str] = field(default_factory=Counter[str])

    def leave(self, player: str, at: Instant) -> None:
        came = self.on.pop(player)
        self.spells.setdefault(player, []).append((came, at))
        self.minutes[player] += self.clock.minute(at) - self.clock.minute(came)
        self.seconds[player] += self.duration.elapsed(at) - self.duration.elapsed(came)

    def substitution(self, change: Change, at: Instant) -> Inconsistency | None:
        away = change.player in self.away
        if change.player not in self.on and not away:
            message = "A player is substituted who is not on the pitch."
            return _doubt(change, "OFF_WITHOUT_BEING_ON", message, change.player)
        if change.other in self.on or change.other in self.away:
            message = "A substitute comes on who already is on the pitch."
            return _doubt(change, "ON_TWICE", message, change.other)
        if change.other in self.gone:
            message = "A substitute comes on who was sent off before."
            return _doubt(change, "ON_AFTER_SENT_OFF", message, change.other)
        if change.other in self.replaced and not self.rolling:
            message = "A player returns who was replaced before."
            return _doubt(change, "RETURNED", message, change.other)
        if away:
            self.away.discard(change.player)
        else:
            self.leave(change.player, at)
        self.replaced.add(change.player)
        if change.other:
            self.on[change.other] = at
        return None

    def player_off(self, change: Change, at: Instant) -> Inconsistency | None:
        if change.player not in self.on:
            message = "A player leaves the pitch who is not on it."
            return _doubt(change, "OFF_WITHOUT_BEING_ON", message, change.player)
        self.leave(change.player, at)
        self.away.add(change.player)
        return None

    def player_on(self, change: Change, at: Instant) -> Inconsistency | None:
        if change.player not in self.away:
            message = "A player returns to the pitch who had not left it for a time."
            return _doubt(change, "ON_WITHOUT_BEING_OFF", message, change.player)
        self.away.discard(change.player)
        self.on[change.player] = at
        return None

    def yellow(self, change: Change, at: Instant) -> None:
        self.yellows[change.player] += 1
        if self.yellows[change.player] >= _YELLOWS_TO_GO:
            self.sent_off(change, at)

    def sent_off(self, change: Change, at: Instant) -> None:
        """A player who is on the bench, or was replaced, leaves the side as strong as it was."""
        self.gone.setdefault(change.player, at)
        self.away.discard(change.player)
        if change.player in self.on:
            self.leave(change.player, at)


def _doubt(change: Change, code: str, message: str, player: str) -> Inconsistency:
    return Inconsistency(code, message, player_id=player, event_id=change.event_id)


def played(
    clock: Clock,
    duration: Duration,
    starters: Iterable[str],
    changes: Iterable[Change],
    *,
    rolling: bool = True,
) -> SidePlayed:
    """What each player of one side played. A player who never came on is not among the players.

    With `rolling` substitutions, a player who was replaced may return.

    Changes of the same second happen in their order, or in the order in which they are possible. One that
    cannot have happened, such as the substitution of somebody who is not on the pitch, is only reported.
    """
    started = dict.fromkeys(starters, Instant(1, 0))
    side = _Side(clock, duration, dict(started), rolling)
    doubts: list[Inconsistency] = []
    timed = [(duration.clamped(each.at), each) for each in changes if each.at.period < clock.shoot_out]
    for at, together in groupby(sorted(timed, key=itemgetter(0)), key=itemgetter(0)):
        doubts += _apply(side, at, [change for _, change in together])
    for player in list(side.on):
        side.leave(player, duration.end)
    players = {
        player: Played(side.minutes[player], seconds, player in started)
        for player, seconds in side.seconds.items()
    }
    return SidePlayed(players, doubts, side.spells, side.gone)


def _apply(side: _Side, at: Instant, changes: list[Change]) -> list[Inconsistency]:
    """Applies the changes of one second, and returns what speaks against those that are impossible."""
    while True:
        doubts: list[Inconsistency] = []
        left: list[Change] = []
        for change in changes:
            doubt: Inconsistency | None = getattr(side, change.kind)(change, at)
            if doubt is not None:
                doubts.append(doubt)
                left.append(change)
        if not left or len(left) == len(changes):
            return doubts
        changes = left
