"""What can go wrong with books, bets, battles and replays; the reasons are API and written at the RPCs."""

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
        super().__init__(f"no expert {expert_id}", expert_id=expert_id)


class GameNotFound(NotFound):
    reason = "GAME_NOT_FOUND"

    def __init__(self, game_id: str) -> None:
        super().__init__(f"no game {game_id}", game_id=game_id)


class SeasonNotFound(NotFound):
    reason = "SEASON_NOT_FOUND"

    def __init__(self, season: int | None, *, replay: str = "") -> None:
        told = "no season is stored yet" if season is None else f"no games of season {season} are stored"
        if replay:
            told = f"the replay {replay} is of another season than {season}"
        recovery = ["Import it: altsports import nflverse PATH"]
        super().__init__(told, recovery=recovery, season="" if season is None else season)


class ReplayNotFound(NotFound):
    reason = "REPLAY_NOT_FOUND"

    def __init__(self, replay_id: str) -> None:
        super().__init__(f"no replay {replay_id}", replay_id=replay_id)


class CouncilNotFound(NotFound):
    reason = "COUNCIL_NOT_FOUND"

    def __init__(self, week: int) -> None:
        super().__init__(f"the council of week {week} is chosen when the week opens", week=week)


class BattleNotFound(NotFound):
    reason = "BATTLE_NOT_FOUND"

    def __init__(self, battle_id: str) -> None:
        super().__init__(f"no battle {battle_id}", battle_id=battle_id)


class CatchingUp(Unavailable):
    """The week has opened by the mesh's clock, and the live book is still before it."""

    reason = "CATCHING_UP"

    def __init__(self, week: int) -> None:
        told = f"The experts are catching up with the calendar: they have not got to week {week} yet"
        super().__init__(told, retry_after_s=2, week=week)


class FactsUnavailable(Unavailable):
    """The league service did not hand out the games."""

    reason = "FACTS_UNAVAILABLE"

    def __init__(self, problem: str) -> None:
        super().__init__(f"The games cannot be read: {problem}", retry_after_s=1)


class BettingClosed(Conflict):
    """The game has kicked off by the book's clock."""

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
    """The request_id was used before for another bet."""

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
