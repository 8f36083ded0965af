"""The events of docs/events.md, each as it is shown there."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec

from partnerhub.surfaces.partner_api.channels import ChannelOut, SetupInfo
from partnerhub.surfaces.partner_api.clients import ClientOut, ContactInfo

TEXT = (Path(__file__).parents[1] / "docs" / "events.md").read_text()
EXAMPLE = re.compile(r"^### `([\w.]+)`\n.*?^```json\n(.*?)^```", re.MULTILINE | re.DOTALL)
DOCUMENTED: dict[str, dict[str, Any]] = {name: json.loads(text) for name, text in EXAMPLE.findall(TEXT)}
# Left out where there is no value, so an example may have them and a real event not, and the other way round.
MAY_BE_MISSING = {
    field.name
    for struct in (ChannelOut, SetupInfo, ClientOut, ContactInfo)
    for field in msgspec.structs.fields(struct)
    if not field.required
} | {
    "partner_payload", "fb_business_id", "on_behalf_of_business_info", "failing_since", "status", "error",
    "can_send_message", "health_status", "meta_access",
}  # fmt: skip


def shape(value: Any, path: str = "") -> set[str]:
    """Every key that is always there, with the kind of its value."""
    if not isinstance(value, dict):
        return {f"{path}: {type(value).__name__}"}
    kept = {key: one for key, one in value.items() if key not in MAY_BE_MISSING}
    return {path}.union(*(shape(one, f"{path}.{key}") for key, one in kept.items()))
