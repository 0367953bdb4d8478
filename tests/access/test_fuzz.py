"""Mutated inputs: Python and JavaScript refuse each alike, with a code of ours and nothing else.

The quick run replays the kept corpus; `full` looks for new ways for a minute each and keeps what it finds
with --update-golden.
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable

import pytest

from generator.access import attachment, envelope, keys, manifest, signed, slots, token
from generator.access.strict import Refused
from generator.kernel.digest import canonical_json, short

from . import fuzz, made
from .test_vectors import FILES, SLOTS, TOKEN_KEYS, TOKENS, address
from .vectors_blobs import ADDRESS, BLOB_KEY, KEYS, PAYLOAD
from .vectors_tokens import claims, header, jws

MANIFEST_KEY = signed.public_key(made.MANIFEST_SEED)


def read_slot(data: bytes) -> object:
    current, case = SLOTS["manifest"], SLOTS["cases"][0]
    secret = bytes.fromhex(case["secret"])
    place = slots.lookup(secret, current["site"], current["ep"])
    ring = current["keyring"]
    root = bytes.fromhex(ring["root"])
    entry = slots.find(data, place, count=ring["count"], root=root, roles=len(current["roles"]))
    if entry is None:
        raise Refused("slot-missing")
    return slots.open_slot(
        entry, secret, site=current["site"], epoch=current["ep"], order=tuple(current["roles"]), roles=case["claimed"]
    )


READERS: dict[str, tuple[fuzz.Reader, list[bytes]]] = {
    "token": (
        lambda d: token.verify(d.decode("latin-1"), site="szkola", keys=TOKEN_KEYS, now=TOKENS["now"]),
        [c["token"].encode("utf-8", "replace") for c in TOKENS["cases"][::3]],
    ),
    "manifest": (
        lambda d: manifest.verify(d.decode("latin-1"), site="szkola", keys=(MANIFEST_KEY,)),
        [made.site()["sealed/manifest.jws"]],
    ),
    "blob": (
        lambda d: envelope.unseal(d, ADDRESS, key=BLOB_KEY),
        [envelope.seal(PAYLOAD, ADDRESS, key=BLOB_KEY, siv=KEYS.siv)],
    ),
    "file": (
        lambda d: attachment.unseal_file(
            d, address(FILES["address"]), size=FILES["size"], key=bytes.fromhex(FILES["key"])
        ),
        [base64.b64decode(FILES["cases"][0]["blob"])],
    ),
    "slot": (read_slot, [base64.b64decode(SLOTS["shards"][SLOTS["cases"][0]["shard"]])]),
    "keys": (keys.read_public, [canonical_json(keys.public(KEYS)).encode()]),
}


VALUES: list[object] = [
    None, True, 0, -1, 1.0, 1e20, 2**53, "", "a", "\u0105", "\ud800", "szkola", [], ["trainer"], {}, {"a": 1}, [[]],
    "A" * 43,    "p1." + "A" * 22 + "." + "A" * 54, made.NOW, ["a", "b"], ["b", "a"], "a" * 16,
]  # fmt: skip


def test_signed_claims_of_every_shape_are_judged_alike() -> None:
    """What a key owner could sign: the two parsers of JSON must agree on all of it."""
    read = READERS["token"][0]
    dice = random.Random(11)
    with fuzz.Twin() as twin:
        for _ in range(400):
            payload = claims(
                **{dice.choice([*claims(), "10", "x"]): dice.choice(VALUES) for _ in range(dice.randint(1, 2))}
            )
            text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=dice.random() < 0.9)
            for _ in range(dice.randint(0, 2)):
                text = fuzz.mutated(text.encode("utf-8", "surrogatepass"), dice).decode("latin-1")
            data = jws(header(), text.encode("utf-8", "surrogatepass")).encode()
            assert twin.ask("token", data) == fuzz.outcome(read, data), text


def signed_token(payload: bytes) -> bytes:
    return jws(header(), payload).encode()


def signed_manifest(payload: bytes) -> bytes:
    return jws(header(manifest.TYP, seed=made.MANIFEST_SEED), payload, seed=made.MANIFEST_SEED).encode()


def as_it_is(data: bytes) -> bytes:
    return data


def payload_of(text: bytes) -> bytes:
    return base64.urlsafe_b64decode(text.split(b".")[1] + b"==")


EXPLORED = [
    *((kind, kind, as_it_is, seeds) for kind, (_, seeds) in sorted(READERS.items())),
    ("claims", "token", signed_token, [payload_of(READERS["token"][1][0])]),
    ("statement", "manifest", signed_manifest, [payload_of(READERS["manifest"][1][0])]),
]


@pytest.mark.parametrize(("name", "kind", "wrapped", "seeds"), EXPLORED, ids=[e[0] for e in EXPLORED])
def test_the_kept_corpus_and_fresh_mutations_are_judged_alike(
    name: str, kind: str, wrapped: Callable[[bytes], bytes], seeds: list[bytes]
) -> None:
    read = READERS[kind][0]
    kept = json.loads((fuzz.CORPUS / f"{name}.json").read_text("ascii"))
    dice = random.Random(7)
    fresh = [fuzz.mutated(dice.choice(seeds), dice) for _ in range(150)]
    with fuzz.Twin() as twin:
        for data in map(wrapped, (*map(base64.b64decode, kept.values()), *seeds, *fresh)):
            assert twin.ask(kind, data) == fuzz.outcome(read, data), data[:2000]


@pytest.mark.full
@pytest.mark.parametrize(("name", "kind", "wrapped", "seeds"), EXPLORED, ids=[e[0] for e in EXPLORED])
def test_a_minute_of_guided_fuzzing_finds_no_stray_exception_and_no_disagreement(
    name: str, kind: str, wrapped: Callable[[bytes], bytes], seeds: list[bytes], update: bool
) -> None:
    file = fuzz.CORPUS / f"{name}.json"
    kept: dict[str, str] = json.loads(file.read_text("ascii")) if file.exists() else {}
    start = [*seeds, *map(base64.b64decode, kept.values())]
    with fuzz.Twin() as twin:
        for data, result, fresh in fuzz.explore(lambda d: READERS[kind][0](wrapped(d)), start, seconds=60, seed=1):
            if fresh or short(data)[0] == "0":
                assert twin.ask(kind, wrapped(data)) == result, data[:2000]
            if fresh:
                kept[short(data)] = base64.b64encode(data).decode()
    if update:
        file.write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n", "ascii")
