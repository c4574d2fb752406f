"""python -m generator: the same as the command tiekartta."""

from generator.cli import main

main()
