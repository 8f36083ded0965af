import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.cli.house import House, partnerhub_
from tests.faults.looking.metrics import scraped
from tests.processes import all_gone, family, wait_until
from tests.serving import free_port

from partnerhub.cli.addresses import answers, taken

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all tests of this file that leave it running."""
    running = House(
        tmp_path_factory.mktemp("up") / "data", settings={"PARTNERHUB_WORKER_METRICS_PORT": str(free_port())}
    )
    running.start()
    yield running
    if running.process.poll() is None:
        running.stop()


class TestRunning:
    def test_says_where_it_is_once_every_part_answers(self, house: House) -> None:
        assert f"ready: http://localhost:{house.port}" in house.said()
        assert house.ready()

    def test_without_a_terminal_it_says_each_step_on_a_line(self, house: House) -> None:
        assert "Making the database …\nStarting PostgreSQL …\n" in house.said()

    def test_the_data_folder_is_for_its_owner_alone(self, house: House) -> None:
        assert stat.S_IMODE(house.data.stat().st_mode) == 0o700

    def test_the_parent_is_light(self, house: House) -> None:
        assert psutil.Process(house.process.pid).memory_full_info().uss < 35_000_000

    def test_a_second_one_on_the_same_port_is_told_so_in_a_sentence(self, house: House, tmp_path: Path) -> None:
        second = partnerhub_("up", "--port", str(house.port), "--data-dir", str(tmp_path))
        assert second.returncode == 1
        assert second.stderr == (
            f"Error: Port {house.port} on 127.0.0.1 cannot be used: Address already in use. "
            "Stop what uses it, or choose another with --port.\n"
        )

    def test_a_second_one_on_the_same_data_is_told_so_in_a_sentence(self, house: House) -> None:
        second = partnerhub_("up", "--port", "9149", "--data-dir", str(house.data))
        assert second.returncode == 1
        assert "Another partnerhub process runs on" in second.stderr
        assert "Traceback" not in second.stderr

    def test_another_command_joins_the_running_database(self, house: House) -> None:
        assert partnerhub_("migrate", "--data-dir", str(house.data)).stdout == "Nothing to apply.\n"
        assert house.ready()

    @pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
    def test_answers_on_both_addresses_that_localhost_may_be(self, house: House) -> None:
        for address in ("127.0.0.1", "::1"):
            assert answers(address, house.port, "/healthz"), address

    def test_the_worker_shows_its_own_numbers_where_the_settings_say(self, house: House) -> None:
        port = int(house.settings["PARTNERHUB_WORKER_METRICS_PORT"])
        wait_until(lambda: answers("127.0.0.1", port, "/metrics"))
        wait_until(lambda: scraped(port)["partnerhub_queue_looked_at",] > 0)
        shown = scraped(port)
        assert {
            "partnerhub_in_flight",
            "partnerhub_unsettled",
            "partnerhub_attempt_seconds_count",
            "partnerhub_claim_seconds_count",
        } <= {name for name, *_ in shown}
        assert (shown["partnerhub_deliveries_late",], shown["partnerhub_deliveries_owed", "open"]) == (0, 0)

    def test_keeps_an_idle_connection_longer_than_a_client_thinks_of_closing_it(self, house: House) -> None:
        with socket.create_connection(("127.0.0.1", house.port), timeout=15) as caller:
            caller.sendall(b"GET /healthz HTTP/1.1\r\nhost: hub\r\n\r\n")
            assert caller.recv(65_536).startswith(b"HTTP/1.1 200 ")
            caller.settimeout(7)  # uvicorn's own patience is five seconds
            with pytest.raises(TimeoutError):
                assert caller.recv(1) != b"", "closed by the server"

    @pytest.mark.parametrize("name", ["serve", "work"])
    def test_a_part_that_is_killed_is_started_again(self, house: House, name: str) -> None:
        before = house.part(name)
        below = before.children(recursive=True)
        before.kill()
        wait_until(lambda: f"{name} ended unexpectedly; starting it again" in house.said())
        wait_until(lambda: all_gone([before, *below]) and house.has(name) and house.ready())

    def test_a_database_that_is_killed_is_started_again(self, house: House) -> None:
        server = int((house.data / "postgres/data/postmaster.pid").read_text().split()[0])
        psutil.Process(server).kill()
        wait_until(lambda: "PostgreSQL ended unexpectedly; starting it again" in house.said())
        wait_until(house.ready)


class TestStop:
    @pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_a_signal_stops_everything_it_started(self, tmp_path: Path, sign: signal.Signals) -> None:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # below nohup, whose children are not to hear it
        house = House(tmp_path / "data")
        house.start()
        everything = family(house.process.pid)
        assert house.stop(sign) == 0
        assert all_gone(everything)
        assert taken("127.0.0.1", house.port) is None
        assert house.said().endswith("Stopped.\n")

    def test_kill_9_leaves_no_process_and_the_next_start_works(self, tmp_path: Path) -> None:
        house = House(tmp_path / "data", settings={"PARTNERHUB_WEB_PROCESSES": "2"})
        house.start()
        everything = family(house.process.pid)
        assert len(house.part("serve").children()) >= 2
        house.process.kill()
        house.process.wait()
        wait_until(lambda: all_gone(everything))
        house.start()
        assert house.ready()
        house.stop()

    def test_ctrl_c_during_the_first_start_leaves_no_process_and_the_next_start_works(self, tmp_path: Path) -> None:
        house = House(tmp_path / "data")
        house.begin()
        wait_until(lambda: "Starting PostgreSQL" in house.said())
        everything = family(house.process.pid)
        assert house.stop() == 0
        assert all_gone(everything)
        house.start()
        house.stop()


class TestFaults:
    def test_a_part_that_cannot_start_ends_up_with_its_last_words(self, tmp_path: Path) -> None:
        done = partnerhub_("up", "--port", "9148", "--data-dir", str(tmp_path), PARTNERHUB_SANDBOX="off")
        assert done.returncode == 1
        assert "serve did not start" in done.stderr
        assert "The sandbox is off, but PARTNERHUB_META_APP_ID" in done.stderr

    def test_a_setting_that_cannot_be_read_is_named(self, tmp_path: Path) -> None:
        done = partnerhub_("up", "--data-dir", str(tmp_path), PARTNERHUB_POOL_SIZE="many")
        assert done.returncode == 1
        assert done.stderr == "Error: PARTNERHUB_POOL_SIZE must be a whole number, 1 to 99999, not 'many'.\n"
