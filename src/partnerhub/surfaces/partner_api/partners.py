"""The partner itself and its URLs (contract partner-api §5)."""

from typing import Annotated, Any

import msgspec
from litestar import Request
from litestar.params import JSONBody

from partnerhub.db.pool import Db, one_moment
from partnerhub.domain import partners, webhooks
from partnerhub.domain.partners import Partner
from partnerhub.kit.problems import BadInput
from partnerhub.kit.texts import LINE
from partnerhub.kit.urls import HOST, MAX_URL, PORT, REST
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.openapi.telling import told

PROFILE = ("brand_name", "logo_url", "country", "allow_client_to_add_phone_no")


class AccountSharing(msgspec.Struct):
    business_manager_id: str | None
    solution_id: str | None


class PartnerChangeRequest(msgspec.Struct):
    auto_approve: bool


class PartnerSettings(msgspec.Struct):
    account_sharing: AccountSharing
    default_data_localization_region: str | None
    partner_change_request: PartnerChangeRequest
    standard_tiered_pricing_enabled: bool


class PartnerOut(msgspec.Struct, kw_only=True):
    id: str
    brand_name: str | None
    logo_url: str | None
    webhook_url: str | None
    partner_redirect_url: str | None
    country: str
    allow_client_to_add_phone_no: bool
    billing_system: str
    blocked_new_submission: bool
    payment_plan: dict[str, Any]
    payment_required: bool
    onboarding_deeplink_add_params: bool
    publishable_key: str | None
    settings: PartnerSettings


WebhookAt = Annotated[str, told(maxLength=MAX_URL, pattern=webhooks.URL)]
Page = Annotated[str, told(maxLength=MAX_URL, pattern=f"^https://{HOST}{PORT}{REST}$")]
Picture = Annotated[str, told(maxLength=MAX_URL, pattern=f"^(https://{HOST}{PORT}{REST})?$")]
Name = Annotated[str, told(maxLength=partners.LONGEST_NAME, pattern=LINE)]
Country = Annotated[str, told(enum=list(partners.COUNTRIES))]


class PartnerChange(msgspec.Struct):
    """Absent and null both leave a value as it is: old clients send every key with null (contract §17.2).

    An empty `brand_name` or `logo_url` takes it away.
    """

    webhook_url: WebhookAt | None = None
    partner_redirect_url: Page | None = None
    brand_name: Name | None = None
    logo_url: Picture | None = None
    country: Country | None = None
    allow_client_to_add_phone_no: bool | None = None


class WebhookUrlOut(msgspec.Struct):
    webhook_url: str | None


class WebhookUrlIn(msgspec.Struct):
    webhook_url: WebhookAt


async def read(caller: Who, db: Tenant) -> PartnerOut:
    async with one_moment(db):  # one PATCH may have changed both of what is read
        return await _shown(db, caller.partner_id)


async def change(request: Request[Any, Any, Any], caller: Who, db: Tenant, data: JSONBody[PartnerChange]) -> PartnerOut:
    any_target = request.app.state.settings.any_target
    if data.webhook_url is not None:
        webhooks.check_target(data.webhook_url, any_target, field="webhook_url")
        await webhooks.set_partner_url(db, caller.partner_id, data.webhook_url)
    if data.partner_redirect_url is not None:
        await partners.set_redirect_url(db, caller.partner_id, data.partner_redirect_url, any_target=any_target)
    given = {name: value for name in PROFILE if (value := getattr(data, name)) is not None}
    await partners.change(db, caller.partner_id, given, any_target=any_target)
    return await _shown(db, caller.partner_id)


async def read_webhook_url(caller: Who, db: Tenant) -> WebhookUrlOut:
    return WebhookUrlOut(await webhooks.partner_url(db, caller.partner_id))


async def set_webhook_url(
    request: Request[Any, Any, Any], caller: Who, db: Tenant, data: JSONBody[WebhookUrlIn]
) -> PartnerOut:
    if not data.webhook_url:
        raise BadInput("webhook_url is required.", field="webhook_url")
    return await change(request, caller, db, PartnerChange(webhook_url=data.webhook_url))


async def _shown(db: Db, partner_id: str) -> PartnerOut:
    return _out(await partners.get(db, partner_id), await webhooks.partner_url(db, partner_id))


def _out(partner: Partner, webhook_url: str | None) -> PartnerOut:
    return PartnerOut(
        id=partner.id,
        brand_name=partner.brand_name,
        logo_url=partner.logo_url,
        webhook_url=webhook_url,
        partner_redirect_url=partner.partner_redirect_url,
        country=partner.country,
        allow_client_to_add_phone_no=partner.allow_client_to_add_phone_no,
        billing_system=f"{partner.payment_model}_payment",
        blocked_new_submission=partner.blocked_new_submission,
        payment_plan={},
        payment_required=partner.payment_model == "direct",
        onboarding_deeplink_add_params=partner.onboarding_deeplink_add_params,
        publishable_key=None,
        settings=PartnerSettings(
            account_sharing=AccountSharing(
                business_manager_id=partner.account_sharing_business_manager_id,
                solution_id=partner.account_sharing_solution_id,
            ),
            default_data_localization_region=partner.default_data_localization_region,
            partner_change_request=PartnerChangeRequest(auto_approve=partner.partner_change_auto_approve),
            standard_tiered_pricing_enabled=partner.standard_tiered_pricing_enabled,
        ),
    )
