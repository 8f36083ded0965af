"""WABAs: a client's WhatsApp Business Accounts at Meta, with the token that lets us act for them."""

from partnerhub.domain.wabas.store import Waba, WabaOfAnother, get_token, put

__all__ = ["Waba", "WabaOfAnother", "get_token", "put"]
