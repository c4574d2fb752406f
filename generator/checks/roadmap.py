"""Checks what can only be seen in the whole roadmap: doubles, links that lead nowhere, groups without measures."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from generator.checks.tracking import check_follow_up
from generator.content.paths import MEASURES
from generator.diagnostics import ContentError, Diagnostic, Location, did_you_mean
from generator.i18n import FieldName, Message, _
from generator.model import Document, Edition, InternalLink, Language, Measure, Roadmap
from generator.urls import ASSETS, DATA, Route, UrlMap, output_path, slug_location


def check_roadmap(roadmap: Roadmap) -> Roadmap:
    """The same roadmap. Raises ProblemsFound where its parts do not fit together."""
    urls = UrlMap(roadmap)
    diagnostics = (
        *doubled_numbers(roadmap),
        *doubled_addresses(urls),
        *wrong_redirects(urls),
        *dead_links(roadmap, urls),
        *empty_groups(roadmap),
        *check_follow_up(roadmap),
    )
    if diagnostics:
        raise ContentError(diagnostics)
    return roadmap


def doubled_numbers(roadmap: Roadmap) -> Iterator[Diagnostic]:
    first: dict[str, Measure] = {}
    for measure in roadmap.measures:
        other = first.setdefault(measure.display_number, measure)
        if other.path != measure.path:
            message = _(
                "Number {number} is already that of {file}. Give one of them another.",
                number=measure.display_number,
                file=other.locations.start.file,
            )
            yield Diagnostic(measure.locations.of("number"), message)


def doubled_addresses(urls: UrlMap) -> Iterator[Diagnostic]:
    first: dict[str, Route] = {}
    taken = (ASSETS, *urls.embed_folders())
    for address in urls:
        other = first.setdefault(address.path, address)
        location = slug_location(address.subject, address.language)
        other_place = slug_location(other.subject, other.language)
        if (other != address or address.path.startswith(taken)) and location is not None:
            owner = other_place.file if other_place and other != address else _("the site itself")
            message = _(
                'The address "/{path}" is already that of {owner}. Change one of the two.',
                path=address.path,
                owner=owner,
            )
            yield Diagnostic(location, message)


def wrong_redirects(urls: UrlMap) -> Iterator[Diagnostic]:
    """The old addresses that have a page or come twice, and those that lead nowhere."""
    languages = urls.roadmap.site.languages
    pages = {one.path for one in urls}
    cards = {urls.embed(one, language) for one in urls.roadmap.measures for language in languages}
    own = (ASSETS, DATA, *urls.embed_folders())
    taken = {output_path(path) for path in pages | cards}
    seen: set[str] = set()
    for one in urls.redirects():
        old = unquote(one.old)
        if one.new in cards:
            # It goes with the page of its measure.
            continue
        if {output_path(old), output_path(f"{old}/")} & taken or (one.new in pages and f"{old}/".startswith(own)):
            message = _('The address "/{path}" still has a page. Delete it here.', path=one.old)
            yield Diagnostic(one.location, message)
        elif old.rstrip("/") in seen:
            message = _('The address "/{path}" leads to another page already. Delete one of the two.', path=one.old)
            yield Diagnostic(one.location, message)
        if one.new not in pages:
            message = _('There is no page at "/{path}". Write the address of one, as it stands there.', path=one.new)
            yield Diagnostic(one.location, message)
        seen.add(old.rstrip("/"))


def dead_links(roadmap: Roadmap, urls: UrlMap) -> Iterator[Diagnostic]:
    for written in roadmap.documents:
        for language in roadmap.site.languages:
            for reference in written.body[language].internal_links:
                message = dead(reference, language, urls)
                if message is not None:
                    yield Diagnostic(reference.location, message)


def dead(reference: InternalLink, language: Language, urls: UrlMap) -> Message | None:
    """Why a link leads nowhere, None where it leads somewhere."""
    goal: Document | None = urls.documents.get(reference.path)
    if reference.path in urls.roadmap.unpublished_paths:
        return _(
            '"{path}" is a draft and has no page yet. Delete its line “draft: yes”, or this link.', path=reference.path
        )
    if goal is None:
        suggestion = closest_file(reference.path, urls.documents)
        if suggestion is None:
            return _('There is no published file "{path}". Link to the name of a file.', path=reference.path)
        return _(
            'There is no published file "{path}". Did you mean "{suggestion}"?',
            path=reference.path,
            suggestion=suggestion,
        )
    anchors = goal.body[language].anchors
    if not reference.anchor or reference.anchor in anchors:
        return None
    suggestion = did_you_mean(reference.anchor, anchors)
    if suggestion is None:
        return _(
            '"{path}" has no heading "#{anchor}" in this language. Leave out the part from # on.',
            path=reference.path,
            anchor=reference.anchor,
        )
    return _(
        '"{path}" has no heading "#{anchor}" in this language. Did you mean "#{suggestion}"?',
        path=reference.path,
        anchor=reference.anchor,
        suggestion=suggestion,
    )


def closest_file(path: str, files: Iterable[str]) -> str | None:
    """The file that was probably meant, by its name alone, or None."""
    by_name = {PurePosixPath(file).stem: file for file in files}
    return by_name.get(did_you_mean(PurePosixPath(path).stem, by_name) or "")


def empty_groups(roadmap: Roadmap) -> Iterator[Diagnostic]:
    if not roadmap.measures:
        folder = posixpath.join(posixpath.dirname(roadmap.classifications[0].locations.start.file), MEASURES)
        yield Diagnostic(
            Location(folder), _("No measure is published. Write one, or delete the line “draft: yes” of one.")
        )
        return
    for classification in roadmap.paged_taxonomies:
        # A scale keeps its steps, used or not.
        for value in () if classification.is_scale else classification.values:
            if isinstance(value, Edition) and not (value.draft or value.carries or roadmap.measures_in(value)):
                message = _("This year has no measures. Name those that it goes on with, or delete the file.")
                yield Diagnostic(value.locations.start, message)
            elif not isinstance(value, Edition) and not roadmap.measures_in(value):
                message = _(
                    'No published measure has the value "{value}" of {field}, so its page would be empty. '
                    "Give a measure this value, or delete the value.",
                    field=FieldName(classification.id),
                    value=value.id,
                )
                yield Diagnostic(value.locations.start, message)
