"""The template manager: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.partner.templates import composing, drafts, listed, one
from partnerhub.surfaces.hub.partner.templates.samples import LARGEST_FORM
from partnerhub.surfaces.hub.people import needs

get = litestar.get
post = partial(litestar.post, status_code=200)
post_file = partial(post, request_max_body_size=LARGEST_FORM)
TEMPLATES = "/dashboard/partner/templates"

OF_TEMPLATES = (
    get(TEMPLATES, opt=needs("templates:read"))(listed.show),
    get(TEMPLATES + "/new", opt=needs("templates:write"))(composing.begin),
    post_file(TEMPLATES + "/new", opt=needs("templates:write"))(composing.create),
    post_file(TEMPLATES + "/drafts", opt=needs("templates:write"))(drafts.save),
    get(TEMPLATES + "/drafts/{draft_id:str}", opt=needs("templates:write"))(drafts.show),
    post(TEMPLATES + "/drafts/{draft_id:str}/deletion", opt=needs("templates:write"))(drafts.delete),
    post(TEMPLATES + "/drafts/{draft_id:str}/restoration", opt=needs("templates:write"))(drafts.restore),
    post(TEMPLATES + "/preview", opt=needs("templates:write"))(composing.preview),
    get(TEMPLATES + "/{template_id:str}", opt=needs("templates:read"))(one.show),
    post_file(TEMPLATES + "/{template_id:str}", opt=needs("templates:write"))(one.save),
    get(TEMPLATES + "/{template_id:str}/edit", opt=needs("templates:write"))(one.edit),
    post(TEMPLATES + "/{template_id:str}/copies", opt=needs("templates:write"))(one.copy),
    post(TEMPLATES + "/{template_id:str}/deletion", opt=needs("templates:write"))(one.delete),
    post("/dashboard/partner/wabas/{waba_id:str}/synchronisation", opt=needs("templates:write"))(listed.synchronise),
)
