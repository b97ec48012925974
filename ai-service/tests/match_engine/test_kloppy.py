"""kloppy as oracle: it reads the same files, object by object, and finds the same places."""

import json
import warnings
from collections import Counter
from io import BytesIO
from typing import Any

import numpy as np
from kloppy import metrica, skillcorner

from ai_service.match_engine.model.facts import Facts
from ai_service.match_engine.model.positions import Positions
from ai_service.match_engine.reading.files import InputFile
from ai_service.match_engine.reading.reading import read_sources
from altsports.analysis.v1 import analysis_pb2 as pb
from service_kit.testing.matches import writing
from service_kit.testing.matches.motion import LENGTH, WIDTH, Match

MATCH = Match(periods=(2.0, 1.0), rate=10.0)
Places = dict[tuple[int, int, str], tuple[float, float]]
"""In metres, by period, frame and player."""


def ours(*contents: bytes) -> Places:
    files = [InputFile(f"file {at}", BytesIO(content)) for at, content in enumerate(contents)]
    positions = read_sources(files, Facts(pb.RunStart())).positions
    assert isinstance(positions, Positions)
    found: Places = {}
    for period in positions.periods:
        for frame in range(period.frames):
            for player, (x, y) in zip(positions.players, period.places[frame], strict=True):
                found[period.number, frame, f"{player.side} {player.shirt}"] = (x / 1000, y / 1000)
            found[period.number, frame, "ball"] = (period.ball[frame][0] / 1000, period.ball[frame][1] / 1000)
    return found


def of_kloppy(load: Any, **given: Any) -> Places:
    """What kloppy reads: from 0 to 1 for Metrica, metres from the centre spot for SkillCorner."""
    with warnings.catch_warnings(action="ignore"):  # it warns of what it guesses
        dataset: Any = load(**given)
    normalised = given["coordinates"] == "metrica"
    found: Places = {}
    counts: Counter[int] = Counter()
    for frame in dataset.records:
        period, number = frame.period.id, counts[frame.period.id]
        counts[period] += 1
        places = {
            f"{dataset.metadata.teams.index(player.team)} {player.jersey_no}": data.coordinates
            for player, data in frame.players_data.items()
        }
        for name, place in (places | {"ball": frame.ball_coordinates}).items():
            x, y = (
                (place.x * LENGTH, place.y * WIDTH)
                if normalised
                else (place.x + LENGTH / 2, WIDTH / 2 - place.y)
            )
            found[period, number, name] = (x, y)
    return found


def compare(own: Places, oracle: Places) -> None:
    assert own.keys() == oracle.keys()
    assert np.allclose([own[key] for key in own], [oracle[key] for key in own], atol=0.002)


def test_tracking_of_metrica() -> None:
    home, away = writing.metrica_csv(MATCH)
    given = {"home_data": BytesIO(home), "away_data": BytesIO(away), "coordinates": "metrica"}
    found = of_kloppy(metrica.load_tracking_csv, **given)
    # It takes y of the CSV for upwards; Metrica documents the origin at the top left.
    compare(ours(home, away), {key: (x, WIDTH - y) for key, (x, y) in found.items()})


def test_tracking_in_epts() -> None:
    metadata, frames = writing.epts(MATCH)
    given = {"meta_data": BytesIO(metadata), "raw_data": BytesIO(frames), "coordinates": "metrica"}
    compare(ours(metadata, frames), of_kloppy(metrica.load_tracking_epts, **given))


def test_tracking_of_skillcorner() -> None:
    about, frames = writing.skillcorner(MATCH)
    given = {
        "meta_data": BytesIO(_complete(about)),
        "raw_data": BytesIO(frames),
        "coordinates": "skillcorner",
    }
    compare(ours(about, frames), of_kloppy(skillcorner.load, **given))


def _complete(about: bytes) -> bytes:
    """The match with what kloppy wants to know besides."""
    match = json.loads(about)
    for player in match["players"]:
        player |= {"trackable_object": player["id"] + 1000, "start_time": "00:00:00", "end_time": None}
        player["player_role"] |= {"id": 0, "name": "", "position_group": ""}
    match |= {"ball": {"trackable_object": 55}, "referees": [], "home_team_score": 0, "away_team_score": 0}
    return json.dumps(match).encode()
