"""The rules of the house, checked: sizes, names, words, and who may know what. No exemption list."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from salesdesk.app.code_ahead import draws

ROOT = Path(__file__).parent.parent
CODE = ROOT / "salesdesk"
FILE_LINES, CLASS_LINES, FUNCTION_LINES = 400, 250, 60
BANNED = {"manager", "managers", "helper", "helpers", "util", "utils", "handler", "handlers"}
BANNED |= {"common", "misc", "data", "info", "process"}
# The only files of a feature that draw; everything in ui and app may.
TRANSLATORS = {"_", "N_", "ngettext", "pgettext"}
Kind = TypeVar("Kind", bound=ast.AST)
HEAVY = {"PySide6", "sqlmodel", "sqlalchemy", "alembic", "matplotlib"}


def _sources(*folders: str) -> list[Path]:
    return sorted(p for folder in folders for p in (ROOT / folder).rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def _all_nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(_tree(path)))


def _nodes(path: Path, *kinds: type[Kind]) -> Iterator[Kind]:
    return (node for node in _all_nodes(path) if isinstance(node, kinds))


@cache
def _imported(path: Path) -> set[str]:
    """Full dotted names that a file imports, wherever it does, but for type checking only."""
    typing_only: set[ast.AST] = set()
    for node in _nodes(path, ast.If):
        if ast.unparse(node.test).endswith("TYPE_CHECKING"):
            typing_only.update(inner for statement in node.body for inner in ast.walk(statement))
    names: set[str] = set()
    for plain in _nodes(path, ast.Import):
        if plain not in typing_only:
            names.update(alias.name for alias in plain.names)
    for chosen in _nodes(path, ast.ImportFrom):
        if chosen not in typing_only and chosen.module:
            names.add(chosen.module)
            names.update(f"{chosen.module}.{alias.name}" for alias in chosen.names)
    return names


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _draws(path: Path) -> bool:
    return len(path.relative_to(CODE).parts) > 1 and draws(_module(path))


def _words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def _packages() -> list[str]:
    return sorted(p.name for p in CODE.iterdir() if p.is_dir() and p.name != "__pycache__")


# ---------------------------------------------------------------- sizes


def test_no_file_outgrows_a_reader() -> None:
    long = {
        _name(p): n
        for p in _sources("salesdesk", "tests")
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    }
    assert long == {}


def test_no_class_and_no_function_outgrows_a_page() -> None:
    long: list[str] = []
    for path in _sources("salesdesk", "tests"):
        long += _longer(path, CLASS_LINES, _nodes(path, ast.ClassDef))
        long += _longer(path, FUNCTION_LINES, _nodes(path, ast.FunctionDef))
    assert long == []


def _longer(path: Path, cap: int, nodes: Iterator[ast.ClassDef] | Iterator[ast.FunctionDef]) -> Iterator[str]:
    for node in nodes:
        lines = (node.end_lineno or 0) - node.lineno + 1
        if lines > cap:
            yield f"{_name(path)}:{node.lineno} {node.name}: {lines} lines"


def test_the_cap_on_complexity_is_switched_on_and_nobody_is_exempt() -> None:
    lint = _pyproject()["tool"]["ruff"]["lint"]
    assert "C90" in lint["select"]
    assert lint["mccabe"]["max-complexity"] == 10
    exempt = [code for codes in lint["per-file-ignores"].values() for code in codes]
    assert not [code for code in [*exempt, *lint["ignore"]] if code.startswith("C90")]
    silenced = re.compile(r"#.*no" r"qa(?!:)|#.*no" r"qa:.*C9")
    texts = {_name(p): p.read_text(encoding="utf-8") for p in _sources("salesdesk", "tests")}
    assert [name for name, text in texts.items() if silenced.search(text)] == []


# ---------------------------------------------------------------- names


def test_modules_and_classes_have_names_that_say_something() -> None:
    vague = []
    for path in _sources("salesdesk", "tests"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        names = [*parts, *(node.name for node in _nodes(path, ast.ClassDef))]
        vague += [f"{_name(path)}: {name}" for name in names if _words_of(name) & BANNED]
    assert sorted(set(vague)) == []


def test_the_init_file_of_a_package_holds_its_docstring_and_nothing_else() -> None:
    inits = [CODE / package / "__init__.py" for package in _packages()]
    silent = [_name(p) for p in [*inits, CODE / "__init__.py"] if ast.get_docstring(_tree(p)) is None]
    full = [_name(p) for p in inits if len(_tree(p).body) > 1]
    assert (silent, full) == ([], [])


def test_every_package_stands_in_the_layers() -> None:
    contracts = {c["id"]: c for c in _pyproject()["tool"]["importlinter"]["contracts"]}
    layers = {name for layer in contracts["layers"]["layers"] for name in re.split(r"\W+", layer)}
    assert sorted(layers | {"migrations"}) == _packages()
    assert [p for p in _packages() if not (CODE / p / "__init__.py").exists()] == []


@cache
def _pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# ---------------------------------------------------------------- who may know what


def test_plain_labels_and_message_boxes_come_from_ui() -> None:
    """A bare label guesses whether its text is HTML; the widgets of ui never do."""
    bare = re.compile(r"(.*\.)?(QLabel|QMessageBox)")
    found = []
    for path in _sources("salesdesk"):
        made = [node.func for node in _nodes(path, ast.Call)]
        made += [base for node in _nodes(path, ast.ClassDef) for base in node.bases]
        names = {ast.unparse(node) for node in made}
        names |= {name for name in _imported(path) if name.endswith("QMessageBox")}
        if path.relative_to(CODE).parts[0] != "ui" and any(bare.fullmatch(name) for name in names):
            found.append(_name(path))
    assert found == []


@pytest.mark.parametrize(
    ("library", "places"),
    [
        ("PySide6.QtSql", ""),
        ("PySide6.QtQml", ""),
        ("PySide6.QtWidgets.QTreeView", ""),
        ("PySide6.QtWidgets.QTreeWidget", ""),
        ("apsw", ""),
        ("sqlite3", "salesdesk/store/"),
        ("sqlcipher3", "salesdesk/store/engine.py"),
        ("alembic", "salesdesk/(store|migrations)/"),
        ("matplotlib", "salesdesk/charts/"),
    ],
)
def test_a_library_is_known_only_where_it_belongs(library: str, places: str) -> None:
    at = re.compile(rf"{re.escape(library)}(\..*)?")
    users = [_name(p) for p in _sources("salesdesk") if any(at.fullmatch(name) for name in _imported(p))]
    assert [u for u in users if not places or not re.match(places, u)] == []


def test_only_files_that_draw_import_qt() -> None:
    knowing = [
        _name(p)
        for p in _sources("salesdesk")
        if p.parent != CODE and not _draws(p)
        if any(name.split(".")[0] == "PySide6" for name in _imported(p))
    ]
    assert knowing == []


def test_reading_never_imports_writing() -> None:
    reading = re.compile(r"(.*_)?(queries|series|fields|rules)")
    writing = re.compile(r"salesdesk\.\w+\.(\w+_)?commands(\..*)?")
    wrong = [
        f"{_name(p)} imports {name}"
        for p in _sources("salesdesk")
        if reading.fullmatch(p.stem)
        for name in _imported(p)
        if writing.fullmatch(name)
    ]
    assert wrong == []


def test_a_tab_is_imported_by_the_shell_alone() -> None:
    """A tab extends another one by contributing a row action."""
    tab = re.compile(r"salesdesk\.\w+\.tab")
    wrong = [
        _name(p)
        for p in _sources("salesdesk")
        if p.relative_to(CODE).parts[0] != "app" and any(tab.fullmatch(name) for name in _imported(p))
    ]
    assert wrong == []


def test_a_frozen_revision_imports_no_project_code() -> None:
    wrong = [
        _name(p)
        for p in _sources("salesdesk/migrations")
        if any(name.split(".")[0] == "salesdesk" for name in _imported(p))
    ]
    assert wrong == []


def test_files_without_a_window_load_no_qt() -> None:
    """Imports every module that does not draw, in a new Python, and asks after each whether Qt came along."""
    names = [
        _module(p)
        for p in _sources("salesdesk")
        if p.parent != CODE and not _draws(p) and p.relative_to(CODE).parts[0] != "migrations"
    ]
    program = (
        "import importlib, sys\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
        "    if 'PySide6' in sys.modules:\n"
        "        sys.exit(name + ' loads Qt')\n"
    )
    assert _python(program) == ""


def test_the_command_line_loads_nothing_heavy_before_it_knows_what_is_asked() -> None:
    program = f"import sys, salesdesk.__main__\nsys.exit(' '.join(sorted({HEAVY!r} & set(sys.modules))))\n"
    assert _python(program) == ""


def _python(program: str) -> str:
    """What a new Python says on its error stream; the empty string when all was well."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stderr.strip()


