"""What can go wrong with a model call as a whole."""

from service_kit.errors import Unavailable


class AIIntegrationError(Unavailable):
    """Every provider failed. The message names the task and what happened, without texts of the vendors."""

    reason = "AI_PROVIDERS_FAILED"


class CallAbandoned(Unavailable):
    """The client left before the text was complete."""

    reason = "CALL_ABANDONED"
