"""The partner's settings on the Integration page: storage region, solution, switches (contract hub-and-onboarding §1.4)."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body

from partnerhub.domain import partners
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.partner.integration import integration_page, saved
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner

Tick = Literal["on", ""]


class MetaForm(msgspec.Struct):
    """Where numbers keep their data, and the partner's solution at Meta; empty: none."""

    default_data_localization_region: str = ""
    solution_id: str = ""
    business_manager_id: str = ""


class SwitchesForm(msgspec.Struct):
    """A box that is not ticked is not sent."""

    allow_client_to_add_phone_no: Tick = ""
    partner_change_auto_approve: Tick = ""
    marketing_messages_routing: Tick = ""
    io_signature_required: Tick = ""
    password_tokens: Tick = ""


COLUMNS = {"solution_id": "account_sharing_solution_id", "business_manager_id": "account_sharing_business_manager_id"}


async def set_meta(
    request: Page, hub: InHub, partner_user: AsPartner,
    data: Annotated[MetaForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    return await _set(request, hub, partner_user, "meta", msgspec.structs.asdict(data))


async def set_switches(
    request: Page, hub: InHub, partner_user: AsPartner,
    data: Annotated[SwitchesForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    ticked = {name: value == "on" for name, value in msgspec.structs.asdict(data).items()}
    return await _set(request, hub, partner_user, "switches", ticked)


async def _set(request: Page, hub: InHub, user: AsPartner, card: str, given: dict[str, Any]) -> Response[Any]:
    """All of a card or nothing of it; what is wrong is said beside its field, with what was entered kept."""
    tried = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    changes = {COLUMNS.get(name, name): value for name, value in tried.items()}
    async with hub.database.writing(user.partner_id) as db:
        try:
            await partners.change(db, user.partner_id, changes, any_target=hub.settings.any_target)
        except BadInput as problem:
            wrong = {name: (value, problem.sentence if name == problem.field else "") for name, value in tried.items()}
            return await integration_page(hub, db, user, wrong=wrong)
        await note(request, db, user, "partners.change", user.partner_id)
    return saved(card)
