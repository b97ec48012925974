"""The events of Metrica Sports in our terms: coordinates from the side that acts, time from each kick-off."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from league_service.clubs.imports.domain import Finding
from league_service.clubs.matches.clock import Clock, Instant
from league_service.clubs.matches.events import MatchEvent, Pitch

SOURCE: Final = "metrica"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: places are shares of the pitch from its top left, times are of the recording."""

    line: int
    team: str
    kind: str
    words: Sequence[str]
    period: int
    start_s: float
    player: str = ""
    receiver: str = ""
    start: tuple[float, float] | None = None
    end: tuple[float, float] | None = None


_NOT_NEEDED: Final = frozenset({"FAULT RECEIVED"})  # the other half of a challenge with a foul
_SHOT: Final = (
    ("SAVED", "saved"),
    ("BLOCKED", "blocked"),
    ("WOODWORK", "post"),
    ("OFF TARGET", "off_target"),
    ("OUT", "off_target"),
)
_CARDS: Final = {"YELLOW": "yellow", "SECOND YELLOW": "second_yellow", "RED": "red"}


class Directions:
    """Which way each side attacks in each period: teams change sides, and no file states it per event."""

    def __init__(self, rows: Sequence[Row]) -> None:
        votes: dict[tuple[str, int], int] = defaultdict(int)
        teams = list(dict.fromkeys(row.team for row in rows if row.team))
        for row in rows:
            if row.start is None:
                continue
            right = row.start[0] > 0.5
            if row.kind != "SHOT":
                if "GOAL KICK" not in row.words:
                    continue
                right = not right
            for team in teams:
                same = team == row.team
                votes[team, row.period] += 1 if right == same else -1
        self._votes = votes

    def to_right(self, team: str, period: int) -> bool | None:
        """Whether a side attacks towards the right in a period; None if nothing shows it."""
        vote = self._votes.get((team, period), 0)
        if not vote:
            other = sum(
                (1 if (each - period) % 2 == 0 else -1) * count
                for (name, each), count in self._votes.items()
                if name == team and each <= 2 and period <= 2
            )
            vote = other
        return None if not vote else vote > 0


