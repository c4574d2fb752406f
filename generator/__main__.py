"""python -m generator: the same as the command tiekartta."""

from generator.cli.app import main

main()
