"""What a step changes: rows to write, what the mesh is told, and which cached answers become old."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from ai_service.nfl_experts.books.state import (
    Bet,
    Book,
    Entry,
    FormedOpinion,
    Prediction,
    Remembered,
    SettledGame,
    Settlement,
)
from ai_service.nfl_experts.council.domain import Seat
from ai_service.nfl_experts.facts.facts import GameFacts

BETS: Final = "bets"
LINES: Final = "lines"
ELIMINATIONS: Final = "eliminations"


@dataclass(frozen=True, slots=True)
class Notice:
    """An event before it is numbered: its type, what it is about, and its data."""

    type: str
    subject: str
    data: dict[str, Any]


@dataclass
class Effects:
    """Everything that some steps change, in the order in which it happened.

    `is_current` says whether the book is the one that is meant where a request names no season.
    `is_news` is False while steps run that are history: then the feed is told nothing.
    """

    book: Book
    is_current: bool = True
    is_news: bool = True
    opinions: list[FormedOpinion] = field(default_factory=list[FormedOpinion])
    predictions: list[Prediction] = field(default_factory=list[Prediction])
    graded: dict[str, Prediction] = field(default_factory=dict[str, Prediction])
    placed: list[Bet] = field(default_factory=list[Bet])
    changed_bets: dict[str, Bet] = field(default_factory=dict[str, Bet])
    settlements: list[Settlement] = field(default_factory=list[Settlement])
    entries: list[Entry] = field(default_factory=list[Entry])
    settled_games: dict[str, SettledGame] = field(default_factory=dict[str, SettledGame])
    council: list[Seat] = field(default_factory=list[Seat])
    memories: list[Remembered] = field(default_factory=list[Remembered])
    forgotten: list[str] = field(default_factory=list[str])
    recalled: Counter[str] = field(default_factory=Counter[str])
    accounts: set[str] = field(default_factory=set[str])
    notices: list[Notice] = field(default_factory=list[Notice])
    tags: dict[str, None] = field(default_factory=dict[str, None])

    def touch(self, *nouns: str) -> None:
        """Notes that answers become old: "bets", or "expert" followed by its id as "expert:the-rebel"."""
        self.tags |= dict.fromkeys(tags_of(self.book, *nouns, is_current=self.is_current))

    def touch_game(self, game: GameFacts) -> None:
        """Notes that answers about a game become old, its week's too; its id is of one season."""
        self.tags[f"game:{self.book.label}:{game.game_id}"] = None
        self.touch(f"games:{game.week}")

    def forget(self, memory_id: str) -> None:
        """A memory goes, also where it has only just been formed and recalled."""
        self.memories = [memory for memory in self.memories if memory.id != memory_id]
        self.recalled.pop(memory_id, None)
        self.forgotten.append(memory_id)

    def tell(
        self,
        type: str,
        channel: str,
        message: dict[str, Any],
        *,
        subject: str,
        expert_id: str | None = None,
        game_id: str | None = None,
    ) -> None:
        """Adds an event of the feed, unless it is history; `message` has the documented fields."""
        if not self.is_news:
            return
        data = {
            "channel": channel,
            "message": message,
            "replay": self.book.replay_id,
            "simulated": self.book.simulated,
            "expert_ids": [expert_id] if expert_id else [],
            "game_ids": [game_id] if game_id else [],
            "tags": [],
        }
        self.notices.append(Notice(type, subject, data))


def tags_of(book: Book, *nouns: str, is_current: bool) -> list[str]:
    """The cache tags of answers that one season decides, as the contract names them: noun:replay:season:rest.

    Who names no season means the current one, and of a replay the only one.
    """
    seasons = (str(book.season), "") if is_current or book.replay_id is not None else (str(book.season),)
    parts = [noun.partition(":") for noun in nouns]
    return [f"{name}:{book.label}:{season}{colon}{rest}" for name, colon, rest in parts for season in seasons]


def moment(time: datetime) -> str:
    """A time as the feed shows it."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")
