"""What the feed says, field by field: for the documents, and for the tests of what is sent."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field

from gateway_service.feed.client_messages import Channel, Filters

Timestamp = Annotated[
    str, Field(json_schema_extra={"format": "date-time"}, examples=["2025-09-29T17:30:00Z"])
]
Seq = Annotated[int, Field(ge=0, description="The number of the event; later events have higher ones.")]
Epoch = Annotated[str, Field(description="The life of the stream that numbers belong to.")]


class ServerMessage(BaseModel):
    """Fields may be added; clients ignore those that they do not know."""


class FeedEvent(ServerMessage):
    """What every event has beside the fields of its type."""

    timestamp: Timestamp = Field(description="When it happened.")
    id: str = Field(description="Names the event. What is sent again has the same id.")
    seq: Seq
    epoch: Epoch
    replay: str | None = Field(None, description="The replay it belongs to; absent for what is live.")
    simulated: bool | None = Field(None, description="True where no real competition stands behind it.")


class BetPlaced(FeedEvent):
    """An expert placed a bet. Channel `bets`."""

    type: Literal["bet_placed"] = Field(description="What this message is.")
    bet_id: str = Field(description="The bet.", examples=["bet_789"])
    expert_id: str = Field(description="Who placed it.", examples=["the-gambler"])
    expert_name: str = Field(description="Their name.", examples=["The Gambler"])
    game_id: str = Field(description="The game.", examples=["2025_05_KC_BUF"])
    bet_amount: float = Field(description="The stake.", examples=[2400.0])
    prediction: str = Field(description="What was bet on.", examples=["KC -2.5"])
    confidence: float = Field(ge=0, le=1, description="How sure the expert is.", examples=[0.92])


class LineMovement(FeedEvent):
    """A betting line moved. Channel `lines`."""

    type: Literal["line_movement"] = Field(description="What this message is.")
    game_id: str = Field(description="The game.", examples=["2025_05_KC_BUF"])
    line_type: str = Field(description="spread, total or moneyline.", examples=["spread"])
    old_value: float = Field(description="The line before.", examples=[-2.5])
    new_value: float = Field(description="The line now.", examples=[-3.0])
    movement: float = Field(ge=0, description="How far it moved.", examples=[0.5])


class FinalBet(ServerMessage):
    """The bet that took the last of the bankroll."""

    game_id: str = Field(description="The game.", examples=["2025_05_TEN_IND"])
    bet_amount: float = Field(description="The stake.", examples=[2100.0])
    result: str = Field(description="How it ended.", examples=["lost"])


class SeasonStats(ServerMessage):
    """What the expert did in the season."""

    total_bets: int = Field(description="Bets that were placed.", examples=[89])
    win_rate: float = Field(description="Wins of all decided bets.", examples=[0.38])
    roi: float = Field(description="Profit for what was wagered.", examples=[-1.0])


class ExpertEliminated(FeedEvent):
    """An expert went broke. Channel `eliminations`."""

    type: Literal["expert_eliminated"] = Field(description="What this message is.")
    expert_id: str = Field(description="Who.", examples=["the-chaos"])
    expert_name: str = Field(description="Their name.", examples=["The Chaos"])
    final_bankroll: float = Field(description="What is left.", examples=[0.0])
    elimination_reason: str = Field(description="Why.", examples=["bankrupt"])
    final_bet: FinalBet = Field(description="The last bet.")
    season_stats: SeasonStats = Field(description="The season.")


class BankrollUpdated(FeedEvent):
    """An expert's balance changed. Channel `bets`."""

    type: Literal["bankroll_updated"] = Field(description="What this message is.")
    expert_id: str = Field(description="Whose.", examples=["the-analyst"])
    old_balance: float = Field(description="The balance before.", examples=[11600.0])
    new_balance: float = Field(description="The balance now.", examples=[12450.0])
    change: float = Field(description="The difference.", examples=[850.0])
    reason: str = Field(description="Why it changed.", examples=["bet_settled"])
    bet_id: str = Field(description="The bet behind it.", examples=["bet_123"])


