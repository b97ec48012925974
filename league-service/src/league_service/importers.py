"""The importers: a line here registers one for the RPC, the command line and the documentation."""

from dataclasses import replace
from typing import Final

from league_service.catalogue.imports.importer import LEAGUES
from league_service.clubs.imports.fixtures.importer import import_fixtures
from league_service.clubs.imports.importers import METRICA, STATSBOMB
from league_service.clubs.imports.loads.importer import PLAYER_LOADS
from league_service.clubs.imports.squad.importer import SQUAD
from league_service.core.importing.domain import Importer
from league_service.f1.imports.importers import ERGAST, F1DB
from league_service.nfl.imports.importers import NFLVERSE, OPENING_LINES
from league_service.soccer.imports.importers import FOOTBALL_FIXTURES

IMPORTERS: Final[tuple[Importer, ...]] = (
    LEAGUES,
    NFLVERSE,
    OPENING_LINES,
    F1DB,
    ERGAST,
    replace(FOOTBALL_FIXTURES, in_club=import_fixtures),
    STATSBOMB,
    METRICA,
    SQUAD,
    PLAYER_LOADS,
)
