"""Finds what is wrong, or could be better, in a roadmap and in its finished site."""
