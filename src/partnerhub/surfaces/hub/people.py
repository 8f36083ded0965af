"""Who looks at a page: nobody yet, a user of a partner, or a user of a client. A handler asks for the one it serves."""

from datetime import datetime
from urllib.parse import quote

import msgspec
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from partnerhub.domain import audit
from partnerhub.domain.access import sessions
from partnerhub.domain.access.scopes import Scopes, allows
from partnerhub.domain.access.sessions import Session
from partnerhub.kit.problems import Forbidden, Problem
from partnerhub.surfaces.hub.noted import note, origin
from partnerhub.surfaces.hub.parts import Connection, Hub, Page, state_of
from partnerhub.surfaces.hub.speech.hearing import answer_in

SCOPE = "scope"
SESSION_SECONDS = int(sessions.LIFETIME.total_seconds())
INNER = ("/dashboard/", "/onboarding/")  # where `next` may lead
SET_UP = "/dashboard/partner/second_factor"
WANTED = "hub"  # in links of letters: the user whose hub they lead into
SHOWN_IN = "x-hub"  # sent by pages that ask again: the user whose hub they show
HOME_OF_PARTNER, HOME_OF_CLIENT = "/dashboard/partner", "/dashboard/client"


class LogInFirst(Problem):
    """Please log in first."""

    status = 401
    code = "log_in_first"

    def __init__(self, path: str = "") -> None:
        """`path` is where the person wanted to go; the log-in leads there."""
        super().__init__()
        self.location = f"/login?next={quote(path, safe='/')}" if path else "/login"


class SetUpFirst(LogInFirst):
    """Your company requires a second factor. Set it up first."""

    code = "set_up_first"

    def __init__(self) -> None:
        super().__init__()
        self.location = SET_UP


class ChooseHub(LogInFirst):
    """You are no longer a user of the hub that you were in."""

    code = "choose_hub"

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location


class Switched(LogInFirst):
    """You have switched to another hub."""

    code = "switched"

    def __init__(self) -> None:
        super().__init__()
        self.location = "/"


class OtherHub(Forbidden):
    """This page belongs to the other hub. If you are a user there, switch to it first."""


class NotOfRole(Forbidden):
    """Your role does not allow this. Ask an owner or an administrator of your company."""


class NotOwner(Forbidden):
    """Only owners of your company can do this."""


