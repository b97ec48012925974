"""Prompts for common work with the tools."""

from collections.abc import Callable

from fastmcp import FastMCP
from fastmcp.prompts import Prompt

from mcp_service.tools.registry import Registry

_ARGUMENTS = {
    "sport": "Sport, such as lacrosse; list_sports returns all of them.",
    "location": "Country, region or city; empty for all.",
    "league": "Name or id of a league.",
}


def scout_league(sport: str, location: str = "") -> str:
    """Find the leagues of a sport that are worth a closer look, and explain why."""
    where = f" in {location}" if location else ""
    return (
        f"Find the leagues of {sport}{where} that are worth a closer look.\n"
        "1. Call search_leagues for the sport; use find_leagues if you do not know the name of the sport.\n"
        "2. Call get_league for the three most promising and compare level, size, age and reach.\n"
        "3. Call analyze_partnerships for the best one.\n"
        "Answer with a short table, your choice with its reasons, and what remains unknown. "
        "State only what the tools returned, and cite the id of each league."
    )


def partnership_brief(league: str) -> str:
    """Prepare a one-page brief for a conversation with a league about partnerships."""
    return (
        f"Prepare a one-page brief for a first talk with the league {league} about partnerships.\n"
        "1. Find its id with find_leagues, unless you already have it, and read it with get_league.\n"
        "2. Call analyze_partnerships and keep the three best opportunities.\n"
        "3. Call list_league_sources and state the sources of the facts.\n"
        "For each opportunity give the estimate with its range, what drives it, what would change it, and "
        "the first step. State which figures are modelled and which are facts."
    )


_PROMPTS: tuple[tuple[Callable[..., str], frozenset[str]], ...] = (
    (scout_league, frozenset({"search_leagues", "find_leagues", "get_league", "analyze_partnerships"})),
    (partnership_brief, frozenset({"find_leagues", "get_league", "analyze_partnerships"})),
)


def add_prompts(server: FastMCP, registry: Registry) -> None:
    """Adds each prompt whose tools all exist."""
    names = {card.name for card in registry}
    for function, needed in _PROMPTS:
        if needed <= names:
            title = function.__name__.replace("_", " ").capitalize()
            prompt = Prompt.from_function(function, title=title)
            for argument in prompt.arguments or ():
                argument.description = _ARGUMENTS[argument.name]
            server.add_prompt(prompt)
