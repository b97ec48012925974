"""The errors for a Redis that cannot serve: it does not answer, or it refuses what it is asked."""

import re
from typing import Final, NamedTuple

import hiredis

from service_kit.errors import Unavailable

_TEXT: Final = "The service is temporarily unavailable"


class RedisUnavailable(Unavailable):
    """Redis is unreachable, does not answer in time, or refuses commands; the command may have run.

    `problem` says what is wrong with Redis and `fix` how to repair it: for operators, in /health and logs.
    """

    reason = "REDIS_UNAVAILABLE"
    problem = "Redis does not answer"
    fix = "Start Redis; all processes reconnect by themselves"

    def __init__(self) -> None:
        super().__init__(_TEXT, retry_after_s=1)


class _Refusal(NamedTuple):
    """Why Redis refuses commands."""

    reason: str
    problem: str
    fix: str
    retry_after_s: float = 5


_READ_ONLY = _Refusal(
    "REDIS_READ_ONLY", "Redis is a read-only replica", "Set REDIS_URL to the primary, or promote this replica"
)
_DISK = _Refusal(
    "REDIS_CANNOT_SAVE",
    "Redis refuses writes because it cannot save them to its disk",
    "Free space on the disk of Redis, and see its log",
)
_MEMORY = _Refusal(
    "REDIS_OUT_OF_MEMORY",
    "The memory of Redis is full",
    "Raise maxmemory of Redis, or give it a larger server",
)
_LOADING = _Refusal("REDIS_LOADING", "Redis is loading its data", "Wait until it has started", 1)
_REPLICAS = _Refusal(
    "REDIS_LACKS_REPLICAS", "Redis has fewer replicas than it requires", "Start the missing replicas of Redis"
)
_BUSY = _Refusal("REDIS_BUSY", "Redis is busy with another script", "Wait, or end the script: SCRIPT KILL", 1)
_CLIENTS = _Refusal(
    "REDIS_TOO_MANY_CLIENTS", "Redis accepts no more connections", "Raise maxclients of Redis"
)
_ACCESS = _Refusal(
    "REDIS_ACCESS_DENIED",
    "Redis refuses the user or password of this process",
    "Check REDIS_URL and the permissions of its user",
)
_CLUSTER = _Refusal(
    "REDIS_UNAVAILABLE", "The cluster of Redis is not complete", "Check the state of the cluster", 1
)

_REFUSALS: Final = {
    "READONLY": _READ_ONLY,
    "MISCONF": _DISK,
    "OOM": _MEMORY,
    "LOADING": _LOADING,
    "MASTERDOWN": _REPLICAS,
    "NOREPLICAS": _REPLICAS,
    "BUSY": _BUSY,
    "NOAUTH": _ACCESS,
    "WRONGPASS": _ACCESS,
    "NOPERM": _ACCESS,
    "DENIED": _ACCESS,
    "TRYAGAIN": _CLUSTER,
    "CLUSTERDOWN": _CLUSTER,
}
_CODE: Final = re.compile(r"(?:ERR Error (?:running|compiling) script.*?: -?)?([A-Z]+)\b", re.DOTALL)
"""The code that an error starts with. Up to version 6, Redis wraps the error of a command in a script:
`ERR Error running script (call to f_…): @user_script:7: @user_script: 7: -READONLY You can't write …`."""


class RedisRefuses(RedisUnavailable):
    """Redis answers, but refuses commands because of its own state."""

    def __init__(self, refusal: _Refusal) -> None:
        Unavailable.__init__(self, _TEXT, reason=refusal.reason, retry_after_s=refusal.retry_after_s)
        self.refusal = refusal
        self.problem = refusal.problem
        self.fix = refusal.fix


def away(last: RedisUnavailable | None) -> RedisUnavailable:
    """A new error for a command without a connection; `last` is the error of the last attempt to connect."""
    return RedisRefuses(last.refusal) if isinstance(last, RedisRefuses) else RedisUnavailable()


def refusal_of(error: hiredis.ReplyError) -> RedisRefuses | None:
    """The error for a Redis that is in no state to serve; None if the command itself is wrong."""
    text = str(error)
    if text.startswith("ERR max number of clients"):
        return RedisRefuses(_CLIENTS)
    found = _CODE.match(text)
    refusal = _REFUSALS.get(found[1]) if found else None
    return None if refusal is None else RedisRefuses(refusal)
