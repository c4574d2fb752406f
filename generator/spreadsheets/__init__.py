"""Measures as the rows of a spreadsheet: they go out as a table, and what was changed there comes back.

    table ──rows──▶ what each cell says ──importing──▶ changes ──staging──▶ held against the readers, then written

XlsxWriter and python-calamine are an extra: only who has a workbook needs them, and a table of text needs neither.
"""
