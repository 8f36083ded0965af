"""POST /v1/contacts: Meta tells nobody any more who is on WhatsApp, so a number that can be one counts as one."""

from typing import Annotated, Any, Literal

import msgspec
import phonenumbers
from litestar import Response
from litestar.params import JSONBody

from partnerhub.surfaces.messaging_api.entrance import Channel, Upstream
from partnerhub.surfaces.messaging_api.legacy.answers import answered

MOST_AT_ONCE = 1000


class ContactsIn(msgspec.Struct):
    contacts: Annotated[list[str], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
    blocking: Literal["no_wait", "wait"] = "no_wait"
    force_check: bool = False


async def check(channel: Channel, graph: Upstream, data: JSONBody[ContactsIn]) -> Response[Any]:  # noqa: ARG001 — the right
    return answered(graph, 200, contacts=[_checked(one) for one in data.contacts])


def _checked(given: str) -> dict[str, str]:
    """Without a plus too: old clients send the digits alone."""
    try:
        number = phonenumbers.parse("+" + given.strip().removeprefix("+"))
    except phonenumbers.NumberParseException:
        return {"input": given, "status": "invalid"}
    if not phonenumbers.is_possible_number(number):
        return {"input": given, "status": "invalid"}
    digits = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")
    return {"input": given, "status": "valid", "wa_id": digits}