# ---------------------------------------------------------------- words


def test_words_are_whole_before_they_are_translated() -> None:
    """No f-string, no formatting and no gluing inside a translating call: no catalogue could hold it."""
    glued = []
    for path in _sources("salesdesk"):
        for node in _nodes(path, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in TRANSLATORS:
                glued += [
                    f"{_name(path)}:{node.lineno}"
                    for argument in node.args[: 1 if node.func.id in {"_", "N_"} else 2]
                    if isinstance(argument, ast.JoinedStr | ast.BinOp) or _formats(argument)
                ]
    assert glued == []


def _formats(argument: ast.expr) -> bool:
    if not (isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute)):
        return False
    return argument.func.attr in {"format", "join"}


# ---------------------------------------------------------------- nothing left lying about


def _texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project with its content."""
    kinds = {".py", ".po", ".ts", ".md", ".toml", ".txt", ".yml", ".spec", ".nsi", ".sh", ".json", ".html"}
    hidden = [*(ROOT / ".ci").rglob("*"), *(ROOT / ".github").rglob("*")]
    plain = [p for f in ("salesdesk", "tests", "resources") for p in (ROOT / f).rglob("*")]
    for path in [*hidden, *plain, *ROOT.glob("*.*")]:
        if path.is_file() and (path.suffix in kinds or path.parent.name == ".ci"):
            yield _name(path), path.read_text(encoding="utf-8")


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
    assert [name for name, text in _texts() if later.search(text)] == []


def test_no_address_of_a_registry_and_no_path_of_one_machine() -> None:
    """The lock and every other file must work from any mirror, on any computer."""
    registries = r"(py" r"pi\.org|pythonhos" r"ted\.org|registry\.npm" r"js|deb\.deb" r"ian|file:" r"///opt)"
    machines = r"(/wor" r"k/|/far" r"m/|/roo" r"t/|[.]pye" r"nv|/tm" r"p/v\b)"
    address = re.compile(f"{registries}|{machines}")
    assert [name for name, text in _texts() if address.search(text)] == []
    assert "://" not in (ROOT / "requirements.txt").read_text(encoding="utf-8")
