"""Analyses contents in this process, for tests and benchmarks: the whole outcome at once."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from ai_service.match_engine.analysing import analyse
from ai_service.match_engine.reading.files import InputFile
from altsports.analysis.v1 import analysis_pb2 as pb


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the packets of an analysis say."""

    segments: list[pb.Segment]
    alerts: list[pb.SegmentAlert]
    done: pb.PacketDone

    def reasons(self, segment: int = 0) -> dict[str, str]:
        """Why figures of both sides are null."""
        return {each.figure: each.reason for each in self.segments[segment].unavailable}


def analysed(*contents: bytes, **fields: Any) -> Analysis:
    """The analysis of some files; the fields are those of the start. Raises Refused."""
    start = pb.RunStart(analysis_id="a", attempt=1, **fields)
    files = [InputFile(f"file {at + 1}", BytesIO(content)) for at, content in enumerate(contents)]
    packets = list(analyse(start, files))
    return Analysis(
        [packet.segment_done for packet in packets if packet.HasField("segment_done")],
        [packet.alert for packet in packets if packet.HasField("alert")],
        packets[-1].done,
    )
