"""A partner's profile and settings: judged and written (contract partner-api §5.2, §5.5)."""

import re
from collections.abc import Mapping
from typing import Any

import phonenumbers

from partnerhub.db.pool import Db
from partnerhub.domain.partners import store
from partnerhub.kit.problems import BadInput
from partnerhub.kit.texts import is_line
from partnerhub.kit.urls import MAX_URL, is_web_url
from partnerhub.kit.words import t

# Where Meta keeps a number's data at rest; without one it is Meta's choice (contract hub-and-onboarding §1.4).
REGIONS = ("AE", "AU", "BH", "BR", "CA", "CH", "DE", "GB", "ID", "IN", "JP", "KR", "SG", "US", "ZA")
COUNTRIES = tuple(sorted(phonenumbers.SUPPORTED_REGIONS))  # ISO 3166, those with telephones
LONGEST_NAME = 100
LONGEST_ID = 20
COLOUR = re.compile("#[0-9a-f]{6}", re.ASCII)
SOLUTION_ID = range(14, 19)  # digits


class BadSetting(BadInput):
    """The setting cannot have this value."""

    code = "bad_setting"


async def change(db: Db, partner_id: str, changes: Mapping[str, Any], *, any_target: bool = False) -> None:
    """Set the named columns (keys of store.CHANGEABLE); raises BadSetting. An empty text is no value."""
    values = {name: None if value == "" and name in CLEARABLE else value for name, value in changes.items()}
    for name, value in values.items():
        if value is not None and name in CHECKS:
            CHECKS[name](name, value, any_target)
    await store.change(db, partner_id, values)


def _name(name: str, value: str, _any_target: bool) -> None:
    if len(value) > LONGEST_NAME or not is_line(value):
        raise BadSetting(
            t("{name} must have at most {most} characters, on one line.", name=name, most=LONGEST_NAME), field=name
        )


def _logo(name: str, value: str, any_target: bool) -> None:
    if len(value) > MAX_URL or not is_web_url(value, plain=any_target):
        raise BadSetting(
            t("{name} must be an absolute https URL of at most {most} characters.", name=name, most=MAX_URL), field=name
        )


def _colour(name: str, value: str, _any_target: bool) -> None:
    if not COLOUR.fullmatch(value):
        raise BadSetting(t("{name} must be a colour as #0b7a5f: six digits or letters a to f.", name=name), field=name)


def _country(name: str, value: str, _any_target: bool) -> None:
    if value not in COUNTRIES:
        raise BadSetting(t("{name} must be a country in two capital letters (ISO 3166).", name=name), field=name)


def _region(_name: str, value: str, _any_target: bool) -> None:
    field = "default_data_localization_region"
    if value not in REGIONS:
        raise BadSetting(
            t("{field} must be one of {regions}, or null.", field=field, regions=", ".join(REGIONS)), field=field
        )


def _business(_name: str, value: str, _any_target: bool) -> None:
    if not _digits(value) or len(value) > LONGEST_ID:
        raise BadSetting(t("business_manager_id must be a number of Meta's, in digits."), field="business_manager_id")


def _solution(_name: str, value: str, _any_target: bool) -> None:
    if not _digits(value) or len(value) not in SOLUTION_ID:
        raise BadSetting(t("solution_id must have 14 to 18 digits."), field="solution_id")


def _digits(value: str) -> bool:
    return value.isascii() and value.isdigit()


CLEARABLE = {
    "brand_name", "logo_url", "default_data_localization_region", "account_sharing_business_manager_id",
    "account_sharing_solution_id", "accent_colour", "ground_colour",
}  # fmt: skip
CHECKS = {
    "brand_name": _name,
    "logo_url": _logo,
    "accent_colour": _colour,
    "ground_colour": _colour,
    "country": _country,
    "default_data_localization_region": _region,
    "account_sharing_business_manager_id": _business,
    "account_sharing_solution_id": _solution,
}
