"""What Meta sends in these tests, and what a receiver must get of it: both follow from a message's number alone."""

import re
from collections.abc import Sequence
from typing import NamedTuple

OF_A_WABA = 5  # numbers; they stand side by side in the list of numbers
BUNDLE_EVERY, BUNDLED = 20, 3  # every twentieth message comes in one payload with the two after it
ID = re.compile(rb"wamid\.F(\d{8})")


class Number(NamedTuple):
    """A phone number at Meta, its WABA there, and the path at the sink to which its channel's webhooks go."""

    phone_number_id: str
    waba: str
    path: str


def together(n: int) -> list[int]:
    """The messages that come in one payload with message `n`, if it is the first of them."""
    return list(range(n, n + BUNDLED)) if n % BUNDLE_EVERY == 0 else [n]


def number_of(n: int, numbers: Sequence[Number]) -> Number:
    return numbers[n % len(numbers)]


def payload(several: list[int], numbers: Sequence[Number]) -> bytes:
    """What Meta posts; all of `several` are of one WABA."""
    changes = b",".join(_change(n, number_of(n, numbers)) for n in several)
    waba = number_of(several[0], numbers).waba.encode()
    return b'{"object":"whatsapp_business_account","entry":[{"id":"%s","changes":[%s]}]}' % (waba, changes)


def expected(n: int, numbers: Sequence[Number]) -> bytes:
    """What arrives of message `n`, to the byte, however it was bundled."""
    return payload([n], numbers)


def found_in(body: bytes) -> list[int]:
    return [int(found) for found in ID.findall(body)]


def _change(n: int, number: Number) -> bytes:
    told = _status(n) if n % 3 == 2 else _message(n)
    return (
        b'{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"49","phone_number_id":"%s"},%s},'
        b'"field":"messages"}' % (number.phone_number_id.encode(), told)
    )


def _message(n: int) -> bytes:
    return (
        b'"contacts":[{"profile":{"name":"Ada"},"wa_id":"4915100000000"}],"messages":[{"from":"4915100000000",'
        b'"id":"wamid.F%08d","timestamp":"1","type":"text","text":{"body":"Hi"}}]' % n
    )


def _status(n: int) -> bytes:
    return b'"statuses":[{"id":"wamid.F%08d","status":"sent","timestamp":"1","recipient_id":"4915100000000"}]' % n
