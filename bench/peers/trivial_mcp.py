"""Peer: FastMCP with one trivial tool, as its documentation writes it. No identity, limits or backend."""

import sys

from fastmcp import FastMCP

mcp = FastMCP("peer")


@mcp.tool
def get_league(league_id: str) -> dict[str, str]:
    """Gets one league."""
    return {"id": league_id, "name": "Premier Lacrosse League", "sport": "lacrosse"}


if __name__ == "__main__":
    mcp.run(transport="http", host="127.0.0.1", port=int(sys.argv[1]), show_banner=False, stateless_http=True)
