"""Makes the content of a city from the table of measures that it already has.

    any table ──table──▶ columns and rows ──proposal──▶ mapping.yaml ──conversion──▶ content files and a report

The command `tiekartta init FOLDER --from TABLE` uses three functions of `importer`: `import_table` reads the table by a
mapping, or proposes one; `imported_files` gives the files of a city that begins with it, and `write_import` writes them
again into one that did. `site.yaml`, pages and words are not made here.
"""
