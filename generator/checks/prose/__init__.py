"""Advises the editors on what they wrote: a Roadmap in, advice out, none of which stops a build."""
