"""A full match: the whole analysis by the embedded engine beside kloppy's load to a data frame.

    python -m bench.matches

kloppy runs in the environment of peers (`.venv-peers`). The program ends with 1 if the
engine is slower or takes more than a third of the memory.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.jobs import HERE, peer_python
from bench.quiet import add_force, require_quiet
from service_kit.testing.matches.motion import Match
from service_kit.testing.matches.writing import metrica_csv

MOST_MEMORY = 1 / 3


def main() -> None:
    """Generates a match and measures both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=45, help="of each half")
    parser.add_argument("--rounds", type=int, default=2)
    add_force(parser)
    given = parser.parse_args()
    print(require_quiet(force=given.force))
    match = Match(periods=(given.minutes * 60,) * 2, sprints=((10.0, 14.0),), pressures={0.0: 2})
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder, name)) for name in ("home.csv", "away.csv")]
        for path, content in zip(files, metrica_csv(match), strict=True):
            Path(path).write_bytes(content)
        sides = {"ours": (sys.executable, "own_match.py"), "kloppy": (str(peer_python()), "kloppy_match.py")}
        found: dict[str, dict[str, float]] = {}
        for _ in range(given.rounds):
            for name, (python, script) in sides.items():
                figures = _run(python, script, files)
                print(name, {key: round(value, 1) for key, value in figures.items()})
                if name not in found or figures["seconds"] < found[name]["seconds"]:
                    found[name] = figures
    seconds, memory = (found["ours"][key] / found["kloppy"][key] for key in ("seconds", "memory"))
    print(f"ours to kloppy: {seconds:.2f} of the time, {memory:.2f} of the memory")
    sys.exit(seconds > 1 or memory > MOST_MEMORY)


def _run(python: str, script: str, files: list[str]) -> dict[str, float]:
    command = [python, str(HERE / "peers" / script), *files]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
