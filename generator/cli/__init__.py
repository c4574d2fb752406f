"""The command line: each command parses its arguments, calls the generator and prints the result."""
