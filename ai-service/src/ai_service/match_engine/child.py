"""The process that analyses one match: `python -m ai_service.match_engine.child`, started for each call.

It reads its files from descriptors that it inherits, and gives up everything else first: memory beyond a
limit, further files, the network. When the parent goes away, its standard input ends and so does it.
"""

import codecs
import json
import os
import resource
import sys
import threading
import traceback
from importlib import import_module
from typing import Any, BinaryIO, Final

from ai_service.match_engine.framing import FAILURE, PACKET, REFUSAL, framed, read_frame

MEMORY_BYTES: Final = 3 * 1024 * 1024 * 1024
CPU_S: Final = 1800
OUT_OF_MEMORY: Final = 77
"""The exit status of a child that needs more memory than it may have."""
_READERS: Final = (
    "ai_service.match_engine.analysing",
    "kloppy.infra.serializers.tracking.metrica_epts.metadata",
)


def main() -> None:
    """Reads the start and writes the packets."""
    channel = sys.stdin.buffer
    inputs: list[dict[str, Any]] = json.loads(read_frame(channel))
    start = read_frame(channel)
    threading.Thread(target=_end_with_parent, args=(channel,), daemon=True).start()
    _import_readers()
    _give_up()
    try:
        _analyse(start, inputs)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception:  # noqa: BLE001 - the last handler of the process
        _write(FAILURE, traceback.format_exc(limit=-8).encode())


def _analyse(start: bytes, inputs: list[dict[str, Any]]) -> None:
    from ai_service.match_engine.analysing import analyse  # noqa: PLC0415 - imports what the parent must not
    from ai_service.match_engine.reading.files import InputFile  # noqa: PLC0415 - as above
    from ai_service.match_engine.refused import Refused  # noqa: PLC0415 - as above
    from altsports.analysis.v1 import analysis_pb2 as pb  # noqa: PLC0415 - as above

    files = [InputFile(each["name"], os.fdopen(each["descriptor"], "rb")) for each in inputs]
    try:
        for packet in analyse(pb.RunStart.FromString(start), files):
            _write(PACKET, packet.SerializeToString(deterministic=True))
    except Refused as refused:
        _write(REFUSAL, json.dumps({"reason": refused.reason, "message": refused.message}).encode())


def _write(kind: bytes, content: bytes) -> None:
    sys.stdout.buffer.write(framed(kind, content))
    sys.stdout.buffer.flush()


def _end_with_parent(channel: BinaryIO) -> None:
    while channel.read(1):
        pass
    os._exit(1)


def _import_readers() -> None:
    """Imports what the parent must not, and what needs files: afterwards none can be opened."""
    for name in _READERS:
        import_module(name)
    import_module("numpy").loadtxt(["1,2"], delimiter=",")
    for name in ("utf-8-sig", "latin-1"):
        codecs.lookup(name)


def _give_up() -> None:
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 5))  # SIGXCPU first: it says why
    os.nice(5)


if __name__ == "__main__":
    main()
