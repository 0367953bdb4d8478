"""Vectors of sealed pages, files and slots."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from generator.access import attachment, derive, envelope, frame, slots
from generator.access.keys import blob_key, compartment
from generator.access.strict import b64
from generator.kernel.digest import canonical_json, sha256

from . import made
from .vectors_tokens import Case

KEYS = made.epoch()
ROOM = compartment(KEYS, ("supervisor", "trainer"))
ADDRESS = envelope.Address(envelope.PAGE, KEYS.site, KEYS.epoch, ROOM.id, "a" * 20)
BLOB_KEY = blob_key(ROOM.secret, KEYS.site, KEYS.epoch, ROOM.id)
PAYLOAD = "<p>Zażółć gęślą jaźń</p>".encode()


def sealed_frame(plaintext: bytes, head: str | None = None, key: bytes = BLOB_KEY) -> str:
    """A rightly sealed blob of a wrong frame, or of a wrong header."""
    protected = head or ADDRESS.header()
    cek, iv = made.secret("cek"), made.secret("iv")[:12]
    out = AESGCM(cek).encrypt(iv, plaintext, protected.encode())
    return ".".join([protected, b64(derive.wrap(key, cek)), b64(iv), b64(out[:-16]), b64(out[-16:])])


def address(**changes: object) -> Case:
    a = ADDRESS
    return {"ep": a.epoch, "kid": a.compartment, "pid": a.pid, "site": a.site, "typ": a.typ, **changes}


def blob_vectors() -> Case:
    good = envelope.seal(PAYLOAD, ADDRESS, key=BLOB_KEY, siv=KEYS.siv).decode()
    parts = good.split(".")
    cases: list[Case] = [{"name": "good", "parts": {}, "payload": PAYLOAD.hex()}]

    def add(name: str, code: str, **edits: str) -> None:
        cases.append({"name": name, "parts": {k[1:]: v for k, v in edits.items()}, "refused": code})

    whole = json.loads(base64.urlsafe_b64decode(parts[0] + "=="))
    for member, value in (
        ("alg", "dir"),
        ("enc", "A128GCM"),
        ("ep", 2),
        ("kid", "b" * 20),
        ("pid", "b" * 20),
        ("site", "inna"),
        ("typ", "szk-index+jwe"),
    ):
        add(f"header {member}", "blob-header", _0=b64(canonical_json({**whole, member: value}).encode()))
    for name, more in (
        ("zip", {"zip": "DEF"}),
        ("p2c", {"alg": "PBES2-HS512+A256KW", "p2c": 2**31}),
        ("crit", {"crit": []}),
        ("roles", {"roles": ["trainer"]}),
    ):
        add(f"header with {name}", "blob-header", _0=b64(canonical_json({**whole, **more}).encode()))
    add("header empty", "blob-header", _0="")
    for at, name in ((1, "key"), (2, "nonce"), (3, "text"), (4, "tag")):
        raw = bytearray(base64.urlsafe_b64decode(parts[at] + "=="))
        for bit in (0, len(raw) * 4, len(raw) * 8 - 1):
            flipped = bytearray(raw)
            flipped[bit // 8] ^= 1 << bit % 8
            add(f"{name} bit {bit}", "blob-key" if at == 1 else "blob-tag", **{f"_{at}": b64(bytes(flipped))})
        add(f"{name} empty", "blob-form" if at != 3 else "blob-tag", **{f"_{at}": ""})
        add(f"{name} padded", "blob-form", **{f"_{at}": parts[at] + "="})
        add(f"{name} longer", "blob-form" if at != 3 else "blob-tag", **{f"_{at}": b64(bytes(raw) + b"\0")})
        add(f"{name} one of four", "blob-form", **{f"_{at}": parts[at] + "A" * (1 + -len(parts[at]) % 4)})
    add("tag of 12 bytes", "blob-form", _4=b64(base64.urlsafe_b64decode(parts[4] + "==")[:12]))
    add("nonce of 16 bytes", "blob-form", _2=b64(bytes(16)))
    other = (
        envelope.seal(
            b"other", envelope.Address(ADDRESS.typ, ADDRESS.site, 1, ROOM.id, "b" * 20), key=BLOB_KEY, siv=KEYS.siv
        )
        .decode()
        .split(".")
    )
    add("ciphertext of another page", "blob-tag", _3=other[3], _4=other[4], _2=other[2])
    add("key of another page", "blob-tag", _1=other[1])
    for name, text in (
        ("four parts", ".".join(parts[:4])),
        ("six parts", good + ".AA"),
        ("empty", ""),
        ("HTML", "<!doctype html>"),
        ("not ASCII", "ą" + good[1:]),
    ):
        cases.append({"name": name, "blob": text, "refused": "blob-form"})
    cases.append(
        {"name": "replayed in the next epoch", "parts": {}, "address": address(ep=2), "refused": "blob-header"}
    )
    cases.append(
        {"name": "under another page's name", "parts": {}, "address": address(pid="b" * 20), "refused": "blob-header"}
    )
    cases.append({"name": "another key", "parts": {}, "key": made.secret("x").hex(), "refused": "blob-key"})
    plain = frame.frame(PAYLOAD)
    n = len(PAYLOAD)
    frames = {
        "deflate": b"\1" + plain[1:],
        "length too long": plain[:8] + bytes([n + 1]) + plain[9 + 0 :],
        "length 4 GiB": b"\0" + (2**32).to_bytes(8, "big") + plain[9:],
        "length 2^63": b"\0\x80" + plain[2:],
        "data in padding": plain[:-1] + b"\1",
        "byte after the end": plain + b"\0",
        "a page more of padding": plain + bytes(4096),
        "short": plain[:4095],
        "empty": b"",
        "length shorter": plain[:8] + bytes([n - 1]) + plain[9:],
    }
    for name, data in frames.items():
        if name == "length too long":
            continue  # the next byte is padding, so one more byte of payload is lawful: the sealer said so
        cases.append({"name": f"frame {name}", "blob": sealed_frame(data), "refused": "blob-frame"})
    return {"parts": parts, "address": address(), "key": BLOB_KEY.hex(), "cases": cases}


def file_vectors() -> Case:
    where = envelope.Address(envelope.FILE, KEYS.site, KEYS.epoch, ROOM.id, "f" * 20)
    chunk = attachment.CHUNK
    data = b"%PDF-1.7\n" + bytes(range(256)) * 20
    good = attachment.seal_file(data, where, key=BLOB_KEY, siv=KEYS.siv)
    size = frame.framed_length(len(data))
    head, _, body = good.partition(b"\n")

    def case(name: str, blob: bytes, code: str, **more: object) -> Case:
        return {"name": name, "blob": base64.b64encode(blob).decode(), "refused": code, **more}

    h, w, p = head.decode().split(".")
    flipped = body[:100] + bytes([body[100] ^ 1]) + body[101:]
    cases: list[Case] = [{"name": "good", "blob": base64.b64encode(good).decode(), "payload": sha256(data)}]
    cases += [
        case("flipped bit", head + b"\n" + flipped, "blob-tag"),
        case("cut", good[:-1], "blob-form"),
        case("longer", good + b"\0", "blob-form"),
        case("no line", head, "blob-form"),
        case("empty", b"", "blob-form"),
        case("HTML", b"<!doctype html>\n<p>", "blob-form"),
        case("size in the index differs", good, "blob-form", size=size + 1024),
        case("under another name", good, "blob-header", address=address(pid="e" * 20, typ=envelope.FILE)),
        case("two parts", f"{h}.{w}\n".encode() + body, "blob-form"),
        case("prefix short", f"{h}.{w}.AAAA\n".encode() + body, "blob-form"),
        case("other prefix", f"{h}.{w}.{b64(bytes(7))}\n".encode() + body, "blob-tag"),
        case("other key", f"{h}.{b64(bytes(40))}.{p}\n".encode() + body, "blob-key"),
        case("header of a page", f"{ADDRESS.header()}.{w}.{p}\n".encode() + body, "blob-header"),
    ]
    big = {"length": 2 * chunk + 5000, "about": "bytes i % 251; sealed by the test itself, then chunks are moved"}
    return {
        "address": address(typ=envelope.FILE, pid="f" * 20),
        "size": size,
        "key": BLOB_KEY.hex(),
        "siv": KEYS.siv.hex(),
        "cases": cases,
        "big": big,
    }


def slot_vectors() -> Case:
    ring = made.ring(KEYS, anna=("supervisor", "trainer"), ewa=("trainee",), tom=("trainer",))
    shards = slots.shards(ring, KEYS)
    count = len(shards.files)
    current = {
        "site": KEYS.site,
        "ep": 1,
        "roles": list(KEYS.role_ids),
        "keyring": {"count": count, "root": shards.root.hex()},
    }
    cases: list[Case] = []
    for name, roles in (
        ("anna", ["supervisor", "trainer"]),
        ("ewa", ["trainee"]),
        ("tom", ["trainer"]),
        ("anna", ["trainer"]),
    ):
        held = made.secret(f"holder {name}")
        number = slots.shard_of(slots.lookup(held, KEYS.site, 1), count)
        secrets = {r: dict(KEYS.roles)[r].hex() for r in roles}
        cases.append(
            {
                "name": f"{name} as {','.join(roles)}",
                "secret": held.hex(),
                "shard": number,
                "claimed": roles,
                "secrets": secrets,
            }
        )
    for name, claimed in (("ewa", ["trainee", "trainer"]), ("tom", ["supervisor"]), ("tom", ["admin"])):
        held = made.secret(f"holder {name}")
        number = slots.shard_of(slots.lookup(held, KEYS.site, 1), count)
        cases.append(
            {
                "name": f"{name} claiming {','.join(claimed)}",
                "secret": held.hex(),
                "shard": number,
                "claimed": claimed,
                "refused": "slot-roles",
            }
        )
    held = made.secret("holder nobody")
    number = slots.shard_of(slots.lookup(held, KEYS.site, 1), count)
    cases.append(
        {"name": "absent", "secret": held.hex(), "shard": number, "claimed": ["trainer"], "refused": "slot-missing"}
    )
    held = made.secret("holder anna")
    number = slots.shard_of(slots.lookup(held, KEYS.site, 1), count)
    cases.append(
        {
            "name": "anna in another shard",
            "secret": held.hex(),
            "shard": number ^ 1,
            "claimed": ["trainer"],
            "refused": "shard-digest",
        }
    )
    right = shards.files[number]
    entry = right.index(slots.lookup(held, KEYS.site, 1))
    at = entry + slots.LOOKUP
    size = slots.CAPACITY * slots.slot_length(4)
    bodies: Mapping[str, tuple[bytes, str]] = {
        "roles of a slot swapped": (
            right[:at] + right[at + 40 : at + 80] + right[at : at + 40] + right[at + 80 :],
            "shard-digest",
        ),
        "path altered": (right[:size] + bytes(32) + right[size + 32 :], "shard-digest"),
        "cut": (right[:-1], "shard-form"),
        "path missing": (right[:size], "shard-form"),
        "empty": (b"", "shard-form"),
        "HTML": (b"<!doctype html>", "shard-form"),
        "slots reordered": (right[176:size] + right[:176] + right[size:], "shard-digest"),
    }
    for name, (data, code) in bodies.items():
        cases.append(
            {
                "name": name,
                "secret": held.hex(),
                "file": base64.b64encode(data).decode(),
                "claimed": ["trainer"],
                "refused": code,
            }
        )
    files = [base64.b64encode(f).decode() for f in shards.files]
    return {"manifest": current, "shards": files, "cases": cases}
