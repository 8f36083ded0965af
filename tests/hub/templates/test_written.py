import msgspec
import pytest

from partnerhub.surfaces.hub.partner.templates.faults import faults
from partnerhub.surfaces.hub.partner.templates.rewritten import rewritten
from partnerhub.surfaces.hub.partner.templates.written import Button, Written, components

GOOD = Written(name="sale", body="Hello {{1}}, it is {{2}} now.", samples="Ada\nnoon")


class TestComponents:
    @pytest.mark.parametrize(
        "written",
        [
            GOOD,
            Written(name="sale", body="Dear {{name}} of {{city}}.", samples="Ada\nParis"),
            Written(name="sale", body="Hi.", header="TEXT", header_text="No. {{1}}", header_sample="7", footer="Acme"),
            Written(name="sale", body="Hi.", header="IMAGE", header_sample="4::aW1hZ2U="),
            Written(name="sale", body="Hi.", header="LOCATION"),
            Written(
                name="sale",
                body="Hi.",
                buttons=(
                    Button("URL", "Go", "https://acme.example"),
                    Button("PHONE_NUMBER", "Call", "+49301234567"),
                    Button("COPY_CODE", "", "SALE25"),
                    Button("QUICK_REPLY", "Stop", ""),
                ),
            ),
        ],
    )
    def test_are_read_back_as_they_were_written(self, written: Written) -> None:
        assert faults(written) == {}
        kept = msgspec.json.encode(components(written)).decode()
        assert rewritten(kept, name=written.name) == written

    def test_hold_samples_by_number_however_the_text_orders_them(self) -> None:
        body = components(msgspec.structs.replace(GOOD, body="At {{2}}: {{1}}!", samples="noon\nAda"))[0]
        assert body["example"] == {"body_text": [["Ada", "noon"]]}


class TestFaults:
    def test_are_none_in_a_good_template(self) -> None:
        assert faults(GOOD) == {}

    @pytest.mark.parametrize(
        ("field", "change"),
        [
            ("name", {"name": "Sale"}),
            ("name", {"name": ""}),
            ("language", {"language": "German"}),
            ("category", {"category": "SPAM"}),
            ("body", {"body": ""}),
            ("body", {"body": "x" * 1025}),
            ("body", {"body": "{{1}} is {{2}} now."}),
            ("body", {"body": "Hello {{1}} and {{3}}."}),
            ("samples", {"samples": "Ada"}),
            ("samples", {"body": "Hello."}),
            ("header", {"header": "TEXT"}),
            ("header", {"header": "TEXT", "header_text": "{{1}} {{2}}", "header_sample": "x"}),
            ("header", {"header": "TEXT", "header_text": "No. {{1}}"}),
            ("header", {"header": "IMAGE"}),
            ("header", {"header": "SONG"}),
            ("footer", {"footer": "x" * 61}),
            ("footer", {"footer": "Bye {{1}}"}),
            ("buttons", {"buttons": (Button("URL", "Go", "acme.example"),)}),
            ("buttons", {"buttons": (Button("URL", "", "https://acme.example"),)}),
            ("buttons", {"buttons": (Button("PHONE_NUMBER", "Call", "call me"),)}),
            ("buttons", {"buttons": (Button("COPY_CODE", "", ""),)}),
            ("minutes", {"category": "AUTHENTICATION", "minutes": "91"}),
            ("minutes", {"category": "AUTHENTICATION", "minutes": "soon"}),
        ],
    )
    def test_are_told_at_their_field(self, field: str, change: dict[str, object]) -> None:
        assert field in faults(msgspec.structs.replace(GOOD, **change))  # pyright: ignore[reportArgumentType]
