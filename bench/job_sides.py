"""The queues of `bench.jobs`: their stores, their workers, and what their jobs wrote down."""

import json
import os
import secrets
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from service_kit.db import migrate
from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.testing.clones import migrations_of
from service_kit.testing.postgres_server import PostgresServer
from service_kit.testing.redis_server import RedisServer

HERE = Path(__file__).parent
COMMON = "autovacuum = on\n"
DURABLE = "fsync = on\nfull_page_writes = on\n"


@dataclass
class Asked:
    """Jobs that the queue accepted. `seconds`: how long all of it took; `took`: each single one."""

    accepted: dict[str, float] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    seconds: float = 0.0


class Side(ABC):
    """A queue with its store and its workers."""

    name: str
    store: str
    processes = 1

    def __init__(self, folder: Path, concurrency: int) -> None:
        folder.mkdir(parents=True)
        self.log = folder / "jobs.log"
        self.concurrency = concurrency
        self._output = (folder / "worker.log").open("ab")
        self._workers: list[subprocess.Popen] = []

    @property
    @abstractmethod
    def command(self) -> list[str]: ...

    @property
    @abstractmethod
    def environment(self) -> dict[str, str]: ...

    @abstractmethod
    def restart_store(self) -> None:
        """Kills the store with SIGKILL and starts it again."""

    @abstractmethod
    def store_pid(self) -> int: ...

    @abstractmethod
    def remove(self) -> None: ...

    def ask(self, count: int, *, rate: float = 0, work_s: float = 0) -> Asked:
        """Asks for jobs, one after the other, or at a rate with independent arrivals."""
        options = ["enqueue", str(count), "--rate", str(rate), "--work", str(work_s)]
        done = subprocess.run(
            [*self.command, *options],
            env=self.environment,
            stdout=subprocess.PIPE,
            cwd=HERE.parent,
            check=True,
        )
        return Asked(**json.loads(done.stdout))

    def start_workers(self) -> None:
        self._workers = [self._start() for _ in range(self.processes)]

    def _start(self) -> subprocess.Popen:
        return subprocess.Popen(
            [*self.command, "worker"],
            env=self.environment,
            cwd=HERE.parent,
            stdout=self._output,
            stderr=self._output,
        )

    def pids(self) -> dict[str, int]:
        """The processes whose CPU a job costs."""
        workers = {f"worker {number}": worker.pid for number, worker in enumerate(self._workers)}
        return {**workers, self.store: self.store_pid()}

    def kill_workers(self) -> None:
        """Kills the workers and their children as the kernel does when memory is short."""
        running = [psutil.Process(worker.pid) for worker in self._workers if worker.poll() is None]
        family = [*running, *(child for one in running for child in one.children(recursive=True))]
        for process in family:
            process.kill()
        for worker in self._workers:
            worker.wait()
        psutil.wait_procs(family)
        self._workers = []

    def keep_workers(self) -> None:
        """Starts workers again that have ended, as a supervisor does."""
        self._workers = [self._start() if worker.poll() is not None else worker for worker in self._workers]

    def times(self, what: str) -> dict[str, list[float]]:
        """When each job started or ended, once for each time that it did."""
        found: dict[str, list[float]] = {}
        written = self.log.read_text() if self.log.exists() else ""
        for line in written.rpartition("\n")[0].splitlines():  # the last one may not be complete
            word, job, at = line.split()
            if word == what:
                found.setdefault(job, []).append(float(at))
        return found

    def wait_for(self, jobs: Sequence[str], *, what: str = "end", within_s: float) -> list[str]:
        """Waits until all jobs have started or ended; returns those that have not by then."""
        deadline = time.monotonic() + within_s
        while left := _without(jobs, self.times(what)):
            if time.monotonic() > deadline:
                return left
            self.keep_workers()
            time.sleep(0.2)
        return []

    def warm_up(self) -> None:
        """One job has been carried out: everything is connected and imported."""
        asked = self.ask(1)
        if self.wait_for(list(asked.accepted), within_s=60):
            raise RuntimeError(f"{self.name}: the worker does nothing; see {self._output.name}")


def _without(jobs: Sequence[str], done: Container[str]) -> list[str]:
    return [job for job in jobs if job not in done]


class OwnSide(Side):
    """Runs of the task service: asynchronous workers on PostgreSQL.

    With `fsync`, a commit survives the loss of the machine. Without it, it survives a kill of every process,
    as an append-only file of Redis does that is written to the disk once a second.
    """

    store = "PostgreSQL"
    processes = 2

    def __init__(self, folder: Path, concurrency: int, *, fsync: bool) -> None:
        super().__init__(folder, concurrency)
        self.name = "AltSports" if fsync else "AltSports, no fsync"
        self._postgres = PostgresServer(folder / "postgres")
        self._postgres.start()
        with (folder / "postgres" / "postgresql.conf").open("a") as file:
            file.write(COMMON + (DURABLE if fsync else ""))
        self._postgres.stop()
        self._postgres.start()
        self._secret = secrets.token_hex(32)
        bootstrap(self._postgres.url, self._secret.encode(), ["task"])
        self._dsn = service_dsn(self._postgres.url, "task", self._secret.encode())
        migrate.upgrade(self._dsn, migrations_of("task"))
        self._home = folder

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "bench.peers.own_jobs"]

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "ALTSPORTS_HOME": str(self._home),
            "ALTSPORTS_MESH_SECRET": self._secret,
            "TASK_DATABASE_URL": self._dsn,
            "JOBS_LOG": str(self.log),
            "ALTSPORTS_LOG_LEVEL": "ERROR",
        }

    def restart_store(self) -> None:
        self._postgres.kill()
        time.sleep(1)
        self._postgres.start()

    def store_pid(self) -> int:
        return int((self._home / "postgres" / "postmaster.pid").read_text().split()[0])

    def remove(self) -> None:
        self.kill_workers()
        self._postgres.remove()


class CelerySide(Side):
    """Celery: a prefork worker on Redis with an append-only file."""

    name, store = "Celery", "Redis"

    def __init__(self, folder: Path, concurrency: int, python: Path) -> None:
        super().__init__(folder, concurrency)
        self._python = python
        self._redis = RedisServer(folder / "redis", keep_data=True)
        self._redis.start()

    @property
    def command(self) -> list[str]:
        return [str(self._python), str(HERE / "peers" / "celery_jobs.py")]

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "JOBS_BROKER": self._redis.url.replace("unix://", "redis+socket://"),
            "JOBS_LOG": str(self.log),
            "JOBS_CONCURRENCY": str(self.concurrency),
        }

    def restart_store(self) -> None:
        self._redis.kill()
        time.sleep(1)
        self._redis.start()

    def store_pid(self) -> int:
        assert self._redis.pid is not None
        return self._redis.pid

    def remove(self) -> None:
        self.kill_workers()
        self._redis.remove()
