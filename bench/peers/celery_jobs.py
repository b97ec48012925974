"""Celery on Redis, set up to lose nothing: prefork, late acknowledgement, quick redelivery.

It runs in an environment of its own, without our packages:

    python celery_jobs.py worker
    python celery_jobs.py enqueue COUNT --rate PER_SECOND --work SECONDS
"""

import argparse
import json
import os
import random
import sys
import time
import uuid

from celery import Celery

LOG = os.environ.get("JOBS_LOG", "")
CONCURRENCY = os.environ.get("JOBS_CONCURRENCY", "2")

app = Celery("celery_jobs", broker=os.environ.get("JOBS_BROKER", ""))
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=4,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": 10,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    },
)


@app.task(name="note")
def note(job: str, work_s: float) -> None:
    """Writes when it started and when it ended."""
    _write("start", job)
    if work_s:
        time.sleep(work_s)
    _write("end", job)


def _write(what: str, job: str) -> None:
    file = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{what} {job} {time.time()}\n".encode())
    os.close(file)


def enqueue(count: int, rate: float, work_s: float) -> None:
    """Prints the accepted jobs with the time at which they were asked for, and how long all of it took."""
    accepted: dict[str, float] = {}
    took: list[float] = []
    due = began = time.time()
    for _ in range(count):
        due += random.expovariate(rate) if rate else 0
        time.sleep(max(due - time.time(), 0))
        job, asked = str(uuid.uuid4()), time.time()
        note.apply_async((job, work_s), retry=False)
        accepted[job] = asked
        took.append(time.time() - asked)
    print(json.dumps({"accepted": accepted, "took": took, "seconds": time.time() - began}))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["worker", "enqueue"])
    parser.add_argument("count", type=int, nargs="?", default=0)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--work", type=float, default=0)
    given = parser.parse_args()
    if given.command == "enqueue":
        enqueue(given.count, given.rate, given.work)
    else:
        options = ["--pool", "prefork", "--concurrency", CONCURRENCY, "--loglevel", "ERROR"]
        app.worker_main(["worker", *options, "--without-gossip", "--without-mingle"])


if __name__ == "__main__":
    sys.exit(main())
