"""What a person has answered so far, and which page that leads to."""

from typing import Any

import msgspec

PAGES = ("login", "business", "waba", "phone", "otp", "confirm")
# What `current_step` of a CANCEL calls each page.
META_STEPS = {
    "login": "LOGIN",
    "business": "BUSINESS_ACCOUNT_SELECTION",
    "waba": "WHATSAPP_BUSINESS_ACCOUNT_SELECTION",
    "phone": "PHONE_NUMBER_SETUP",
    "otp": "PHONE_NUMBER_VERIFICATION",
    "confirm": "PERMISSIONS",
}
ONLY_WABA = "only_waba_sharing"
DEFAULT_NAME = "Sunny Side Bakery"


class Answers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An id empty and a name given: it will be made."""

    origin: str  # of the page that opened the dialog: nobody else is told anything
    state: str
    setup: dict[str, Any] = {}
    only_waba: bool = False
    logged_in: bool = False
    business_id: str = ""
    business_name: str = ""
    waba_id: str = ""
    waba_name: str = ""
    phone_id: str = ""
    digits: str = ""
    display_name: str = ""
    otp: str = ""  # stays empty for a number that was verified before
    verified: bool = False

    def suggested(self, *path: str) -> str:
        """A value that the opener gave in `extras.setup`."""
        value: Any = self.setup
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return str(value) if isinstance(value, str | int) else ""

    @property
    def pages(self) -> tuple[str, ...]:
        """Those that this person must pass."""
        if self.only_waba:
            return ("login", "business", "waba", "confirm")
        return tuple(page for page in PAGES if page != "otp" or self.otp or not self.digits)

    @property
    def due(self) -> str:
        """The first page that is not answered."""
        answered = {
            "login": self.logged_in,
            "business": self.business_name,
            "waba": self.waba_name,
            "phone": self.digits,
            "otp": self.verified,
        }
        return next(page for page in self.pages if not answered.get(page))

    def reaches(self, page: str) -> bool:
        return page in self.pages and self.pages.index(page) <= self.pages.index(self.due)
