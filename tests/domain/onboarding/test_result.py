from urllib.parse import parse_qs, urlsplit

from partnerhub.domain.onboarding.result import address


def _address(
    target: str = "https://a.example/x",
    *,
    permitted: tuple[str, ...] = ("aCH", "bCH"),
    revoked: tuple[str, ...] = (),
    state: str = "",
    single: bool = False,
) -> str:
    return address(target, client_id="oneCL", permitted=permitted, revoked=revoked, state=state, single=single)


class TestAddress:
    def test_sends_lists_without_quotes_or_spaces(self) -> None:
        assert _address() == "https://a.example/x?client=oneCL&channels=[aCH,bCH]"

    def test_never_sends_an_empty_list(self) -> None:
        assert _address(permitted=(), revoked=("aCH",)) == "https://a.example/x?client=oneCL&revoked=[aCH]"

    def test_joins_the_query_that_is_there(self) -> None:
        url = _address("https://a.example/x?platform=9&state=own#part", permitted=("aCH",))
        assert url == "https://a.example/x?platform=9&state=own&client=oneCL&channels=[aCH]#part"

    def test_gives_state_back_whatever_it_holds(self) -> None:
        state = "a b+c&client=evil#[x]ü"
        url = _address(permitted=("aCH",), revoked=("bCH",), state=state)
        assert url.startswith("https://a.example/x?client=oneCL&channels=[aCH]&revoked=[bCH]&state=")
        assert parse_qs(urlsplit(url).query)["state"] == [state]
        assert "+" not in url

    def test_adds_the_one_channel_of_the_submission_form(self) -> None:
        assert _address(single=True) == "https://a.example/x?client=oneCL&channel=aCH&channels=[aCH,bCH]"
