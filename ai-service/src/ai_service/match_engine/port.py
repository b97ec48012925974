"""What a run needs of an engine, wherever the engine is."""

from collections.abc import AsyncGenerator, AsyncIterable, Callable, Sequence
from typing import Protocol

from altsports.analysis.v1 import analysis_pb2 as pb

Input = Callable[[], AsyncIterable[bytes]]
"""Opens the bytes of one input."""


class Engine(Protocol):
    """An engine, embedded or remote."""

    def analyse(self, start: pb.RunStart, inputs: Sequence[Input]) -> AsyncGenerator[pb.AnalyzeResponse]:
        """The packets of an analysis. `inputs` are those of the start, in the same order.

        Closing the generator stops the work. Raises the errors of errors.py.
        """
        ...

    async def describe(self) -> pb.GetEngineResponse:
        """The engine: its version, formats, figures and rules. Raises EngineFailed."""
        ...