class PartnerUser(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a Partner Hub. `actor` is written into histories and the audit log; null `scopes`: may do everything."""

    partner_id: str
    user_id: str
    actor: str
    scopes: Scopes

    def may(self, scope: str) -> bool:
        return allows(self.scopes, scope)


class ClientUser(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the Client Hub: sees this client and nothing else of the partner's. Members are no owners."""

    partner_id: str
    client_id: str
    user_id: str
    actor: str
    is_owner: bool


AsPartner = NamedDependency[PartnerUser]  # a handler asks for `partner_user: AsPartner`
AsClient = NamedDependency[ClientUser]  # … or for `client_user: AsClient`


class Recognise:
    """Finds the session of the request's cookie, once, before anything else."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def __call__(self, connection: Connection, handler: BaseRouteHandler) -> None:
        answer_in(connection, None)
        secret = connection.cookies.get(self._hub.cookies.name("session"))
        if not secret or handler.opt.get("anonymous"):
            return
        async with self._hub.database.entering() as db:
            session = await sessions.enter(db, self._hub.vault, secret)
        state_of(connection.scope)["session"] = session
        if session:
            answer_in(connection, session.language)


def needs(scope: str) -> dict[str, str]:
    """What a page of the Partner Hub says of itself: `webhooks:write`, as the Partner API calls it."""
    return {SCOPE: scope}


async def refuse_by_role(connection: Connection, handler: BaseRouteHandler) -> None:
    """A guard: a partner's user whose role does not allow this."""
    session, scope = session_of(connection), handler.opt.get(SCOPE)
    if scope and session and session.client_id is None and not allows(session.scopes, scope):
        raise NotOfRole


async def refuse_without_factor(connection: Connection, handler: BaseRouteHandler) -> None:
    """A guard: a partner's user who has still to set up the second factor that the partner requires."""
    session = session_of(connection)
    if session and session.lacks_factor and SCOPE in handler.opt and not handler.opt.get("without_factor"):
        raise SetUpFirst


async def keep_hubs_apart(connection: Connection, _: BaseRouteHandler) -> None:
    """A guard: no page of one hub goes on with what is another's, after the session went there."""
    session, path = session_of(connection), connection.scope["path"]
    if session and session.turned_out and path.startswith(INNER[0]) and path != hubs(session.client_id):
        raise ChooseHub(hubs(session.client_id))
    wanted = connection.query_params.get(WANTED)
    if session and wanted and wanted != session.user_id and path.startswith(INNER[0]):
        raise ChooseHub(f"{hubs(session.client_id)}?next={quote(wanted_at(connection), safe='/')}")
    if session and connection.headers.get(SHOWN_IN, session.user_id) != session.user_id:
        raise Switched


def session_of(connection: Connection) -> Session | None:
    """None: nobody is logged in."""
    return state_of(connection.scope).get("session")


async def partner_user(request: Page) -> PartnerUser:
    session = logged_in(request)
    if session.client_id is not None:
        raise OtherHub
    return PartnerUser(
        partner_id=session.partner_id, user_id=session.user_id, actor=session.actor, scopes=session.scopes
    )


async def client_user(request: Page) -> ClientUser:
    session = logged_in(request)
    if session.client_id is None:
        raise OtherHub
    return ClientUser(
        partner_id=session.partner_id, client_id=session.client_id, user_id=session.user_id, actor=session.actor,
        is_owner=session.role == "owner",
    )  # fmt: skip


def refuse_members(user: ClientUser) -> None:
    """Raises NotOwner (contract §2: only owners manage users and move numbers)."""
    if not user.is_owner:
        raise NotOwner


def home(client_id: str | None) -> str:
    return HOME_OF_CLIENT if client_id else HOME_OF_PARTNER


def hubs(client_id: str | None) -> str:
    """Where the person's hubs are."""
    return f"{home(client_id)}/hubs"


def inner(path: str) -> bool:
    """Whether `path` stays on our own pages: browsers read two slashes, of either kind, as another site."""
    return path.startswith(INNER) and "\\" not in path and path.isprintable()


def wanted_at(connection: Connection) -> str:
    """The path of a page, with the hub that a letter's link names."""
    wanted = connection.query_params.get(WANTED)
    return connection.url.path + (f"?{WANTED}={quote(wanted, safe='')}" if wanted else "")


def logged_in(request: Page) -> Session:
    """Raises LogInFirst."""
    session = session_of(request)
    if session is None:
        raise LogInFirst(wanted_at(request) if request.method == "GET" else "")
    return session


async def log_in(
    request: Page, hub: Hub, partner_id: str, user_id: str, *, now: datetime, **detail: str
) -> list[Cookie]:
    """Start a session for this user under a new id, and end the one this browser had; for the answer.

    Who has a second factor has proved it: see `second_step.let_in`. `detail` goes into the audit log.
    """
    await log_out(request, hub)
    whence = origin(request, f"user:{user_id}")
    async with hub.database.writing(partner_id) as db:
        secret = await sessions.start(
            db,
            partner_id,
            user_id,
            vault=hub.vault,
            now=now,
            address=whence.address,
            agent=request.headers.get("user-agent"),
        )
        await audit.record(
            db, partner_id, whence, action="session.start", subject=user_id, now=now,
            detail=msgspec.json.encode(detail).decode(),
        )  # fmt: skip
    return [hub.cookies.make("session", secret, SESSION_SECONDS), hub.cookies.make("visit", "", 0)]


async def log_out(request: Page, hub: Hub) -> list[Cookie]:
    """End this browser's session, for every copy of its cookie."""
    session = session_of(request)
    if session is not None:
        secret = request.cookies[hub.cookies.name("session")]
        async with hub.database.writing(session.partner_id) as db:
            await sessions.end(db, session.partner_id, hub.vault, secret)
            await note(request, db, session, "session.end", session.user_id)
    return [hub.cookies.make("session", "", 0)]