class RowReader:
    """Reads the rows of one match: `events`, the rows that are `refused`, and those used but `doubted`."""

    def __init__(self, rows: Sequence[Row], clock: Clock, pitch: Pitch) -> None:
        self._rows, self._clock, self._pitch = rows, clock, pitch
        self._directions = Directions(rows)
        self._begins: dict[int, float] = {}
        self._ends: dict[int, float] = {}
        for row in rows:
            self._begins[row.period] = min(self._begins.get(row.period, row.start_s), row.start_s)
            self._ends[row.period] = max(self._ends.get(row.period, row.start_s), row.start_s)
        self.events: list[MatchEvent] = []
        self.refused: list[Finding] = []
        self.doubted: list[Finding] = []
        for at, row in enumerate(rows):
            self._read(at, row)
        self._periods()

    def _read(self, at: int, row: Row) -> None:
        if not 1 <= row.period <= self._clock.shoot_out:
            self.refused.append(Finding(row.line, "Period", f"{row.period} is not a period of a match"))
            return
        details = self._details(at, row)
        if details is not None:
            kind, outcome, related = details
            self.events.append(self._event(row, kind, outcome, related))

    def _periods(self) -> None:
        """Adds the start and the end of each period: the first and the last row of it."""
        team = self._rows[0].team if self._rows else ""
        for period, begins in self._begins.items():
            if not 1 <= period <= self._clock.shoot_out:
                continue
            for kind, at_s in (("period_start", begins), ("period_end", self._ends[period])):
                row = Row(0, team, kind, (), period, at_s)
                self.events.append(self._event(row, kind, "", ""))

    def _details(self, at: int, row: Row) -> tuple[str, str, str] | None:
        """The type, the outcome and the other player; None if the row adds nothing or is refused."""
        words = row.words
        if row.kind in _NOT_NEEDED:
            return None
        if "GOAL" in words:
            return self._goal(at, row)
        match row.kind:
            case "PASS":
                return "pass", "offside" if "OFFSIDE" in words else "complete", row.receiver
            case "BALL LOST":
                return ("offside" if "OFFSIDE" in words else "ball_lost"), "", ""
            case "BALL OUT":
                return "ball_out", "", ""
            case "RECOVERY":
                return _recovery(words)
            case "CHALLENGE":
                return _challenge(words)
            case "SHOT":
                outcome = next((ours for word, ours in _SHOT if word in words), "")
                return "shot", outcome, ""
            case "CARRY":
                return "carry", "", ""
            case "SET PIECE":
                return "set_piece", "", ""
            case "CARD":
                return self._card(row)
            case _:
                message = f"{row.kind!r} is not a type of event that we know"
                self.refused.append(Finding(row.line, "Type", message))
                return None

    def _card(self, row: Row) -> tuple[str, str, str] | None:
        word = next((word for word in row.words if word in _CARDS), "")
        if not word:
            stated = "-".join(row.words)
            self.refused.append(Finding(row.line, "Subtype", f"{stated!r} is not a card that we know"))
            return None
        return "card", _CARDS[word], ""

    def _goal(self, at: int, row: Row) -> tuple[str, str, str] | None:
        """A shot with GOAL is a goal. Another touch with GOAL is an own goal if its side kicks off next.

        The side that conceded kicks off: without that, the word alone does not change a score.
        """
        kicks_off = self._kicks_off_next(at, row.period)
        if row.kind == "SHOT":
            if kicks_off == row.team:
                self.doubted.append(
                    Finding(row.line, "Subtype", f"{row.team} kicks off after a goal that it scored")
                )
            return "goal", "", self._assist(at, row)
        if kicks_off == row.team:
            return "own_goal", "", ""
        message = f"{row.kind} with GOAL is not counted: its side does not kick off after it"
        self.refused.append(Finding(row.line, "Subtype", message))
        return None

    def _kicks_off_next(self, at: int, period: int) -> str:
        for row in self._rows[at + 1 :]:
            if row.period != period:
                return ""
            if row.kind == "SET PIECE" and "KICK OFF" in row.words:
                return row.team
            if row.kind == "SHOT" or row.kind == "PASS":
                return ""
        return ""

    def _assist(self, at: int, row: Row) -> str:
        """The passer, if the scorer received the pass that directly came before the shot."""
        before = self._rows[at - 1] if at else None
        passed = before is not None and before.kind == "PASS" and before.team == row.team
        return before.player if before is not None and passed and before.receiver == row.player else ""

    def _event(self, row: Row, kind: str, outcome: str, related: str) -> MatchEvent:
        elapsed = max(0, int(row.start_s - self._begins[row.period]))
        minute, stoppage, second = self._clock.shown(Instant(row.period, elapsed))
        x, y = self._place(row, row.start)
        end_x, end_y = self._place(row, row.end)
        return MatchEvent(
            team_id=row.team, type=kind, period=row.period, minute=minute, stoppage_minute=stoppage,
            second=second, player_id=row.player, related_player_id=related, x=x, y=y, end_x=end_x,
            end_y=end_y,
            outcome=outcome, detail=" ".join(row.words).casefold(), source=SOURCE,
            id=f"{kind}:{row.period}" if kind.startswith("period_") else str(row.line),
        )  # fmt: skip

    def _place(self, row: Row, share: tuple[float, float] | None) -> tuple[float | None, float | None]:
        """Metres from the side that acts. Without a known direction, no place is better than a wrong one."""
        to_right = self._directions.to_right(row.team, row.period)
        if share is None or to_right is None:
            return None, None
        x, y = share if to_right else (1 - share[0], 1 - share[1])
        return round(x * self._pitch.length_m, 2), round(y * self._pitch.width_m, 2)


def _recovery(words: Sequence[str]) -> tuple[str, str, str]:
    if "INTERCEPTION" in words:
        return "interception", "won", ""
    if "SAVED" in words:
        return "save", "", ""
    return ("block" if "BLOCKED" in words else "recovery"), "", ""


def _challenge(words: Sequence[str]) -> tuple[str, str, str]:
    """Who loses a challenge with a fault has committed the foul. With advantage, no foul was given."""
    if "FAULT" in words:
        return ("foul" if "LOST" in words else "foul_won"), "", ""
    outcome = "won" if "WON" in words else "lost" if "LOST" in words else ""
    return "duel", outcome, ""
