"""The words of the pages and of the library, and their German: python -m tools.messages

Collects every sentence of the templates and of the pages' Python into web/locale/de/LC_MESSAGES/django.po (German that
is there stays; what is new is empty), the sentences with which desk and people refuse into web/error_patterns.py, those
of the library into shared/refusal_templates.py, what the library says (`say`, `plural`, the report's templates) into
shared/locale/de/LC_MESSAGES/headwater.po, and compiles them. What the sign-in pages' package says in other words than
ours stands, by hand, in web/locale/en: ours in their place. With --check nothing is written; anything that would
change ends with status 1.
"""

import argparse
import ast
import json
import re
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

SOURCE = Path(__file__).parents[1] / "src" / "headwater"
WEB = SOURCE / "web"
PO = WEB / "locale" / "de" / "LC_MESSAGES" / "django.po"
INSTEAD = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
"""of sentences of the sign-in pages' package: what we say instead, in English"""
LIBRARY_PO = SOURCE / "shared" / "locale" / "de" / "LC_MESSAGES" / "headwater.po"
LIBRARY = ("shared", "engine", "moments", "chain", "causes", "foresight", "report", "cli", "answers")
SAYING = {"say": (0, 1), "phrase": (0, 1), "say_n": (1, 3), "plural": (1, 3), "words": (0, 1)}
"""the functions of the library that say something: from which argument to which"""
PATTERNS = WEB / "error_patterns.py"
TEMPLATES = SOURCE / "shared" / "refusal_templates.py"
API = SOURCE / "api"
SHOWN = (API / "keys.py", API / "pages.py")
"""of the API what people see; what machines are told stays English"""
REFUSING = ("desk", "people", "web", "answers")
READING = ("moments", "causes")
"""the parts of the library that refuse with f-strings"""
CALLS = {"_": 1, "gettext": 1, "gettext_noop": 1, "gettext_lazy": 1, "ngettext": 2}
DJANGO = re.compile(r"\{%\s*trans(?:late)?\s+[\"'](.+?)[\"']\s*%\}")
HEAD = (
    "Project-Id-Version: Headwater\\nLanguage: {language}\\nMIME-Version: 1.0\\n"
    "Content-Type: text/plain; charset=UTF-8\\nContent-Transfer-Encoding: 8bit\\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n"
)
Key = tuple[str, str, str]
"""context, one, many ("" where there is no plural)"""


def jinja(paths: Iterable[Path]) -> Iterator[Key]:
    """The sentences of Jinja templates."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True, trim_blocks=True)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # as it runs: a per cent sign is two
    for path in sorted(paths):
        for _, _, said in environment.extract_translations(path.read_text(encoding="utf-8")):
            one, many = (said, "") if isinstance(said, str) else (said[0], said[1])
            if one:
                yield "", one, many or ""


def templates() -> Iterator[Key]:
    """The sentences of the pages' templates."""
    yield from jinja([*(WEB / "jinja2").rglob("*.html"), *(API / "jinja2").rglob("*.html")])
    for path in sorted((WEB / "templates").rglob("*.html")):
        yield from (("", found, "") for found in DJANGO.findall(path.read_text(encoding="utf-8")))


def python() -> Iterator[Key]:
    """The sentences of the pages' Python."""
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                words = [a.value for a in node.args[: CALLS[node.func.id]] if isinstance(a, ast.Constant)]
                if words and isinstance(words[0], str):
                    yield "", words[0], words[1] if len(words) > 1 else ""


