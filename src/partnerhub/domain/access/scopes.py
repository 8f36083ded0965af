"""What keys and people may do: scopes, and the roles of a partner's people as sets of them."""

from typing import Literal, get_args

from partnerhub.kit.problems import Forbidden

AREAS = (
    "partner",
    "users",
    "clients",
    "channels",
    "channel_keys",
    "templates",
    "billing",
    "partner_keys",
    "webhooks",
    "onboarding",
)
SCOPES = tuple(f"{area}:{verb}" for area in AREAS for verb in ("read", "write"))
Scopes = frozenset[str] | None  # None: everything
Role = Literal["owner", "admin", "developer", "billing", "read_only"]
ROLES: tuple[Role, ...] = get_args(Role)
ClientRole = Literal["owner", "member"]  # of a client's people; only owners have a say over people and the partner

_OF_ADMINS = {"users:write", "billing:read", "billing:write"}
SCOPES_OF: dict[Role, Scopes] = {
    "owner": None,
    "admin": frozenset(SCOPES),  # all but owners: nobody has a say over who may do more
    "developer": frozenset(SCOPES) - _OF_ADMINS,
    "billing": frozenset({"partner:read", "clients:read", "channels:read", "billing:write"}),
    "read_only": frozenset(scope for scope in SCOPES if scope.endswith(":read")),
}


class MoreThanOneself(Forbidden):
    """Nobody can give a role, or change a user, that may do more than they may themselves."""

    code = "role_escalation"


def allows(scopes: Scopes, scope: str) -> bool:
    """`area:write` includes `area:read`."""
    return scopes is None or scope in scopes or scope.replace(":read", ":write") in scopes


def is_within(scopes: Scopes, role: Role) -> bool:
    """Whether `role` may do nothing that `scopes` do not allow."""
    wanted = SCOPES_OF[role]
    return scopes is None or (wanted is not None and all(allows(scopes, scope) for scope in wanted))


def refuse_more(scopes: Scopes, role: Role) -> None:
    """Raises MoreThanOneself."""
    if not is_within(scopes, role):
        raise MoreThanOneself
