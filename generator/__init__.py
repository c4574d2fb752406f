"""Tiekartta publishes a city's roadmap.

    content/ ──reading──▶ Roadmap ──checking──▶ Roadmap ──rendering──▶ (path, bytes)… ──writing──▶ site/

Each module imports only from those above it:

    problems      what an editor wrote wrong, where, and the cure
    speaking      the same in the editor's language
    model         what a roadmap is
    addresses     where each page is
    reading       content/ becomes a Roadmap
    following     what came of the measures, and what changed
    translating   which translations are approved
    checking      what only the whole roadmap shows
    rendering     a Roadmap becomes pages
    advising      what could be better in the texts
    printing      the whole of it becomes a PDF
    writing       the pages take the place of the old site
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
