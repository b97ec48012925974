"""The error for an unavailable Redis."""

from service_kit.errors import Unavailable


class RedisUnavailable(Unavailable):
    """Redis is unreachable, does not answer in time, or is still loading; the command may have run."""

    reason = "REDIS_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("The service is temporarily unavailable", retry_after_s=1)
