"""The league that the contract's examples speak of is one of the demo data."""

import re

from altsports.contract.catalog import load_catalog
from league_service.leagues.domain import league_id

PREMIER_LACROSSE_LEAGUE = league_id("lacrosse", ["United States"], "Premier Lacrosse League")


def test_every_example_names_the_same_demo_league():
    examples = [str(method.tool.example) for method in load_catalog().of_area("league") if method.tool]
    named = {found for text in examples for found in re.findall(r"'league_id': '([^']+)'", text)}
    assert named == {PREMIER_LACROSSE_LEAGUE}
