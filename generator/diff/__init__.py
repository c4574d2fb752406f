"""Compares the content before and after a change."""
