"""Finds teams by name: one team through all its names, codes, places and divisions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from league_service.core.ids import team_id
from league_service.core.text import normalise


@dataclass(frozen=True, slots=True)
class TeamEra:
    """The name and place of a team during some seasons; `to_season` is None for the current era."""

    sport: str
    team: str
    from_season: int
    to_season: int | None
    code: str
    location: str = ""
    nickname: str = ""
    conference: str = ""
    division: str = ""
    zone: str = ""

    @property
    def id(self) -> str:
        return team_id(self.sport, self.team)

    @property
    def name(self) -> str:
        return f"{self.location} {self.nickname}".strip()

    def holds_in(self, season: int) -> bool:
        return self.from_season <= season and (self.to_season is None or season <= self.to_season)

    @property
    def words(self) -> frozenset[str]:
        """All its names, as returned by `key_of`."""
        names = (self.code, self.name, self.nickname, self.location)
        return frozenset(key_of(name) for name in names if name)


class TeamBook:
    """Finds the team that a name of any source denotes."""

    def __init__(
        self, eras: Iterable[TeamEra] = (), aliases: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        aliases = aliases or {}
        self.aliases = {team: tuple(names) for team, names in aliases.items()}
        self._by_team: dict[str, list[TeamEra]] = defaultdict(list)
        for era in sorted(eras, key=lambda era: (era.team, era.from_season)):
            self._by_team[era.team].append(era)
        self._teams_by_word = _index(self._by_team, self.aliases)

    @property
    def teams(self) -> Mapping[str, list[TeamEra]]:
        """The eras of each team, oldest first."""
        return self._by_team

    def era(self, team: str, season: int) -> TeamEra | None:
        """The era of a team in a season; None before it existed."""
        return next((era for era in reversed(self._by_team[team]) if era.holds_in(season)), None)

    def newest(self, team: str) -> TeamEra:
        """The current era of a team."""
        return self._by_team[team][-1]

    def candidates(self, text: str, season: int) -> list[TeamEra]:
        """The teams that a code or name can denote in a season.

        The name of a team in that season takes precedence over teams that once had the name: "Los Angeles" in
        2016 denotes the Rams, in 2017 the Rams or the Chargers.
        """
        word = key_of(text)
        found = [self.era(team, season) for team in self._teams_by_word.get(word, ())]
        eras = [era for era in found if era is not None]
        called_so = [era for era in eras if word in era.words]
        return called_so or eras

    def find(self, text: str, season: int) -> TeamEra | None:
        """The one team that a code or name denotes in a season; None if there is none or several."""
        found = self.candidates(text, season)
        return found[0] if len(found) == 1 else None


def key_of(text: str) -> str:
    """A name without case, accents, spaces and dots: "St. Louis" and "St.Louis" are equal."""
    return normalise(text).replace(" ", "")


def _index(teams: Mapping[str, list[TeamEra]], aliases: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    by_word: dict[str, list[str]] = defaultdict(list)
    for team, eras in teams.items():
        words = {word for era in eras for word in era.words} | {
            key_of(name) for name in aliases.get(team, ())
        }
        for word in words:
            by_word[word].append(team)
    return by_word
