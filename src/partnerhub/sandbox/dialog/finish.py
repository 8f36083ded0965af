"""The last page is answered: make what was asked for, share it, and mint the code."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.dialog.answers import Answers
from partnerhub.sandbox.store import phones
from partnerhub.sandbox.world import making, signup


async def finish(db: Db, config: Config, answers: Answers, now: datetime) -> signup.Outcome:
    """Raises GraphError when the number was taken meanwhile."""
    business_id = answers.business_id or await making.business(db, answers.business_name, now)
    waba_id = answers.waba_id or await making.waba(db, business_id, answers.waba_name, now)
    phone_id = answers.phone_id or None
    if phone_id is not None:
        await phones.set_verified(db, phone_id)
    elif not answers.only_waba:
        phone_id = await making.phone(db, waba_id, answers.digits, answers.display_name, now, verified=True)
    return await signup.share(db, config, waba_id, phone_id, now)
