"""Jinja's environment, made fast for templates that write some hundred small values a page.

Every value of a page goes through Jinja in three steps that do more than the theme needs: a name is looked up as an
attribute before it is looked up as a key, what is called is asked whether it wants the context, and what is written is
made a `Markup` before it is joined to a text. Here each takes the shortest way that gives the same page.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro

# The part of `escape` that is written in C.
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

from generator.queries import Recording, ask_again, ask_for, record_queries

# How templates are written.
SYNTAX: dict[str, Any] = dict.fromkeys(("autoescape", "trim_blocks", "lstrip_blocks", "keep_trailing_newline"), True)

# The query for a template, but for its name.
_SOURCE = ("Templates.source",)


class TemplateEngine(Environment):
    """Jinja's environment with its globals in one dict, for contexts that are dicts and named tuples."""

    def __init__(self, **options: Any) -> None:
        # Without a size, the cache is a plain dict.
        super().__init__(cache_size=-1, auto_reload=False, **options)

    def _load_template(self, name: str, values: MutableMapping[str, Any] | None) -> Template:
        # Each that is looked for, found or not: for pages, and for what they extend, include and import.
        ask_for(_SOURCE, name)
        return super()._load_template(name, values)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template in one dict, not in a chain of them."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a value has by a name: of a dict, its item before its attribute."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _Context(Context):
    def call(
        self, function: Callable[..., Any], *args: Any, _loop_vars: object = None, _block_vars: object = None, **kw: Any
    ) -> Any:
        """Call a function or a macro, of which none here wants to know the context."""
        return function(*args, **kw)


class _Template(Template):
    _asked: Recording

    @classmethod
    def from_code(cls, *args: Any, **options: Any) -> Template:
        """Return a template whose compiled code writes its values with `_escape`, and whose macros are `_Macro`."""
        template = super().from_code(*args, **options)
        template.root_render_func.__globals__.update(escape=_escape, Macro=_Macro)
        return template

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return the macros of a template, made once: whoever imports them asks for all that they were made with."""
        if self._module is None:
            with record_queries() as self._asked:
                super()._get_default_module(ctx)
        ask_again(self._asked)
        return super()._get_default_module(ctx)


class _Macro(Macro):
    def __call__(self, *args: Any, **named: Any) -> str:
        """Return what a macro writes that is given all that it takes; other calls are left to Jinja."""
        if len(args) == self._argument_count and not (named or self.caller or self.catch_varargs):
            return str.__new__(Markup, self._func(*args))
        return super().__call__(*args, **named)


def _escape(value: Any) -> str:
    """Return a value as HTML. A text needs no `Markup`: the page or the macro that it is joined to becomes one."""
    if type(value) is str:
        html: str = _escape_inner(value)
        return html
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


TemplateEngine.context_class = _Context
TemplateEngine.template_class = _Template
