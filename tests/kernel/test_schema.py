from __future__ import annotations

from generator.i18n import problems as texts
from generator.kernel import schema, yaml

SCHEMA = schema.compile(
    {
        "type": "object",
        "required": ["title"],
        "additionalProperties": False,
        "properties": {
            "title": {"type": "string", "minLength": 2},
            "kind": {"enum": ["single-choice", "ordering"]},
            "when": {"type": "string", "format": "date"},
            "items": {"type": "array", "maxItems": 2, "uniqueItems": True, "items": {"$ref": "#/$defs/item"}},
            "count": {"type": "integer", "minimum": 1, "maximum": 5},
        },
        "$defs": {
            "item": {"type": "object", "additionalProperties": False, "properties": {"correct": {"type": "boolean"}}}
        },
    }
)


def told(text: str) -> list[str]:
    document, problems = yaml.parse(text, "f.yml")
    assert document is not None
    assert problems == ()
    return [texts.line(p, "en") for p in schema.violations(document, SCHEMA)]


def test_a_sound_document_has_no_violations() -> None:
    assert told("title: Ala\nkind: ordering\nwhen: 2026-02-28\nitems: [{correct: true}]\ncount: 3") == []


def test_a_misspelt_key_is_guessed_at_its_place() -> None:
    assert told("title: Ala\nkidn: ordering") == ['f.yml:2:1: error S011 Unknown key "kidn". Did you mean "kind"?']


def test_a_misspelt_key_is_guessed_behind_a_reference() -> None:
    assert told("title: Ala\nitems:\n- corect: true") == [
        'f.yml:3:3: error S011 Unknown key "corect". Did you mean "correct"?'
    ]


def test_a_misspelt_value_is_guessed() -> None:
    assert told("title: Ala\nkind: single-choise") == [
        'f.yml:2:7: error S012 "kind" cannot be "single-choise". Did you mean "single-choice"?'
    ]


def test_every_violation_is_told_at_once() -> None:
    text = "kind: x\nwhen: 2026-02-30\nitems: [{}, {}, {correct: maybe}]\ncount: 9\nwholly: 1"
    codes = {line.split()[2] for line in told(text)}
    assert codes == {"S001", "S002", "S003", "S004", "S005", "S007", "S008", "S009"}


def test_short_text_names_the_limit() -> None:
    assert told("title: A") == ['f.yml:1:8: error S006 "title" is too short. At least 2 needed.']
