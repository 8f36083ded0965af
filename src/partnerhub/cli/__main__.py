"""`python -m partnerhub.cli`: how `up` starts its children."""

from partnerhub.cli.commands import main

main()
