"""What is asked beside messages: its counts and lengths (contract A.2, B.3)."""

from typing import Annotated

import msgspec
from msgspec import Meta


class Profile(msgspec.Struct):
    about: Annotated[str, Meta(min_length=1, max_length=139)] | None = None
    address: Annotated[str, Meta(max_length=256)] | None = None
    description: Annotated[str, Meta(max_length=512)] | None = None
    email: Annotated[str, Meta(max_length=128)] | None = None
    websites: Annotated[list[str], Meta(max_length=2)] | None = None


class Archive(msgspec.Struct):
    hsm_ids: Annotated[list[str | int], Meta(min_length=1, max_length=100)]


class GroupRemoval(msgspec.Struct):
    participants: Annotated[list[msgspec.Raw], Meta(min_length=1, max_length=8)]


class Group(msgspec.Struct):
    subject: Annotated[str, Meta(min_length=1, max_length=128)] | None = None
    description: Annotated[str, Meta(max_length=2048)] | None = None


class Events(msgspec.Struct):
    data: Annotated[list[msgspec.Raw], Meta(max_length=1000)]


class Code(msgspec.Struct):
    prefilled_message: Annotated[str, Meta(min_length=1, max_length=140)]
