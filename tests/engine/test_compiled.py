"""Compiled templates outlive a build, not an edit."""

from __future__ import annotations

from jinja2 import DictLoader, Environment

from generator.engine.compiled import CompiledTemplates


def shown(text: str, kept: CompiledTemplates) -> str:
    return Environment(loader=DictLoader({"a": text}), bytecode_cache=kept, autoescape=True).get_template("a").render()


def test_an_edited_template_is_compiled_anew() -> None:
    kept = CompiledTemplates()
    assert [shown(text, kept) for text in ("one", "one", "two", "one")] == ["one", "one", "two", "one"]
