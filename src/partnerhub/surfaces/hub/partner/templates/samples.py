"""The file that was chosen as a sample for the header: sent to Meta, which gives a handle for it."""

import msgspec
from litestar.datastructures import UploadFile

from partnerhub.domain import templates, wabas
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.partner.templates.words import HEADERS
from partnerhub.surfaces.hub.partner.templates.written import MEDIA, Written
from partnerhub.surfaces.hub.parts import Hub, Page
from partnerhub.surfaces.hub.people import PartnerUser
from partnerhub.surfaces.hub.shown import told
from partnerhub.upstream.graph import GraphError

LARGEST_FORM = 17 * 1024 * 1024  # bytes, with the file


async def sampled(request: Page, hub: Hub, user: PartnerUser, written: Written) -> tuple[Written, dict[str, str]]:
    """With the file's handle, if one was chosen, and as a header of the file's kind; or what is wrong with the file."""
    given = (await request.form()).get("header_file")
    content = await given.read() if isinstance(given, UploadFile) else b""
    if not content:
        return written, {}
    try:
        header = templates.kind_of(content).header
        if written.header in MEDIA and written.header != header:
            return written, {"header": t("This file is for a header that holds: {kind}.", kind=dict(HEADERS)[header])}
        line = await wabas.opened(hub.database, hub.graph, hub.vault, user.partner_id, written.waba_id)
        handle = await templates.upload_sample(line, hub.settings.meta_app_id, content)
    except (GraphError, Problem) as error:
        return written, {"header": told(error)}
    return msgspec.structs.replace(written, header=header, header_sample=handle), {}
