"""Reads the content folder: files in, a Roadmap out, or every problem of every file."""
