"""The older form of football.json: rounds with their matches, teams as objects, and each goal count apart.

`score1` and `score2` are the goals after 90 minutes; those with `i` are at half time, with `et` after extra
time, with `p` of the shoot-out. Files in between have rounds, and scores of the newer form.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from altsports.contract.json_values import is_array, is_object
from league_service.core.files.json_items import Item

_PARTS: Final = (("ft", ""), ("ht", "i"), ("et", "et"), ("p", "p"))


def flat(items: Iterable[Item]) -> list[Item]:
    """The matches in the newer form. A match within a round has the line of its round."""
    found: list[Item] = []
    for item in items:
        value = item.value
        matches = value.get("matches") if is_object(value) else None
        if is_object(value) and is_array(matches):
            name = value.get("name")
            found += [Item(item.line, _match(match, name)) for match in matches]
        else:
            found.append(Item(item.line, _match(value, None)))
    return found


def _match(match: Any, round_name: Any) -> Any:
    if not is_object(match):
        return match
    newer = dict(match)
    if round_name is not None:
        newer.setdefault("round", round_name)
    for side in ("team1", "team2"):
        if is_object(match.get(side)):
            newer[side] = match[side].get("name")
    if "score" not in match and "score1" in match:
        newer["score"] = _score(match)
    return newer


def _score(match: Mapping[str, Any]) -> dict[str, Any]:
    """The goals that are stated; a match to come has null for all of them."""
    pairs = {part: [match.get(f"score1{word}"), match.get(f"score2{word}")] for part, word in _PARTS}
    return {part: pair for part, pair in pairs.items() if any(goals is not None for goals in pair)}
