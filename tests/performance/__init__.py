"""Measures how fast a site is made, beside the straightest script that makes its pages.

python -m performance   from the folder tests, or: make bench
"""
