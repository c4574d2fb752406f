"""Serves the site while its content is written, with problems, advice and a form."""
