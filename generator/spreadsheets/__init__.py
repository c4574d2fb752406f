"""Measures as the rows of a spreadsheet: they go out as a table, and what was changed there comes back.

    roadmap ──columns, choices──▶ export ──▶ table ──rows, step_rows──▶ what each cell says
        ──import_, step_changes, history──▶ changes ──staging──▶ held against the readers, then written

Workbooks are read by python-calamine and xlrd, which are an extra, in a process of their own; a table of text needs
nothing.
"""
