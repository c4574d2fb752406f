"""Checks what only the whole roadmap shows: duplicates, dead links and redirects, values without measures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import PurePosixPath
from urllib.parse import unquote

from generator.checks.sentences import check_sentences
from generator.checks.tracking import check_tracking, withdrawn_message
from generator.diagnostics import ContentError, Diagnostic, did_you_mean, with_cure
from generator.i18n import FieldName, Message, _
from generator.model import Edition, InternalLink, Language, Measure, Roadmap, Status
from generator.urls import ASSETS, DATA, Route, UrlMap, output_path, slug_location


def check_roadmap(roadmap: Roadmap) -> Roadmap:
    """Return the roadmap unchanged. Raise ContentError where its parts do not fit together."""
    urls = UrlMap(roadmap)
    diagnostics = (
        *_duplicate_numbers(roadmap),
        *_duplicate_paths(urls),
        *_redirect_errors(urls),
        *_dead_links(roadmap, urls),
        *_editions_without_measures(roadmap),
        *_placeholders(roadmap),
        *check_tracking(roadmap),
        *check_sentences(roadmap),
    )
    if diagnostics:
        raise ContentError(diagnostics)
    return roadmap


def unused_values(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Advise on the values that no measure has, once there are some. The steps of a scale stand for themselves."""
    values = (value for taxonomy in roadmap.paged_taxonomies if not taxonomy.is_scale for value in taxonomy.values)
    for value in values:
        if roadmap.measures and not isinstance(value, Edition | Status) and not roadmap.measures_in(value):
            message = _(
                'No published measure has the value "{value}" of {field}, and its page says so. '
                "If that is a mistake, give a measure this value.",
                field=FieldName(value.classification_id),
                value=value.id,
            )
            yield Diagnostic(value.locations.start, message, code="unused-value")


def _duplicate_numbers(roadmap: Roadmap) -> Iterator[Diagnostic]:
    first: dict[str, Measure] = {}
    by_name: dict[str, Measure] = {}
    for measure in roadmap.measures:
        other = first.setdefault(measure.full_number, measure)
        if other.path != measure.path:
            message = _(
                "Number {number} is already used by {file}. Give one of them another.",
                number=measure.full_number,
                file=other.locations.start.file,
            )
            yield Diagnostic(measure.locations.of("number"), message)
            continue
        other = by_name.setdefault(measure.display_number, measure)
        if other.path != measure.path:
            message = _(
                '"{code}" is already the code of {file}. Give one of them another code.',
                code=measure.display_number,
                file=other.locations.start.file,
            )
            yield Diagnostic(measure.locations.of("code" if measure.code else "number"), message)


def _duplicate_paths(urls: UrlMap) -> Iterator[Diagnostic]:
    first: dict[str, Route] = {}
    reserved = (ASSETS, *urls.embed_folders())
    for route in urls:
        other = first.setdefault(route.path, route)
        if other is route and not route.path.startswith(reserved):
            continue
        location = slug_location(route.subject, route.language)
        if location is None:
            continue
        other_location = slug_location(other.subject, other.language)
        message = _(
            'The address "/{path}" already belongs to {owner}. Change one of the two.',
            path=route.path,
            owner=other_location.file if other_location and other != route else _("the site itself"),
        )
        yield Diagnostic(location, message)


def _redirect_errors(urls: UrlMap) -> Iterator[Diagnostic]:
    """Report redirects from a path that has a page or another redirect, and those to a path without a page."""
    redirects = urls.redirects()
    if not redirects:
        return
    pages = {route.path for route in urls}
    roadmap = urls.roadmap
    embeds = {urls.embed(measure, language) for measure, language in product(roadmap.addressed, roadmap.site.languages)}
    reserved = (ASSETS, DATA, *urls.embed_folders())
    files = {output_path(path) for path in pages | embeds}
    seen: set[str] = set()
    for redirect in redirects:
        old = unquote(redirect.old)
        if redirect.new in embeds:
            # It goes with the page of its measure.
            continue
        is_page = not files.isdisjoint((output_path(old), output_path(f"{old}/")))
        if is_page or (redirect.new in pages and f"{old}/".startswith(reserved)):
            message = _('The address "/{path}" still has a page. Delete it here.', path=redirect.old)
            yield Diagnostic(redirect.location, message)
        elif old.rstrip("/") in seen:
            message = _(
                'The address "/{path}" already leads to another page. Delete one of the two.', path=redirect.old
            )
            yield Diagnostic(redirect.location, message)
        if redirect.new not in pages:
            message = _('There is no page at "/{path}". Write the address of a page that exists.', path=redirect.new)
            yield Diagnostic(redirect.location, message)
        seen.add(old.rstrip("/"))


def _dead_links(roadmap: Roadmap, urls: UrlMap) -> Iterator[Diagnostic]:
    for document, language in product(roadmap.documents, roadmap.site.languages):
        links = document.outline[language].links
        # The text tells where a link stands, and is read only where one may lead nowhere.
        if all(_is_there(path, anchor, language, urls) for path, anchor in links):
            continue
        for link in document.body[language].internal_links:
            if message := _link_error(link, language, urls):
                yield Diagnostic(link.location, message)


def _is_there(path: str, anchor: str, language: Language, urls: UrlMap) -> bool:
    document = urls.documents.get(path)
    return document is not None and (not anchor or anchor in document.outline[language].anchors)


def _link_error(link: InternalLink, language: Language, urls: UrlMap) -> Message | None:
    """Return why a link leads nowhere, None where it leads to a file and an anchor in it."""
    path, anchor = link.path, link.anchor
    if _is_there(path, anchor, language, urls):
        return None
    if path in urls.roadmap.unpublished_paths:
        return _('"{path}" is a draft and has no page yet. Delete its line “draft: yes”, or this link.', path=path)
    if path not in urls.documents and (message := withdrawn_message(path, urls.roadmap)):
        return message
    if path not in urls.documents:
        files = {PurePosixPath(file).stem: file for file in urls.documents}
        suggestion = did_you_mean(PurePosixPath(path).stem, files)
        folder = PurePosixPath(link.location.file).parent.parent / PurePosixPath(path).parent
        return with_cure(
            _('There is no published file "{path}".', path=path),
            suggestion and files[suggestion],
            _('Check its name in the folder "{folder}".', folder=folder),
        )
    anchors = urls.documents[path].outline[language].anchors
    suggestion = did_you_mean(anchor, anchors)
    return with_cure(
        _('"{path}" has no heading "#{anchor}" in this language.', path=path, anchor=anchor),
        suggestion and f"#{suggestion}",
        _("Leave out the part from # on."),
    )


def _placeholders(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Report what only holds a place in what is published: a question of the site itself, a title once more."""
    question = roadmap.texts["problem"]
    problems = [(one.locations, "problem", one.problem, question) for one in roadmap.measures if not one.draft]
    titles = [(one.locations, "description", one.description, one.title) for one in roadmap.editions if not one.draft]
    for (locations, field, text, placeholder), language in product((*problems, *titles), roadmap.site.languages):
        if text is not None and text[language] == placeholder[language]:
            name = f"{field}_{language.code}"
            message = _(
                '{field} is only a placeholder: "{text}". Write what is true here.',
                field=FieldName(name),
                text=text[language],
            )
            yield Diagnostic(locations.of(name), message)


def _editions_without_measures(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Report each edition that has no measure, once there are some at all."""
    for edition in roadmap.editions if roadmap.measures else ():
        if not (edition.draft or edition.carries or roadmap.measures_in(edition)):
            message = _("This year has no measures. Name those that it continues, or delete the file.")
            yield Diagnostic(edition.locations.start, message)
