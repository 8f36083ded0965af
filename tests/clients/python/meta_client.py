"""facebook-business at the sandbox."""

from checks import WORLD
from facebook_business import FacebookAdsApi, FacebookSession
from facebook_business.adobjects.whatsappbusinessaccount import WhatsAppBusinessAccount


class Session(FacebookSession):
    GRAPH = WORLD["graph_url"]


api = FacebookAdsApi(Session(WORLD["app_id"], WORLD["app_secret"], WORLD["system_token"]))
FacebookAdsApi.set_default_api(api)
waba = WhatsAppBusinessAccount(WORLD["waba_id"])


def message(**more: object) -> dict[str, object]:
    params = {"messaging_product": "whatsapp", "to": WORLD["customer"], **more}
    return api.call("POST", [WORLD["phone_id"], "messages"], params=params).json()
