"""The stdio transport: one client, one identity from the environment, no logs on standard output."""

import uuid
from dataclasses import replace

from mcp_service.calls.context import CallContext
from mcp_service.settings import McpSettings
from service_kit.caller import set_current_caller
from service_kit.identity.verifier import Verifier


class StdioContexts:
    """The identity of ALTSPORTS_TOKEN or ALTSPORTS_API_KEY, verified for each message since it may expire."""

    def __init__(self, settings: McpSettings) -> None:
        token, key = settings.token, settings.api_key
        self._authorization = f"Bearer {token.get_secret_value()}" if token else None
        self._api_key = key.get_secret_value() if key else None
        self._view = settings.view()
        self._verifier: Verifier | None = None

    def use(self, verifier: Verifier) -> None:
        """Sets the verifier, which exists only after the parts are built."""
        self._verifier = verifier

    async def current(self) -> CallContext:
        """The context of a message. Raises CredentialsRefused when the credentials are no longer valid."""
        if self._verifier is None:
            return CallContext(view=self._view)
        identity = await self._verifier.identify(self._authorization, self._api_key)
        caller = replace(identity.caller, request_id=uuid.uuid4().hex)
        set_current_caller(caller)
        return CallContext(identity, caller, "stdio", self._view)
