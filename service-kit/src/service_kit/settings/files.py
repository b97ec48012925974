"""The files of the settings: the secret of a development mesh, and the folder of sockets."""

import hashlib
import os
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Final

# The kernel limits the path of a unix socket to 107 bytes; names such as "league.sock" need some of them.
_LONGEST_RUN_DIRECTORY: Final = 80


class SettingsError(Exception):
    """A setting is missing or wrong. The message names it and the fix, and never contains its value."""


def private_directory(path: Path) -> Path:
    """Returns the directory, created if necessary, readable by nobody else."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def default_home() -> Path:
    """`.altsports` in the clone whose environment runs this, otherwise in the home of the account."""
    clone = Path(sys.prefix).parent
    is_clone = (clone / "proto" / "generate.py").is_file()
    return (clone if is_clone else Path.home()) / ".altsports"


def run_directory(home: Path) -> Path:
    """The folder of sockets and locks: `<home>/run`, or a short path derived from it if that is too long."""
    directory = home / "run"
    if len(os.fsencode(directory)) <= _LONGEST_RUN_DIRECTORY:
        return directory
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"altsports-{os.getuid()}-{digest}"


def read_text(path: Path) -> str | None:
    """Returns the stripped content; None if the file does not exist or is empty."""
    try:
        return path.read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def read_or_create_secret(path: Path) -> str:
    """Returns the secret in the file; the first of concurrent processes writes it, and all read the same."""
    while (found := read_text(path)) is None:
        private_directory(path.parent)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            if not path.stat().st_size:
                raise SettingsError(f"{path} is empty; delete it and start again") from None
        finally:
            draft.unlink()
    return found
