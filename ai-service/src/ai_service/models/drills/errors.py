"""What can go wrong with fault drills."""

from service_kit.errors import NotFound


class FaultDrillsClosed(NotFound):
    reason = "FAULT_DRILLS_CLOSED"
