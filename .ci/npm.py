"""Installs pinned npm packages once, for checks that need them."""

import shutil
import subprocess
from pathlib import Path

_INSTALL_S = 300
_COMMAND = ("install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")


def install(folder: Path) -> str:
    """Installs what the package.json of a folder names. Returns the reason if it cannot, or an empty text."""
    wanted, installed = folder / "package.json", folder / "node_modules" / ".installed.json"
    if installed.exists() and installed.read_bytes() == wanted.read_bytes():
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed, and this check needs npm packages"
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            [npm, *_COMMAND], cwd=folder, timeout=_INSTALL_S, capture_output=True, text=True, check=False
        )
    except subprocess.TimeoutExpired:
        return "npm did not finish in time"
    if done.returncode != 0:
        return f"npm could not install the packages: {done.stderr.strip().splitlines()[-1:]}"
    shutil.copyfile(wanted, installed)
    return ""
