"""A client that its partner makes: asking twice makes two (contract partner-api §9)."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain import clients, partners
from partnerhub.domain.onboarding import ClosedForNew


async def create_client(
    db: Db,
    partner_id: str,
    *,
    name: str,
    email: str,
    user_name: str | None,
    partner_payload: str | None,
    now: datetime,
) -> str:
    """Returns its id. Its first user comes by an onboarding link with `connect_client_user` and `client_id`."""
    if (await partners.get(db, partner_id)).blocked_new_submission:
        raise ClosedForNew
    person = {"name": user_name} if user_name else {}
    return await clients.create(
        db,
        partner_id,
        name=name,
        contact_info={"email": email, **({"full_name": user_name} if user_name else {})},
        contact_user={"email": email, **person},
        partner_payload=partner_payload,
        organisation=name,
        now=now,
    )
