"""`python -m altsports_cli` is the command `altsports`."""

from altsports_cli.main import app

app()
