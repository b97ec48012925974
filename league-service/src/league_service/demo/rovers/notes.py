"""What the simulated staff of Harbour Rovers write about a match: one note of each visibility. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from league_service.clubs.match_notes.domain import Note, Visibility
from league_service.demo.rovers.play import PlayedMatch
from league_service.demo.rovers.squads import SOURCE, id_of
from service_kit.demo import DEMO_LOGINS

_NOTES: Final[tuple[tuple[Visibility, str, str, str], ...]] = (
    ("private", "coach", "idea", "Try the back line higher against a slower forward."),
    ("staff", "analyst", "pressing", "Few pressures after the hour: plan a change at 60 minutes."),
    ("team", "coach", "praise", "Good work in the first half. We look at the set pieces on Tuesday."),
)


def notes(match_id: str, outcome: PlayedMatch, now: datetime) -> Iterator[Note]:
    """The notes. The one for the staff is about the player with the most pressures."""
    most = max(outcome.figures, key=lambda row: (row["pressures"], row["player_id"]))
    for visibility, author, tag, body in _NOTES:
        is_about_player = visibility == "staff"
        yield Note(
            id=id_of(match_id, "note", visibility),
            version=1,
            created_at=now,
            updated_at=now,
            match_id=match_id,
            author_id=DEMO_LOGINS[author],
            body=body,
            visibility=visibility,
            player_id=most["player_id"] if is_about_player else None,
            period=2 if is_about_player else None,
            match_s=None,
            tags=(tag, SOURCE),
        )
