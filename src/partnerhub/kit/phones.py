"""Telephone numbers as people write them."""


def international(digits: str) -> str:
    """`4915112345678` → `+49 1511 2345678`; what is no number stays as it is."""
    import phonenumbers  # noqa: PLC0415  a third of a second at start, and only few things need it

    try:
        parsed = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return digits
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
