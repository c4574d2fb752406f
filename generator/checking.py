"""Checks what can only be seen in the whole roadmap: doubles, links that lead nowhere, groups without measures."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from generator.addresses import ASSETS, DATA, Address, Addresses, file_of, slug_place
from generator.following.rules import check_follow_up
from generator.model import Edition, Language, Measure, Reference, Roadmap, Written
from generator.problems import Message, Name, Place, Problem, ProblemsFound, closest, say
from generator.reading.folders import MEASURES


def check_roadmap(roadmap: Roadmap) -> Roadmap:
    """The same roadmap. Raises ProblemsFound where its parts do not fit together."""
    addresses = Addresses(roadmap)
    problems = (
        *doubled_numbers(roadmap),
        *doubled_addresses(addresses),
        *wrong_redirects(addresses),
        *dead_links(roadmap, addresses),
        *empty_groups(roadmap),
        *check_follow_up(roadmap),
    )
    if problems:
        raise ProblemsFound(problems)
    return roadmap


def doubled_numbers(roadmap: Roadmap) -> Iterator[Problem]:
    first: dict[str, Measure] = {}
    for measure in roadmap.measures:
        other = first.setdefault(measure.designation, measure)
        if other is not measure:
            message = say(
                "Number {number} is already that of {file}. Give one of them another.",
                number=measure.designation,
                file=other.places.start.file,
            )
            yield Problem(measure.places.of("number"), message)


def doubled_addresses(addresses: Addresses) -> Iterator[Problem]:
    first: dict[str, Address] = {}
    taken = (ASSETS, *addresses.embed_folders())
    for address in addresses:
        other = first.setdefault(address.path, address)
        place = slug_place(address.subject, address.language)
        other_place = slug_place(other.subject, other.language)
        if (other is not address or address.path.startswith(taken)) and place is not None:
            owner = other_place.file if other_place and other is not address else say("the site itself")
            message = say(
                'The address "/{path}" is already that of {owner}. Change one of the two.',
                path=address.path,
                owner=owner,
            )
            yield Problem(place, message)


def wrong_redirects(addresses: Addresses) -> Iterator[Problem]:
    """The old addresses that have a page or come twice, and those that lead nowhere."""
    languages = addresses.roadmap.site.languages
    pages = {one.path for one in addresses}
    cards = {addresses.embed(one, language) for one in addresses.roadmap.measures for language in languages}
    own = (ASSETS, DATA, *addresses.embed_folders())
    taken = {file_of(path) for path in pages | cards}
    seen: set[str] = set()
    for one in addresses.redirects():
        old = unquote(one.old)
        if one.new in cards:
            # It goes with the page of its measure.
            continue
        if {file_of(old), file_of(f"{old}/")} & taken or (one.new in pages and f"{old}/".startswith(own)):
            message = say('The address "/{path}" still has a page. Delete it here.', path=one.old)
            yield Problem(one.place, message)
        elif old.rstrip("/") in seen:
            message = say('The address "/{path}" leads to another page already. Delete one of the two.', path=one.old)
            yield Problem(one.place, message)
        if one.new not in pages:
            message = say('There is no page at "/{path}". Write the address of one, as it stands there.', path=one.new)
            yield Problem(one.place, message)
        seen.add(old.rstrip("/"))


def dead_links(roadmap: Roadmap, addresses: Addresses) -> Iterator[Problem]:
    for written in roadmap.written:
        for language in roadmap.site.languages:
            for reference in written.body[language].references:
                message = dead(reference, language, addresses)
                if message is not None:
                    yield Problem(reference.place, message)


def dead(reference: Reference, language: Language, addresses: Addresses) -> Message | None:
    """Why a link leads nowhere, None where it leads somewhere."""
    goal: Written | None = addresses.written_in(reference.path)
    if reference.path in addresses.roadmap.left_out:
        return say(
            '"{path}" is a draft and has no page yet. Delete its line “draft: yes”, or this link.', path=reference.path
        )
    if goal is None:
        suggestion = closest_file(reference.path, addresses.files())
        if suggestion is None:
            return say('There is no published file "{path}". Link to the name of a file.', path=reference.path)
        return say(
            'There is no published file "{path}". Did you mean "{suggestion}"?',
            path=reference.path,
            suggestion=suggestion,
        )
    anchors = goal.body[language].anchors
    if not reference.anchor or reference.anchor in anchors:
        return None
    suggestion = closest(reference.anchor, anchors)
    if suggestion is None:
        return say(
            '"{path}" has no heading "#{anchor}" in this language. Leave out the part from # on.',
            path=reference.path,
            anchor=reference.anchor,
        )
    return say(
        '"{path}" has no heading "#{anchor}" in this language. Did you mean "#{suggestion}"?',
        path=reference.path,
        anchor=reference.anchor,
        suggestion=suggestion,
    )


def closest_file(path: str, files: Iterable[str]) -> str | None:
    """The file that was probably meant, by its name alone, or None."""
    by_name = {PurePosixPath(file).stem: file for file in files}
    return by_name.get(closest(PurePosixPath(path).stem, by_name) or "")


def empty_groups(roadmap: Roadmap) -> Iterator[Problem]:
    if not roadmap.measures:
        folder = posixpath.join(posixpath.dirname(roadmap.classifications[0].places.start.file), MEASURES)
        yield Problem(Place(folder), say("No measure is published. Write one, or delete the line “draft: yes” of one."))
        return
    for classification in roadmap.groupings:
        # A scale keeps its steps, used or not.
        for value in () if classification.is_scale else classification.values:
            if isinstance(value, Edition) and not (value.draft or value.carries or roadmap.measures_in(value)):
                message = say("This year has no measures. Name those that it goes on with, or delete the file.")
                yield Problem(value.places.start, message)
            elif not isinstance(value, Edition) and not roadmap.measures_in(value):
                message = say(
                    'No published measure has the value "{value}" of {field}, so its page would be empty. '
                    "Give a measure this value, or delete the value.",
                    field=Name(classification.id),
                    value=value.id,
                )
                yield Problem(value.places.start, message)
