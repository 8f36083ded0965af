"""The operator's pages: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.operator import entering, overview, partners
from partnerhub.surfaces.hub.operator.entering import FOR_OPERATOR

get = litestar.get
post = partial(litestar.post, status_code=200)
anyone = {"anonymous": True}

OF_OPERATOR = (
    get(entering.HOME, opt=FOR_OPERATOR)(overview.show),
    get(entering.HOME + "/settings", opt=FOR_OPERATOR)(overview.settings),
    get(entering.LOG_IN, opt=anyone)(entering.show),
    post(entering.LOG_IN, opt=anyone)(entering.log_in),
    post(entering.HOME + "/logout", opt=anyone)(entering.log_out),
    get(partners.HERE, opt=FOR_OPERATOR)(partners.show),
    post(partners.HERE, opt=FOR_OPERATOR)(partners.add),
    post(entering.HOME + "/second_factor_reset", opt=FOR_OPERATOR)(partners.reset_second_factor),
    post(partners.HERE + "/{partner_id:str}/disabling", opt=FOR_OPERATOR)(partners.disable),
    post(partners.HERE + "/{partner_id:str}/enabling", opt=FOR_OPERATOR)(partners.enable),
)
