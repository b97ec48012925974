"""The squads of Harbour Rovers and their opponents, drawn from a seed. Nobody in them exists. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from service_kit.demo import DEMO_LOGINS, DEMO_TEAMS

SEED: Final = "harbour rovers"
SOURCE: Final = "simulation"
"""What marks matches, events, figures and results as simulated."""
ZONE: Final = "Europe/Dublin"
GROUND: Final = "Harbour Park (simulated)"
_IDS: Final = UUID("0f6f7c1e-9a52-5d3b-8c44-1b7e2d9a6c05")
_GOALKEEPERS: Final = 2
_CONSENTS: Final = 9
_JULY: Final = 7
PLAYER_OF_LOGIN: Final = 9
"""The place in the women's squad of the player who can log in."""
_CLUBS: Final = (
    "Quay Athletic",
    "Northgate",
    "Millbrook United",
    "St Brannock's",
    "Castle Green",
    "Old Mill",
)
_FIRST: Final = {
    "women": "Aoife Brigid Ciara Deirdre Eimear Fiona Grainne Hannah Isolde Jana Keelin Lucia Marta Niamh",
    "men": "Aidan Bran Cormac Declan Eoin Finn Gareth Hugo Ivan Joel Kian Liam Mateo Niall Oisin Padraig",
    "mixed": "Alex Billie Charlie Daryl Eden Frankie Glenn Harper Indigo Jamie Kit Lee Morgan Noel Oakley",
}
_LAST: Final = (
    "Abernal Brackwood Carmody Dunleer Eastwick Farrowby Glenmore Harcastle Innisfree Jarrowdale Kilbride"
    " Lansdown Marrowick Nethercott Oakhampton Pendrick Quarrell Ravensby Silverstrand Tollymore Underhay"
    " Vossbury Wetherlam Yarrowby"
)


@dataclass(frozen=True, slots=True)
class Squad:
    """A team of the club: who plays, and when."""

    key: str
    name: str
    gender: str
    age_group: str
    players_on_pitch: int
    period_minutes: int
    shape: tuple[int, int, int]
    """Defenders, midfielders and forwards among the starters."""
    sizes: tuple[int, int, int]
    """How many of each the squad has."""
    ages: tuple[int, int]
    weekday: int
    kick_off: tuple[int, int]

    @property
    def id(self) -> str:
        return DEMO_TEAMS[self.key]

    @property
    def positions(self) -> list[str]:
        """The position of each player."""
        defenders, midfielders, forwards = self.sizes
        return [
            *["goalkeeper"] * _GOALKEEPERS,
            *["defender"] * defenders,
            *["midfielder"] * midfielders,
            *["forward"] * forwards,
        ]

    @property
    def players(self) -> list[str]:
        """The ids of the players, by their place in the squad."""
        return [id_of("player", self.key, str(number)) for number in range(len(self.positions))]

    @property
    def opponents(self) -> dict[str, str]:
        """The names of the opponents by id."""
        suffix = {"women": " Women", "men": "", "mixed": f" {self.age_group}"}[self.gender]
        return {id_of("opponent", self.key, name): f"{name}{suffix}" for name in _CLUBS}

    @property
    def needs_consents(self) -> bool:
        """Whether its players are so young that somebody must consent to measurements."""
        return self.age_group != "senior"


SQUADS: Final = (
    Squad(
        *("women", "Harbour Rovers Women", "women", "senior", 11, 45, (4, 3, 3), (7, 6, 5), (18, 33)),
        weekday=6,
        kick_off=(14, 0),
    ),
    Squad(
        *("men", "Harbour Rovers", "men", "senior", 11, 45, (4, 3, 3), (7, 6, 5), (18, 34)),
        weekday=5,
        kick_off=(15, 0),
    ),
    Squad(
        *("u15", "Harbour Rovers U15", "mixed", "U15", 9, 35, (3, 3, 2), (4, 4, 4), (13, 14)),
        weekday=5,
        kick_off=(10, 30),
    ),
)


def id_of(*parts: str) -> str:
    """The id of a row, the same in every installation."""
    return str(uuid5(_IDS, "/".join(parts)))


def season_of(day: date) -> int:
    """The year in which the season of a day began."""
    return day.year if day.month >= _JULY else day.year - 1


def season_name(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def teams(year: int) -> Iterator[Mapping[str, Any]]:
    """The teams and their opponents."""
    for squad in SQUADS:
        shared = {"age_group": squad.age_group, "gender": squad.gender, "season": season_name(year)}
        shared |= {"format": squad.players_on_pitch, "time_zone": ZONE}
        yield {"id": squad.id, "name": squad.name, "kind": "own", "home_ground": GROUND, **shared}
        for opponent, name in squad.opponents.items():
            yield {"id": opponent, "name": name, "kind": "opponent", **shared}


def players(year: int) -> Iterator[Mapping[str, Any]]:
    """The players, each with a registration from the beginning of the season."""
    for squad in SQUADS:
        random = Random(f"{SEED}/{squad.key}/players")  # noqa: S311 - a simulation
        firsts, lasts = _FIRST[squad.gender].split(), _LAST.split()
        random.shuffle(lasts)
        for number, position in enumerate(squad.positions):
            born = date(year - random.randint(*squad.ages), random.randint(1, 12), random.randint(1, 28))
            row: dict[str, Any] = {
                "id": squad.players[number],
                "first_name": random.choice(firsts),
                "last_name": lasts[number],
                "jersey_number": number + 1,
                "position": position,
                "preferred_foot": random.choice(("right", "right", "right", "left", "both")),
                "birth_date": born.isoformat(),
                "nationality": "IE",
                "status": {4: "injured", 12: "suspended"}.get(number, "active"),
                "registrations": [{"team_id": squad.id, "from": f"{year}-07-01"}],
            }
            measured = {"height_cm": random.randint(158, 192), "weight_kg": random.randint(540, 860) / 10}
            if number in measured_places(squad):
                row |= measured
            if squad.key == "women" and number == PLAYER_OF_LOGIN:
                row |= {"first_name": "Polly", "last_name": "Player", "user_id": DEMO_LOGINS["player"]}
            yield row


def measured_places(squad: Squad) -> range:
    """The places in a squad whose players may be measured: of the young, those with a consent."""
    return range(min(_CONSENTS, len(squad.positions)) if squad.needs_consents else len(squad.positions))


def consents(year: int) -> Iterator[tuple[str, str, str]]:
    """The player, who consents, and the day."""
    for squad in SQUADS:
        if squad.needs_consents:
            for number in measured_places(squad):
                yield squad.players[number], f"A parent of player {number + 1}", f"{year}-07-01"
