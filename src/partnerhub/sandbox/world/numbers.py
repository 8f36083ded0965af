"""Phone numbers as Meta writes them: digits for machines, spaces and a plus for people."""

import re
import secrets

import phonenumbers

PUNCTUATION = re.compile(r"[\s().+\-\u00a0]")
SHORTEST, LONGEST = 6, 15


def digits_of(given: str) -> str | None:
    """`+1 (555) 010-1234` → `15550101234`; None when that is no phone number."""
    digits = PUNCTUATION.sub("", given)
    return digits if digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST else None


def split(digits: str) -> tuple[str, str]:
    """Country code and the rest; a number of no country has its first digit as the code."""
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return digits[:1], digits[1:]
    code = str(number.country_code)
    return code, digits.removeprefix(code)


def region(digits: str) -> str | None:
    """`DE`; None for a number of no country."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return None


def display(digits: str) -> str:
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return f"+{digits}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def invented() -> str:
    """A number that no person has: the area 555-01xx is kept for stories."""
    return f"1{secrets.randbelow(800) + 200}55501{secrets.randbelow(100):02d}"
