"""Tiekartta publishes a city's roadmap.

    content/ ──reading──▶ Roadmap ──checking──▶ Roadmap ──rendering──▶ (path, bytes)… ──writing──▶ site/

Each module imports only from those above it:

    problems      what an editor wrote wrong, where, and the cure
    speaking      the same in the editor's language
    memory        what need not be made twice
    sharing       many things are made on all cores
    model         what a roadmap is
    addresses     where each page is
    reading       content/ becomes a Roadmap
    following     what came of the measures, and what changed
    translating   which translations are approved
    checking      what only the whole roadmap shows
    opendata      a Roadmap becomes files for other programs
    rendering     a Roadmap becomes pages
    hosting       what each host needs besides
    discovering   what machines find the pages by
    advising      what could be better in the texts
    printing      the whole of it becomes a PDF
    verifying     proof that a finished site is whole
    keeping       published addresses, which never go
    visiting      whether the sites that are linked to are there
    writing       the pages take the place of the old site
    fingerprints  whether the site still is what it would be
    pipeline      the four steps
    editing       a file's fields, changed where they stand
    comparing     the content before and after a change
    summarising   the same in words
    drafting      a new measure's file
    renewing      a new year's edition
    spreadsheets  measures as rows of a table
    approving     that a translation is approved
    schema        the fields for other programs
    notices       what the preview tells
    editor        the form of the preview
    serving       the preview
    reporting     problems for the programs of a merge request
    desk          where the commands work, and how they speak
    commands      one after another
    cli           parses the command line
"""
