import pytest

from partnerhub.domain.onboarding import parse
from partnerhub.domain.onboarding.parameters import BadParameter


class TestParse:
    def test_treats_an_empty_value_as_absent(self) -> None:
        assert parse([("email", ""), ("state", ""), ("number", '""')]) == parse([])

    def test_strips_the_quotes_of_old_link_generators(self) -> None:
        given = parse([("number", '"+49 30 1234567"')])
        assert given.number == "+49 30 1234567"
        assert given.digits == "49301234567"

    def test_gives_state_back_as_it_came(self) -> None:
        assert parse([("state", ' "a b"&c\t')]).state == ' "a b"&c\t'

    def test_keeps_the_space_that_a_raw_plus_has_become_at_the_start_of_a_signature(self) -> None:
        assert parse([("io_signature", " abc")]).io_signature == " abc"

    def test_knows_the_names_of_the_submission_form(self) -> None:
        given = parse([("fullName", "Ada"), ("companyName", "Engines")])
        assert (given.full_name, given.name) == ("Ada", "Engines")

    def test_ignores_what_it_does_not_know(self) -> None:
        assert parse([("utm_source", "mail"), ("email", "a@b.example")]).email == "a@b.example"

    def test_takes_the_first_of_two(self) -> None:
        assert parse([("name", "One"), ("name", "Two")]).name == "One"

    def test_drops_control_characters_from_what_is_stored(self) -> None:
        assert parse([("partner", "a\x00b\n")]).partner == "ab"

    def test_refuses_a_value_that_is_too_long(self) -> None:
        with pytest.raises(BadParameter) as caught:
            parse([("partner", "x" * 2049)])
        assert caught.value.field == "partner"
