#!/bin/sh
# Generates and rotates the RS256 signing keys of the mesh that the environment names (ALTSPORTS_HOME, DATABASE_URL).
# The next key, which is published already, begins to sign; tokens of the old key stay good until they expire.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
[ -x "$python" ] || python=python3
exec "$python" -m auth_service rotate-keys
