"""Follows the roadmap up: what came of its measures, what changed and when, and who is to be asked."""