def library() -> Iterator[Key]:
    """What the library says: in its Python and in the report's templates."""
    yield from jinja([*(SOURCE / "report" / "templates").glob("*.html"), *(SOURCE / "answers").rglob("*.html")])
    for path in sorted(p for part in LIBRARY for p in (SOURCE / part).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                yield from _said(node.func.id, node.args)
    yield from (("", text, "") for text in refused())


def _said(name: str, args: list[ast.expr]) -> Iterator[Key]:
    first, end = SAYING[name]
    words = [a.value for a in args[first:end] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if words and name == "plural":
        yield "", f"{{n}} {words[0]}", f"{{n}} {words[1] if len(words) > 1 else words[0] + 's'}"
    elif words and re.search(r"[\w'“]", re.sub(r"\{.*?\}", "", words[0])):
        yield "", words[0], words[1] if len(words) > 1 else ""


def measured() -> Iterator[Key]:
    """What the desk's numbers mean, and what they leave out, as the measures say it."""
    for path in sorted((SOURCE / "desk" / "measures").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Figure", "_share"):
                said = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
                yield from (("", text, "") for text in said if isinstance(text, str) and " " in text)


def refusals() -> list[str]:
    """What desk, people and pages say when they refuse, with numbered holes for what is filled in."""
    return _raised([*(p for part in REFUSING for p in (SOURCE / part).rglob("*.py")), *SHOWN])


def refused() -> list[str]:
    """The same of the library, as its templates."""
    found = _raised(p for part in READING for p in (SOURCE / part).rglob("*.py"))
    return [re.sub(r"%\((p\d+)\)s", r"{\1}", text.replace("{", "{{").replace("}", "}}")) for text in found]


def _raised(paths: Iterable[Path]) -> list[str]:
    found = set()
    for path in sorted(paths):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = _constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Error"):
                found |= {text for text in (_pattern(a, names) for a in node.args[:1]) if " " in text}
    return sorted(found)


def _constants(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _pattern(node: ast.expr, names: dict[str, str]) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("%", "%%") if "%(" in node.value else node.value
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts, hole = [], 0
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            hole += 1
            parts.append(f"%(p{hole})s")
    return "".join(parts)


def read(path: Path) -> dict[Key, list[str]]:
    """The translations of a .po file as this tool writes it."""
    found: dict[Key, list[str]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n") if path.exists() else []:
        parts = {name: _unquoted(text) for name, text in re.findall(r'^(\w+(?:\[\d\])?) "(.*)"$', block, re.MULTILINE)}
        if parts.get("msgid"):
            key = (parts.get("msgctxt", ""), parts["msgid"], parts.get("msgid_plural", ""))
            single = [parts["msgstr"]] if "msgstr" in parts else []
            found[key] = single or [parts["msgstr[0]"], parts["msgstr[1]"]]
    return found


def written(found: dict[Key, list[str]], head: str) -> str:
    """A .po file."""
    blocks = [f'msgid ""\nmsgstr "{head}"']
    for (context, one, many), german in found.items():
        lines = [f"msgctxt {_quoted(context)}"] if context else []
        lines += [f"msgid {_quoted(one)}"]
        if many:
            lines += [f"msgid_plural {_quoted(many)}", *(f"msgstr[{i}] {_quoted(g)}" for i, g in enumerate(german))]
        else:
            lines += [f"msgstr {_quoted(german[0])}"]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def compiled(found: dict[Key, list[str]], head: str) -> bytes:
    """A .mo file (GNU gettext, revision 0), without what has no German."""
    pairs = {"": head.replace("\\n", "\n")}
    for (context, one, many), german in found.items():
        if all(german):
            key = (f"{context}\x04" if context else "") + one + (f"\x00{many}" if many else "")
            pairs[key] = "\x00".join(german)
    ids = sorted(pairs, key=str.encode)
    keys, values = [k.encode() for k in ids], [pairs[k].encode() for k in ids]
    n, start = len(ids), 28 + 16 * len(ids)
    tables, data = [b"", b""], b""
    for table, texts in enumerate((keys, values)):
        for text in texts:
            tables[table] += struct.pack("<2I", len(text), start + len(data))
            data += text + b"\x00"
    return struct.pack("<7I", 0x950412DE, 0, n, 28, 28 + 8 * n, 0, 28 + 16 * n) + b"".join(tables) + data


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text)


def pages() -> Iterator[Key]:
    """What the pages say."""
    yield from templates()
    yield from python()
    yield from measured()
    yield from instead()
    yield from (("error", text, "") for text in refusals())


def instead() -> Iterator[Key]:
    """What the sign-in pages' package says, as far as we say it in other words."""
    yield from read(INSTEAD)


@dataclass(frozen=True)
class Catalogue:
    """A .po file and what belongs into it."""

    po: Path
    keys: Callable[[], Iterator[Key]]

    def collected(self) -> dict[Key, list[str]]:
        """Every sentence, with the German that is there."""
        known = read(self.po)
        return {key: known.get(key, [""] * (2 if key[2] else 1)) for key in sorted(set(self.keys()))}

    def files(self) -> dict[Path, bytes]:
        """The .po and what gettext reads."""
        found, head = self.collected(), HEAD.format(language=self.po.parents[1].name)
        return {self.po: written(found, head).encode(), self.po.with_suffix(".mo"): compiled(found, head)}


CATALOGUES = (Catalogue(PO, pages), Catalogue(LIBRARY_PO, library))
"""the German"""


def _as_formatted(text: str) -> str:
    """A text as the formatter writes it."""
    return f"'{text}'" if '"' in text and not {"'", "\\"} & set(text) else json.dumps(text, ensure_ascii=False)


def files() -> dict[Path, bytes]:
    """What this tool makes."""
    made = {
        path: data
        for catalogue in (*CATALOGUES, Catalogue(INSTEAD, instead))
        for path, data in catalogue.files().items()
    }
    return {**made, PATTERNS: _listed("PATTERNS", refusals()), TEMPLATES: _listed("TEMPLATES", refused())}


def _listed(name: str, texts: Iterable[str]) -> bytes:
    lines = "".join(f"    {_as_formatted(text)},\n" for text in texts)
    silent = "# ruff: noqa: E501 -- a pattern is read as one line"
    head = f'"""Made by `python -m tools.messages`: the sentences that refuse something."""\n\n{silent}'
    return f"{head}\n\n{name}: tuple[str, ...] = (\n{lines})\n".encode()


def main() -> int:
    """Write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = {path: data for path, data in files().items() if not path.exists() or path.read_bytes() != data}
    for path, data in ({} if check else stale).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    empty = [key[1] for catalogue in CATALOGUES for key, german in catalogue.collected().items() if not all(german)]
    sys.stdout.write("".join(f"no German: {text}\n" for text in empty))
    sys.stdout.write("".join(f"{'stale' if check else 'wrote'}: {path}\n" for path in stale))
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
