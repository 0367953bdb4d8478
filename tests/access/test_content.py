"""What is shipped: a record with a document that only partners open, texts for each role, one section in a module."""

from __future__ import annotations

from generator.access.read import read_roles
from generator.catalogue import documents, read
from tests.catalogue import support
from tests.conftest import ROOT


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
