"""Builds the messages of battles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ai_service.nfl_experts.faces.battles.domain import Battle, Records, Stakes, at_stake, stake_of
from ai_service.nfl_experts.faces.battles.names import name_of
from ai_service.nfl_experts.predictions.stance import Stance
from altsports.ai.v1 import battles_pb2 as pb
from service_kit.timestamps import time_to_pb


@dataclass(frozen=True, slots=True)
class BattleDetails:
    """What is shown beside the battles of some games, by the keys of the repositories."""

    book_id: str
    reasons: Mapping[tuple[str, str, str], str]
    stakes: Stakes
    votes: Mapping[str, tuple[int, int]]
    records: Records
    kickoffs: Mapping[str, datetime]


def battle_to_pb(battle: Battle, details: BattleDetails) -> pb.Battle:
    """A battle with the reasons, stakes, votes and records of its experts."""
    name = name_of(details.book_id, battle)
    record = details.records.head_to_head(battle.expert_a.expert_id, battle.expert_b.expert_id)
    return pb.Battle(
        battle_id=name,
        game_id=battle.game_id,
        category=battle.category,
        expert_a=_side_to_pb(battle.expert_a, details),
        expert_b=_side_to_pb(battle.expert_b, details),
        head_to_head_record=pb.HeadToHead(
            expert_a_wins=record.expert_a_wins,
            expert_b_wins=record.expert_b_wins,
            last_5=record.last_5,
        ),
        user_votes=votes_to_pb(details.votes, name),
        difference=round(battle.difference, 2),
        at_stake=float(at_stake(battle, details.stakes)),
        game_time=time_to_pb(details.kickoffs[battle.game_id]),
    )


def votes_to_pb(votes: Mapping[str, tuple[int, int]], battle_id: str) -> pb.UserVotes:
    """The votes in one battle."""
    for_a, for_b = votes.get(battle_id, (0, 0))
    return pb.UserVotes(expert_a=for_a, expert_b=for_b)


def _side_to_pb(stance: Stance, details: BattleDetails) -> pb.BattleSide:
    return pb.BattleSide(
        expert_id=stance.expert_id,
        prediction=stance.pick,
        confidence=stance.confidence,
        bet_amount=float(stake_of(stance, details.stakes)),
        reasoning=details.reasons.get((stance.expert_id, stance.game_id, stance.category), ""),
        estimated=stance.estimated,
    )
