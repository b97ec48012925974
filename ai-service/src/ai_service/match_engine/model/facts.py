"""What the caller knows about the match, and how files are matched to it."""

import unicodedata
from dataclasses import dataclass, field

from ai_service.match_engine.model.positions import AWAY, HOME
from ai_service.match_engine.refused import contradictory
from altsports.analysis.v1 import analysis_pb2 as pb


@dataclass(slots=True)
class Facts:
    """The facts of a run, and the notes about what had to be assumed."""

    start: pb.RunStart
    notes: list[str] = field(default_factory=list[str])

    def note(self, words: str) -> None:
        """Adds a note once."""
        if words not in self.notes:
            self.notes.append(words)

    def side(self, side: int) -> pb.MatchSide:
        return self.start.match.home if side == HOME else self.start.match.away

    def sides_of(self, first: str, second: str) -> dict[str, int]:
        """Which of two teams of a file is which side. Raises Refused if the names contradict the facts.

        The file names the teams, the facts too. Where neither name is found, the first team of the file
        is taken for the home side, and a note says so.
        """
        names = [folded(self.side(side).name) for side in (HOME, AWAY)]
        found = [_side_named(folded(name), names) for name in (first, second)]
        if found[0] is not None and found[0] == found[1]:
            raise contradictory(f"{first} and {second} both match the name of one side")
        if found[0] is None and found[1] is None:
            self.note(f"The file does not say who plays at home: {first[:100]} is taken for the home side")
            return {first: HOME, second: AWAY}
        home_is_first = found[0] == HOME or found[1] == AWAY
        return {first: HOME, second: AWAY} if home_is_first else {first: AWAY, second: HOME}

    def player_id(self, side: int, shirt: int | None) -> str:
        """The player with a shirt number; empty if the facts name none or several."""
        matching = [each.player_id for each in self.side(side).players if each.shirt_number == shirt]
        return matching[0] if shirt is not None and len(matching) == 1 else ""


def folded(name: str) -> str:
    """A name without accents, case and punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(
        "".join(each if each.isalnum() else " " for each in plain if not unicodedata.combining(each)).split()
    )


def _side_named(name: str, sides: list[str]) -> int | None:
    exact = [side for side, known in enumerate(sides) if known and known == name]
    if exact:
        return exact[0] if len(exact) == 1 else None
    words = set(name.split())
    part = [
        side
        for side, known in enumerate(sides)
        if known and words and (words <= set(known.split()) or set(known.split()) <= words)
    ]
    return part[0] if len(part) == 1 else None
