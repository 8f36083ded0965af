"""Whose visit a page belongs to: the browser that began it, and the client whose user is logged in there."""

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup

from partnerhub.domain import onboarding
from partnerhub.domain.access.sessions import Session
from partnerhub.domain.onboarding import Visit
from partnerhub.domain.partners import Partner
from partnerhub.kit.words import ENGLISH, first_of, t
from partnerhub.surfaces.hub import brand
from partnerhub.surfaces.hub.parts import Connection, InHub, Page, state_of
from partnerhub.surfaces.hub.people import LogInFirst, session_of
from partnerhub.surfaces.hub.speech import ONBOARDING

FOLDER = "/onboarding/visits"
STEPS = (t("Account"), t("WhatsApp"), t("Permission"))
WITH_PAYMENT = (t("Account"), t("Payment"), t("WhatsApp"), t("Permission"))
Brand = dict[str, str | None]


def language(request: Connection, asked: str) -> str:
    """What the link asks for with `lang`, else the browser; English when we do not have it (contract §3.4)."""
    if asked:
        return asked if asked in ONBOARDING else ENGLISH
    return first_of(request.headers.get("accept-language", ""), ONBOARDING)


def brand_of(partner: Partner) -> Brand:
    """`theme`: the partner's colours as style."""
    theme = brand.theme(partner.accent_colour, partner.ground_colour, ":root")
    name = partner.brand_name or t("Your provider")
    return {"name": name, "logo": partner.logo_url, "theme": Markup(theme)}  # noqa: S704  made of digits


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a refusal may say of where it stands: whose page it is, and how the person goes on or back."""

    lang: str
    brand: Brand
    on: str = ""
    back: str = ""


def remember(request: Page, known: Known) -> None:
    """For the page that tells of a problem, should there be one from here on."""
    state_of(request.scope)["known"] = known


def known_of(request: Page) -> Known | None:
    return state_of(request.scope).get("known")


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A visit's page, before anyone is known. `brand` is what the narrow layout shows. `pays`: clients do, and can by card."""

    visit: Visit
    partner: Partner
    session: Session | None
    lang: str
    pays: bool = False

    @property
    def steps(self) -> tuple[str, ...]:
        return WITH_PAYMENT if self.pays else STEPS

    @property
    def brand(self) -> Brand:
        return brand_of(self.partner)

    def path(self, page: str = "") -> str:
        return f"{FOLDER}/{self.visit.id}/{page}".rstrip("/")


class Guest(Arrival, frozen=True, kw_only=True):
    """A visit's page for a client's user."""

    client_id: str
    actor: str

    @property
    def partner_id(self) -> str:
        return self.partner.id


class AccountFirst(LogInFirst):
    """Please sign up or log in first."""

    code = "account_first"

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location


async def arrival(visit_id: FromPath[str], request: Page, hub: InHub) -> Arrival:
    """Raises VisitOver for any browser but the one that began the visit."""
    browser = request.cookies.get(hub.cookies.name("onboarding", visit_id))
    visit, partner = await onboarding.resume(hub.database, hub.vault, visit_id, browser)
    pays = partner.payment_model == "direct" and hub.payments is not None
    lang = language(request, visit.parameters.lang)
    found = Arrival(visit=visit, partner=partner, session=session_of(request), lang=lang, pays=pays)
    remember(request, Known(lang=found.lang, brand=found.brand, on=found.path()))
    return found


async def guest(arrival: NamedDependency[Arrival], hub: InHub) -> Guest:
    """Raises AccountFirst unless a user of one of the partner's clients is logged in."""
    session = arrival.session
    if session is None or session.client_id is None or session.partner_id != arrival.partner.id:
        raise AccountFirst(arrival.path("log-in" if _knows_account(arrival) else "account"))
    visit = arrival.visit
    if visit.client_id != session.client_id:
        async with hub.database.writing(arrival.partner.id) as db:
            visit = await onboarding.attach(db, visit, session.client_id)
    return Guest(
        visit=visit, partner=arrival.partner, session=session, lang=arrival.lang, pays=arrival.pays,
        client_id=session.client_id, actor=session.actor,
    )  # fmt: skip


def _knows_account(arrival: Arrival) -> bool:
    return arrival.visit.client_id is not None or arrival.visit.parameters.next == "login"


InArrival = NamedDependency[Arrival]
InGuest = NamedDependency[Guest]
