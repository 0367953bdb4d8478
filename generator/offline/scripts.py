"""ES modules joined into one classic script: a browser loads no module from a disk.

Our modules use few forms: named and default imports, declarations that are exported where they stand,
`export { a, b };`, `import()` and `import.meta.url`. A form that is not known is refused, never guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from generator.kernel.scripts import IMPORT, resolved

_DEFAULT = re.compile(r"^export default ((?:async )?function)\s+(\w+)", re.MULTILINE)
_DECLARED = re.compile(r"^export ((?:async )?function\*?|const|let|class)\s+(\w+)", re.MULTILINE)
_LISTED = re.compile(r"^export \{([^}]*)\};", re.MULTILINE)
_LEFT = re.compile(r"^(?:export|import)\b.*", re.MULTILINE)
_GO = re.compile(r"\blocation\.href = ([^;\n]+);")
_ASSIGN = re.compile(r"\blocation\.assign\(([^;\n]+)\);")


class UnknownForm(Exception):
    """A module says something the joiner does not know."""


def joined(modules: Mapping[str, str], start: str, first: str) -> str:
    """`modules` by path; `start` is the code around them, `first` the module that runs."""
    parts = [f"__modules[{json.dumps(path)}] = {_wrapped(path, modules[path])};" for path in sorted(modules)]
    body = "\n".join(parts)
    return f'(() => {{\n"use strict";\n{start}\n{body}\n__load({json.dumps(first)});\n}})();\n'


def _wrapped(path: str, code: str) -> str:
    names: dict[str, str] = {}

    def brought(match: re.Match[str]) -> str:
        where = json.dumps(resolved(match[2], path))
        wanted = match[1]
        if wanted is None:
            return f"__load({where});"
        if wanted.startswith("{"):
            return f"const {wanted.replace(' as ', ': ')} = __load({where});"
        if wanted.startswith("* as "):
            return f"const {wanted.removeprefix('* as ')} = __load({where});"
        return f"const {{ default: {wanted} }} = __load({where});"

    def default(match: re.Match[str]) -> str:
        names["default"] = match[2]
        return f"{match[1]} {match[2]}"

    def declared(match: re.Match[str]) -> str:
        names[match[2]] = match[2]
        return f"{match[1]} {match[2]}"

    def listed(match: re.Match[str]) -> str:
        for entry in filter(None, (part.strip() for part in match[1].split(","))):
            here, _, there = entry.partition(" as ")
            names[there or here] = here
        return ""

    code = IMPORT.sub(brought, code)
    code = _LISTED.sub(listed, _DECLARED.sub(declared, _DEFAULT.sub(default, code)))
    left = _LEFT.search(code)
    if left:
        raise UnknownForm(f"{path}: {left[0]}")
    here = json.dumps(path)
    code = code.replace("import.meta.url", f"__address({here})")
    code = re.sub(r"\bimport\(", f"__import({here}, ", code)
    code = _ASSIGN.sub(r"location.assign(__page(\1));", _GO.sub(r"location.href = __page(\1);", code))
    getters = ", ".join(f"{json.dumps(name)}: () => {local}" for name, local in sorted(names.items()))
    return f"(__out) => {{\n__export(__out, {{ {getters} }});\n{code}\n}}"
