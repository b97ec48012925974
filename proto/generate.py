"""Generates everything that derives from the protos (`make proto`). With --check, only reports differences.

First come the protos of nouns, which are written beside the messages that state them. The other outputs, all
committed under proto/src/altsports: messages and stubs with their types (`_pb2`, `_pb2_grpc`), the descriptor
set with comments, Pydantic models (`_models`), and JSON encoders (`_codec`). Last comes the OpenAPI document,
which the gateway writes from all of these.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent
SOURCE = ROOT / "src"
sys.path[:0] = [str(ROOT), str(SOURCE)]

from generator.protoc import ProtocFailed, compile_protos  # noqa: E402 - the path above makes it importable
from generator.tree import Tree  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a file differs")
    tree = Tree(SOURCE, check=parser.parse_args().check)
    if not (_compiled(tree, "options/**/*.proto") and _write_nouns(check=tree.check)):
        return 1
    if not _compiled(tree):
        return 1
    if tree.check and tree.differences:
        return _report(tree)
    from altsports.contract.descriptors import descriptor_set  # noqa: PLC0415 - reads what was just written
    from generator.emit import emit_python  # noqa: PLC0415 - the same
    from generator.models import BadExample  # noqa: PLC0415 - the same

    try:
        emit_python(tree, descriptor_set())
    except BadExample as error:
        print(error, file=sys.stderr)
        return 1
    tree.remove_orphans()
    return _report(tree) or _write_openapi(check=tree.check)


def _compiled(tree: Tree, pattern: str = "**/*.proto") -> bool:
    with tempfile.TemporaryDirectory() as folder:
        try:
            compile_protos(ROOT, Path(folder), pattern)
        except ProtocFailed as error:
            print(error, file=sys.stderr)
            return False
        if pattern != "**/*.proto":
            Path(folder, "altsports/contract/contract.binpb").unlink()
        tree.take(Path(folder))
    return True


def _write_nouns(*, check: bool) -> bool:
    """Writes the protos of nouns, for which only the options of the contract have to be compiled."""
    from generator.records import stated_nouns, write_nouns  # noqa: PLC0415 - reads what was just written

    differences = write_nouns(ROOT, stated_nouns(ROOT), check=check)
    for path in differences:
        print(f"{'differs' if check else 'wrote'}: {path}")
    if check and differences:
        print("A proto of a noun is not up to date: run `make proto` and commit the changes.")
    return not (check and differences)


def _report(tree: Tree) -> int:
    for path in tree.differences:
        print(f"{'differs' if tree.check else 'wrote'}: {path}")
    if tree.check and tree.differences:
        print("The generated code is not up to date: run `make proto` and commit the changes.")
        return 1
    return 0


def _write_openapi(*, check: bool) -> int:
    """Runs in another process, which imports the code that was just written."""
    command = [sys.executable, "-m", "gateway_service.write_openapi"]
    return subprocess.run([*command, "--check"] if check else command, check=False).returncode  # noqa: S603 - ours


if __name__ == "__main__":
    sys.exit(main())
