"""Makes the content of a city from the table of measures that it already has.

    any table ──table──▶ columns and rows ──proposal──▶ mapping.yaml ──conversion──▶ content files and a report

The command `tiekartta init FOLDER --from TABLE` uses two functions of `importer`:

    table_import = import_table(table, languages, folder / MAPPING, translator)   # proposes a mapping if there is none
    write_import(table_import, folder)                                # mapping.yaml, and what belongs in content/

Between the two it prints `table_import.report`, and asks. The table says which measures and classifications there are;
`site.yaml`, pages and words are not made here. Raises ContentError and UserError, with nothing written.
"""
