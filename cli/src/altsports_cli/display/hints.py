"""Shows commands as the user can type them in this terminal."""

import os
import re
import shutil
import sys
from pathlib import Path
from typing import Final

NAME: Final = "altsports"


def as_typed(text: str) -> str:
    """The text with `altsports ...` as it was called: `.venv/bin/altsports ...` if it is not on PATH."""
    program = Path(sys.argv[0])
    on_path = shutil.which(NAME)
    if program.name != NAME or not program.exists() or (on_path and program.samefile(on_path)):
        return text
    shown = min(os.path.relpath(program), str(program.absolute()), key=len)
    return re.sub(rf"\b{NAME} (?=[a-z])", lambda _: f"{shown} ", text)
