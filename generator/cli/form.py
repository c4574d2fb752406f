"""The command of the form: form."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import CliContext, cli_context
from generator.cli.options import parsed_by
from generator.content.web_addresses import base_address
from generator.diagnostics import UserError
from generator.i18n import EDITOR_LANGUAGES, Translator, _
from generator.output.site_folder import check_output
from generator.preview.cms import Form
from generator.preview.cms_config import Repository
from generator.preview.cms_package import SVELTIA, NodeModules, fetch_modules, installed_modules

# Where a developer has the packages, in a clone of the program.
_DEVELOPERS_MODULES = Path("editor/node_modules")

HOSTS = ("github", "gitlab")


@click.command("form")
@click.option("--repo", metavar="NAME", help="The repository that the form saves to, such as porvoo/tiekartta.")
@click.option(
    "--host", type=click.Choice(HOSTS), default="github", show_default=True, help="What hosts the repository."
)
@click.option(
    "--branch", metavar="BRANCH", default="", help="The branch that proposals are for. If left out, the default branch."
)
@click.option(
    "--url",
    metavar="URL",
    callback=parsed_by(base_address),
    help="The address of your own server. If left out, github.com or gitlab.com.",
)
@click.option(
    "--auth-url",
    metavar="URL",
    callback=parsed_by(lambda text: base_address(text) if text else ""),
    help="The service that signs people in to GitHub. If left out, they sign in with a token.",
)
@click.option(
    "--app-id",
    metavar="ID",
    default="",
    help="The application that signs people in to GitLab. If left out, they sign in with a token.",
)
@click.option("--output", metavar="FOLDER", type=click.Path(path_type=Path), help="The folder to write the page into.")
@click.pass_obj
def form_command(
    cli: CliContext,
    repo: str | None,
    host: str,
    branch: str,
    url: str | None,
    auth_url: str | None,
    app_id: str,
    output: Path | None,
) -> None:
    """Fetch the editing form, or write its page for publishing.

    Without options, the form is fetched once from npm, for “tiekartta serve --editor”. With --repo and --output, it
    becomes a folder to publish. What is saved there becomes a branch and a proposal, and the main branch stays as
    it is.

    Example: tiekartta form --repo porvoo/tiekartta --output site/admin
    """
    if (repo is None) != (output is None):
        raise UserError("Write both --repo and --output: the repository, and the folder for the page.")
    modules = _fetched_modules()
    if repo is None or output is None:
        cli.echo(_("The form is installed. “tiekartta serve --editor” shows it."))
        return
    if len(list(filter(None, repo.split("/")))) < 2 or repo.strip("/") != repo:
        raise UserError('"{repo}" is not a repository. Write its owner and name, such as porvoo/tiekartta.', repo=repo)
    check_output(output, Path.cwd(), cli.project.content)
    repository = Repository(host, repo, branch, _without_slash(url), _without_slash(auth_url), app_id)
    Form(cli.project.content, _translators(cli), modules, repository).write(output)
    cli.echo(_("{folder} now contains the page of the form. Publish it with the site.", folder=output.as_posix()))


def local_form(cli: CliContext, base_path: str) -> Form:
    """Return the form of the preview, which works in the folder that holds the content.

    Raises:
        UserError: It is not installed.
    """
    modules = installed_modules((_DEVELOPERS_MODULES, _fetched_folder()))
    return Form(cli.project.content, _translators(cli), modules, base_path=base_path)


def _fetched_modules() -> NodeModules:
    """Return the packages of the form, fetched where they are not there yet."""
    folders = (_DEVELOPERS_MODULES, _fetched_folder())
    if not any(NodeModules(folder).is_complete for folder in folders):
        fetch_modules(_fetched_folder())
    return installed_modules(folders)


def _fetched_folder() -> Path:
    """Return the user's folder for the packages of this version of the program."""
    return Path(click.get_app_dir("tiekartta"), "form", SVELTIA.version)


def _translators(cli: CliContext) -> list[Translator]:
    """Return the translators of the form: of the language of --language alone, or of all, the editors' own first."""
    own = cli.translator.language
    if click.get_current_context().find_root().params.get("language"):
        return [cli.translator]
    others = [language for language in EDITOR_LANGUAGES if language != own]
    return [cli.translator, *(cli_context(cli.project.content, language).translator for language in others)]


def _without_slash(url: str | None) -> str:
    return (url or "").rstrip("/")
