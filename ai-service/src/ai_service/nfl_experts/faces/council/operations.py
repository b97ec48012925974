"""The votes of a council on games."""

from collections.abc import Iterable, Sequence

from ai_service.nfl_experts.council.consensus import Verdict, Vote, consensus_of
from ai_service.nfl_experts.council.domain import Seat
from ai_service.nfl_experts.predictions.stance import Stance


def votes_of(council: Sequence[Seat], stances: Iterable[Stance]) -> list[Vote]:
    """The predictions of the council's members, each with the member's weight."""
    weights = {seat.expert_id: seat.vote_weight for seat in council}
    return [Vote(stance, weights[stance.expert_id]) for stance in stances if stance.expert_id in weights]


def spreads_of(council: Sequence[Seat], stances: Iterable[Stance]) -> dict[str, Verdict]:
    """The council's verdict on the spread of each game."""
    by_game: dict[str, list[Vote]] = {}
    for vote in votes_of(council, stances):
        by_game.setdefault(vote.stance.game_id, []).append(vote)
    verdicts = {game_id: consensus_of(votes).get("spread") for game_id, votes in by_game.items()}
    return {game_id: verdict for game_id, verdict in verdicts.items() if verdict is not None}
