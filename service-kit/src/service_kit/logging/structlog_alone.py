"""Imports structlog without rich, which structlog would only use to print stacks in color.

Where rich is installed, structlog imports it with attrs and Pygments: a tenth of the start of a process.
"""

import sys

_is_absent = "rich" not in sys.modules
if _is_absent:
    sys.modules["rich"] = None  # pyright: ignore[reportArgumentType] - makes `import rich` raise ImportError

import structlog  # noqa: E402 - while rich is hidden

if _is_absent:
    del sys.modules["rich"]

__all__ = ["structlog"]
