"""The instructions a model reads first: the purpose of the server, and the tools of each domain."""

from collections import defaultdict

from mcp_service.tools.registry import Registry

_INTRODUCTION = """\
AltSports is a sports-intelligence backend. Ids are UUIDs: search or list first, then use the ids you find.
Lists are paged: call again with `page_token` set to the `next_page_token` of the previous page.
A failed call reports in `error` which field is wrong, what to try next, and whether to retry.
Tools whose `_meta.auth.required` is true need a signed-in caller or an API key; the others need neither.
Domains and their tools:
"""


def instructions(registry: Registry) -> str:
    """The text, with a list of the domains built from the contract."""
    domains: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for card in registry:
        if card.listed:
            domains[card.method.namespace, card.method.noun].append(card.name)
    lines = [f"- {space}/{noun}: {', '.join(names)}" for (space, noun), names in sorted(domains.items())]
    return _INTRODUCTION + "\n".join(lines)
