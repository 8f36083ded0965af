import signal
from collections.abc import Iterator

import pytest

from partnerhub.kit.processes import signals_held


class Stopped(BaseException):
    pass


@pytest.fixture(autouse=True)
def _stops() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, stop)
    yield
    signal.signal(signal.SIGTERM, before)


class TestASignalThatIsHeld:
    def test_comes_once_what_was_begun_is_done(self) -> None:
        done: list[str] = []

        def work() -> None:
            with signals_held():
                signal.raise_signal(signal.SIGTERM)
                done.append("all of it")

        with pytest.raises(Stopped):
            work()
        assert done

    def test_is_heard_at_once_again_afterwards(self) -> None:
        with signals_held():
            pass
        with pytest.raises(Stopped):
            signal.raise_signal(signal.SIGTERM)

    def test_does_not_hide_what_went_wrong_meanwhile(self) -> None:
        with pytest.raises(ValueError, match="wrong"), signals_held():
            raise ValueError("wrong")
