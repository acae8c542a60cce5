"""`python -m tsunagi`."""

from tsunagi.cli import main

main()
