"""The partner's settings (contract partner-api §5.5, hub-and-onboarding §1.4), each answered as `{meta, status_code, data}`."""

from typing import Annotated, Any, Generic, TypeVar

import msgspec
from litestar.params import JSONBody

from partnerhub.domain import partners
from partnerhub.domain.partners import Partner
from partnerhub.surfaces.partner_api.wire.bodies import Flag, is_on
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.errors import Meta
from partnerhub.surfaces.partner_api.wire.openapi.telling import told

T = TypeVar("T")
Unset = msgspec.UnsetType


SolutionId = Annotated[str, told(pattern="^([0-9]{14,18})?$", examples=["1057285829203717"])]
BusinessId = Annotated[str, told(pattern="^[0-9]{0,20}$", examples=["827461526503365"])]
Region = Annotated[str, told(enum=["", *partners.REGIONS])]


class AccountSharing(msgspec.Struct, kw_only=True):
    """Meta's ids for account sharing: a multi-partner solution, and the partner's business portfolio. Null clears."""

    solution_id: SolutionId | Unset | None = msgspec.UNSET
    business_manager_id: BusinessId | Unset | None = msgspec.UNSET


class PartnerChangeRequest(msgspec.Struct):
    """Whether clients of other partners may move here without anyone's consent."""

    auto_approve: bool


class PartnerChangeRequestIn(msgspec.Struct):
    """Older documents print the value as a word."""

    auto_approve: Flag


class DataStorageRegion(msgspec.Struct):
    """Where Meta keeps the data of the numbers that come from now on; null: where Meta chooses."""

    default_data_localization_region: Region | None


class Switch(msgspec.Struct):
    enabled: bool


class AllSettings(msgspec.Struct, kw_only=True):
    account_sharing: AccountSharing
    partner_change_request: PartnerChangeRequest
    data_storage_region: DataStorageRegion
    standard_tiered_pricing: Switch
    marketing_messages_routing: Switch
    legacy_token_authentication: Switch
    io_signature: Switch


class Setting(msgspec.Struct, Generic[T]):
    meta: Meta
    status_code: int
    data: T


async def read_all(caller: Who, db: Tenant) -> Setting[AllSettings]:
    return _answer(_shown(await partners.get(db, caller.partner_id)))


async def read_sharing(caller: Who, db: Tenant) -> Setting[AccountSharing]:
    return _answer((await _read(db, caller)).account_sharing)


async def change_sharing(caller: Who, db: Tenant, data: JSONBody[AccountSharing]) -> Setting[AccountSharing]:
    given = {"solution_id": data.solution_id, "business_manager_id": data.business_manager_id}
    changes = {f"account_sharing_{name}": value for name, value in given.items() if value is not msgspec.UNSET}
    return _answer((await _change(db, caller, **changes)).account_sharing)


async def read_partner_change(caller: Who, db: Tenant) -> Setting[PartnerChangeRequest]:
    return _answer((await _read(db, caller)).partner_change_request)


async def change_partner_change(
    caller: Who, db: Tenant, data: JSONBody[PartnerChangeRequestIn]
) -> Setting[PartnerChangeRequest]:
    changed = await _change(db, caller, partner_change_auto_approve=is_on(data.auto_approve))
    return _answer(changed.partner_change_request)


async def read_region(caller: Who, db: Tenant) -> Setting[DataStorageRegion]:
    return _answer((await _read(db, caller)).data_storage_region)


async def change_region(caller: Who, db: Tenant, data: JSONBody[DataStorageRegion]) -> Setting[DataStorageRegion]:
    changed = await _change(db, caller, default_data_localization_region=data.default_data_localization_region)
    return _answer(changed.data_storage_region)


async def read_pricing(caller: Who, db: Tenant) -> Setting[Switch]:
    return _answer((await _read(db, caller)).standard_tiered_pricing)


async def change_pricing(caller: Who, db: Tenant, data: JSONBody[Switch]) -> Setting[Switch]:
    changed = await _change(db, caller, standard_tiered_pricing_enabled=data.enabled)
    return _answer(changed.standard_tiered_pricing)


async def read_routing(caller: Who, db: Tenant) -> Setting[Switch]:
    return _answer((await _read(db, caller)).marketing_messages_routing)


async def change_routing(caller: Who, db: Tenant, data: JSONBody[Switch]) -> Setting[Switch]:
    changed = await _change(db, caller, marketing_messages_routing=data.enabled)
    return _answer(changed.marketing_messages_routing)


async def read_tokens(caller: Who, db: Tenant) -> Setting[Switch]:
    return _answer((await _read(db, caller)).legacy_token_authentication)


async def change_tokens(caller: Who, db: Tenant, data: JSONBody[Switch]) -> Setting[Switch]:
    """Switched off, bearer tokens of this partner are refused from the next request on."""
    changed = await _change(db, caller, password_tokens=data.enabled)
    return _answer(changed.legacy_token_authentication)


async def read_signature(caller: Who, db: Tenant) -> Setting[Switch]:
    return _answer((await _read(db, caller)).io_signature)


async def change_signature(caller: Who, db: Tenant, data: JSONBody[Switch]) -> Setting[Switch]:
    """Switched on, an onboarding link needs `io_signature` and `io_timestamp`."""
    return _answer((await _change(db, caller, io_signature_required=data.enabled)).io_signature)


async def _read(db: Tenant, caller: Who) -> AllSettings:
    return _shown(await partners.get(db, caller.partner_id))


async def _change(db: Tenant, caller: Who, **changes: Any) -> AllSettings:
    await partners.change(db, caller.partner_id, changes)
    return await _read(db, caller)


def _answer(data: T) -> Setting[T]:
    return Setting(Meta(success=True, http_code=200, developer_message="OK"), 200, data)


def _shown(partner: Partner) -> AllSettings:
    return AllSettings(
        account_sharing=AccountSharing(
            solution_id=partner.account_sharing_solution_id,
            business_manager_id=partner.account_sharing_business_manager_id,
        ),
        partner_change_request=PartnerChangeRequest(partner.partner_change_auto_approve),
        data_storage_region=DataStorageRegion(partner.default_data_localization_region),
        standard_tiered_pricing=Switch(partner.standard_tiered_pricing_enabled),
        marketing_messages_routing=Switch(partner.marketing_messages_routing),
        legacy_token_authentication=Switch(partner.password_tokens),
        io_signature=Switch(partner.io_signature_required),
    )
