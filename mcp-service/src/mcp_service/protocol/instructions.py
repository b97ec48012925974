"""What a model reads first: what the server is for and which tools serve which domain."""

from collections import defaultdict

from mcp_service.tools.registry import Registry

_INTRODUCTION = """\
AltSports: one sports-intelligence backend. Ids are UUIDs: search or list first, then use the ids found.
Lists come in pages: call again with `page_token` = `next_page_token` of the page before.
A failed call says in `error` which field is wrong, what to try next, and whether to retry.
Tools whose `_meta.auth.required` is true need a signed-in caller or an API key; the others need none.
Domains and their tools:
"""


def instructions(registry: Registry) -> str:
    """The text, with a map of the domains made from the contract."""
    domains: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for card in registry:
        if card.listed:
            domains[card.method.namespace, card.method.noun].append(card.name)
    lines = [f"- {space}/{noun}: {', '.join(names)}" for (space, noun), names in sorted(domains.items())]
    return _INTRODUCTION + "\n".join(lines)
