"""The order of the documentation: products, their nouns as tags, and a sentence about each."""

from collections.abc import Iterable
from typing import Any

from altsports.contract.catalog import Catalog, Method

_PRODUCTS: dict[str, tuple[str, ...]] = {
    "Leagues": ("leagues", "partnerships", "partnership analyses", "sources", "imports"),
    "Competitions": ("competitions", "schedules", "results", "teams", "lines"),
    "NFL experts": (
        *("experts", "games", "predictions", "council", "battles", "bets", "memories", "replays"),
    ),
    "Fantasy F1": (
        *("fantasy teams", "fantasy scoring", "fantasy f1 leagues", "fantasy leaderboards"),
        *("fantasy races", "fantasy drivers", "fantasy prices"),
    ),
    "Football": (
        *("football teams", "football players", "football formations", "football competitions"),
        *("football matches", "football lineups", "football match lineups", "football match events"),
        *("football player match statistics", "football match reports", "football match notes"),
        *("football training sessions", "football reunions", "football responses", "football calendar"),
        *("football analytics", "tactical insights", "football summaries"),
        *("football consents", "football personal data", "football records"),
        *("analysis runs", "analysis reports", "analysis segments", "analysis alerts", "analysis files"),
    ),
    "Models": ("models", "texts", "streams", "model budgets", "model usage", "fault drills"),
    "Analyses": ("analyses", "deep analyses", "documents", "user memories"),
    "Live events": ("realtime",),
    "Accounts": (
        "accounts",
        "notifications",
        "sessions",
        "api keys",
        "organisations",
        "club users",
        "staff",
        "plans",
        "roles",
        "audit",
        "keys",
        "inbox",
    ),
    "Operation": ("tasks", "task schedules", "workers", "files", "operations"),
}
"""The tags of each product. A tag that is not listed belongs to a product named after its namespace."""

_PRODUCT_WORDS = {
    "Leagues": "leagues of any sport, where their facts come from, and the partners they could win",
    "Competitions": "events, results with their revisions, standings, teams and lines, as of any time",
    "NFL experts": "fifteen AI experts who predict, bet and argue through a season, live or replayed",
    "Fantasy F1": "race weekends, drivers, and results with points that the rules explain",
    "Football": "clubs with their squads, matches and calendars, each seen by its own members alone",
    "Models": "the language models behind analyses, what they may cost, and what they used",
    "Analyses": "business analyses of leagues, the documents behind them, and what they should remember",
    "Live events": "what happens, as it happens",
    "Accounts": "people, programs, organisations, and what each may do",
    "Operation": "the health, the figures and the background work of the mesh",
    "Fantasy": "drivers, teams and races of Formula 1, and what they are worth in a fantasy league",
}

_PAGES = {
    "realtime": "The feed of events as a log, as a stream, and over WebSocket.",
    "operations": "The health and the metrics of the mesh.",
}


def tag_of(method: Method) -> str:
    """The tag of a method: its noun."""
    return method.group.replace("_", " ")


def products(catalog: Catalog, tags: Iterable[str]) -> dict[str, list[str]]:
    """The tags in use by product, in the order of the documentation."""
    namespaces = {tag_of(method): method.namespace.capitalize() for method in catalog.methods}
    left = set(tags)
    found: dict[str, list[str]] = {}
    for product, own in _PRODUCTS.items():
        found[product] = [tag for tag in own if tag in left]
        left.difference_update(own)
    for tag in sorted(left):
        found.setdefault(namespaces.get(tag, "Operation"), []).append(tag)
    return {product: own for product, own in found.items() if own}


def product_list(groups: Iterable[str]) -> str:
    """The products with a sentence each, in Markdown."""
    lines = [
        f"- **{each}**: {_PRODUCT_WORDS[each]}." if each in _PRODUCT_WORDS else f"- **{each}**"
        for each in groups
    ]
    return "\n".join(["Products:", "", *lines])


def described(catalog: Catalog, tags: Iterable[str]) -> list[dict[str, Any]]:
    """The tags with their descriptions, which are the comments of the services."""
    words = _PAGES | {tag_of(method): " ".join(method.about.split()) for method in catalog.methods}
    return [{"name": tag, "description": words[tag]} for tag in tags]
