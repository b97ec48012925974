"""Names of battles: book~game~category~a~b. They say everything about a battle, so none is stored."""

from typing import Final

from ai_service.nfl_experts.errors import BattleNotFound
from ai_service.nfl_experts.faces.battles.domain import Battle

_SEPARATOR: Final = "~"


def name_of(book_id: str, battle: Battle) -> str:
    """The name of a battle."""
    one, other = battle.expert_a.expert_id, battle.expert_b.expert_id
    return _SEPARATOR.join((book_id, battle.game_id, battle.category, one, other))


def read_name(name: str) -> tuple[str, str, str]:
    """The book, game and category in a name. Raises BattleNotFound."""
    parts = name.split(_SEPARATOR)
    if len(parts) != 5:
        raise BattleNotFound(name)
    return parts[0], parts[1], parts[2]
