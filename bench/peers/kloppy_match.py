"""Loads a match of Metrica to a data frame with kloppy: `python kloppy_match.py HOME AWAY`."""

import json
import resource
import sys
import time

from kloppy import metrica

home, away = sys.argv[1:]
started = time.perf_counter()
rows = len(metrica.load_tracking_csv(home_data=home, away_data=away).to_df(engine="pandas"))
seconds = time.perf_counter() - started
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"rows": rows, "seconds": seconds, "memory": memory}))
