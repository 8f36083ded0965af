"""Calls, the permission for them and their settings, as the documentation tells them (contract A.2)."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

Product = Literal["whatsapp"]


class CallSession(msgspec.Struct):
    sdp_type: Literal["offer", "answer"]
    sdp: str


class CallIn(msgspec.Struct):
    """`connect` begins a call and needs `to` and `session`; all else `call_id`, and taking one a `session` too."""

    messaging_product: Product
    action: Literal["connect", "pre_accept", "accept", "reject", "terminate"]
    call_id: str | UnsetType = UNSET
    to: str | UnsetType = UNSET
    recipient: str | UnsetType = UNSET
    session: CallSession | UnsetType = UNSET
    biz_opaque_callback_data: str | UnsetType = UNSET


class BegunCall(msgspec.Struct):
    id: str


class CallOut(msgspec.Struct):
    """`calls` of a call that was begun, `success` of all else."""

    messaging_product: Product | UnsetType = UNSET
    calls: list[BegunCall] | UnsetType = UNSET
    success: bool | UnsetType = UNSET


class CallPermission(msgspec.Struct):
    status: str
    expiration_time: int | UnsetType = UNSET


class CallLimit(msgspec.Struct):
    time_period: str
    max_allowed: int
    current_usage: int
    limit_expiration_time: int | UnsetType = UNSET


class CallAction(msgspec.Struct):
    action_name: str
    can_perform_action: bool
    limits: list[CallLimit] | UnsetType = UNSET


class CallPermissions(msgspec.Struct):
    permission: CallPermission
    actions: list[CallAction]
    messaging_product: Product | UnsetType = UNSET


class CallDay(msgspec.Struct):
    day_of_week: str
    open_time: str
    close_time: str


class CallHours(msgspec.Struct):
    status: str
    timezone_id: str | UnsetType = UNSET
    weekly_operating_hours: list[CallDay] | UnsetType = UNSET
    holiday_schedule: list[dict[str, str]] | UnsetType = UNSET


class SipServer(msgspec.Struct):
    hostname: str
    port: int | UnsetType = UNSET
    request_uri_user_params: dict[str, str] | UnsetType = UNSET


class Sip(msgspec.Struct):
    status: str
    servers: list[SipServer] | UnsetType = UNSET


class Calling(msgspec.Struct):
    """What is not given stays."""

    status: str | UnsetType = UNSET
    call_icon_visibility: str | UnsetType = UNSET
    callback_permission_status: str | UnsetType = UNSET
    call_hours: CallHours | UnsetType = UNSET
    sip: Sip | UnsetType = UNSET


class Storage(msgspec.Struct):
    status: str
    data_localization_region: str | UnsetType = UNSET


class CallSettings(msgspec.Struct):
    calling: Calling | UnsetType = UNSET
    storage_configuration: Storage | UnsetType = UNSET


class CallSettingsIn(CallSettings):
    """What is not given stays."""


WORDS: dict[str, str] = {
    "sdp_type": "`offer` of who calls, `answer` of who takes it.",
    "sdp": "The description of the session, RFC 8866.",
    "CallIn.action": "What is done.",
    "CallIn.to": "The customer's phone number.",
    "call_id": "Of the webhook, or of the answer to `connect`.",
    "session": "How sound is to be sent.",
    "BegunCall.id": "The call's id, which its webhooks carry.",
    "calls": "The call, in a list.",
    "permission": "Whether the customer may be called.",
    "CallPermission.status": "`no_permission`, `temporary` or `permanent`.",
    "expiration_time": "Until when, in seconds.",
    "actions": "What may be done now.",
    "action_name": "`send_call_permission_request` or `start_call`.",
    "can_perform_action": "Whether it may be done now.",
    "limits": "How often it may be done.",
    "time_period": "As `PT24H`.",
    "max_allowed": "How often in this time.",
    "current_usage": "How often it was done.",
    "limit_expiration_time": "When it may be done again, in seconds.",
    "calling": "Of calls.",
    "Calling.status": "Whether the number takes and makes calls.",
    "call_icon_visibility": "Whether chats show the button to call.",
    "callback_permission_status": "Whether who calls may be called back.",
    "call_hours": "When calls are taken.",
    "CallHours.status": "Whether there are such hours.",
    "timezone_id": "As `Europe/Berlin`.",
    "weekly_operating_hours": "The hours of each day.",
    "holiday_schedule": "Days that differ, each with `date`, `start_time` and `end_time`.",
    "day_of_week": "As `MONDAY`.",
    "open_time": "As `0800`.",
    "close_time": "As `1730`.",
    "sip": "Calls by SIP in place of webhooks.",
    "Sip.status": "Whether calls go there.",
    "servers": "Where calls go, one for an app.",
    "hostname": "The server's name.",
    "port": "Its port; 5061 if none is given.",
    "request_uri_user_params": "Added to the user in the request's address.",
    "storage_configuration": "Where data rest.",
    "Storage.status": "`DEFAULT`, or that a country was chosen.",
    "data_localization_region": "As `DE`.",
}
