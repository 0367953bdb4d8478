"""A site whose authors try everything: the same payloads in Markdown, front matter, quiz and catalogue files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from generator.cli import main
from tests.conftest import ROOT

from .project import page, project, quiz

MARKS = (
    "<script>window.pwned=1</script>",
    "<script src='x.js'></script>",
    "<img src=x onerror=window.pwned=1 alt=x>",
    "<svg onload=window.pwned=1><script>window.pwned=1</script></svg>",
    "[x](javascript:window.pwned=1)",
    "<a href='java&#9;script:window.pwned=1'>x</a>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.pwned=1></style>",
    "<details open ontoggle=window.pwned=1>x</details>",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action='https://evil.example/'><button formaction='javascript:window.pwned=1'>x</button></form>",
    "<style>*{background:url(https://evil.example/)}</style><p style='background:url(https://evil.example/)'>x</p>",
    "<template><script>window.pwned=1</script></template><noscript><img src=x onerror=window.pwned=1></noscript>",
    "`</code><script>window.pwned=1</script>`",
    "![x](x.png){onerror=window.pwned=1}",
    "text{: onclick='window.pwned=1' style='x' }",
    "<div data-component='access' data-access='bar'>x</div><p data-sealed='x'>y</p>",
    "<img name=trustedTypes src=x alt=x><a id=szkola href='cid:x'>x</a><input name=body>",
)
TITLE = "<img src=x onerror=window.pwned=1> z kodem"
OWN = " ".join(f"słowo{number}" for number in range(600))
"""What only restricted texts say, so that the public ones are no copies of them."""
RECORD = "cis-lancut"
PUBLIC = ("moduly/laka/", "quizy/zly/", "quizy/zly/druk/", f"katalog/{RECORD}/", "katalog/", "szukaj/", "indeks/")
"""Public pages that show something of it."""

WATCH = """window.violations = []; addEventListener("securitypolicyviolation",
    (e) => violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));"""
ACTIVE = """() => {
    const bad = [];
    for (const e of document.querySelectorAll("main *")) {
        if (/^(script|iframe|object|embed|style|base|meta|link|template)$/i.test(e.localName)) bad.push(e.outerHTML);
        if (e.localName === "form" && new URL(e.action).origin !== location.origin) bad.push(e.outerHTML);
        for (const { name, value } of e.attributes) {
            if (/^on|^style$|^srcdoc$|^formaction$/.test(name) || /^\\s*(java|vb)script:/i.test(value)) bad.push(`${name}=${value}`);
        }
    }
    return { bad, pwned: window.pwned ?? null, violations: window.violations };
}"""  # noqa: E501
INERT: dict[str, object] = {"bad": [], "pwned": None, "violations": []}


def hostile(folder: Path) -> Path:
    root = project(folder)
    body = "\n\n".join(MARKS)
    restricted = root / "content/restricted"
    listed = "access: [trainer]\nvisibility: listed\n"
    media = '<audio controls src="a.mp3"></audio>\n\n<video controls src="b.webm"><track src="c.vtt"></video>'
    page(restricted / "superwizja/tytul.md", f"'Tytuł {TITLE}'", f"## A {{#a}}\n\nB.\n\n{media}\n")
    for name in ("a.mp3", "b.webm", "c.vtt"):
        (restricted / "superwizja" / name).write_bytes(b"WEBVTT\n\n" + name.encode() * 9)
    page(
        restricted / "przewodniki/tytul.md",
        f"'Jawny tytuł {TITLE}'",
        "## Raz {#raz}\n\nC.\n\n## Dwa {#dwa}\n\nD.\n",
        listed,
    )
    page(restricted / "superwizja/zle.md", "Strona ze złym kodem w środku", f"## Z {{#z}}\n\n{body}\n\n{OWN}\n")
    # An image that a text names must be there for the build; so hostile pictures get one, or are left out in public.
    zle = restricted / "superwizja/zle.md"
    zle.write_text(zle.read_text("utf-8").replace("![x](x.png)", "![x](karta.png)"), "utf-8")
    shutil.copy(restricted / "przewodniki/img/plan.png", restricted / "superwizja/karta.png")
    public = root / "content/public/moduly/łąka.md"
    text = public.read_text("utf-8").replace("description: Moduł", f"description: {TITLE} Moduł")
    public.write_text(f"{text}\n\n{body.replace('![x](x.png)', 'x')}\n", "utf-8")
    _quizzes(root, body.replace("![x](x.png)", "x"))
    _record(root, body)
    return root


def _quizzes(root: Path, body: str) -> None:
    """A public and a restricted one, hostile in each text of a question and of its answers; and a kind one."""
    quiz(root / "quizzes/practice/proba.yml")
    for id, access in (("zly", ""), ("zly-zastrzezony", "[trainer]")):
        path = root / "quizzes/practice" / f"{id}.yml"
        quiz(path, access=access, visibility="listed" if access else "")
        data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        data |= {"id": id, "title": f"Quiz {id} {TITLE}", "description": f"Opis {TITLE}"}
        for question in data["questions"]:
            question["id"] = f"{id}-{question['id']}"
            question |= {
                "text": f"{question['text']}\n\n{body}\n\n{OWN if access else ''}",
                "explanation": body,
                "hints": [TITLE, body],
            }
        first = data["questions"][0]
        first["options"] = [{**option, "text": mark, "feedback": body} for option, mark in zip(
            [*first["options"], {"id": "c"}, {"id": "d"}], ("tak", *MARKS[:3]), strict=True)]  # fmt: skip
        path.write_text(json.dumps(data, ensure_ascii=False, default=str), "utf-8")


def _record(root: Path, body: str) -> None:
    """A shipped record with payloads in every text that a person writes."""
    target = root / "content/catalogue"
    (target / RECORD).mkdir(parents=True)
    for file in ("acts.yml", "institutions.yml", "places.yml", "programmes.yml", f"{RECORD}/r1.yml"):
        shutil.copy(ROOT / "content/catalogue" / file, target / file)
    shutil.copy(ROOT / "site_config/sources.yml", root / "site_config/sources.yml")
    path = target / RECORD / "r1.yml"
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    data["title"] += f" {TITLE}"
    data["summary"] = TITLE
    data["description"] = body
    data.pop("relations", None)
    data["enrichment"].pop("modules", None)
    _poisoned(data)
    path.write_text(json.dumps(data, ensure_ascii=False, default=str), "utf-8")
    assert main(["catalogue", "publish", "--root", str(root)]) == 0


def _poisoned(value: Any) -> None:
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(part, dict):
            for key in {"text", "name", "note", "says", "about", "of", "area"} & part.keys():
                if isinstance(part[key], str):
                    part[key] = f"{part[key][:40]} {MARKS[2]} {MARKS[0]}"
        _poisoned(part)
