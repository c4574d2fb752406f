"""Advises the editors on their texts: a Roadmap in, advice out, none of which stops a build."""