class Reconnect(ServerMessage):
    """How to come back after a connection ended."""

    delays_s: list[int] = Field(
        description="How long to wait before each attempt; the last one repeats.", examples=[[1, 2, 4, 8, 16]]
    )


class FeedLimits(ServerMessage):
    """What one connection may do."""

    subscriptions: int = Field(description="Subscriptions at a time.")
    message_bytes: int = Field(description="The longest message.")


class Hello(ServerMessage):
    """The first message: where the feed is, and what to rely on."""

    type: Literal["hello"] = Field(description="What this message is.")
    seq: Seq
    epoch: Epoch
    heartbeat_interval_s: float = Field(description="How often a heartbeat comes.")
    reconnect: Reconnect = Field(description="When to come back.")
    channels: list[Channel] = Field(description="What there is to subscribe to.")
    limits: FeedLimits = Field(description="What one connection may do.")
    user_id: str | None = Field(None, description="Who listens; absent for anonymous clients.")
    timestamp: Timestamp = Field(description="Now.")


class Subscribed(ServerMessage):
    """A subscription holds; events behind `seq` follow."""

    type: Literal["subscribed"] = Field(description="What this message is.")
    id: str = Field(description="Its name, for unsubscribing.")
    channels: list[Channel] = Field(description="What it is about.")
    filters: Filters = Field(description="What it is restricted to.")
    seq: Seq
    epoch: Epoch


class Unsubscribed(ServerMessage):
    """What is left of the subscriptions."""

    type: Literal["unsubscribed"] = Field(description="What this message is.")
    subscriptions: list[str] = Field(description="The names of those that go on.")


class Authenticated(ServerMessage):
    """The token is good."""

    type: Literal["authenticated"] = Field(description="What this message is.")
    user_id: str = Field(description="Who listens.")


class Pong(ServerMessage):
    """The answer to a ping."""

    type: Literal["pong"] = Field(description="What this message is.")
    timestamp: Timestamp = Field(description="Now.")


class Heartbeat(ServerMessage):
    """The connection lives. Everything up to `seq`, where it stands, was sent."""

    type: Literal["heartbeat"] = Field(description="What this message is.")
    timestamp: Timestamp = Field(description="Now.")
    seq: Seq | None = None
    epoch: Epoch | None = None


class Snapshot(ServerMessage):
    """Not everything since a place can be sent: load the state anew; events behind `seq` follow."""

    type: Literal["snapshot"] = Field(description="What this message is.")
    reason: Literal["too_old", "epoch_changed", "ahead", "gap"] = Field(
        description="too_old: trimmed; epoch_changed: the stream began anew; ahead: no such number yet; "
        "gap: lost on the way."
    )
    seq: Seq
    epoch: Epoch
    missed_after: int | None = Field(description="Where the client was.")
    channels: list[Channel] = Field(description="What is concerned.")
    reload: dict[str, list[str]] = Field(description="By channel: what shows the state, as URI templates.")
    recent: dict[str, list[dict[str, Any]]] = Field(description="By channel: the last events.")
    timestamp: Timestamp = Field(description="Now.")


class FeedError(ServerMessage):
    """A message could not be followed; the connection goes on unless a close follows."""

    type: Literal["error"] = Field(description="What this message is.")
    code: str = Field(description="Why, for programs.", examples=["MALFORMED_MESSAGE"])
    detail: str = Field(description="Why, for people.")
    violations: list[dict[str, Any]] = Field(description="The broken rules: loc, msg, type.")
    timestamp: Timestamp = Field(description="Now.")


EVENT_MESSAGES: Final = (BetPlaced, LineMovement, ExpertEliminated, BankrollUpdated)
CONTROL_MESSAGES: Final = (
    Hello,
    Subscribed,
    Unsubscribed,
    Authenticated,
    Pong,
    Heartbeat,
    Snapshot,
    FeedError,
)
SSE_MESSAGES: Final = (Hello, *EVENT_MESSAGES, Heartbeat, Snapshot, FeedError)
AnyEvent = Annotated[
    BetPlaced | LineMovement | ExpertEliminated | BankrollUpdated, Field(discriminator="type")
]
