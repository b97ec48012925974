"""The SQL of councils."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ai_service.nfl_experts.books.repository import opinion_from
from ai_service.nfl_experts.council.domain import Seat
from ai_service.nfl_experts.faces.council.voting import Said
from service_kit.db.reader import Reader

_OF_WEEKS: Final = (
    "SELECT week, expert_id, rank, selection_score, vote_weight, reason_selected, components,"
    " chosen_at"
    " FROM ai.council_members WHERE book_id = %s AND week = %s ORDER BY rank"
)
_SAID: Final = (
    "SELECT game_id, expert_id, opinion, (SELECT jsonb_object_agg(category, pick) FROM ai.predictions"
    "  WHERE (book_id, game_id, expert_id) = (opinions.book_id, opinions.game_id, opinions.expert_id))"
    " FROM ai.opinions WHERE book_id = %s AND game_id = ANY(%s) AND expert_id = ANY(%s)"
)


async def council_of_week(reader: Reader, book_id: str, week: int) -> list[Seat]:
    """The council of a week, by rank; empty before the week opens."""
    return await reader.fetch_all(Seat, _OF_WEEKS, [book_id, week])


async def said_by(
    reader: Reader, book_id: str, game_ids: Sequence[str], experts: Sequence[str]
) -> dict[tuple[str, str], Said]:
    """What some experts have decided on some games, by game and expert."""
    rows = await reader.fetch_rows(_SAID, [book_id, list(game_ids), list(experts)])
    return {(game_id, expert_id): _said(opinion, picks) for game_id, expert_id, opinion, picks in rows}


def _said(opinion: Mapping[str, Any], picks: Mapping[str, str]) -> Said:
    return Said(opinion_from(opinion), picks)
