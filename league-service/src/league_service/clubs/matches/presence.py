"""Players who act in a match while they are not on the pitch."""

from collections.abc import Iterable, Mapping
from typing import Final

from league_service.clubs.matches.clock import Clock, Duration, Instant
from league_service.clubs.matches.events import MatchEvent
from league_service.clubs.matches.inconsistencies import Inconsistency
from league_service.clubs.matches.minutes import SidePlayed

_NOT_ON_THE_PITCH: Final = frozenset(
    {"card", "substitution", "player_off", "player_on", "formation", "period_start", "period_end"}
)
"""Events that also concern people beside the pitch, or that the minutes are derived from."""


def of_presence(
    events: Iterable[MatchEvent], clock: Clock, duration: Duration, sides: Mapping[str, SidePlayed]
) -> list[Inconsistency]:
    """The first event of each player in which the player cannot have taken part."""
    found: dict[str, Inconsistency] = {}
    for event in events:
        side = sides.get(event.team_id)
        if side is None or event.type in _NOT_ON_THE_PITCH or event.period >= clock.shoot_out:
            continue
        at = duration.clamped(event.at(clock))
        for player in (event.player_id, event.related_player_id):
            if player and player not in found and not _is_on(side, player, at):
                found[player] = _doubt(side, player, at, event)
    return list(found.values())


def _is_on(side: SidePlayed, player: str, at: Instant) -> bool:
    return any(came <= at <= left for came, left in side.spells.get(player, ()))


def _doubt(side: SidePlayed, player: str, at: Instant, event: MatchEvent) -> Inconsistency:
    sent_off = side.sent_off.get(player)
    if sent_off is not None and sent_off < at:
        code, message = "ACTS_AFTER_SENT_OFF", "A player takes part in an event after being sent off."
    else:
        code, message = "ACTS_FROM_BENCH", "A player takes part in an event without being on the pitch."
    return Inconsistency(code, message, event.team_id, player, event.id)
