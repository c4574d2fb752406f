"""Measures as the rows of a spreadsheet: they go out as a table, and what was changed there comes back.

    table ──rows──▶ what each cell says ──importing──▶ changes ──staging──▶ held against the readers, then written

python-calamine is an extra: it reads workbooks, and a table of text needs nothing.
"""
