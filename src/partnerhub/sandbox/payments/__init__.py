"""A payment provider in a box: as much of Stripe's API as the hub uses, the page that takes a card, and the bank's.

No number and no CVC is kept: a card is known by what it does when it is charged.
"""

from partnerhub.sandbox.payments.routes import router

__all__ = ["router"]
