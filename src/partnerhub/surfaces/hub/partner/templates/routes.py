"""The template manager: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.partner.templates import composing, listed, one
from partnerhub.surfaces.hub.people import needs

get = litestar.get
post = partial(litestar.post, status_code=200)
TEMPLATES = "/dashboard/partner/templates"

OF_TEMPLATES = (
    get(TEMPLATES, opt=needs("templates:read"))(listed.show),
    get(TEMPLATES + "/new", opt=needs("templates:write"))(composing.begin),
    post(TEMPLATES + "/new", opt=needs("templates:write"))(composing.create),
    post(TEMPLATES + "/preview", opt=needs("templates:write"))(composing.preview),
    get(TEMPLATES + "/{template_id:str}", opt=needs("templates:read"))(one.show),
    post(TEMPLATES + "/{template_id:str}", opt=needs("templates:write"))(one.save),
    get(TEMPLATES + "/{template_id:str}/edit", opt=needs("templates:write"))(one.edit),
    post(TEMPLATES + "/{template_id:str}/copies", opt=needs("templates:write"))(one.copy),
    post(TEMPLATES + "/{template_id:str}/deletion", opt=needs("templates:write"))(one.delete),
    post("/dashboard/partner/wabas/{waba_id:str}/synchronisation", opt=needs("templates:write"))(listed.synchronise),
)
