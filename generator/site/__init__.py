"""Renders a roadmap: a Roadmap in, the files of the site out, one by one. Same roadmap, same bytes."""
