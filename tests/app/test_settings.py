"""Settings: read once, checked, never unsafe by forgetting."""

from pathlib import Path

import pytest

from partnerhub.settings import BadSetting, Settings, described, from_env, refuse_unsafe, to_env

OWN = {
    "meta_app_id": "1",
    "meta_app_secret": "own",
    "meta_config_id": "2",
    "meta_verify_token": "own",
    "meta_system_token": "own",
}


class TestReading:
    def test_command_line_wins_over_environment_and_that_over_default(self) -> None:
        settings = from_env({"PARTNERHUB_PORT": "9000", "PARTNERHUB_HOST": "0.0.0.0"}, port=9001, host=None)  # noqa: S104
        assert (settings.port, settings.host, settings.data_dir) == (9001, "0.0.0.0", Path("data"))  # noqa: S104

    @pytest.mark.parametrize(
        "given",
        [
            {"PARTNERHUB_PORT": "many"},
            {"PARTNERHUB_PORT": "²"},
            {"PARTNERHUB_PORT": "0"},
            {"PARTNERHUB_WORKER_METRICS_PORT": "65536"},
            {"PARTNERHUB_POOL_SIZE": "0"},
            {"PARTNERHUB_DEMO": "perhaps"},
            {"PARTNERHUB_RATE_LIMITS": "some"},
        ],
    )
    def test_a_bad_value_is_named(self, given: dict[str, str]) -> None:
        with pytest.raises(BadSetting, match=next(iter(given))):
            from_env(given)

    def test_a_slash_at_the_end_of_an_address_is_left_out(self) -> None:
        given = {"PARTNERHUB_BASE_URL": "https://hub.example/", "PARTNERHUB_MESSAGING_URL": "https://waba.example/"}
        settings = from_env(given)
        assert (settings.url, settings.messaging_base) == ("https://hub.example", "https://waba.example")
        assert settings.sandbox_url == "https://hub.example/sandbox"

    def test_a_child_process_gets_the_same(self) -> None:
        settings = Settings(port=9000, demo=True, sandbox=False, data_dir=Path("/somewhere"))
        assert from_env(to_env(settings)) == settings


class TestSafety:
    def test_shows_no_secret(self) -> None:
        shown = str(described(Settings(meta_app_secret="canary", database_url="postgresql://u:canary@h/d")))
        assert "canary" not in shown

    def test_the_sandboxs_secrets_are_refused_without_the_sandbox(self) -> None:
        refuse_unsafe(Settings())
        refuse_unsafe(Settings(sandbox=False, **OWN))  # pyright: ignore[reportArgumentType]
        for name in OWN:
            with pytest.raises(BadSetting, match=name.upper()):
                refuse_unsafe(Settings(sandbox=False, **{one: OWN[one] for one in OWN if one != name}))  # pyright: ignore[reportArgumentType]

    @pytest.mark.parametrize(("demo", "limits_on", "any_target"), [(True, False, True), (False, True, False)])
    def test_demo_relaxes_limits_and_targets_and_nothing_else_does(
        self, *, demo: bool, limits_on: bool, any_target: bool
    ) -> None:
        settings = Settings(demo=demo)
        assert (settings.limits_on, settings.any_target) == (limits_on, any_target)
        assert Settings(demo=demo, rate_limits="documented").limits_on
