"""Proves a finished site: its files in, the same files out, and at their end everything that is wrong."""
