"""`partnerhub doctor`: what is wrong with an installation, and what to do about it."""

from partnerhub.cli.doctor.checks import examine_all

__all__ = ["examine_all"]
