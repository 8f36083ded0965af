import pytest
from tests.cli.house import partnerhub_


class TestHelp:
    def test_lists_every_command(self) -> None:
        listed = partnerhub_("--help").stdout
        assert all(
            f"\n  {name} " in listed for name in ("up", "serve", "work", "migrate", "demo", "partner", "fund", "doctor")
        )

    @pytest.mark.parametrize("name", ["up", "serve", "work", "migrate", "demo", "partner", "fund", "refund", "doctor"])
    def test_each_command_says_what_it_does(self, name: str) -> None:
        done = partnerhub_(name, "--help")
        assert done.returncode == 0
        assert "--data-dir" in done.stdout
