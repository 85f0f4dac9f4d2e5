"""`python -m samarkand`, the same as the command `samarkand`."""

from samarkand.cli import main

main()
