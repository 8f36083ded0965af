"""Message ids as WhatsApp makes them: base64 of a small record that holds the customer's number."""

import base64
import secrets

FROM_BUSINESS, FROM_CUSTOMER = b"\x11", b"\x12"


def new(customer: str, sender: bytes) -> str:
    number = customer.encode()
    head = b"\x1c\x18" + bytes([len(number)]) + number + b"\x15\x02\x00" + sender
    return "wamid." + base64.b64encode(head + b"\x18\x14" + secrets.token_hex(10).upper().encode() + b"\x00").decode()
