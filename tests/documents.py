"""What the code makes for the documents: outputs of commands, help texts, schemas, the picture.

Run it to make them anew: ``.venv/bin/python -m tests.documents``, or ``make schemas`` for the
schemas alone. `test_documents` and `test_schemas` compare what is there with what this makes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ldn_kg.load import schemas
from tests.workbench import ROOT, SOURCE_TEXT

#: Documents whose commands are run.
RUN = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/links.md")
#: The same, but their commands read the article's text as ``article.txt``.
RUN_WITH_ARTICLE = ("data/README.md",)
#: Files that the commands of the documents write and the documents show.
MADE = ("docs/fibromyalgia.svg", "docs/why.svg")

_BIN = Path(sys.executable).parent
_FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEREDOC = re.compile(r"<<'(\w+)'")
_DRAFTS = "https://json-schema.org/draft/2020-12/schema"
_PREFACE = """\
What `ldn-kg` says of itself. Data go to standard output, progress to standard error. Exit code
0: done; 1: findings; 2: bad input."""
_OUR_BIN = re.compile(r"(?<!\S)\.venv/bin/")


@dataclass(frozen=True, slots=True)
class Run:
    """A command of a document and the output printed under it.

    Args:
        command: What stands after the prompt, with its input where that is given with ``<<``.
        output: What the document says it prints.
    """

    command: str
    output: str


def runs(body: str) -> list[Run]:
    r"""The commands of a console block.

    Example:
        >>> [run.command for run in runs("$ cat <<'END'\nx\nEND\nx\n$ true\n")]
        ["cat <<'END'\nx\nEND", 'true']
    """
    found: list[Run] = []
    lines = body.splitlines()
    while lines:
        command = [lines.pop(0).removeprefix("$ ")]
        while command[-1].endswith("\\"):
            command.append(lines.pop(0))
        heredoc = _HEREDOC.search(command[0])
        while heredoc and command[-1] != heredoc.group(1):
            command.append(lines.pop(0))
        output = []
        while lines and not lines[0].startswith("$ "):
            output.append(lines.pop(0))
        found.append(Run("\n".join(command), "\n".join(output)))
    return found


class Workspace:
    """A copy of what a reader has after the installation, where commands may change files.

    Args:
        folder: An empty folder to copy into.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("src/ldn_kg", "ontology", "data", "queries", "build"):
            if (ROOT / name).is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "unfinished-*")
                shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=ignored)
        (folder / "docs").mkdir()
        if SOURCE_TEXT.is_file():
            shutil.copy(SOURCE_TEXT, folder / "article.txt")

    def build(self) -> None:
        """Builds the graph, so that no progress of a build stands among the outputs.

        Raises:
            RuntimeError: With the problems, when it does not build.
        """
        output = self.run(".venv/bin/ldn-kg build")
        if not output.endswith(" quads"):
            raise RuntimeError(output)

    def run(self, command: str) -> str:
        """What a command prints: data, and if it fails the messages too, but no progress."""
        done = subprocess.run(
            ["sh", "-c", _OUR_BIN.sub(f"{_BIN}/", command)],
            cwd=self.folder,
            env={
                **os.environ,
                "COLUMNS": "100",
                "LC_ALL": "C.UTF-8",
                "NO_COLOR": "1",
                "PATH": f"{_BIN}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(self.folder / "src"),
                "TERM": "dumb",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        output = done.stdout + done.stderr if done.returncode else done.stdout
        shown = output.replace(f"{self.folder}/", "").rstrip("\n")
        return "\n".join(line.rstrip() for line in shown.splitlines())

    def follow(self, document: str) -> str:
        """A document as it would be after doing everything that it says.

        A block ``yaml > FILE`` is written to the file, ``yaml >> FILE`` is added to it, and the
        commands of a block ``console`` are run.
        """
        return _FENCE.sub(lambda found: self._do(found["info"], found["body"]), document)

    def _do(self, info: str, body: str) -> str:
        language, sign, name = (*info.split(), "", "")[:3]
        if sign in {">", ">>"}:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a" if sign == ">>" else "w", encoding="utf-8") as file:
                file.write(body)
        if language == "console":
            done = (f"$ {run.command}\n{self.run(run.command)}".rstrip("\n") for run in runs(body))
            body = "\n".join(done) + "\n"
        return f"```{info}\n{body}```"


def command_names() -> list[str]:
    """Every command, in the order of ``ldn-kg --help``; those of a group behind it."""
    return [
        " ".join(filter(None, (name, below)))
        for name in _listed(_help())
        for below in ("", *_listed(_help(name)))
    ]


def _listed(help_text: str) -> list[str]:
    return re.findall(r"^  (\S+) {2,}", help_text.partition("Commands:")[2], re.MULTILINE)


def commands_page() -> str:
    """``docs/commands.md``: every help text as the program prints it."""
    parts = [
        "# Commands",
        _PREFACE,
        f"```\n{_help()}\n```",
    ]
    for name in command_names():
        parts += [f"## {name}", f"```\n{_help(*name.split())}\n```"]
    return "\n\n".join(parts) + "\n"


def _help(*command: str) -> str:
    done = subprocess.run(
        [_BIN / "ldn-kg", *command, "--help"],
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"},
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")


def schema_files() -> dict[str, str]:
    """The files of ``schemas/`` by name."""
    files = {}
    for pattern, schema in schemas().items():
        name = pattern.removesuffix(".yaml").removesuffix("/*").rpartition("/")[2]
        content = {"$schema": _DRAFTS, **_as_written(schema)}
        files[f"{name}.schema.json"] = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    return files


def _as_written(schema: Any) -> Any:
    """The schema of the file, where that of the record is stricter.

    Every scalar of a file is text until a record says what it is, so ``printed: 8`` needs no
    quotation marks and an editor must not ask for them.
    """
    if isinstance(schema, list):
        return [_as_written(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    content = {key: _as_written(value) for key, value in schema.items()}
    if content.get("type") == "string" and "pattern" not in content and "enum" not in content:
        content["type"] = ["string", "number", "boolean"]
    return content


def main(names: list[str]) -> None:
    """Makes everything anew, or what is named: schemas, commands, or documents by their path."""
    wanted = names or ["schemas", "commands", *RUN, *RUN_WITH_ARTICLE]
    if "schemas" in wanted:
        (ROOT / "schemas").mkdir(exist_ok=True)
        for name, text in schema_files().items():
            _write(ROOT / "schemas" / name, text)
    if "commands" in wanted:
        _write(ROOT / "docs" / "commands.md", commands_page())
    for name in (*RUN, *RUN_WITH_ARTICLE):
        if name in wanted and (name in RUN or SOURCE_TEXT.is_file()):
            with tempfile.TemporaryDirectory() as folder:
                workspace = Workspace(Path(folder).resolve())
                workspace.build()
                _write(ROOT / name, workspace.follow((ROOT / name).read_text(encoding="utf-8")))
                for made in MADE:
                    if (workspace.folder / made).is_file():
                        _write(ROOT / made, (workspace.folder / made).read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
