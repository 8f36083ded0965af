"""What a signup finds at Meta, as our rows: the WABA, its numbers as channels, and a PIN for each."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import channels, wabas
from partnerhub.domain.onboarding import signup_store as store
from partnerhub.domain.onboarding.failures import Refused
from partnerhub.domain.onboarding.signups import Signup
from partnerhub.domain.onboarding.states import Authorised, Number, Sharing
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.graph import onboarding as graph_api

REVIEWS = {"APPROVED": "approved", "REJECTED": "verification_failed", "RESTRICTED": "account_restriction"}
BUSINESS = {
    "verified", "not_verified", "rejected", "pending_submission", "failed", "pending", "pending_need_more_info",
}  # fmt: skip


def chosen(numbers: list[graph_api.Number], state: Authorised) -> list[graph_api.Number]:
    """The number the dialog named, else all that are verified."""
    if state.phone_number_id:
        numbers = [number for number in numbers if number.id == state.phone_number_id]
        if not numbers:
            raise Refused("number_not_found")
    if not numbers:
        raise Refused("no_number")
    on_app = [msgspec.structs.replace(one, is_on_biz_app=one.is_on_biz_app or state.on_app) for one in numbers]
    ready = [one for one in on_app if one.is_on_biz_app or one.code_verification_status in {None, "VERIFIED"}]
    if not ready:
        raise Refused("phone_verification_failed")
    return ready


async def put_waba(db: Db, signup: Signup, waba: graph_api.Waba, state: Authorised, now: datetime) -> str:
    verification = (waba.business_verification_status or "").lower()
    waba_id = await wabas.put(
        db,
        signup.partner_id,
        signup.client_id,
        external_id=waba.id,
        name=waba.name or "",
        namespace=waba.message_template_namespace or "",
        currency=waba.currency or "USD",
        timezone_id=waba.timezone_id or 0,
        fb_business_id=waba.owner_business_info and waba.owner_business_info.id,
        fb_account_status=verification if verification in BUSINESS else "unknown",
        status=REVIEWS.get(waba.account_review_status or "", "created"),
        graph_token=state.token,
        now=now,
    )
    end = wabas.refresh_at(state.sharing.expires_at, now) if state.sharing else None
    await wabas.set_solution(db, signup.partner_id, waba_id, state.sharing and state.sharing.solution_id, end)
    return waba_id


async def put_channels(
    db: Db,
    vault: Vault,
    signup: Signup,
    waba_id: str,
    numbers: list[graph_api.Number],
    sharing: Sharing | None,
    now: datetime,
) -> list[Number]:
    """As many as the client may have; LimitReached when not even one."""
    found: list[Number] = []
    for number in numbers:
        try:
            channel_id = await channels.create(
                db,
                signup.partner_id,
                client_id=signup.client_id,
                waba_id=waba_id,
                external_id=number.id,
                phone_number=number.display_phone_number,
                phone_name=number.verified_name,
                current_limit=number.limit,
                current_quality_rating=number.quality_rating,
                is_on_biz_app=bool(number.is_on_biz_app),
                license_model=(sharing and sharing.tier) or None,
                now=now,
            )
        except channels.LimitReached:
            if not found:
                raise
            break
        await store.add_pin(db, signup.partner_id, channel_id, vault.seal(_pin(vault, number.id)))
        found.append(Number(channel_id=channel_id, external_id=number.id, on_app=bool(number.is_on_biz_app)))
    return found


def _pin(vault: Vault, number_id: str) -> str:
    """The same for a number whenever it comes: Meta keeps the PIN after a number was let go."""
    return f"{int.from_bytes(vault.derive(f'two-step PIN of {number_id}')) % 10**6:06}"
