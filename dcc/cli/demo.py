"""``dcc demo``: the whole story with throw-away keys, told step by step while it really happens.

Every step is a command that a user could type; the ones for the first sample are shown as typed.
"""

from __future__ import annotations

import contextlib
import importlib.resources
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click

from dcc.cli.demo_keys import PEOPLE, make_keys
from dcc.cli.demo_register import Register, serving
from dcc.cli.files import FILE, write_file
from dcc.cli.main import STATUS_NOT_GOOD, attempt, finish
from dcc.errors import UsageError

SAMPLES = (
    "weights-e2",
    "platinum-resistance-thermometer",
    "pressure-gauge",
    "digital-multimeter",
    "fuel-dispenser",
    "fuel-dispenser-rejected",
)
VOIDED = "pressure-gauge"
MARK = ".made-by-dcc-demo"


@click.command()
@click.option("--no-serve", is_flag=True, help="End after the checks instead of serving the pages.")
@click.option(
    "--dir",
    "folder",
    metavar="DIR",
    type=FILE,
    default=Path("demo"),
    show_default=True,
    help="Folder for everything the demo makes; an earlier demo there is replaced.",
)
def command(no_serve: bool, folder: Path) -> None:
    """Build, validate, sign, publish and verify six certificates; then forge one and void one.

    Needs nothing prepared and nothing from the network. The keys are made for the demo and trusted by
    nobody else. At the end the certificates' pages are served until you stop them with Ctrl+C.
    """
    _clear(folder)
    now = datetime.now(UTC).replace(microsecond=0)
    story = Story(folder=folder)
    story.tell("Keys", "A throw-away authority vouches for three people and a seal. Nobody else trusts it.")
    make_keys(folder, at=now)
    story.say(f"keys in {folder / 'keys'}, the authority to trust in {folder / 'trust'}")
    with serving(folder) as register:
        story.tell("Register", "A verification service starts, with an empty register.")
        story.say(f"{register.url}/")
        _make_all(story, register)
        _verify_all(story)
        _forge(story)
        _void(story, register)
        story.end(register)
        if not no_serve:
            click.echo(f"\nThe pages are served at {register.url}/ until you press Ctrl+C.")
            register.wait()


@dataclass(slots=True, kw_only=True)
class Story:
    """What has been told so far: the steps, the checks and their outcome."""

    folder: Path
    steps: int = 0
    checks: int = 0
    failures: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)

    def tell(self, title: str, text: str) -> None:
        self.steps += 1
        click.echo(f"\n{self.steps}. {title}. {text}")

    def say(self, text: str) -> None:
        click.echo(f"   {text}")

    def check(self, text: str, *, good: bool) -> None:
        """State an outcome; one that is not as it must be fails the demo."""
        self.checks += 1
        if not good:
            self.failures.append(text)
        click.echo(f"   {'✓' if good else '✗ NOT AS IT MUST BE:'} {text}")

    def run(self, *arguments: str | Path, show: bool = False) -> tuple[int, str]:
        """Run a ``dcc`` command as typed; its exit status and what it printed."""
        from dcc.cli import dcc

        typed = [str(argument) for argument in arguments]
        if show:
            self.say(f"$ dcc {_as_typed(typed)}")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            status = attempt(dcc, typed)
        return status, printed.getvalue()

    def must(self, *arguments: str | Path, show: bool = False) -> str:
        """Run a command that has to succeed; what it printed."""
        status, printed = self.run(*arguments, show=show)
        if status != 0:
            click.echo(printed, err=True)
            self.check(f"dcc {arguments[0]} ended with status {status}", good=False)
            finish(STATUS_NOT_GOOD)
        return printed

    def end(self, register: Register) -> None:
        click.echo()
        if self.failures:
            click.echo(f"{len(self.failures)} of {self.checks} checks did not come out as they must.")
            finish(STATUS_NOT_GOOD)
        click.echo(f"All {self.checks} checks came out as they must. The certificates' pages:")
        width = max(map(len, self.pages))
        for name, page in self.pages.items():
            click.echo(f"   {name:<{width}}  {page}")


def _make_all(story: Story, register: Register) -> None:
    """Each sample from source to a page in the register; the first one with every command shown."""
    first, *others = SAMPLES
    story.tell("From data to certificate", "A laboratory's tables become a signed certificate with a page.")
    _make(story, register, first, show=True)
    story.tell("The same for five more", "Each sample's folder says what its story is.")
    for name in others:
        _make(story, register, name, show=False)


def _make(story: Story, register: Register, name: str, *, show: bool) -> None:
    place = story.folder / name
    with _sample(name) as source:
        shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__", "certificate.xml"))
    unsigned, signed = place / "certificate.xml", place / "signed.xml"
    story.must("build", place / "source.yaml", "-o", unsigned, show=show)
    story.must("validate", unsigned, show=show)
    _sign(story, unsigned, signed, show=show)
    to = ("--to", register.url)
    published = story.must("publish", signed, *to, "--api-key", register.publisher, show=show)
    identifier, number, page = published.rstrip("\n").split("\t")
    for picture in ("qr.svg", "qr.png"):
        story.must("qr", signed, "--base-url", register.url, "-o", place / picture, show=show)
    story.pages[name] = page
    title = (place / "README.md").read_text("utf-8").splitlines()[0].lstrip("# ")
    status, _ = story.run("status", identifier, *to)
    done = "built, valid, signed by three people and the seal, published"
    story.check(f"{number}  {title}: {done}", good=status == 0)


