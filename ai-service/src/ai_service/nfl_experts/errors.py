"""The errors of the experts. Reasons are part of the API and are listed in the comments of the RPCs."""

from service_kit.errors import (
    AlreadyExists,
    Conflict,
    InvalidArgument,
    NotFound,
    ResourceExhausted,
    Unavailable,
)


class ExpertNotFound(NotFound):
    reason = "EXPERT_NOT_FOUND"

    def __init__(self, expert_id: str) -> None:
        super().__init__(f"No such expert: {expert_id}", expert_id=expert_id)


class GameNotFound(NotFound):
    reason = "GAME_NOT_FOUND"

    def __init__(self, game_id: str) -> None:
        super().__init__(f"No such game: {game_id}", game_id=game_id)


class BetNotFound(NotFound):
    reason = "BET_NOT_FOUND"

    def __init__(self, bet_id: str, expert_id: str) -> None:
        super().__init__(
            f"{expert_id} has no bet {bet_id} in this season", bet_id=bet_id, expert_id=expert_id
        )


class SeasonNotFound(NotFound):
    reason = "SEASON_NOT_FOUND"

    def __init__(self, season: int | None, *, replay: str = "") -> None:
        message = "No season is stored yet" if season is None else f"No games of season {season} are stored"
        if replay:
            message = f"The replay {replay} is not of season {season}"
        recovery = ["Import it: altsports import nflverse PATH"]
        super().__init__(message, recovery=recovery, season="" if season is None else season)


class ReplayNotFound(NotFound):
    reason = "REPLAY_NOT_FOUND"

    def __init__(self, replay_id: str) -> None:
        super().__init__(f"No such replay: {replay_id}", replay_id=replay_id)


class CouncilNotFound(NotFound):
    reason = "COUNCIL_NOT_FOUND"

    def __init__(self, week: int) -> None:
        super().__init__(f"The council of week {week} is chosen when the week opens", week=week)


class BattleNotFound(NotFound):
    reason = "BATTLE_NOT_FOUND"

    def __init__(self, battle_id: str) -> None:
        super().__init__(f"No such battle: {battle_id}", battle_id=battle_id)


class CatchingUp(Unavailable):
    """The week has opened by the mesh's clock, but the live book has not reached it."""

    reason = "CATCHING_UP"

    def __init__(self, week: int) -> None:
        message = f"The experts are catching up with the calendar and have not reached week {week} yet"
        super().__init__(message, retry_after_s=2, week=week)


class FactsUnavailable(Unavailable):
    """The league service did not return the games."""

    reason = "FACTS_UNAVAILABLE"

    def __init__(self, problem: str) -> None:
        super().__init__(f"The games are not available: {problem}", retry_after_s=1)


class BettingClosed(Conflict):
    """The game has kicked off at the book's time."""

    reason = "BETTING_CLOSED"


class NoMarketQuote(Conflict):
    reason = "NO_MARKET_QUOTE"


class InsufficientBankroll(Conflict):
    reason = "INSUFFICIENT_BANKROLL"


class ExpertEliminated(Conflict):
    reason = "EXPERT_ELIMINATED"


class InvalidBet(InvalidArgument):
    reason = "INVALID_BET"


class RequestIdReused(AlreadyExists):
    """The request_id belongs to another bet."""

    reason = "REQUEST_ID_REUSED"


class ResultNotFinal(Conflict):
    reason = "RESULT_NOT_FINAL"


class VotingClosed(Conflict):
    reason = "VOTING_CLOSED"


class InvalidReplay(InvalidArgument):
    reason = "INVALID_REPLAY"


class ReplayEnded(Conflict):
    reason = "REPLAY_ENDED"


class TooManyReplays(ResourceExhausted):
    reason = "TOO_MANY_REPLAYS"
