"""`python -m ai_service.analyses.reports.typesetting`: reads a report as JSON, writes it as PDF.

It is a process of its own, with limits, so that typesetting costs the service no memory.
"""

import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

_CPU_S = 20
_MEMORY_BYTES = 2 * 1024**3


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    import typst  # noqa: PLC0415 - within the limits

    data = sys.stdin.buffer.read().decode()
    made = typst.compile(
        Path(__file__).with_name("report.typ").read_bytes(),
        sys_inputs={"data": data},
        ignore_system_fonts=True,
        timestamp=datetime.fromtimestamp(0, UTC),  # the same report is the same file
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
