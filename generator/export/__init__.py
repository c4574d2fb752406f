"""Publishes a roadmap for other programs: a Roadmap in, its files of open data out. Same roadmap, same bytes."""
