"""The templates of one language: their globals and filters, and how a context becomes a page."""

from __future__ import annotations

import marshal
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, StrictUndefined, TemplateError
from jinja2.bccache import Bucket

from generator import disk_cache
from generator.diagnostics import ContentError, Diagnostic, Location
from generator.i18n import _
from generator.model import Language
from generator.site import formatting
from generator.site.compiled_templates import compiled_template
from generator.site.glossary import GlossaryAnnotator
from generator.site.hyphenation import hyphenate, load_rules
from generator.site.symbols import SymbolSheet
from generator.site.template_engine import SYNTAX, TemplateEngine
from generator.theme import Theme

# What a mistake in a template raises.
_FAILURES = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

# What a template shows, by name: texts, numbers, dates, and small values and lists of these.
Context = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PageContext:
    """All that a page shows: the name of its template, what stands around every page, and what this one is about."""

    template: str
    frame: Context
    page: Context


class TemplateCache(BytecodeCache):
    """Compiled templates, shared by all languages: those of the program, and on disk what a city or an edit changed."""

    def __init__(self) -> None:
        self._code: dict[str, CodeType | None] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the code of a template; none where it is to be compiled."""
        key = disk_cache.key_of("template", repr(SYNTAX), name, filename or "", source)
        if key not in self._code:
            self._code[key] = compiled_template(name, source, filename) or _kept(key)
        bucket = Bucket(environment, key, "")
        bucket.code = self._code[key]
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep the code of a template that was just compiled."""
        self._code[bucket.key] = bucket.code
        disk_cache.write(bucket.key, marshal.dumps(bucket.code))


def _kept(key: str) -> CodeType | None:
    kept = disk_cache.read(key)
    return None if kept is None else marshal.loads(kept)  # noqa: S302 - the program wrote it


def template_environment(theme: Theme, cache: TemplateCache) -> TemplateEngine:
    """Return the environment of the templates of a theme, without globals and filters of its own."""
    return TemplateEngine(loader=theme.loader(), undefined=StrictUndefined, bytecode_cache=cache, **SYNTAX)


class Templates:
    """The page templates of a theme for one language.

    Terms are marked and symbols collected in the order of a page, so a page is rendered as a whole before the next one.
    """

    def __init__(
        self,
        theme: Theme,
        language: Language,
        constants: Mapping[str, object],
        annotator: GlossaryAnnotator,
        cache: TemplateCache,
    ) -> None:
        self._annotator, self._own, self._locale = annotator, theme.own, language.locale
        self._symbols = SymbolSheet()
        load_rules(language.locale)
        self._environment = template_environment(theme, cache)
        self._environment.globals.update(
            constants,
            language=language,
            direction=formatting.direction(language),
            explained_terms=annotator.explained_terms,
            symbol=self._symbols.use,
            used_symbols=self._symbols.used,
        )
        self._environment.filters.update(
            date=partial(formatting.date, language=language),
            percent=partial(formatting.percent, language=language),
            number=partial(formatting.number, language=language),
            mark_foreign=annotator.mark_foreign,
            mark_terms=annotator.mark_terms,
            unexplained=annotator.unexplained,
        )

    def render(self, context: PageContext) -> bytes:
        """Return a page in UTF-8."""
        self._annotator.begin_page()
        self._symbols.begin_page()
        try:
            template = self._environment.get_template(f"pages/{context.template}.html")
            return hyphenate(template.render(frame=context.frame, page=context.page), self._locale).encode()
        except _FAILURES as error:
            raise self._error_of_override(error) from error

    def source(self, name: str) -> str:
        """Return what is written in a template, as a query of the pages that use it. Raise LookupError without one."""
        loader = self._environment.loader
        return loader.get_source(self._environment, name)[0] if loader else ""

    def _error_of_override(self, error: Exception) -> Exception:
        """Return a diagnostic where a city's own template failed; an error of a built-in one is the program's own."""
        reason, frames = str(error).rstrip("."), traceback.extract_tb(error.__traceback__)
        failed = [
            Location(frame.filename, frame.lineno or 0)
            for frame in frames
            if Path(frame.filename).is_relative_to(self._own)
        ]
        # A built-in template fails where it calls a macro that an own file lacks, or has with other arguments.
        called = [Location(file.as_posix()) for file in self._own.rglob("*.html") if f"'{file.stem}'" in reason]
        if not failed and not called:
            return error
        message = _("This template fails here: {reason}. Correct it, or delete the file.", reason=reason)
        return ContentError([Diagnostic((failed or called)[-1], message)])
