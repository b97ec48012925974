"""Generated from altsports/ai/v1/books.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import books_pb2 as pb


def book_to_json(message: pb.Book) -> dict[str, Any]:
    has = message.HasField
    return {
        "competition": message.competition,
        "season": message.season,
        "simulated": message.simulated,
        "replay": message.replay if has("replay") else None,
        "cursor_time": timestamp_to_json(message.cursor_time) if has("cursor_time") else None,
        "catching_up": message.catching_up,
    }


def historic_bet_to_json(message: pb.HistoricBet) -> dict[str, Any]:
    has = message.HasField
    return {
        "bet_id": message.bet_id,
        "game_id": message.game_id,
        "bet_amount": message.bet_amount,
        "result": message.result,
        "payout": message.payout,
        "profit": message.profit,
        "settled_at": timestamp_to_json(message.settled_at) if has("settled_at") else None,
        "bet_type": message.bet_type,
        "prediction": message.prediction,
        "placed_at": timestamp_to_json(message.placed_at) if has("placed_at") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Book": book_to_json,
    "HistoricBet": historic_bet_to_json,
}