def _sign(story: Story, unsigned: Path, signed: Path, *, show: bool) -> None:
    """Three personal signatures, then the seal over them."""
    keys = story.folder / "keys"
    for number, person in enumerate(PEOPLE):
        files = (unsigned if number == 0 else signed, "-o", signed)
        key = ("--key", keys / f"{person.role}.key.pem", "--cert", keys / f"{person.role}.chain.pem")
        story.must("sign", *files, *key, "--role", person.role, show=show)


def _verify_all(story: Story) -> None:
    story.tell("Verify", "Somebody receives the six files and trusts the authority.")
    for name in SAMPLES:
        document = story.folder / name / "signed.xml"
        status, printed = _verify(story, document, show=name == SAMPLES[0])
        story.check(_headline(printed), good=status == 0)


def _forge(story: Story) -> None:
    genuine = story.folder / SAMPLES[0] / "signed.xml"
    story.tell("Forge", "Somebody changes one digit of one measured value.")
    forged = story.folder / "forged" / "one-digit-changed.xml"
    forged.parent.mkdir()
    write_file(forged, _change_one_digit(genuine.read_bytes()))
    status, printed = _verify(story, forged, show=True)
    story.check(f"caught: {_headline(printed)}", good=status == 1 and "HASH_FAILURE" in printed)
    _, difference = story.run("diff", genuine, forged, "--lang", "en", show=True)
    for line in difference.strip().splitlines():
        story.say(f"  {line}")
    story.check("the place is named by comparing with the original", good="Conventional mass" in difference)

    story.tell("Forge again", "Somebody takes the checker's signature away.")
    robbed = story.folder / "forged" / "without-checker.xml"
    write_file(robbed, _without_signature(genuine.read_bytes(), role="checker"))
    status, printed = _verify(story, robbed, show=True)
    story.check(f"caught by the seal: {_headline(printed)}", good=status == 1 and "failed" in printed)


def _void(story: Story, register: Register) -> None:
    page = story.pages[VOIDED]
    identifier = page.rsplit("/", 1)[1]
    story.tell("Void", f"The laboratory finds that its {VOIDED} certificate is wrong.")
    to = ("--to", register.url)
    reason = ("--reason", "content-error")
    story.must("void", identifier, *reason, *to, "--api-key", register.publisher, show=True)
    status, printed = story.run("status", identifier, *to, show=True)
    story.check(f"at once: {_first_line(printed)}", good=status == 1 and "suspended" in printed)
    story.say("Voiding takes a second person; this is somebody else's key:")
    story.must("approve", identifier, *to, "--api-key", register.approver, show=True)
    status, printed = story.run("status", identifier, *to, show=True)
    story.check(f"after the approval: {_first_line(printed)}", good=status == 1 and "void" in printed)
    for language in ("en", "zh", "de"):
        headline = register.headline(page, language)
        story.check(f"the page says ({language}): {headline}", good=_says_void(headline, language))


def _as_typed(arguments: list[str]) -> str:
    """The command for a reader, with an API key left out."""
    hidden = [
        "…" if before == "--api-key" else now
        for before, now in zip(["", *arguments], arguments, strict=False)
    ]
    return shlex.join(hidden).replace("'…'", "…")


def _says_void(headline: str, language: str) -> bool:
    return {"en": "void", "zh": "作废", "de": "ungültig"}[language] in headline.lower()


def _verify(story: Story, document: Path, *, show: bool) -> tuple[int, str]:
    return story.run("verify", document, "--trust", story.folder / "trust", show=show)


def _headline(printed: str) -> str:
    """The first line of a verification without its mark."""
    return _first_line(printed).lstrip("✓✗? ")


def _first_line(printed: str) -> str:
    return next((line.strip() for line in printed.splitlines() if line.strip()), "")


_MEASURED = re.compile(
    rb"</si:valueXMLList>(?=(?:(?!</si:realListXMLList>).)*<si:measurementUncertaintyUnivariateXMLList>)",
    re.DOTALL,
)


def _change_one_digit(document: bytes) -> bytes:
    """The last digit of the first list of values with an uncertainty, changed by one."""
    at = next(_MEASURED.finditer(document)).start() - 1
    digit = (int(document[at : at + 1]) + 1) % 10
    return document[:at] + str(digit).encode() + document[at + 1 :]


def _without_signature(document: bytes, *, role: str) -> bytes:
    """The document without the signature made in ``role``, every other byte as it was."""
    for found in re.finditer(rb"<ds:Signature[ >].*?</ds:Signature>", document, re.DOTALL):
        if f">{role}<".encode() in found.group(0):
            return document[: found.start()] + document[found.end() :]
    raise AssertionError(f"no signature in the role {role}")


@contextlib.contextmanager
def _sample(name: str) -> Iterator[Path]:
    with importlib.resources.as_file(importlib.resources.files("samples") / name) as path:
        yield path


def _clear(folder: Path) -> None:
    """Make ``folder`` an empty one of ours; what somebody else put there is not touched.

    The mark that says whose it is comes first and stays, so that a demo may be stopped at any moment.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder", hint="Choose another one with --dir.")
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / MARK
    earlier = [path for path in folder.iterdir() if path != mark]
    if earlier and not mark.exists():
        raise UsageError(f"{folder} holds files that no demo made", hint="Choose another folder with --dir.")
    write_file(mark, b"Everything in this folder was made by dcc demo and may be deleted.\n")
    for path in earlier:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
