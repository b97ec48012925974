"""How to get access, as defined in RFC 6750 and RFC 9728."""

from mcp_service.tools.cards import ToolCard
from service_kit.errors import DomainError

META_KEY = "mcp/www_authenticate"
"""Where a result carries the challenge: hosts that read it offer to sign in, others show the error."""


def challenge(error: DomainError, name: str, metadata_url: str, scope: str = "") -> str:
    """The value of WWW-Authenticate. `name` is the OAuth error, empty if no credentials were sent;
    `metadata_url` locates the sign-in metadata."""
    parts = [f'error="{name}"', f'error_description="{error.message}"'] if name else []
    if scope:
        parts.append(f'scope="{scope}"')
    return "Bearer " + ", ".join([*parts, f'resource_metadata="{metadata_url}"'])


def tool_challenge(error: DomainError, card: ToolCard, metadata_url: str) -> str | None:
    """The challenge of a tool that the caller has no access to. None for other errors."""
    if error.kind not in {"unauthenticated", "permission_denied"}:
        return None
    policy = card.method.policy
    scope = " ".join([*policy.permissions, *([f"role:{policy.role}"] if policy.role else [])])
    name = "insufficient_scope" if error.kind == "permission_denied" else ""
    return challenge(error, name, metadata_url, scope)
