"""What the shipped server settings must not take away."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("name", ["_headers", "htaccess", "Caddyfile", "szkola-headers.conf"])
def test_the_site_itself_may_use_the_camera_for_qr_codes(name: str) -> None:
    assert "camera=(self)" in (ROOT / "deploy" / name).read_text("utf-8")
