"""The shared vectors, read by Python; vectors.test.js reads the same files."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.access import attachment, derive, envelope, frame, manifest, slots, token
from generator.access.strict import Refused, unb64
from generator.kernel.digest import sha256

from . import make_vectors

Case = dict[str, Any]


def read(name: str) -> Case:
    value: Case = json.loads((make_vectors.FOLDER / f"{name}.json").read_text("ascii"))
    return value


def named(cases: list[Case]) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in cases]


def outcome(case: Case, act: Callable[[], object]) -> object:
    """What came of it; a refusal must be the one that the vector names."""
    if case.get("refused"):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == case["refused"]
        return None
    return act()


@pytest.mark.parametrize("name", sorted(make_vectors.ALL))
def test_the_committed_vectors_are_the_made_ones(name: str) -> None:
    assert (make_vectors.FOLDER / f"{name}.json").read_text("ascii") == make_vectors.text(name)


TOKENS = read("token")
TOKEN_KEYS = tuple(unb64(k, "x") for k in TOKENS["keys"])


@pytest.mark.parametrize("case", named(TOKENS["cases"]))
def test_token(case: Case) -> None:
    found = outcome(case, lambda: token.verify(case["token"], site=TOKENS["site"], keys=TOKEN_KEYS, now=TOKENS["now"]))
    if isinstance(found, token.Token):
        assert (list(found.roles), found.holder) == (case["roles"], case["holder"])


@pytest.mark.parametrize("case", named(TOKENS["secrets"]))
def test_holder_secret(case: Case) -> None:
    verified = token.verify(case["token"], site=TOKENS["site"], keys=TOKEN_KEYS, now=TOKENS["now"])
    found = outcome(case, lambda: token.holder_secret(verified, case.get("passphrase")).hex())
    assert found == case.get("secret")


MANIFESTS = read("manifest")
MANIFEST_KEYS = tuple(unb64(k, "x") for k in MANIFESTS["keys"])


@pytest.mark.parametrize("case", named(MANIFESTS["cases"]))
def test_manifest(case: Case) -> None:
    found = outcome(case, lambda: manifest.verify(case["manifest"], site=MANIFESTS["site"], keys=MANIFEST_KEYS))
    if isinstance(found, manifest.Manifest):
        assert (found.seq, found.epoch) == (case["seq"], case["epoch"])


@pytest.mark.parametrize("case", named(MANIFESTS["history"]))
def test_history(case: Case) -> None:
    def seen(value: Case | None) -> manifest.Seen | None:
        return value and manifest.Seen(value["key"], value["seq"], value["digest"], value["next"])  # type: ignore[return-value]

    outcome(case, lambda: manifest.judge(seen(case["seen"]), **case["now"]))


def address(value: Case) -> envelope.Address:
    return envelope.Address(value["typ"], value["site"], value["ep"], value["kid"], value["pid"])


BLOBS = read("blob")


@pytest.mark.parametrize("case", named(BLOBS["cases"]))
def test_blob(case: Any) -> None:
    parts = [case.get("parts", {}).get(str(i), part) for i, part in enumerate(BLOBS["parts"])]
    blob = case.get("blob", ".".join(parts)).encode()
    key = bytes.fromhex(case.get("key", BLOBS["key"]))
    where = address(case.get("address", BLOBS["address"]))
    found = outcome(case, lambda: envelope.unseal(blob, where, key=key).hex())
    assert found == case.get("payload")


FILES = read("file")


@pytest.mark.parametrize("case", named(FILES["cases"]))
def test_file(case: Any) -> None:
    where = address(case.get("address", FILES["address"]))
    blob = base64.b64decode(case["blob"])
    size = case.get("size", FILES["size"])
    key = bytes.fromhex(FILES["key"])
    found = outcome(case, lambda: sha256(attachment.unseal_file(blob, where, size=size, key=key)))
    assert found == case.get("payload")


@pytest.mark.parametrize("moved", ["dropped", "swapped", "repeated", "last first"])
def test_chunks_keep_their_place(moved: str) -> None:
    key, siv, where = bytes.fromhex(FILES["key"]), bytes.fromhex(FILES["siv"]), address(FILES["address"])
    data = bytes(i % 251 for i in range(FILES["big"]["length"]))
    size = frame.framed_length(len(data))
    head, _, body = attachment.seal_file(data, where, key=key, siv=siv).partition(b"\n")
    assert attachment.unseal_file(head + b"\n" + body, where, size=size, key=key) == data
    step = attachment.CHUNK + 16
    first, second, last = body[:step], body[step : 2 * step], body[2 * step :]
    parts = {
        "dropped": first + second, "swapped": second + first + last, "repeated": first + first + last,
        "last first": last + first + second,
    }[moved]  # fmt: skip
    with pytest.raises(Refused):
        attachment.unseal_file(head + b"\n" + parts, where, size=size, key=key)


SLOTS = read("slot")


@pytest.mark.parametrize("case", named(SLOTS["cases"]))
def test_slot(case: Case) -> None:
    current = SLOTS["manifest"]
    ring = current["keyring"]
    file = base64.b64decode(case["file"] if "file" in case else SLOTS["shards"][case["shard"]])
    secret = bytes.fromhex(case["secret"])

    def act() -> object:
        place = slots.lookup(secret, current["site"], current["ep"])
        root = bytes.fromhex(ring["root"])
        entry = slots.find(file, place, count=ring["count"], root=root, roles=len(current["roles"]))
        if entry is None:
            raise Refused("slot-missing")
        order = tuple(current["roles"])
        found = slots.open_slot(
            entry, secret, site=current["site"], epoch=current["ep"], order=order, roles=case["claimed"]
        )
        return {role: value.hex() for role, value in found.items()}

    assert outcome(case, act) == case.get("secrets")


def test_derived_keys_lengths_and_base64() -> None:
    strict = read("strict")
    for case in strict["derived"]:
        made = derive.derive(bytes.fromhex(case["secret"]), case["label"], *case["context"], length=case["bytes"])
        assert made.hex() == case["key"]
    for length, framed in strict["framed"]:
        assert frame.framed_length(length) == framed
    for text in strict["base64"]["good"]:
        unb64(text, "x")
    for text in strict["base64"]["bad"]:
        with pytest.raises(Refused):
            unb64(text, "x")
