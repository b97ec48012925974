"""Loads the demo data of the project, once per home and version of the data."""

import asyncio
import hashlib
import sys
from importlib import resources
from importlib.resources.abc import Traversable

from altsports_cli.errors import CliError
from altsports_cli.mesh.mesh import Mesh

MARK = "demo-data"
_VERSION = 4  # of the demo data that is not in the files


def demo_files() -> list[Traversable]:
    """The files of the packaged demo data, in import order."""
    folder = resources.files("league_service") / "demo"
    if not folder.is_dir():
        return []
    found = [file for file in folder.iterdir() if file.name.endswith((".csv", ".json", ".txt"))]
    return sorted(found, key=lambda file: file.name)


async def load_demo_data(mesh: Mesh) -> str:
    """Loads the demo data through the running mesh unless it is present. Returns the outcome as text."""
    mark = mesh.home.path / MARK
    fingerprint = _fingerprint(mesh)
    if mark.exists() and mark.read_text() == fingerprint:
        return "already loaded"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "altsports_cli", "seed"),
        env=mesh.environment(),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    words = said.decode(errors="replace").strip().splitlines()
    if process.returncode != 0:
        complaint = next((line for line in words if line.startswith("altsports: ")), "altsports: seed failed")
        return f"not loaded: {complaint.removeprefix('altsports: ')}"
    mark.write_text(fingerprint)
    return words[-1] if words else "loaded"


def _fingerprint(mesh: Mesh) -> str:
    digest = hashlib.sha256(f"{_VERSION} {mesh.database_url}".encode())
    for file in demo_files():
        digest.update(file.read_bytes())
    return digest.hexdigest()


def require_demo_files() -> list[Traversable]:
    """Returns the files. Raises CliError if the package contains none."""
    files = demo_files()
    if not files:
        raise CliError("This installation has no demo data.", "Import a file: altsports import leagues PATH")
    return files
