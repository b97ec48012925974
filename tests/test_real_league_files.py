"""Real league files through the command, as an operator would import them."""

import os
from pathlib import Path

import pytest

DATA = (
    Path(os.environ.get("ALTSPORTS_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data")) / "leagues"
)
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data files are not on this machine")


@pytest.mark.parametrize(
    "part", ["alternative_leagues_transcribed.csv", "openfootball", "teamarr/tsdb_seed.json"]
)
def test_a_real_file_is_imported_whole_and_the_second_import_changes_nothing(mesh, part):
    first = mesh.altsports("import", "leagues", str(DATA / part))
    assert " 0 refused" in first.stdout
    second = mesh.altsports("import", "leagues", str(DATA / part))
    assert " 0 leagues new, 0 changed, " in second.stdout
