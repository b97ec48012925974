"""The stream of events in Redis: its keys, its numbers, and the one script that appends to it.

Every event has a `seq`, one higher than the previous event in the same run of Redis, never used twice: after
a restart, perhaps without its last second, numbering continues from the clock (microseconds since 1970, below
2^53). Every entry names its predecessor, so a reader can distinguish a gap from a jump. `epoch` identifies
the history of the stream: it changes when Redis restarts empty.

The script invalidates the cached answers of the events in the same step: a client that received an event, by
any transport and from any gateway, reads answers that include it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import hiredis
import orjson

from service_kit.errors import Unavailable
from service_kit.events.audience import SERVICES, Audience
from service_kit.events.tags import TAG_KEPT_S, tags_of_batch
from service_kit.logging import logs
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import Argument, RedisMux, Script

MAX_LENGTH: Final = 100_000
UNREADABLE: Final = "unreadable"

_APPEND: Final = Script("""
local stream, state, done = KEYS[1], KEYS[2], KEYS[3]
local run, max_length, tag_kept_s = ARGV[1], ARGV[2], ARGV[3]
if string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') ~= run then
  return redis.error_reply('RESTARTED the caller has not looked at this server yet')
end
for i = 4, #KEYS do
  redis.call('INCR', KEYS[i])
  redis.call('EXPIRE', KEYS[i], tag_kept_s)
end
local known = redis.call('HMGET', state, 'run', 'seq', 'epoch')
local seq, epoch = tonumber(known[2] or '0'), known[3]
local previous = seq
if known[1] ~= run then
  local time = redis.call('TIME')
  seq = math.max(seq, tonumber(time[1]) * 1000000 + tonumber(time[2]))
  epoch = epoch or string.format('%x%05x', tonumber(time[1]), tonumber(time[2]))
end
local ids = {}
for i = 4, #ARGV, 2 do
  ids[#ids + 1] = ARGV[i]
  if redis.call('SISMEMBER', done, ARGV[i]) == 0 then
    seq = seq + 1
    redis.call('XADD', stream, 'MAXLEN', '~', max_length, string.format('%.0f-0', seq),
      'epoch', epoch, 'previous', string.format('%.0f', previous), 'event', ARGV[i + 1])
    previous = seq
  end
end
redis.call('DEL', done)
redis.call('SADD', done, unpack(ids))
redis.call('HSET', state, 'run', run, 'seq', string.format('%.0f', previous), 'epoch', epoch)
return string.format('%.0f', previous)
""")


log = logs.get_logger(__name__)


class RedisRestarted(Unavailable):
    """Redis was restarted: its state must be checked before continuing."""

    reason = "REDIS_RESTARTED"


@dataclass(frozen=True, slots=True)
class Event:
    """An event as readers receive it; `data` are its plain values, `type` is such as "league.updated"."""

    id: str
    seq: int
    epoch: str
    type: str
    time: datetime
    subject: str
    data: dict[str, Any]
    audience: Audience = SERVICES


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with its position: `previous` is the seq of the previous entry, 0 for the first one."""

    event: Event
    previous: int


@dataclass(frozen=True, slots=True)
class StreamKeys:
    """Redis keys of the events of one mesh."""

    prefix: str

    @property
    def stream(self) -> str:
        return f"{self.prefix}:events"

    @property
    def state(self) -> str:
        return f"{self.prefix}:events:state"

    def tag(self, tag: str) -> str:
        return RedisKeys(self.prefix).tag(tag)

    def done(self, schema: str) -> str:
        """The ids of a relay's last batch, which it must not append again after a crash."""
        return f"{self.prefix}:events:done:{schema}"


async def run_of(redis: RedisMux) -> bytes:
    """The run_id of the server, which changes with every start."""
    lines: list[bytes] = (await redis.execute("INFO", "server")).splitlines()
    return next(line.removeprefix(b"run_id:") for line in lines if line.startswith(b"run_id:"))


async def last_batch(redis: RedisMux, keys: StreamKeys, schema: str) -> list[str]:
    """The ids of the last `append` for the schema, if Redis still has them."""
    return [member.decode() for member in await redis.execute("SMEMBERS", keys.done(schema))]


async def append(
    redis: RedisMux, keys: StreamKeys, schema: str, run: bytes, bodies: Sequence[tuple[str, bytes]]
) -> int:
    """Appends (id, JSON of id, type, time, subject, data) in order, not twice; returns the last seq.

    This invalidates everything cached under the tags of the events.

    `run` is the run_id of the server that the caller has compared with its outbox: any other refuses.
    """
    names: list[Argument] = [keys.stream, keys.state, keys.done(schema)]
    names += map(keys.tag, tags_of_batch(body for _, body in bodies))
    arguments: list[Argument] = [run, MAX_LENGTH, TAG_KEPT_S]
    for pair in bodies:
        arguments.extend(pair)
    try:
        return int(await redis.run_script(_APPEND, names, arguments))
    except hiredis.ReplyError as error:
        if str(error).startswith("RESTARTED"):
            raise RedisRestarted("Redis was restarted", retry_after_s=1) from error
        raise


def entry_of(entry_id: bytes, pairs: Sequence[bytes]) -> Entry:
    """Parses an entry of XREAD: its id, and alternating names and values.

    An entry that cannot be read becomes an event of the type UNREADABLE, so that readers get past it.
    """
    fields = dict(zip(pairs[::2], pairs[1::2], strict=True))
    seq, epoch = int(entry_id.partition(b"-")[0]), fields.get(b"epoch", b"").decode(errors="replace")
    previous = fields.get(b"previous", b"")
    try:
        event = _event_of(orjson.loads(fields[b"event"]), seq, epoch)
    except (LookupError, TypeError, ValueError, AttributeError):
        log.error("An event in the stream cannot be read", seq=seq, exc_info=True)
        event = Event(f"unreadable-{seq}", seq, epoch, UNREADABLE, datetime.fromtimestamp(0, UTC), "", {})
    return Entry(event, int(previous) if previous.isdigit() else 0)


def _event_of(body: dict[str, Any], seq: int, epoch: str) -> Event:
    content = body["data"]
    return Event(
        id=body["id"],
        seq=seq,
        epoch=epoch,
        type=body["type"],
        time=datetime.fromisoformat(body["time"]),
        subject=body["subject"],
        data=content.get("message", {}),  # missing in events of older versions
        audience=Audience.from_json(content.get("audience", {})),
    )
