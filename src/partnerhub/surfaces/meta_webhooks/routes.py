"""`/meta/webhook`: GET once to prove the address is ours, POST for each batch of updates (contract B.6)."""

from litestar import Litestar, MediaType
from litestar.datastructures import State
from litestar.handlers import get, post

from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces.meta_webhooks.errors import HANDLERS
from partnerhub.surfaces.meta_webhooks.intake import Intake
from partnerhub.surfaces.meta_webhooks.receive import take
from partnerhub.surfaces.meta_webhooks.verify import verify

PATH = "/meta/webhook"
MAX_BODY = 3_145_728  # Meta sends 3 MB at most


def create(database: Database, settings: Settings) -> Litestar:
    intake = Intake(database)
    return Litestar(
        route_handlers=[
            get(PATH, media_type=MediaType.TEXT)(verify),
            post(PATH, media_type=MediaType.TEXT, status_code=200)(take),
        ],
        exception_handlers=HANDLERS,
        openapi_config=None,
        state=State({"database": database, "settings": settings, "intake": intake}),
        on_shutdown=[intake.close],
        logging_config=None,
        request_max_body_size=MAX_BODY,
    )
