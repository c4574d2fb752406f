"""Puts a finished site in place, all or nothing, and knows when that need not be done again."""
