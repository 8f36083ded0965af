"""The states of a signup: each holds exactly what is known by then, and is stored as JSON with `step` as its tag.

Started → Authorised → Found → Subscribed → Registered → Live, or Failed from any of them.
"""

import msgspec


class Number(msgspec.Struct, frozen=True):
    """A number of the signup: our channel and Meta's phone number id."""

    channel_id: str
    external_id: str
    on_app: bool = False
    """It stays in the WhatsApp Business app as well (coexistence), which has registered it already."""


class Started(msgspec.Struct, frozen=True, tag="started", tag_field="step"):
    """The dialog gave a code; the ids are what the browser said, not yet proven."""

    code: bytes
    waba_id: str = ""
    phone_number_id: str = ""
    on_app: bool = False


class Authorised(msgspec.Struct, frozen=True, tag="authorised", tag_field="step"):
    token: bytes
    waba_id: str = ""
    phone_number_id: str = ""
    on_app: bool = False


class Found(msgspec.Struct, frozen=True, tag="found", tag_field="step"):
    """The WABA and its channels are ours; `waba_external_id` is Meta's."""

    token: bytes
    waba_external_id: str
    numbers: list[Number]


class Subscribed(msgspec.Struct, frozen=True, tag="subscribed", tag_field="step"):
    """Numbers are registered one a step; `registered` lists the channels that are."""

    token: bytes
    numbers: list[Number]
    registered: list[str] = []


class Registered(msgspec.Struct, frozen=True, tag="registered", tag_field="step"):
    token: bytes
    numbers: list[Number]


class Live(msgspec.Struct, frozen=True, tag="live", tag_field="step"):
    channel_ids: list[str]


Moving = Started | Authorised | Found | Subscribed | Registered


class Failed(msgspec.Struct, frozen=True, tag="failed", tag_field="step"):
    """`code` is one of failures.TEXTS; `before` is where a new try goes on; `details` are Meta's words."""

    code: str
    before: Moving
    details: str = ""


State = Moving | Live | Failed
ENDED = (Live, Failed)
ORDER = ("started", "authorised", "found", "subscribed", "registered", "live")


def tag(state: State) -> str:
    return str(state.__struct_config__.tag)


def encode(state: State) -> str:
    return msgspec.json.encode(state).decode()


def decode(text: str) -> State:
    return msgspec.json.decode(text, type=State)


def channels_of(state: State) -> list[str]:
    """The channels a signup is known to have so far."""
    if isinstance(state, Failed):
        return channels_of(state.before)
    if isinstance(state, Live):
        return state.channel_ids
    if isinstance(state, Started | Authorised):
        return []
    return [number.channel_id for number in state.numbers]
