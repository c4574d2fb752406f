"""The commands that make the site: build, check, pdf and serve."""

from __future__ import annotations

import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator import pipeline
from generator.commands.options import read_base_url, read_date, require_name
from generator.desk import Desk, Progress, reported, show
from generator.fingerprints import Fingerprint, fingerprint, note, stands
from generator.memory import Memory
from generator.model import Roadmap
from generator.problems import say
from generator.reading.parsers import base_address
from generator.reporting import FORMATS
from generator.writing import check_output, write_file, write_site


@click.command()
@click.option("--output", default="site", show_default=True, help="The folder to publish.")
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.option("--pdf", "with_pdf", is_flag=True, help="Adds the whole roadmap as a PDF in each language.")
@click.option("--published", help="The sitemap of the published site, a file or an address: none of its pages may go.")
@click.pass_obj
def build(desk: Desk, output: str, base_url: str, with_pdf: bool, published: str | None) -> None:
    """Builds the site into a folder, the whole of it or nothing."""
    progress = Progress(desk)
    with desk.exits():
        require_name(output)
        check_output(Path(output), Path.cwd(), desk.project.content)
        # Fonts of the computer decide a PDF too, and a sitemap to keep may be another now.
        made_of = None if with_pdf else source_of(desk, base_url)
        if made_of and published is None and stands(Path(output), made_of):
            desk.show(say('Nothing has changed: the site in "{path}" is up to date.', path=output))
            return
        roadmap = kept(desk, base_url, published)
        booklets = pipeline.printed(roadmap, desk.project) if with_pdf else {}
        manifest = write_site(progress.follow(pipeline.ready(roadmap, desk.project, booklets)), Path(output))
        # Someone may have saved a file in the meantime.
        if made_of and source_of(desk, base_url) == made_of:
            note(Path(output), made_of, manifest)
    desk.show(
        say(
            "{pages} pages in {languages} languages in {seconds} s: {output}",
            **result(roadmap, progress),
            output=output,
        )
    )


@click.command()
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), help="Also lists the problems for a program.")
@click.option("--strict", is_flag=True, help="Does not pass while there is advice.")
@click.option("--today", callback=read_date, help="A day: also tells what is due, late or silent then, and of whom.")
@click.option("--published", help="The sitemap of the published site, a file or an address: none of its pages may go.")
@click.pass_obj
def check(
    desk: Desk, base_url: str, form: str | None, strict: bool, today: datetime.date | None, published: str | None
) -> None:
    """Finds every problem that a build would, gives advice, and writes nothing."""
    progress = Progress(desk)
    with desk.exits(), reported(desk, form) as findings:
        roadmap = kept(desk, base_url, published)
        for _ in progress.follow(pipeline.proven(roadmap, desk.project)):
            pass
        findings.extend(pipeline.advice(roadmap))
        findings.extend(pipeline.reminders(roadmap, today, desk.speaker.language) if today else ())
    desk.show_advice(findings)
    desk.show(
        say(
            "No problems. {pages} pages in {languages} languages in {seconds} s: nothing written",
            **result(roadmap, progress),
        )
    )
    if strict and findings:
        desk.refuse(say("With --strict, advice must be followed. Follow it, or leave out --strict."), 1)


@click.command()
@click.option("--output", default="pdf", show_default=True, help="The folder for the files.")
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.pass_obj
def pdf(desk: Desk, output: str, base_url: str) -> None:
    """Prints the whole roadmap as a PDF in each language."""
    with desk.exits():
        require_name(output)
        roadmap = pipeline.published(desk.project, base_url)
        slugs = roadmap.texts["booklet_slug"]
        files = {f"{slugs[one]}-{one.code}.pdf": one.code for one in roadmap.site.languages}
        booklets = pipeline.printed(roadmap, desk.project)
        for name, code in files.items():
            write_file(Path(output) / name, booklets[code])
    for name in files:
        show(Path(output, name).as_posix())


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port of the preview.")
@click.option("--path", default="/", show_default=True, help="The path below which the site will be published.")
@click.option("--editor", "with_editor", is_flag=True, help="Adds a form at /admin/ for those who want no YAML.")
@click.pass_obj
def serve(desk: Desk, port: int, path: str, with_editor: bool) -> None:
    """Shows the site in the browser, and shows it anew when a file changes."""
    # Only the preview needs a server.
    from generator.editor import HOME, Form
    from generator.serving import PortTaken, Shown, nothing, serve

    with desk.exits():
        form = Form(desk.project.content, desk.speaker) if with_editor else None
        base_url = base_address(f"http://127.0.0.1:{port}/{path.strip('/')}")
    base = urlsplit(base_url).path

    memory = Memory()

    def render() -> Shown:
        roadmap = pipeline.previewed(desk.project, base_url if base != "/" else "", memory)
        files, advice = pipeline.shown(roadmap, desk.project, memory), pipeline.advice(roadmap, memory)
        memory.settle()
        return Shown(files, advice, pipeline.origins(roadmap))

    watched = (desk.project.content, desk.project.templates, desk.project.static)
    if form:
        desk.show(say("The form: {address}", address=f"http://127.0.0.1:{port}{HOME}"))
    try:
        serve(render, watched, port, show, desk.speaker, base, form.file if form else nothing)
    except PortTaken as taken:
        desk.refuse(taken.message, 2)


def source_of(desk: Desk, base_url: str) -> Fingerprint | None:
    """The fingerprint of all that a site is made of; None where it has none."""
    project = desk.project
    return fingerprint((project.content, project.templates, project.static), (base_url,))


def kept(desk: Desk, base_url: str, sitemap: str | None) -> Roadmap:
    """The roadmap to publish. With a sitemap, raises ProblemsFound where it would lose an address of that."""
    roadmap = pipeline.published(desk.project, base_url)
    if sitemap is not None:
        # Only who compares waits for what asks the web.
        from generator.keeping import check_kept

        check_kept(roadmap, sitemap)
    return roadmap


def result(roadmap: Roadmap, progress: Progress) -> dict[str, object]:
    """How much was made, and in how long."""
    languages = len(roadmap.site.languages)
    return {"pages": progress.pages, "languages": languages, "seconds": f"{progress.seconds():.2f}"}
