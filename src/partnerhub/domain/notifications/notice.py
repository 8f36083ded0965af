"""A notice, and what of an event's document it keeps: the event leaves by its partition, the notice stays readable."""

from datetime import datetime

import msgspec

from partnerhub.kit.phones import international

LONGEST = 300  # characters of one fact: names and reasons are others' words


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """`facts` are those of `facts_of`; `sayings.say` puts them into words. `unread`: by whom it was asked for."""

    id: str
    event_id: str
    type: str
    kind: str
    client_id: str | None
    facts: dict[str, str]
    created_at: datetime
    unread: bool = False


class _Client(msgspec.Struct):
    id: str = ""
    name: str = ""


class _Setup(msgspec.Struct):
    phone_number: str = ""
    phone_name: str = ""
    new_name_status: str = ""


class _Waba(msgspec.Struct):
    status: str = ""


class _Template(msgspec.Struct):
    id: str = ""
    name: str = ""
    language: str = ""
    new_status: str = ""
    rejected_reason: str = ""
    previous_category: str = ""
    new_category: str = ""
    previous_quality_score: str = ""
    new_quality_score: str = ""


class _Move(msgspec.Struct):
    client_name: str = ""


class _Data(msgspec.Struct):
    """The documents of all events, as far as people hear of them."""

    id: str | int = ""
    client: _Client | None = None
    setup_info: _Setup | None = None
    waba_account: _Waba | None = None
    template: _Template | None = None
    partner_change_request: _Move | None = None
    changed: list[str] = []
    reason: str = ""
    violation_type: str = ""
    terminated_at: str | None = None
    meta_status: str | None = None
    availability_status: str = ""
    can_send_message: str = ""
    meta_access: str = ""
    current_quality_rating: str | None = None
    current_limit: str | None = None
    previous_quality_rating: str | None = None
    previous_limit: str | None = None
    kind: str = ""
    owner_id: str = ""
    host: str = ""
    disabled_reason: str = ""
    currency: str = ""
    balance: str = ""
    amount: str = ""
    total: str = ""
    card: str = ""
    number: str = ""
    state: str = ""
    code: str = ""
    message: str = ""


class _Body(msgspec.Struct):
    data: _Data


def facts_of(body: bytes, channel_id: str | None) -> dict[str, str]:
    """What is worth keeping, by name; what has no value is left out. Raises msgspec.ValidationError."""
    data = msgspec.json.decode(body, type=_Body).data
    facts = {name: value for name in FLAT if (value := getattr(data, name))}
    facts |= {"channel_id": channel_id or "", "client": data.client.name if data.client else ""}
    if data.setup_info:
        facts |= {"number": international(data.setup_info.phone_number), "name": data.setup_info.phone_name}
        facts |= {"name_status": data.setup_info.new_name_status, "changed": " ".join(data.changed)}
    if data.partner_change_request:
        facts["client"] = data.partner_change_request.client_name
    if data.number:
        facts["invoice"] = data.number
    if data.waba_account:
        facts["waba_status"] = data.waba_account.status
    if data.template:
        facts |= {f"template_{name}": value for name, value in msgspec.structs.asdict(data.template).items()}
    return {name: value[:LONGEST] for name, value in facts.items() if value}


NOT_FLAT = {"id", "number", "client", "setup_info", "waba_account", "template", "partner_change_request", "changed"}
FLAT = tuple(name for name in _Data.__struct_fields__ if name not in NOT_FLAT)
