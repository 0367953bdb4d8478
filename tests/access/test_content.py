"""What is shipped: a record with a document that only partners open, texts for each role, one section in a module."""

from __future__ import annotations

from generator.access.read import admission, read_roles
from generator.catalogue import documents, read
from generator.kernel import yaml
from tests.catalogue import support
from tests.conftest import ROOT

RESTRICTED = ROOT / "content" / "restricted"


def test_each_kind_of_restricted_text_is_shipped() -> None:
    """Listed guides for trainers, a hidden page for supervisors with image and PDF, one for partners, a section."""
    roles, _ = read_roles((ROOT / "site_config/roles.yml").read_text("utf-8"), "roles.yml")
    assert roles
    found = []
    for path in sorted(RESTRICTED.rglob("*.md")):
        text = path.read_text("utf-8")
        document, _ = yaml.parse(text[4:].partition("\n---")[0], path.name, scalars="text")
        assert document
        name = path.relative_to(RESTRICTED).as_posix()
        admitted, _ = admission(document, name, roles)
        assert admitted
        found.append((name, admitted.roles, admitted.visibility, text))
    public = "".join(path.read_text("utf-8") for path in (ROOT / "content/public").rglob("*.md"))
    placed = {name for name, *_ in found if f"/// restricted | {name}\n" in public}
    listed = [(name, who) for name, who, how, _ in found if how == "listed" and name not in placed]
    assert sum(who == ("trainer",) for _, who in listed) >= 2 and any(who == ("partner",) for _, who in listed)
    hidden = [text for _, who, how, text in found if (who, how) == (("supervisor",), "hidden")]
    assert any(".png)" in text and ".pdf)" in text for text in hidden)
    assert placed


def test_a_shipped_record_has_a_document_for_partners_alone() -> None:
    catalogue, problems = read.read(support.content())
    assert problems == ()
    found = documents.restricted(catalogue)
    assert [(d.roles, d.path) for d in found] == [(("partner",), "partnerzy/wzor-porozumienia.md")]
    assert (ROOT / "content/restricted" / found[0].path).is_file()
    roles, _ = read_roles((ROOT / "site_config/roles.yml").read_text("utf-8"), "roles.yml")
    assert roles
    rule = roles.rule(found[0].path)
    assert rule
    assert rule.roles == ("partner",)
    assert list(documents.check(catalogue, {found[0].path: rule.roles})) == []
