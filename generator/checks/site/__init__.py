"""Checks a finished site: its files in, the same files out, and after the last everything that is wrong."""
