"""The home venues of the teams, by their codes at the time, and the neutral venues."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """A venue on the map."""

    latitude: float
    longitude: float
    zone: str


_EAST: Final = "America/New_York"
_CENTRAL: Final = "America/Chicago"
_MOUNTAIN: Final = "America/Denver"
_PACIFIC: Final = "America/Los_Angeles"

GROUNDS: Final[Mapping[str, Place]] = {
    "ARI": Place(33.53, -112.26, "America/Phoenix"),
    "ATL": Place(33.76, -84.40, _EAST),
    "BAL": Place(39.28, -76.62, _EAST),
    "BUF": Place(42.77, -78.79, _EAST),
    "CAR": Place(35.23, -80.85, _EAST),
    "CHI": Place(41.86, -87.62, _CENTRAL),
    "CIN": Place(39.10, -84.52, _EAST),
    "CLE": Place(41.51, -81.70, _EAST),
    "DAL": Place(32.75, -97.09, _CENTRAL),
    "DEN": Place(39.74, -105.02, _MOUNTAIN),
    "DET": Place(42.34, -83.05, "America/Detroit"),
    "GB": Place(44.50, -88.06, _CENTRAL),
    "HOU": Place(29.68, -95.41, _CENTRAL),
    "IND": Place(39.76, -86.16, "America/Indiana/Indianapolis"),
    "JAX": Place(30.32, -81.64, _EAST),
    "KC": Place(39.05, -94.48, _CENTRAL),
    "LA": Place(33.95, -118.34, _PACIFIC),
    "LAR": Place(33.95, -118.34, _PACIFIC),
    "LAC": Place(33.95, -118.34, _PACIFIC),
    "LV": Place(36.09, -115.18, _PACIFIC),
    "MIA": Place(25.96, -80.24, _EAST),
    "MIN": Place(44.97, -93.26, _CENTRAL),
    "NE": Place(42.09, -71.26, _EAST),
    "NO": Place(29.95, -90.08, _CENTRAL),
    "NYG": Place(40.81, -74.07, _EAST),
    "NYJ": Place(40.81, -74.07, _EAST),
    "OAK": Place(37.75, -122.20, _PACIFIC),
    "PHI": Place(39.90, -75.17, _EAST),
    "PIT": Place(40.45, -80.02, _EAST),
    "SD": Place(32.78, -117.12, _PACIFIC),
    "SEA": Place(47.60, -122.33, _PACIFIC),
    "SF": Place(37.40, -121.97, _PACIFIC),
    "STL": Place(38.63, -90.19, _CENTRAL),
    "TB": Place(27.98, -82.50, _EAST),
    "TEN": Place(36.17, -86.77, _CENTRAL),
    "WAS": Place(38.91, -76.86, _EAST),
}

_LONDON: Final = Place(51.56, -0.28, "Europe/London")
_PHOENIX: Final = GROUNDS["ARI"]

NEUTRAL_GROUNDS: Final[Mapping[str, Place]] = {
    "Wembley Stadium": _LONDON,
    "Tottenham Stadium": Place(51.60, -0.07, "Europe/London"),
    "Tottenham Hotspur Stadium": Place(51.60, -0.07, "Europe/London"),
    "Twickenham Stadium": Place(51.46, -0.34, "Europe/London"),
    "Allianz Arena": Place(48.22, 11.62, "Europe/Berlin"),
    "Deutsche Bank Park": Place(50.07, 8.65, "Europe/Berlin"),
    "Olympiastadion": Place(52.51, 13.24, "Europe/Berlin"),
    "Croke Park": Place(53.36, -6.25, "Europe/Dublin"),
    "Santiago Bernabeu": Place(40.45, -3.69, "Europe/Madrid"),
    "Arena Corinthians": Place(-23.55, -46.47, "America/Sao_Paulo"),
    "Azteca Stadium": Place(19.30, -99.15, "America/Mexico_City"),
    "Estadio Azteca": Place(19.30, -99.15, "America/Mexico_City"),
    "Rogers Centre": Place(43.64, -79.39, "America/Toronto"),
    "State Farm Stadium": _PHOENIX,
    "University of Phoenix Stadium": _PHOENIX,
    "Sun Devil Stadium": Place(33.43, -111.93, "America/Phoenix"),
    "Ford Field": GROUNDS["DET"],
    "Raymond James Stadium": GROUNDS["TB"],
    "Dolphin Stadium": GROUNDS["MIA"],
    "Hard Rock Stadium": GROUNDS["MIA"],
    "Mercedes-Benz Superdome": GROUNDS["NO"],
    "Louisiana Superdome": GROUNDS["NO"],
    "Caesars Superdome": GROUNDS["NO"],
    "Georgia Dome": GROUNDS["ATL"],
    "Mercedes-Benz Stadium": GROUNDS["ATL"],
    "Qualcomm Stadium": GROUNDS["SD"],
    "Reliant Stadium": GROUNDS["HOU"],
    "NRG Stadium": GROUNDS["HOU"],
    "Alltel Stadium": GROUNDS["JAX"],
    "TIAA Bank Stadium": GROUNDS["JAX"],
    "Cowboys Stadium": GROUNDS["DAL"],
    "AT&T Stadium": GROUNDS["DAL"],
    "Lucas Oil Stadium": GROUNDS["IND"],
    "MetLife Stadium": GROUNDS["NYG"],
    "Levi's Stadium": GROUNDS["SF"],
    "U.S. Bank Stadium": GROUNDS["MIN"],
    "SoFi Stadium": GROUNDS["LA"],
    "Allegiant Stadium": GROUNDS["LV"],
}
