"""The page's policy and those of the header files are one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_HOSTS = ("_headers", "szkola-headers.conf", "htaccess", "Caddyfile")


def _page() -> str:
    html = (ROOT / "generator/theme/partials/policy.html").read_text("utf-8")
    found = re.search(r'content="([^"]+)"', html)
    assert found
    return found[1]


def _directives(policy: str) -> dict[str, str]:
    return dict(d.strip().partition(" ")[::2] for d in policy.split(";"))


@pytest.mark.parametrize("name", _HOSTS)
def test_a_host_sends_the_page_s_policy_and_forbids_frames(name: str) -> None:
    text = (ROOT / "deploy" / name).read_text("utf-8")
    sent = re.findall(r'Content-Security-Policy:? "?(default-src[^"\n]+)', text)
    assert sent
    for policy in sent:
        assert {k: v for k, v in _directives(policy).items() if k != "frame-ancestors"} == _directives(_page())
    assert "frame-ancestors" in text


def test_nothing_foreign_and_nothing_inline_is_allowed() -> None:
    assert "unsafe" not in _page()
    assert "http" not in _page().replace("http-equiv", "")
    assert "require-trusted-types-for 'script'" in _page()


@pytest.mark.parametrize("path", sorted((ROOT / "generator/theme").rglob("*.html")), ids=lambda p: p.name)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    html = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)
