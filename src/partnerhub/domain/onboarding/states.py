"""The states of a signup: each holds exactly what is known by then, and is stored as JSON with `step` as its tag.

Started → Authorised → Found → Subscribed → Registered → Live, or Failed from any of them. A number that its partner
shares with us begins at Shared in place of Started.
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


class Sharing(msgspec.Struct, frozen=True):
    """How a shared number came: Meta's solution, the end of its token in Unix seconds (0: none), the plan, whose WABA it is."""

    solution_id: str
    expires_at: int = 0
    tier: str = ""
    business_id: str = ""


class Shared(msgspec.Struct, frozen=True, tag="shared", tag_field="step"):
    """The partner named the number, whose WABA a multi-partner solution shares with us; without a number, all of them."""

    solution_id: str
    business_id: str
    waba_id: str
    phone_number_id: str = ""
    tier: str = ""


class Authorised(msgspec.Struct, frozen=True, tag="authorised", tag_field="step"):
    token: bytes
    waba_id: str = ""
    phone_number_id: str = ""
    on_app: bool = False
    sharing: Sharing | None = None


class Found(msgspec.Struct, frozen=True, tag="found", tag_field="step"):
    """The WABA and its channels are ours; `waba_external_id` is Meta's."""

    token: bytes
    waba_external_id: str
    numbers: list[Number]
    sharing: Sharing | None = None


class Subscribed(msgspec.Struct, frozen=True, tag="subscribed", tag_field="step"):
    """Numbers are registered one a step; `registered` lists the channels that are."""

    token: bytes
    numbers: list[Number]
    registered: list[str] = []
    sharing: Sharing | None = None


class Registered(msgspec.Struct, frozen=True, tag="registered", tag_field="step"):
    token: bytes
    numbers: list[Number]
    sharing: Sharing | None = None


class Live(msgspec.Struct, frozen=True, tag="live", tag_field="step"):
    channel_ids: list[str]


Moving = Started | Shared | Authorised | Found | Subscribed | Registered


class Failed(msgspec.Struct, frozen=True, tag="failed", tag_field="step"):
    """`code` is one of failures.TEXTS; `before` is where a new try goes on; `details` are Meta's words."""

    code: str
    before: Moving
    details: str = ""


State = Moving | Live | Failed
ENDED = (Live, Failed)
ORDER = ("started", "authorised", "found", "subscribed", "registered", "live")


def place(step: str) -> int:
    """Where a step stands in ORDER; both beginnings stand at the same place."""
    return 0 if step == "shared" else ORDER.index(step)


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
    if isinstance(state, Started | Shared | Authorised):
        return []
    return [number.channel_id for number in state.numbers]
