"""In which country a phone number is: Meta's price of a message depends on its recipient's."""

import phonenumbers

UNKNOWN = "ZZ"
NOT_GEOGRAPHIC = "001"


def country_of(digits: str) -> str:
    """ISO 3166; of numbers that several countries share and none has given out, the greatest of them."""
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return UNKNOWN
    found = phonenumbers.region_code_for_number(number)
    found = found or phonenumbers.region_code_for_country_code(number.country_code or 0)
    return UNKNOWN if found == NOT_GEOGRAPHIC else found
