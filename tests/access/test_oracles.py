"""Two libraries that share no code with ours read what we write, and agree on what we refuse to read."""

from __future__ import annotations

import json

import pytest
from joserfc import jwe, jws
from joserfc.jwk import OctKey, OKPKey
from jwcrypto import jwe as jwcrypto_jwe
from jwcrypto import jwk as jwcrypto_jwk
from jwcrypto.common import base64url_encode

from generator.access import envelope, signed
from generator.access.frame import unframe
from generator.access.manifest import TYP as MANIFEST_TYP
from generator.access.protect import MANIFEST
from generator.access.strict import b64
from generator.access.token import TYP

from . import made
from .vectors_blobs import ADDRESS, BLOB_KEY, KEYS, PAYLOAD


def public(seed: bytes) -> OKPKey:
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": b64(signed.public_key(seed))})


@pytest.mark.parametrize(
    ("text", "seed", "typ"),
    [
        (made.written_token("trainer"), made.TOKEN_SEED, TYP),
        (made.site()[MANIFEST].decode(), made.MANIFEST_SEED, MANIFEST_TYP),
    ],
)
def test_joserfc_verifies_what_we_sign(text: str, seed: bytes, typ: str) -> None:
    found = jws.deserialize_compact(text, public(seed), algorithms=["Ed25519"])
    assert found.headers()["typ"] == typ
    assert json.loads(found.payload)


BLOB = envelope.seal(PAYLOAD, ADDRESS, key=BLOB_KEY, siv=KEYS.siv).decode()


def test_joserfc_opens_what_we_seal() -> None:
    registry = jwe.JWERegistry(algorithms=["A256KW", "A256GCM"], strict_check_header=False)
    found = jwe.decrypt_compact(BLOB, OctKey.import_key(BLOB_KEY), registry=registry)
    assert {"ep", "pid", "site"} < found.headers().keys()
    assert found.plaintext is not None
    assert unframe(found.plaintext) == PAYLOAD


def test_jwcrypto_opens_what_we_seal() -> None:
    box = jwcrypto_jwe.JWE(algs=["A256KW", "A256GCM"])
    box.deserialize(BLOB, jwcrypto_jwk.JWK(kty="oct", k=base64url_encode(BLOB_KEY)))
    assert unframe(box.payload) == PAYLOAD
