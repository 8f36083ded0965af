from typing import Any

import msgspec
import pytest

from partnerhub.domain.onboarding.targets import RedirectMissing, RedirectRefused, judge
from partnerhub.domain.partners import Partner

NOTHING: dict[str, Any] = dict.fromkeys(Partner.__struct_fields__)
PARTNER = msgspec.structs.replace(
    Partner(**NOTHING),
    partner_redirect_url="https://app.example.com/done?a=1",
    redirect_urls=["https://other.example.com:8443/x"],
)


class TestJudge:
    def test_falls_back_to_the_partners_own_address(self) -> None:
        assert judge("", PARTNER, any_target=False) == "https://app.example.com/done?a=1"

    def test_says_when_there_is_none(self) -> None:
        partner = msgspec.structs.replace(PARTNER, partner_redirect_url=None)
        with pytest.raises(RedirectMissing):
            judge("", partner, any_target=True)

    @pytest.mark.parametrize(
        "url",
        [
            "https://app.example.com/elsewhere?x=%20y",
            "https://APP.example.com:443",
            "https://other.example.com:8443/y#part",
        ],
    )
    def test_allows_what_has_a_registered_origin(self, url: str) -> None:
        assert judge(url, PARTNER, any_target=False) == url

    @pytest.mark.parametrize(
        "url",
        [
            "https://evil.example",
            "http://app.example.com/done",
            "https://app.example.com:444/",
            "https://app.example.com.evil.example/",
            "https://app.example.com@evil.example/",
            "https://evil.example\\@app.example.com/",
            "//app.example.com/",
            "/done",
            "javascript:alert(1)//app.example.com",
            "https://app.example.com/\r\nset-cookie: a=b",
            "https://app.example.com/ x",
            "https://app.example.com:99999/",
            "https://[",
            "https://app.example.com/" + "x" * 2048,
            "http://localhost:9101/page",
        ],
    )
    def test_refuses_everything_else(self, url: str) -> None:
        with pytest.raises(RedirectRefused):
            judge(url, PARTNER, any_target=False)

    @pytest.mark.parametrize(
        "url", ["http://localhost:9101/page", "http://127.0.0.1:9101/", "https://shop.localhost/", "http://[::1]:80/"]
    )
    def test_allows_loopback_where_any_target_may_be_used(self, url: str) -> None:
        assert judge(url, PARTNER, any_target=True) == url

    def test_refuses_other_hosts_even_there(self) -> None:
        with pytest.raises(RedirectRefused):
            judge("http://evil.example", PARTNER, any_target=True)

    def test_takes_out_the_keys_that_the_result_will_bring(self) -> None:
        url = "https://app.example.com/done?state=s&client=oldCL&channels=[oldCH]&revoked=[x]&project=p&channel=c&b=#f"
        assert judge(url, PARTNER, any_target=False) == "https://app.example.com/done?state=s&b=#f"
