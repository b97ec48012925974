"""Peer: a bare FastAPI endpoint that returns the same model from memory. No database, identity or limits.

BENCH_ROWS holds the rows as the gateway shows them (JSON).
"""

import json
import os
from pathlib import Path

from fastapi import FastAPI
from pydantic import BaseModel

from altsports.league.v1.leagues_models import League


class OneLeague(BaseModel):
    """The envelope of one league."""

    data: League
    metadata: dict[str, str]


class ManyLeagues(BaseModel):
    """The envelope of many leagues."""

    data: list[League]
    metadata: dict[str, str]


rows = [League.model_validate(row) for row in json.loads(Path(os.environ["BENCH_ROWS"]).read_text())]
app = FastAPI()


@app.get("/leagues/{league_id}", response_model=OneLeague)
async def get_league(league_id: str) -> OneLeague:
    return OneLeague(data=rows[0], metadata={"league_id": league_id})


@app.get("/leagues", response_model=ManyLeagues)
async def list_leagues(sport: str) -> ManyLeagues:
    return ManyLeagues(data=rows, metadata={"sport": sport})
