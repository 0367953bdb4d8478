"""Vectors of manifests and of their history."""

from __future__ import annotations

from collections.abc import Mapping

from generator.access import manifest, signed, token
from generator.access.protect import MANIFEST
from generator.access.strict import b64
from generator.kernel.digest import canonical_json

from . import made
from .vectors_tokens import GOOD, Case, header, jws, payload_of


def manifest_vectors() -> Case:
    good = made.site()[MANIFEST].decode()
    base = payload_of(good)
    head = header(manifest.TYP, seed=made.MANIFEST_SEED)

    def made_of(payload: object, head: object = head, seed: bytes = made.MANIFEST_SEED) -> str:
        return jws(head, payload, seed=seed)

    entry = base["compartments"][0]
    changes: Mapping[str, Mapping[str, object]] = {
        "without compartments": {"compartments": ...},
        "compartments object": {"compartments": {}},
        "compartment twice": {"compartments": [entry, entry]},
        "compartments unsorted": {"compartments": base["compartments"][::-1]},
        "wrap missing": {"compartments": [{**entry, "wraps": entry["wraps"][1:]}]},
        "wrap short": {"compartments": [{**entry, "wraps": ["AA"] * 4}]},
        "wrap sextet": {"compartments": [{**entry, "wraps": ["A" * 53 + "B"] * 4}]},
        "id path": {"compartments": [{**entry, "id": "../../../../../../xx"}]},
        "id proto": {"compartments": [{**entry, "id": "__proto__"}]},
        "index upper": {"compartments": [{**entry, "index": "A" * 64}]},
        "index path": {"compartments": [{**entry, "index": "../" * 21 + "x"}]},
        "entry extra": {"compartments": [{**entry, "x": 1}]},
        "epoch text": {"ep": "1"},
        "epoch negative": {"ep": -1},
        "epoch fraction": {"ep": 1.5},
        "exp missing": {"exp": ...},
        "keyring null": {"keyring": None},
        "keyring count 3": {"keyring": {**base["keyring"], "count": 3}},
        "keyring count 2": {"keyring": {**base["keyring"], "count": 2}},
        "keyring count huge": {"keyring": {**base["keyring"], "count": 2**17}},
        "keyring root short": {"keyring": {**base["keyring"], "root": "00"}},
        "next missing": {"next": ...},
        "next sextet": {"next": base["next"][:-1] + "B"},
        "roles unsorted": {"roles": base["roles"][::-1]},
        "roles twice": {"roles": ["a", "a", "b", "c"]},
        "roles extra": {"roles": [*base["roles"], "zz"]},
        "seq true": {"seq": True},
        "seq over 2^53": {"seq": 2**53},
        "version 2": {"v": 2},
        "version true": {"v": True},
        "extra": {"x": 1},
        "pages": {"pages": []},
    }
    cases: list[Case] = [{"name": "good", "manifest": good, "seq": 7, "epoch": 1}]
    cases.append({"name": "no compartments", "manifest": made_of(base | {"compartments": []}), "seq": 7, "epoch": 1})
    for name, change in changes.items():
        value = {k: v for k, v in {**base, **change}.items() if v is not ...}
        cases.append({"name": name, "manifest": made_of(value), "refused": "manifest-claims"})
    h, p, s = good.split(".")
    own = header(manifest.TYP)
    refused = {
        "token key signs manifest": (made_of(base, own, made.TOKEN_SEED), "manifest-key"),
        "token as manifest": (GOOD, "manifest-key"),
        "stranger under our kid": (made_of(base, head, made.secret("x")), "manifest-signature"),
        "typ of a token": (made_of(base, {**head, "typ": token.TYP}), "manifest-key"),
        "alg none": (made_of(base, {**head, "alg": "none"}), "manifest-key"),
        "other site": (made_of(base | {"site": "inna"}), "manifest-site"),
        "host's HTML": ("<!doctype html><title>404</title>", "manifest-form"),
        "empty": ("", "manifest-form"),
        "cut": (good[:-9], "manifest-form"),
        "edited": (f"{h}.{b64(canonical_json(base | {'seq': 9}).encode())}.{s}", "manifest-signature"),
        "payload cut": (f"{h}.{p[:-4]}.{s}", "manifest-signature"),
        "deep": (made_of("[" * 9000 + "]" * 9000), "manifest-claims"),
        "not ASCII": (made_of(canonical_json(base).replace("szkola", "szkoła")), "manifest-claims"),
    }
    cases += [{"name": n, "manifest": m, "refused": code} for n, (m, code) in refused.items()]
    seen = {"key": "A", "seq": 7, "digest": "d", "next": "B"}
    judged: list[tuple[str, Case | None, Case, str | None]] = [
        ("first visit", None, {"key": "A", "seq": 0, "digest": "x"}, None),
        ("the same", seen, {"key": "A", "seq": 7, "digest": "d"}, None),
        ("newer", seen, {"key": "A", "seq": 8, "digest": "x"}, None),
        ("older", seen, {"key": "A", "seq": 6, "digest": "x"}, "manifest-rollback"),
        ("older, same digest", seen, {"key": "A", "seq": 6, "digest": "d"}, "manifest-rollback"),
        ("forked", seen, {"key": "A", "seq": 7, "digest": "x"}, "manifest-fork"),
        ("announced key", seen, {"key": "B", "seq": 1, "digest": "x"}, None),
        ("unannounced key", seen, {"key": "C", "seq": 9, "digest": "x"}, "manifest-key-changed"),
        ("fast-forward mended by a new key", {**seen, "seq": 2**53 - 1}, {"key": "B", "seq": 8, "digest": "x"}, None),
        (
            "key that announces itself",
            {**seen, "next": "A"},
            {"key": "A", "seq": 6, "digest": "x"},
            "manifest-rollback",
        ),
    ]
    history = [{"name": n, "seen": s, "now": now, "refused": code} for n, s, now, code in judged]
    public = b64(signed.public_key(made.MANIFEST_SEED))
    return {"site": "szkola", "keys": [public], "cases": cases, "history": history}
