"""Which addresses a program may have meant: told apart from a page that a person has mistyped."""

import re

from partnerhub.surfaces.messaging_api.routes import ROUTES

HEADS = {route.path.split("/")[1] for route in ROUTES if not route.path.startswith("/{")} | {"openapi-messaging.json"}
NODE = re.compile(r"\d+|v\d+\.\d+|upload:.*")  # an id or a version of Meta's


def knows(path: str) -> bool:
    head = path.split("/")[1]
    return head in HEADS or NODE.fullmatch(head) is not None
