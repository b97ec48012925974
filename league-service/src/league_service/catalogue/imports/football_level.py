"""Infers the level of a soccer competition from its key, for lists that do not state it.

The rule: national-team competitions are international; names with U-17, youth or junior are youth, with NCAA
or college collegiate; tiers 1 and 2, national cups, super cups and continental club competitions are
professional; tiers 3 to 5 are semi-professional, lower tiers amateur. All other keys, such as the state
championships of Brazil, stay unknown. The result is marked as inferred wherever it is returned.
"""

import re

_YOUTH = re.compile(r"\bU-?\d\d\b|\bunder[- ]\d\d\b|\byouth\b|\bjuniors?\b", re.IGNORECASE)
_COLLEGE = re.compile(r"\bNCAA\b|\bcollege\b|\buniversity\b", re.IGNORECASE)
_TIER = re.compile(r"(\d+)(?:\.|$)")
_CUP = re.compile(r"(?:cup|super)(?:\.|$)")
_CONTINENTAL = re.compile(
    r"(?:uefa|euro|caf|afc|asia|concacaf|conmebol|copa|recopa|world|ofc|usmx|czsk)(?:\.|$)"
)


def infer_level(key: str, name: str, *, national_teams: bool) -> str:
    """Returns the level of the competition with this key and name."""
    if _YOUTH.search(name):
        return "youth"
    if _COLLEGE.search(name) or key == "ncaa":
        return "collegiate"
    if national_teams:
        return "international"
    if _CUP.match(key) or _CONTINENTAL.match(key):
        return "professional"
    tier = _TIER.match(key)
    if tier is None:
        return "unknown"
    return _level_of_tier(int(tier[1]))


def _level_of_tier(tier: int) -> str:
    if tier <= 2:
        return "professional"
    return "semi_professional" if tier <= 5 else "amateur"
