import xml.etree.ElementTree as ET

from partnerhub.kit import qr

URL = "https://hub.example.com/onboarding/links/PHOL"


def test_a_code_is_a_square_picture_with_a_name_and_no_style() -> None:
    drawn = qr.svg(URL, 'Link of "Ada & Co"')
    root = ET.fromstring(drawn)  # noqa: S314  we have drawn it
    *_, width, height = root.attrib["viewBox"].split()
    assert width == height
    assert root[0].text == 'Link of "Ada & Co"'
    assert "style" not in drawn


def test_different_texts_are_different_codes_and_long_ones_fit() -> None:
    assert qr.svg(URL, "") != qr.svg(URL + "1", "")
    assert len(qr.svg(URL + "x" * 1900, "")) > len(qr.svg(URL, ""))
