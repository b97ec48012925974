"""The folder of generated files: writes changed files, or only reports them."""

import shutil
from pathlib import Path

GENERATED = ("_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_pb2_grpc.pyi", "_models.py", "_codec.py")


class Tree:
    """The generated files below `root`. With `check`, nothing is written."""

    def __init__(self, root: Path, *, check: bool) -> None:
        self.root = root
        self.check = check
        self.differences: list[Path] = []
        self._known: set[Path] = set()

    def put(self, relative: Path, content: bytes) -> None:
        """Writes a file if its content has changed."""
        target = self.root / relative
        self._known.add(target)
        if target.exists() and target.read_bytes() == content:
            return
        self.differences.append(relative)
        if not self.check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def take(self, folder: Path) -> None:
        """Copies all files of a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.put(path.relative_to(folder), path.read_bytes())

    def remove_orphans(self) -> None:
        """Removes generated files whose proto no longer exists."""
        for path in sorted(self.root.glob("altsports/*/v*/*")):
            if path.name.endswith(GENERATED) and path not in self._known:
                self.differences.append(path.relative_to(self.root))
                if not self.check:
                    path.unlink()
        for folder in self.root.rglob("__pycache__"):
            if not self.check and not any(folder.parent.glob("*.py")):
                shutil.rmtree(folder.parent)
