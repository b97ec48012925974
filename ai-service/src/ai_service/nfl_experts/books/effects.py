"""What a step changes: rows to write, events to report, and which cached answers become stale."""

from collections import Counter
from dataclasses import dataclass, field

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
from ai_service.nfl_experts.facts.season import GameFacts
from altsports.ai.v1.events_models import BankrollUpdated, BetPlaced, ExpertEliminated, LineMovement
from altsports.contract.model import EventMessage

FeedEvent = BetPlaced | LineMovement | BankrollUpdated | ExpertEliminated


@dataclass
class Effects:
    """Everything that some steps change, in the order in which it happened.

    `is_current` says whether a request that names no season means this book. `is_news` is False while the
    steps are history: then the feed receives nothing.
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
    rechosen_weeks: list[int] = field(default_factory=list[int])
    reopened_games: list[str] = field(default_factory=list[str])
    moved_games: dict[str, GameFacts] = field(default_factory=dict[str, GameFacts])
    council: list[Seat] = field(default_factory=list[Seat])
    memories: list[Remembered] = field(default_factory=list[Remembered])
    forgotten: list[str] = field(default_factory=list[str])
    recalled: Counter[str] = field(default_factory=Counter[str])
    accounts: set[str] = field(default_factory=set[str])
    events: list[EventMessage] = field(default_factory=list[EventMessage])
    tags: dict[str, None] = field(default_factory=dict[str, None])

    def touch(self, *nouns: str) -> None:
        """Marks cached answers as stale. A noun is "bets", or one with an id, as in "expert:the-rebel"."""
        self.tags |= dict.fromkeys(tags_of(self.book, *nouns, is_current=self.is_current))

    def touch_game(self, game: GameFacts) -> None:
        """Marks cached answers about a game and its week as stale."""
        self.tags[f"game:{self.book.label}:{game.game_id}"] = None
        self.touch(f"games:{game.week}")

    def move(self, game: GameFacts) -> None:
        """Moves the predictions and bets of a game to its present week and kick-off."""
        self.moved_games[game.game_id] = game
        self.touch("bets", "battles", "council")
        self.touch_game(game)

    def forget(self, memory_id: str) -> None:
        """Deletes a memory, even one that these effects formed or recalled."""
        self.memories = [memory for memory in self.memories if memory.id != memory_id]
        self.recalled.pop(memory_id, None)
        self.forgotten.append(memory_id)

    def report(self, event: FeedEvent) -> None:
        """Adds an event for the feed, labelled with the world of the book, unless it is history."""
        if self.is_news:
            world = {"replay": self.book.replay_id, "simulated": self.book.simulated or None}
            self.events.append(event.model_copy(update=world))


def tags_of(book: Book, *nouns: str, is_current: bool) -> list[str]:
    """The cache tags of answers about one season, in the form of the contract: noun:replay:season:rest.

    A request without a season means the current one, or the only one of a replay.
    """
    seasons = (str(book.season), "") if is_current or book.replay_id is not None else (str(book.season),)
    parts = [noun.partition(":") for noun in nouns]
    return [f"{name}:{book.label}:{season}{colon}{rest}" for name, colon, rest in parts for season in seasons]
