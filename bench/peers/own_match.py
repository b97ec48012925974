"""Analyses a match of Metrica: `python own_match.py HOME AWAY`."""

import json
import resource
import sys
import time
from pathlib import Path

from ai_service.match_engine.analysing import analyse
from ai_service.match_engine.reading.files import InputFile
from altsports.analysis.v1 import analysis_pb2 as pb

started = time.perf_counter()
read_s = done_s = 0.0
with Path(sys.argv[1]).open("rb") as home, Path(sys.argv[2]).open("rb") as away:
    for packet in analyse(pb.RunStart(), [InputFile("home", home), InputFile("away", away)]):
        done_s = time.perf_counter() - started
        read_s = done_s if packet.progress.stage == "measuring" else read_s
        segments = packet.done.segments
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"segments": segments, "read_s": read_s, "seconds": done_s, "memory": memory}))
