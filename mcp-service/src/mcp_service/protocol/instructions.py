"""The instructions a model reads first: the purpose of the server, and the tools of each domain."""

from collections import defaultdict

from mcp_service.tools.registry import Registry

_INTRODUCTION = """\
AltSports is a sports-intelligence backend. Use ids as other answers give them: search or list first.
To browse leagues of one sport, use search_leagues; to find leagues by name or other words, use find_leagues.
Lists are paged: call again with `page_token` set to the `next_page_token` of the previous page.
A failed call reports in `error` which field is wrong, what to try next, and whether to retry.
You see the tools that you can call. Signing in, or sending an API key, shows more.
Tools for administrators are listed at /mcp/operators.
All domains and their tools:
"""


def instructions(registry: Registry) -> str:
    """The text, with a list of the domains built from the contract."""
    domains: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for card in registry:
        if card.listed:
            domains[card.method.namespace, card.method.noun].append(card.name)
    lines = [f"- {space}/{noun}: {', '.join(names)}" for (space, noun), names in sorted(domains.items())]
    return _INTRODUCTION + "\n".join(lines)
