"""What an onboarding URL asks for (contract hub-and-onboarding §3.4). An empty value is an absent one."""

from collections.abc import Iterable

import msgspec

from partnerhub.kit.problems import BadInput

LONGEST = 2048
ALIASES = {"companyName": "name", "fullName": "full_name"}  # the submission form's names


class BadParameter(BadInput):
    """This link has a value that is too long."""

    code = "bad_parameter"


class Parameters(msgspec.Struct, frozen=True, omit_defaults=True):
    number: str = ""
    email: str = ""
    name: str = ""
    """Of the company."""
    full_name: str = ""
    """Of the person."""
    state: str = ""
    redirect_url: str = ""
    partner: str = ""
    next: str = ""
    plan_selection: str = ""
    hosting_type: str = ""
    lang: str = ""
    connect_client_user: str = ""
    client_id: str = ""
    flow: str = ""
    io_signature: str = ""
    io_timestamp: str = ""
    preverified_phone_number_id: str = ""

    @property
    def digits(self) -> str:
        """The number as channels have it: no quotes, plus, or spaces."""
        return "".join(c for c in self.number if c.isdigit())


ECHOED = {"state", "redirect_url", "io_signature"}  # taken as they came; all others are shown or stored


def parse(query: Iterable[tuple[str, str]]) -> Parameters:
    """The first value of each known key; what is unknown is ignored."""
    known: dict[str, str] = {}
    for raw_key, value in query:
        key = ALIASES.get(raw_key, raw_key)
        if key not in Parameters.__struct_fields__ or key in known:
            continue
        if len(value) > LONGEST:
            raise BadParameter(field=raw_key)
        if clean := value if key in ECHOED else _clean(value):
            known[key] = clean
    return Parameters(**known)


def _clean(value: str) -> str:
    """Without the quotes that old link generators wrap around values, and without control characters."""
    return "".join(c for c in value if c.isprintable()).strip().strip('"').strip()
