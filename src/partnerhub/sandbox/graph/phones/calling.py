"""What the settings of calls may hold: fields that are known have the right type, others are kept as they are."""

from typing import Any

import msgspec

from partnerhub.sandbox.wire.envelope import GraphError


class Day(msgspec.Struct):
    day_of_week: str
    open_time: str
    close_time: str


class Hours(msgspec.Struct):
    status: str
    timezone_id: str | None = None
    weekly_operating_hours: list[Day] = []
    holiday_schedule: list[dict[str, str]] = []


class Server(msgspec.Struct):
    hostname: str
    port: int = 5061
    request_uri_user_params: dict[str, str] = {}


class Sip(msgspec.Struct):
    status: str
    servers: list[Server] = []


class Calling(msgspec.Struct):
    status: str = ""
    call_icon_visibility: str = ""
    callback_permission_status: str = ""
    call_hours: Hours | None = None
    sip: Sip | None = None


class Storage(msgspec.Struct):
    status: str
    data_localization_region: str = ""


KINDS: dict[str, Any] = {"calling": Calling, "storage_configuration": Storage}


def check(name: str, given: Any) -> None:
    """Raises GraphError 100 that says what is wrong."""
    try:
        msgspec.convert(given, KINDS.get(name, dict[str, Any]))
    except msgspec.ValidationError as error:
        raise GraphError(100, title=f"Param {name} is not valid: {error}") from error
