"""Why a figure is null."""

from typing import Final

REASONS: Final = {
    "NO_POSITIONS": "The files have no positions of all players",
    "NO_EVENTS": "The files have no events",
    "NO_BALL": "The position of the ball is unknown",
    "NO_POSSESSION": "Nobody is near enough to the ball to have it",
    "NO_PLAYERS_DETECTED": "Film shows no players to this engine: send tracking data or events as well",
    "FEW_PLAYERS": "Fewer than seven outfield players are tracked",
    "PLAYERS_MISSING": "The play does not show ten outfield players",
    "TOO_LITTLE_TIME": "There are fewer than five seconds of it",
    "NO_DIRECTION": "Nothing shows who attacks which goal",
    "NO_DEFENSIVE_ACTIONS": "The side has no defensive action in the part of the pitch that counts",
    "NO_ATTACKS": "No side played in its attacking third",
    "NOT_STATED": "The file does not state it",
    "NOT_COVERED": "The files do not cover the segment",
}
"""The words for each reason."""
