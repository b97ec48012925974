"""Settings of the MCP service."""

from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from mcp_service.tools.view import View, parse_toolsets
from service_kit.edge.settings import EdgeSettings

ENDPOINT = "/mcp"


class McpSettings(EdgeSettings):
    """The settings of the MCP service; sizes are in bytes, times in seconds. Lists are comma-separated."""

    require_auth: bool = Field(
        default=False,
        validation_alias="ALTSPORTS_MCP_REQUIRE_AUTH",
        description="If true, every request needs credentials, even for tools that allow anonymous calls.",
    )
    read_only: bool = Field(
        default=False,
        validation_alias="ALTSPORTS_MCP_READ_ONLY",
        description="If true, only read-only tools are available.",
    )
    toolsets: str = Field(
        default="all",
        validation_alias="ALTSPORTS_MCP_TOOLSETS",
        description="The namespaces and nouns whose tools are available, such as league,runs.",
    )
    allowed_hosts: str = Field(
        default="",
        validation_alias="ALTSPORTS_MCP_ALLOWED_HOSTS",
        description="Host names that clients may use, in addition to this machine's and that of its own URL.",
    )
    allowed_browser_origins: str = Field(
        default="",
        validation_alias="ALTSPORTS_MCP_ALLOWED_ORIGINS",
        description="Origins of web pages that may connect, in addition to CORS_ORIGINS.",
    )
    response_limit_bytes: int = Field(
        default=100_000,
        ge=1000,
        validation_alias="ALTSPORTS_MCP_RESPONSE_LIMIT",
        description="The maximum size of a tool's answer; hosts truncate or refuse longer ones.",
    )
    mcp_public_url: str | None = Field(
        default=None,
        validation_alias="ALTSPORTS_MCP_PUBLIC_URL",
        description="The URL at which clients reach the service, if it differs from ALTSPORTS_MCP_URL.",
    )
    token: SecretStr | None = Field(
        default=None,
        validation_alias="ALTSPORTS_TOKEN",
        description="The access token of the stdio transport.",
    )
    api_key: SecretStr | None = Field(
        default=None, validation_alias="ALTSPORTS_API_KEY", description="The API key of the stdio transport."
    )

    @property
    def listen_port(self) -> int:
        """PORT, which containers set, or ALTSPORTS_MCP_PORT."""
        return self.container_port or self.mcp_port

    @property
    def base_url(self) -> str:
        """The URL at which clients reach this service, without the endpoint's path."""
        given = self.mcp_public_url or self.mcp_url or f"http://127.0.0.1:{self.listen_port}"
        return given.rstrip("/").removesuffix(ENDPOINT)

    @property
    def resource_url(self) -> str:
        """The URL of the endpoint; also the audience of tokens issued for it."""
        return self.base_url + ENDPOINT

    @property
    def authorization_server(self) -> str:
        """The server that signs users in: the public URL of the gateway."""
        return (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/")

    def hosts(self) -> list[str]:
        """The host names that clients may use, in addition to those of this machine."""
        own = urlsplit(self.base_url).hostname
        return [*([own] if own else []), *_split(self.allowed_hosts)]

    def page_origins(self) -> list[str]:
        """The origins of web pages that may connect: our own and the configured ones."""
        here = [f"http://{name}:{self.listen_port}" for name in ("127.0.0.1", "localhost")]
        named = [*self.allowed_origins(), *_split(self.allowed_browser_origins)]
        return list(dict.fromkeys([self.base_url, *here, *named]))

    def view(self) -> View:
        """The tools that the operator makes available."""
        return View(self.read_only, parse_toolsets(self.toolsets))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
