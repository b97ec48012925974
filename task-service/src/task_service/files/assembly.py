"""Puts the parts of files together: the handlers of the contract, and what cleans up behind them."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from altsports.task.v1.files_pb2_grpc import add_FileServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.files.links import FileLinks
from service_kit.files.opening import open_store
from service_kit.files.store import FileStore
from service_kit.owners import Owners
from service_kit.process.loops import Loop, once
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Registration
from task_service.files.demo import keep_demo_files
from task_service.files.domain import Allowances
from task_service.files.owners import OwnerWatch
from task_service.files.rpc import FileRpc
from task_service.files.sweep import FileSweep
from task_service.settings import TaskSettings

_MIB: Final = 1024 * 1024
_TIDY_S: Final = 300.0
_DAY_S: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Files:
    """Everything about files in this process."""

    store: FileStore
    registration: Registration
    loops: list[Loop]


def files_of(settings: TaskSettings, database: Database, client: MeshClient, clock: Clock) -> Files:
    """Assembles the parts. Raises SettingsError if the store cannot be opened."""
    store = open_store(settings)
    sweep = FileSweep(database, store, clock)
    owners = Owners(client, service="task")
    watch = OwnerWatch(database, sweep, owners, redis_url=settings.redis_dsn(), prefix=settings.redis_prefix)
    rpc = FileRpc(
        database,
        clock,
        sweep=sweep,
        owners=owners,
        links=FileLinks.from_settings(settings, store, clock),
        allowances=Allowances(
            settings.storage_user_mib * _MIB,
            settings.storage_organisation_mib * _MIB,
            settings.storage_league_mib * _MIB,
        ),
        largest=settings.max_file_bytes,
    )
    loops = [
        Loop("file sweep", sweep.tidy, every_s=_TIDY_S),
        Loop("file owners", watch.compare, every_s=_DAY_S),
        Loop("file events", watch.follow),
    ]
    if settings.env != "production":
        loops.append(once("demo files", partial(keep_demo_files, database, store, clock)))
    return Files(store, (add_FileServiceServicer_to_server, rpc), loops)
