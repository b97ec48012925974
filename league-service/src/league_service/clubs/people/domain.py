"""Personal data of players: consents of the young, what an erasure keeps, and how names are replaced."""

import re
from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from unicodedata import combining, normalize

from altsports.contract.json_values import is_array, is_object

PHYSICAL: Final[Mapping[str, tuple[str, ...]]] = {
    "players": ("height_cm", "weight_kg"),
    "player_match_statistics": (
        *("distance_m", "high_speed_m", "sprint_m", "sprint_count", "max_speed_kmh", "sprint_intensity"),
    ),
    "training_session_attendance": ("perceived_load",),
}
"""The columns that hold what was measured on the body of a player, by table."""

INJURED: Final = "injured"
"""The status that describes the body as well."""

PERSONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "player_match_statistics": (*PHYSICAL["player_match_statistics"], "rating"),
}
"""The columns of kept rows that an erasure clears."""

KEPT: Final = frozenset(
    {"player_registrations", "match_lineups", "match_events", "player_match_statistics", "player_erasures"}
)
"""The tables whose rows an erasure keeps, because the match happened. All other rows about the player go."""

KEPT_COLUMNS: Final = frozenset(
    {
        "organisation_id",
        "id",
        "version",
        "created_at",
        "updated_at",
        "archived_at",
        "jersey_number",
        "position",
    }
)
"""The columns of a player that an erasure keeps."""

NEVER_RENAMED: Final = frozenset({"teams", "players"})
"""The tables in whose texts no name is replaced: a team may be named like somebody else."""

_SHORTEST: Final = 3
_ACCENTS: Final = "\u0300-\u036f"
_APOSTROPHES: Final = "'\u2018\u2019\u02bc`\u00b4"
_BETWEEN: Final = r"[\s_\-\u2010-\u2015]"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one player."""

    first: str
    last: str
    known_as: str | None

    @property
    def whole(self) -> tuple[str, ...]:
        """The names that mean nobody else."""
        found = (f"{self.first} {self.last}", f"{self.last}, {self.first}", f"{self.last} {self.first}")
        return (*found, self.known_as) if self.known_as else found

    @property
    def parts(self) -> Iterator[str]:
        """First and last name, and the long words of all names: Messi in Andrés Messi Cuccittini.

        Short words and those in small letters, such as "van" and "della", are in many texts that name nobody.
        """
        yield from (name for name in (self.first, self.last) if len(name) >= _SHORTEST)
        for name in (self.first, self.last, self.known_as or ""):
            words = re.split(rf"{_BETWEEN}+", name)
            yield from (word for word in words if len(word) > _SHORTEST and word[0].isupper())


def label_of(jersey_number: int | None, others: int) -> str:
    """The name that matches show in place of a person: by the usual number, otherwise by a count."""
    return f"Player {jersey_number or others + 1}"


def replaced_names(player: Names, others: Iterable[Names]) -> tuple[str, ...]:
    """The names to replace, longest first; part of a name only if nobody else in the club has it."""
    taken = {
        _plain(part)
        for other in others
        for part in (other.first, other.last, other.known_as or "", *other.parts)
    }
    alone = (part for part in player.parts if _plain(part) not in taken)
    return tuple(sorted({*player.whole, *alone}, key=lambda name: (-len(name), name)))


class Renaming:
    """Replaces the names of one person in texts, whole words only.

    Case, accents, kinds of apostrophes, and spaces or hyphens between words make no difference.
    """

    def __init__(self, names: Iterable[str], label: str) -> None:
        written = "|".join(map(_as_written, names))
        self._pattern = re.compile(rf"(?<![\w{_ACCENTS}])(?:{written})(?!\w)", re.IGNORECASE)
        self._label = label

    def __call__(self, value: Any) -> Any:
        """The value, with the name replaced in every text inside it."""
        if isinstance(value, str):
            renamed, count = self._pattern.subn(self._label, normalize("NFD", value))
            return normalize("NFC", renamed) if count else value
        if is_array(value):
            return [self(item) for item in value]
        if is_object(value):
            return {key: self(item) for key, item in value.items()}
        return value


def _as_written(name: str) -> str:
    """The pattern of a name in decomposed texts: "Zoe O'Hara" is Zoë  O’Hara and zoe-o'hara as well."""
    return "".join(map(_as_any, _without_accents(name)))


def _plain(name: str) -> str:
    """A name for comparisons, in which case and accents make no difference."""
    return _without_accents(name).casefold()


def _without_accents(name: str) -> str:
    return "".join(letter for letter in normalize("NFD", name) if not combining(letter))


def _as_any(letter: str) -> str:
    """The pattern of one letter of a name."""
    if letter in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    if re.fullmatch(_BETWEEN, letter):
        return f"{_BETWEEN}+"
    return f"{re.escape(letter)}[{_ACCENTS}]*"


def is_young(birth_date: str | None, today: date, age: int) -> bool:
    """Whether a player with this birth date is younger than an age."""
    if not birth_date:
        return False
    return date.fromisoformat(birth_date) > born_before(today, age)


def born_before(today: date, age: int) -> date:
    """The last birthday of those who have reached an age. After a leap day, one begins on 1 March."""
    if (today.month, today.day) == (2, 29):
        return (
            date(today.year - age, 2, 28)
            if not isleap(today.year - age)
            else today.replace(year=today.year - age)
        )
    return today.replace(year=today.year - age)


class Fact(NamedTuple):
    """A value that describes the body of a player, and its place in the row."""

    player_id: str
    loc: tuple[str | int, ...]


def physical_facts(noun: str, row: Mapping[str, Any]) -> list[Fact]:
    """The values of a row of a noun that describe the body of somebody."""
    if noun == "training_sessions":
        return [
            Fact(each["player_id"], ("attendance", at, "perceived_load"))
            for at, each in enumerate(row["attendance"])
            if each["perceived_load"] is not None
        ]
    player_id = row["id"] if noun == "players" else row["player_id"]
    found = [Fact(player_id, (name,)) for name in PHYSICAL[noun] if row.get(name) is not None]
    return [*found, Fact(player_id, ("status",))] if row.get("status") == INJURED else found


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that a club stores about a player, by table."""

    player_id: str
    exported_at: datetime
    tables: Mapping[str, list[dict[str, Any]]]
    hidden_notes: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure removed; no counts for a player who was erased before."""

    player_id: str
    name: str
    rows_deleted: int | None
    rows_changed: int | None
