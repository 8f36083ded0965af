"""`partnerhub serve` that takes Meta's webhooks, checks and splits them, says 200, and stores nothing: the limit of the real one."""

from partnerhub.cli import main
from partnerhub.surfaces.meta_webhooks import intake


async def nothing(self: intake.Intake, payload: object) -> None:
    pass


if __name__ == "__main__":
    intake.Intake.put = nothing
    main()
