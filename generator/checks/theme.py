"""Checks a city's own files of the theme: each overrides a built-in one, compiles, and has an original that stayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from generator.content.file_names import LITTER
from generator.content.source import file_error, path_text, read_bytes
from generator.diagnostics import ContentError, Diagnostic, DiagnosticCollector, Location, did_you_mean
from generator.i18n import Message, _
from generator.model import Language
from generator.site.stylesheet import lowered
from generator.theme import Theme, digest_of, is_overridable, origin_of, overridable


def check_theme(theme: Theme, languages: Sequence[Language]) -> None:
    """Raise ContentError where a city's own file overrides nothing, or is a template or style that does not compile."""
    codes = {language.code for language in languages}
    collector, environment = DiagnosticCollector(), Environment(autoescape=True)
    for file in _own_files(theme):
        path = file.relative_to(theme.own).as_posix()
        with collector:
            if file.is_symlink() or not file.is_file():
                message = _("This is not a regular file but a link or a device. Put the file itself here.")
                raise file_error(file, message)
            if not is_overridable(path):
                raise file_error(file, _not_of_the_theme(path))
            if file.parent == theme.words_file("").parent and file.stem not in codes:
                raise file_error(file, _not_of_the_site(file.stem, sorted(codes)))
            # Words are read as all YAML of the content is.
            text = _text_of(file) if file.suffix != ".yaml" else ""
            if file.suffix in (".html", ".svg") and path.startswith("templates/"):
                _check_template(file, text, environment)
            elif file.suffix == ".css":
                lowered(text, path_text(file))
    collector.raise_any()


def outdated_overrides(theme: Theme) -> Iterator[Diagnostic]:
    """Advise on each own file whose original has changed since it was copied."""
    for file in _own_files(theme):
        path = file.relative_to(theme.own).as_posix()
        origin = origin_of(file.read_bytes())
        if origin and path in overridable() and origin.digest != (digest := digest_of(path)):
            message = _(
                "The built-in file has changed since version {version}. “tiekartta theme diff {path}” shows "
                "the differences. Copy what you need, then write {digest} in this line.",
                version=origin.version,
                path=path,
                digest=digest,
            )
            yield Diagnostic(Location(path_text(file), 1), message)


def _own_files(theme: Theme) -> Sequence[Path]:
    files = (file for file in theme.own.rglob("*") if file.is_symlink() or not file.is_dir())
    return sorted(file for file in files if not LITTER.fullmatch(file.name))


def _not_of_the_theme(path: str) -> Message:
    suggestion = did_you_mean(path, overridable())
    if suggestion is None:
        return _("The theme has no such file, so this one is never used. “tiekartta theme list” lists all of them.")
    return _(
        "The theme has no such file, so this one is never used. Did you mean “{suggestion}”?", suggestion=suggestion
    )


def _not_of_the_site(code: str, codes: Sequence[str]) -> Message:
    return _(
        'The site has no language "{code}", so its words are never used. Name the file after one of {codes}, '
        "or delete it.",
        code=code,
        codes=", ".join(codes),
    )


def _text_of(file: Path) -> str:
    try:
        return read_bytes(file).decode()
    except UnicodeDecodeError:
        message = _("The file is not saved as UTF-8. Save it again and choose the encoding UTF-8.")
        raise file_error(file, message) from None


def _check_template(file: Path, text: str, environment: Environment) -> None:
    try:
        environment.parse(text)
    except TemplateSyntaxError as error:
        message = _("This template does not compile: {reason} Correct the line.", reason=_sentence(str(error.message)))
        raise ContentError([Diagnostic(Location(path_text(file), error.lineno), message)]) from None


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
