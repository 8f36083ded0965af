"""Every endpoint of balance and usage, one line each (contract partner-api §19, rows 6, 12, 24, 25)."""

from partnerhub.domain.access.limits import Policy
from partnerhub.surfaces.partner_api.billing import balances, usage
from partnerhub.surfaces.partner_api.wire.documentation import Doc

P = "/api/v2/partners/{partner_id:str}"
CL = P + "/clients/{client_id:str}"
CH = CL + "/channels/{channel_id:str}"
MONEY = "Balance and usage"

HOUR = 3600  # seconds
CLIENT = Policy("client_balance", 5, 30, by=("client_id",))  # contract §4.4
CHANNEL = Policy("channel_balance", 10, HOUR, by=("channel_id",))

OF_BILLING: tuple[Doc, ...] = (
    Doc("GET", P + "/balance", balances.of_partner, 200, MONEY, "Read the partner's own funds"),
    Doc("GET", CL + "/info/balance", balances.of_client, 200, MONEY, "Read a client's funds and usage", (CLIENT,)),
    Doc("GET", CH + "/info/balance", balances.of_channel, 200, MONEY, "Read funds and a channel's usage", (CHANNEL,)),
    Doc("GET", CH + "/info/usage", usage.of_channel, 200, MONEY, "Read what a channel's messages cost"),
)
