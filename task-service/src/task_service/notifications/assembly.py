"""Puts the parts of notifications together: the handlers of the contract, and the loops."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from altsports.task.v1.notifications_pb2_grpc import add_NotificationServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.process.loops import Loop, once
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Registration
from task_service.notifications.announcing import Announcer
from task_service.notifications.demo import store_demo_notifications
from task_service.notifications.links import Links
from task_service.notifications.mailing import Mailing
from task_service.notifications.rpc import NotificationRpc
from task_service.settings import TaskSettings

_LOOK_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Notifications:
    """Everything about notifications in this process."""

    registration: Registration
    loops: list[Loop]


def notifications_of(
    settings: TaskSettings, database: Database, client: MeshClient, clock: Clock
) -> Notifications:
    """Assembles the parts."""
    links = Links(settings.public_url or f"http://127.0.0.1:{settings.port}", settings.secret)
    rpc = NotificationRpc(database, client, clock, links)
    loops = [
        Loop("notification mails", Mailing(database, clock, links).send_all, every_s=_LOOK_S),
        Loop("announcements", Announcer(database, client, clock).announce_all, every_s=_LOOK_S),
    ]
    if settings.env != "production":
        loops.append(once("demo notifications", partial(store_demo_notifications, database, clock)))
    return Notifications((add_NotificationServiceServicer_to_server, rpc), loops)
