"""The npm packages of the form: Sveltia CMS, and the YAML library that its files are written with.

They are fetched once, held against their checksums, and read from a folder from then on.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import tarfile
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from generator.diagnostics import UserError

# In bytes. The larger one has 11.5 million.
_MAX_TARBALL = 30_000_000
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class NpmPackage:
    """A package of npm, with the checksum of its tarball and the pattern of those of its files that are used."""

    name: str
    version: str
    sha512: str
    files: re.Pattern[str]

    @property
    def tarball(self) -> str:
        """The name of its tarball."""
        return f"{PurePosixPath(self.name).name}-{self.version}.tgz"

    @property
    def url(self) -> str:
        """Where its tarball is published."""
        return f"https://registry.npmjs.org/{self.name}/-/{self.tarball}"


# Those of `editor/package-lock.json`, which a test compares.
SVELTIA = NpmPackage(
    "@sveltia/cms",
    "0.221.1",
    "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
    re.compile(r"package\.json|LICENSE\.txt|dist/sveltia-cms\.mjs|locales/[\w-]+\.json|npm/assets/.+\.(woff2|txt)"),
)
YAML = NpmPackage(
    "yaml",
    "2.9.1",
    "3NxN8+78OdzbT7C/WjGsyfPAtJaN3FNDsWxv7Y7mcDsT/oOmgW8BpyQQFFBnvZE3j9Y2Sdz1ULFLezL7Eb2yFw==",
    re.compile(r"package\.json|LICENSE|browser/dist/.+\.js"),
)
PACKAGES = (SVELTIA, YAML)


@dataclass(frozen=True, slots=True)
class NodeModules:
    """A folder of npm packages, in the layout of npm."""

    folder: Path

    @property
    def cms(self) -> Path:
        """The folder of Sveltia CMS."""
        return self.folder / SVELTIA.name

    @property
    def yaml(self) -> Path:
        """The folder of the YAML library."""
        return self.folder / YAML.name

    @property
    def is_complete(self) -> bool:
        """Whether both packages are there."""
        return all((self.folder / package.name / "package.json").is_file() for package in PACKAGES)


def installed_modules(folders: Sequence[Path]) -> NodeModules:
    """Return the packages of the first folder that has them.

    Raises:
        UserError: None has.
    """
    for modules in map(NodeModules, folders):
        if modules.is_complete:
            return modules
    raise UserError("The form is not installed. Run “tiekartta form”, which fetches it.")


def fetch_modules(folder: Path, packages: Sequence[NpmPackage] = PACKAGES) -> None:
    """Put the packages into a folder, from the tarballs that lie in it or else from the registry of npm.

    Raises:
        UserError: A tarball cannot be fetched, or is not the one that its checksum was taken of.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for package in packages:
        tarball = folder / package.tarball
        content = tarball.read_bytes() if tarball.is_file() else _download(package, folder)
        if base64.b64encode(hashlib.sha512(content).digest()).decode() != package.sha512:
            raise UserError(
                '"{file}" is not the expected file. Delete it where you saved it, and download {url} again.',
                file=package.tarball,
                url=package.url,
            )
        _unpack(package, content, folder)


def _download(package: NpmPackage, folder: Path) -> bytes:
    try:
        # An opener of its own knows the proxies of now.
        with urllib.request.build_opener().open(package.url, timeout=_SECONDS) as response:
            content: bytes = response.read(_MAX_TARBALL)
    except OSError as error:
        raise UserError(
            "{url} could not be fetched: {reason}. Save it with a browser in the folder {folder}, and try again.",
            url=package.url,
            reason=getattr(error, "reason", None) or error,
            folder=folder,
        ) from None
    return content


def _unpack(package: NpmPackage, content: bytes, folder: Path) -> None:
    """Unpack what is used of a package; its folder is there in whole, or not at all."""
    with TemporaryDirectory(dir=folder) as staging, tarfile.open(fileobj=io.BytesIO(content)) as files:
        used = [member for member in files if package.files.fullmatch(member.name.removeprefix("package/"))]
        files.extractall(staging, members=used, filter="data")
        target = folder / package.name
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(exist_ok=True)
        Path(staging, "package").replace(target)
