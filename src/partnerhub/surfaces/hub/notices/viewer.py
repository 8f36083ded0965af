"""Who looks at notices: the same pages serve users of the partner and of a client, each with what is for them."""

from typing import Any

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from partnerhub.db.pool import Db
from partnerhub.domain import notifications
from partnerhub.domain.notifications import Inbox
from partnerhub.surfaces.hub.parts import Page
from partnerhub.surfaces.hub.people import (
    HOME_OF_CLIENT,
    HOME_OF_PARTNER,
    ClientUser,
    PartnerUser,
    client_user,
    partner_user,
)

User = PartnerUser | ClientUser
AsEither = NamedDependency[
    SkipValidation[User]
]  # msgspec cannot tell the two apart, and need not; a handler asks for `user: AsEither`


async def user(request: Page) -> User:
    """By the hub that the address is of. Raises as `partner_user` and `client_user` do."""
    return await (client_user if request.url.path.startswith(HOME_OF_CLIENT) else partner_user)(request)


def is_client(user: User) -> bool:
    return isinstance(user, ClientUser)


def hub_of(user: User) -> str:
    """Where the user's hub begins."""
    return HOME_OF_CLIENT if is_client(user) else HOME_OF_PARTNER


def home(user: User) -> str:
    """Where the user's notices are."""
    return f"{hub_of(user)}/notifications"


def inbox(user: User) -> Inbox:
    client = isinstance(user, ClientUser)
    kinds = notifications.kinds_for(None if client else user.scopes, client=client)
    return Inbox(user_id=user.user_id, client=client, kinds=kinds)


async def bell(db: Db, user: User) -> dict[str, Any]:
    """For the header of every page."""
    return {"address": home(user), "unread": await notifications.unread(db, user.partner_id, inbox(user))}
