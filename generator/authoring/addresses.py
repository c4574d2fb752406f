"""Keeps addresses: two states of the content in, and out the files of the later one that lead every old address on.

A slug that changed becomes an alias in its file, a measure that is gone stands among the withdrawn ones, and every
other page that moved has a redirect in `site.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.authoring.front_matter_edit import appended, with_fields, with_lines_within
from generator.authoring.withdrawals import DayAndReasons, not_known, withdrawal_lines
from generator.content.field_types import key_names
from generator.content.paths import SITE
from generator.content.schema import measure_fields, page_fields
from generator.content.snapshot import Content, SluggedDocument, slugged_documents, successors
from generator.content.withdrawals import WITHDRAWN
from generator.model import Indicator, Language, Measure, Page, Value, Withdrawal
from generator.on_disk import bytes_of
from generator.urls import BuiltinPage, Subject, UrlMap


def completed_addresses(old: Content, new: Content, day_and_reasons: DayAndReasons = not_known) -> dict[str, bytes]:
    """Return the files of the later state that change so that no address of the earlier one is lost.

    Args:
        old: The earlier state.
        new: The later state.
        day_and_reasons: Tells when and why a measure was withdrawn that the later state does not have.

    Raises:
        ContentError: The fields of a file do not stand on lines of their own.
    """
    return _Completion(old, new, day_and_reasons).files()


class _Completion:
    """The files that complete a later state of the content."""

    def __init__(self, old: Content, new: Content, day_and_reasons: DayAndReasons) -> None:
        self._old, self._new, self._day_and_reasons = old, new, day_and_reasons
        self._files: dict[str, bytes] = {}
        self._successors = successors(old.roadmap, new.roadmap)
        self._urls, self._old_urls = UrlMap(new.roadmap), UrlMap(old.roadmap)
        # Where something is, in the later state.
        self._reachable = {route.path for route in self._urls} | {redirect.old for redirect in self._urls.redirects()}

    def files(self) -> dict[str, bytes]:
        for document in slugged_documents(self._old.roadmap):
            successor = self._successors.get(document.path)
            if isinstance(successor, Measure | Page) and not isinstance(document, Indicator):
                self._add_aliases(document, successor)
            elif isinstance(document, Measure) and self._is_gone(document):
                self._withdraw(document)
        for withdrawal in self._old.roadmap.withdrawals:
            if not self._addresses(withdrawal) <= self._reachable:
                self._withdraw(withdrawal)
        if redirects := dict(self._redirects()):
            lines = [f"/{old}: /{new}" for old, new in redirects.items()]
            self._files[SITE] = with_lines_within(self._content(SITE), SITE, "redirects", lines)
        return self._files

    def _add_aliases(self, document: Measure | Page, successor: Measure | Page) -> None:
        texts = {}
        for language in self._languages():
            slug, aliases = successor.slug[language], successor.aliases[language]
            folder = self._urls.url_for(successor, language).removesuffix(f"{slug}/")
            former = [
                name
                for name in (*document.aliases[language], document.slug[language])
                if f"{folder}{name}/" not in self._reachable
            ]
            # A name that it has again leads nowhere else.
            wanted = [name for name in (*aliases, *former) if name != slug]
            self._reachable |= {f"{folder}{name}/" for name in former}
            if wanted != list(aliases):
                texts[f"aliases_{language.code}"] = ", ".join(wanted)
        if texts:
            fields = page_fields()
            if isinstance(successor, Measure):
                fields = measure_fields(self._new.roadmap.classifications)
            order = key_names(fields, self._new.roadmap.site.languages)
            path = successor.locations.start.file
            self._files[successor.path] = with_fields(self._content(successor.path), path, texts, order)

    def _withdraw(self, gone: Measure | Withdrawal) -> None:
        """Write down what is gone, or was gone in the earlier state already."""
        day, reasons = self._day_and_reasons(gone) if isinstance(gone, Measure) else ("", ())
        lines = withdrawal_lines(gone, self._new.roadmap, day, reasons)
        self._files[WITHDRAWN] = appended(self._content(WITHDRAWN), lines)
        self._reachable |= self._addresses(gone)

    def _addresses(self, subject: Measure | Withdrawal) -> set[str]:
        """Return the addresses that something had in the earlier state, in the languages that there still are."""
        return {self._old_urls.url_for(subject, language) for language in self._languages()}

    def _is_gone(self, measure: Measure) -> bool:
        """Tell whether a measure is neither a draft now nor among the withdrawn ones."""
        withdrawn = {slug for one in self._new.roadmap.withdrawals for slug in one.slug.by_code.items()}
        is_withdrawn = not withdrawn.isdisjoint(measure.slug.by_code.items())
        return not is_withdrawn and measure.path not in self._new.roadmap.unpublished_paths

    def _redirects(self) -> Iterator[tuple[str, str]]:
        """Yield the address of each page that moved otherwise, and the one that it has now."""
        for route in self._old_urls:
            if route.page == 1 and route.path not in self._reachable and route.language in self._languages():
                target = self._target(route.subject)
                if target is not None:
                    yield route.path, self._urls.url_for(target, route.language)

    def _target(self, subject: Subject) -> Subject | None:
        """Return the page that has the place of an earlier one: its own, or that of the list that it was in."""
        if isinstance(subject, SluggedDocument):
            has_list = isinstance(subject, Indicator) and BuiltinPage.INDICATORS in self._urls
            return self._successors.get(subject.path) or (BuiltinPage.INDICATORS if has_list else None)
        if isinstance(subject, Value) and subject not in self._urls:
            taxonomies = self._new.roadmap.paged_taxonomies
            return next((one for one in taxonomies if one.id == subject.classification_id), None)
        return subject if subject in self._urls else None

    def _languages(self) -> Sequence[Language]:
        codes = {language.code for language in self._old.roadmap.site.languages}
        return [language for language in self._new.roadmap.site.languages if language.code in codes]

    def _content(self, path: str) -> bytes:
        return self._files[path] if path in self._files else bytes_of(self._new.folder / path)
