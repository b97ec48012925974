"""Reports files and functions that are too long; the limits are only ever lowered."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 400
LONGEST_TEST_FILE = 600
LONGEST_FUNCTION = 40
GENERATED = ("_pb2.py", "_pb2_grpc.py", "_models.py", "_codec.py")


def main() -> None:
    """Prints one line per finding; exits with 1 if there are any."""
    findings = [finding for path in sources() for finding in too_long(path)]
    print("\n".join(findings) or "No file or function is too long.")  # noqa: T201 - its purpose
    sys.exit(bool(findings))


def sources() -> Iterator[Path]:
    """The hand-written Python files, tracked or new."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.py"],  # noqa: S607 - git of PATH
        capture_output=True,
        check=True,
        text=True,
    )
    for name in sorted(set(filter(None, listed.stdout.split("\0")))):
        path = Path(name)
        generated = name.startswith("proto/src/") and name.endswith(GENERATED)
        # A migration lists tables; splitting it would not make it easier to read.
        if path.exists() and not generated and "versions" not in path.parts:
            yield path


def too_long(path: Path) -> Iterator[str]:
    """The findings of one file, as `path:line: finding`."""
    text = path.read_text(encoding="utf-8")
    is_test = "tests" in path.parts
    lines, ceiling = len(text.splitlines()), LONGEST_TEST_FILE if is_test else LONGEST_FILE
    if lines > ceiling:
        yield f"{path}:1: {lines} lines, at most {ceiling}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, at most {LONGEST_FUNCTION}"


if __name__ == "__main__":
    main()
