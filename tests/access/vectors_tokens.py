"""Vectors of tokens, and the tools to forge them."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.access import manifest, signed, token
from generator.access.passphrase import normal
from generator.access.strict import b64
from generator.kernel.digest import canonical_json

from . import made

Case = dict[str, Any]
Claims = dict[str, Any]


def jws(header: object, payload: object, *, seed: bytes = made.TOKEN_SEED) -> str:
    """A correctly signed JWS of whatever header and payload; text stands as it is."""
    parts = [
        p if isinstance(p, bytes) else (p if isinstance(p, str) else canonical_json(p)).encode()
        for p in (header, payload)
    ]
    message = ".".join(map(b64, parts))
    return f"{message}.{b64(Ed25519PrivateKey.from_private_bytes(seed).sign(message.encode()))}"


def header(typ: object = token.TYP, *, seed: bytes = made.TOKEN_SEED, **changes: object) -> Claims:
    whole = {"alg": "Ed25519", "kid": signed.key_id(signed.public_key(seed)), "typ": typ, **changes}
    return {k: v for k, v in whole.items() if v is not ...}


def claims(**changes: object) -> Claims:
    t = made.made_token("supervisor", "trainer")
    whole = {
        "aud": t.site,
        "exp": t.expires,
        "hk": t.secret,
        "iat": t.issued,
        "jti": t.id,
        "roles": list(t.roles),
        "sub": t.holder,
        **changes,
    }
    return {k: v for k, v in whole.items() if v is not ...}


GOOD = made.written_token("supervisor", "trainer")


def bad_headers() -> Iterator[tuple[str, str, str]]:
    for name, alg in (
        ("none", "none"),
        ("None", "None"),
        ("nOnE", "nOnE"),
        ("empty", ""),
        ("null", None),
        ("array", ["Ed25519"]),
        ("HS256", "HS256"),
        ("EdDSA", "EdDSA"),
        ("ES256", "ES256"),
        ("Ed448", "Ed448"),
        ("missing", ...),
    ):
        yield f"alg {name}", jws(header(alg=alg), claims()), "token-key"
    for name, kid in (
        ("unknown", "0" * 16),
        ("missing", ...),
        ("path", "../../keys"),
        ("proto", "__proto__"),
        ("number", 1),
    ):
        yield f"kid {name}", jws(header(kid=kid), claims()), "token-key"
    for name, typ in (("missing", ...), ("JWT", "JWT"), ("other case", "SZK-access+jwt"), ("manifest", manifest.TYP)):
        yield f"typ {name}", jws(header(typ=typ), claims()), "token-key"
    own = {"kty": "OKP", "crv": "Ed25519", "x": b64(signed.public_key(made.secret("other")))}
    for name, more in (
        ("jwk", {"jwk": own}),
        ("jku", {"jku": "https://x.example/"}),
        ("x5u", {"x5u": "https://x.example/"}),
        ("crit unknown", {"crit": ["x"]}),
        ("crit empty", {"crit": []}),
        ("b64 false", {"b64": False}),
        ("zip", {"zip": "DEF"}),
    ):
        yield f"header {name}", jws({**header(), **more}, claims()), "token-key"
    plain = canonical_json(header())
    yield "header member twice", jws(plain[:-1] + ',"alg":"Ed25519"}', claims()), "token-key"
    yield "header with a space", jws(plain.replace(":", ": ", 1), claims()), "token-key"
    yield "header escaped key", jws(plain.replace('"alg"', '"\\u0061lg"'), claims()), "token-key"
    yield "header not JSON", jws(b"\xff", claims()), "token-key"
    yield (
        "manifest key signs token",
        jws(header(seed=made.MANIFEST_SEED), claims(), seed=made.MANIFEST_SEED),
        "token-key",
    )
    yield "stranger under our kid", jws(header(), claims(), seed=made.secret("other")), "token-signature"
    yield "HMAC with the public key", _hmac(), "token-key"


def _hmac() -> str:
    message = f"{b64(canonical_json(header(alg='HS256')).encode())}.{b64(canonical_json(claims()).encode())}"
    return f"{message}.{b64(hmac.digest(made.TOKEN_KEY, message.encode(), 'sha512'))}"


def bad_claims() -> Iterator[tuple[str, str, str]]:
    day = token.DAY
    changes: Mapping[str, Mapping[str, object]] = {
        "exp missing": {"exp": ...},
        "exp text": {"exp": str(made.NOW)},
        "exp true": {"exp": True},
        "exp negative": {"exp": -1},
        "exp not after iat": {"exp": made.NOW},
        "exp 401 days": {"exp": made.NOW + 401 * day},
        "exp over 2^53": {"exp": 2**53, "iat": 2**53 - 9},
        "exp null": {"exp": None},
        "iat missing": {"iat": ...},
        "iat fraction": {"iat": made.NOW + 0.5},
        "nbf extra": {"nbf": 1},
        "iss extra": {"iss": "x"},
        "aud array": {"aud": ["szkola"]},
        "aud missing": {"aud": ...},
        "aud empty": {"aud": ""},
        "aud upper case": {"aud": "SZKOLA"},
        "roles empty": {"roles": []},
        "roles text": {"roles": "trainer"},
        "roles unsorted": {"roles": ["trainer", "supervisor"]},
        "roles twice": {"roles": ["trainer", "trainer"]},
        "roles upper case": {"roles": ["Trainer"]},
        "roles newline": {"roles": ["trainer\n"]},
        "roles NUL": {"roles": ["trainer\0"]},
        "roles homoglyph": {"roles": ["tr\u0430iner"]},
        "roles number": {"roles": [1]},
        "roles proto": {"roles": ["__proto__"]},
        "roles nested": {"roles": [["trainer"]]},
        "roles many": {"roles": [f"r{n:02}" for n in range(17)]},
        "hk number": {"hk": 5},
        "hk short": {"hk": "AA"},
        "hk p dot": {"hk": "p.AA"},
        "hk p2": {"hk": "p2." + claims()["hk"]},
        "hk last sextet": {"hk": claims()["hk"][:-1] + "B"},
        "hk padded": {"hk": claims()["hk"] + "="},
        "hk missing": {"hk": ...},
        "hk p1 without salt": {"hk": "p1." + "A" * 54},
        "sub list": {"sub": ["a"]},
        "sub bidi": {"sub": "a\u202eb"},
        "sub empty": {"sub": ""},
        "sub long": {"sub": "a" * 41},
        "jti upper": {"jti": "A" * 16},
        "jti path": {"jti": "../../../../../."},
        "jti missing": {"jti": ...},
    }
    for name, change in changes.items():
        yield name, jws(header(), claims(**change)), "token-claims"
    plain = canonical_json(claims())
    texts = {
        "claim twice, first": '{"roles":["supervisor"],' + plain[1:],
        "claim twice, last": plain[:-1] + ',"roles":["supervisor"]}',
        "space": plain.replace(":", ": ", 1),
        "line end": plain + "\n",
        "BOM": "\ufeff" + plain,
        "unsorted": '{"sub":"h-anna",' + plain[1:].replace(',"sub":"h-anna"', ""),
        "escaped name": plain.replace('"roles"', '"r\\u006fles"'),
        "escaped value": plain.replace("szkola", "szk\\u006fla"),
        "exp float": plain.replace(str(claims()["exp"]), f"{claims()['exp']}.0"),
        "exp exponent": plain.replace(str(claims()["exp"]), "1.8001e9"),
        "exp 1e99": plain.replace(str(claims()["exp"]), "1e99"),
        "NaN": plain.replace(str(claims()["exp"]), "NaN"),
        "Infinity": plain.replace(str(claims()["exp"]), "Infinity"),
        "minus zero": plain.replace(str(claims()["iat"]), "-0"),
        "leading zero": plain.replace(str(claims()["iat"]), "01"),
        "lone surrogate": plain.replace("h-anna", "\\ud800"),
        "array": "[]",
        "null": "null",
        "number": "1",
        "text": '"a"',
        "empty": "{}",
        "nothing": "",
        "deep": "[" * 700 + "]" * 700,
        "open": plain[:-1],
        "two": plain + plain,
        "single quotes": plain.replace('"', "'"),
        "comment": plain[:-1] + "/**/}",
        "NUL at end": plain + "\0",
        "solidus": plain.replace("szkola", "szk\\/la"),
        "numeric keys": '{"10":1,"9":2}',
        "proto key": plain[:-1] + ',"zz__proto__":1}',
    }
    for name, text in texts.items():
        yield f"payload {name}", jws(header(), text), "token-form" if not text else "token-claims"
    yield "payload bad UTF-8", jws(header(), plain.encode()[:-3] + b'\xff"}'), "token-claims"
    yield "payload overlong UTF-8", jws(header(), plain.encode().replace(b"h-anna", b"\xc0\xaf")), "token-claims"


def bad_forms() -> Iterator[tuple[str, str, str]]:
    h, p, s = GOOD.split(".")
    edited = b64(canonical_json(claims(roles=["partner", "supervisor", "trainer"])).encode())
    last = s[:-1] + chr(ord(s[-1]) + 1)
    forms = {
        "empty": "",
        "dots": "..",
        "one part": h,
        "two parts": f"{h}.{p}",
        "four parts": f"{GOOD}.{s}",
        "five parts": f"{GOOD}.{s}.{s}",
        "no signature": f"{h}.{p}.",
        "space before": f" {GOOD}",
        "line end": f"{GOOD}\n",
        "line end inside": f"{h}.\n{p}.{s}",
        "NUL": f"{GOOD}\0",
        "padding": f"{GOOD}==",
        "plus": f"{h}.{p}.+{s[1:]}",
        "too long": f"{h}.{p}.{'A' * 2000}",
        "not ASCII": f"{h}.{p}.\u0430{s[1:]}",
        "slash": f"{h}.{p}./{s[1:]}",
    }
    for name, text in forms.items():
        yield name, text, "token-form"
    yield "signature short", f"{h}.{p}.{s[:-2]}", "token-form"
    yield "signature long", f"{h}.{p}.{s}AA", "token-form"
    yield "signature last sextet", f"{h}.{p}.{last}", "token-form"
    yield "signature zero", f"{h}.{p}.{b64(bytes(64))}", "token-signature"
    yield (
        "signature of another",
        f"{h}.{p}.{made.written_token('trainee', name='ewa').split('.')[2]}",
        "token-signature",
    )
    yield "payload edited", f"{h}.{edited}.{s}", "token-signature"
    yield "payload cut", f"{h}.{p[:-4]}.{s}", "token-signature"
    yield (
        "payload one of four",
        f"{h}.{p[:-3]}.{s}"
        if len(p) % 4 == 0
        else f"{h}.{p + 'A' * (1 - len(p) % 4 + 4 if len(p) % 4 > 1 else 0)}.{s}",
        "?",
    )


def token_vectors() -> Case:
    other = claims(aud="inna")
    expired = claims(iat=made.NOW - 90 * token.DAY, exp=made.NOW - 2 * token.DAY - 1)
    tolerant = claims(iat=made.NOW - 90 * token.DAY, exp=made.NOW - 2 * token.DAY)
    future = claims(iat=made.NOW + 86400, exp=made.NOW + 90 * token.DAY)
    good = {
        "bearer": GOOD,
        "one role": made.written_token("trainee", name="ewa"),
        "slow clock, fresh token": jws(header(), future),
        "two days past its date": jws(header(), tolerant),
        "passphrase": made.written_token("trainer", name="tom", passphrase=made.PASSPHRASE),
        "longest life": jws(header(), claims(exp=made.NOW + 400 * token.DAY)),
    }
    cases: list[Case] = [
        {"name": n, "token": t, "roles": payload_of(t)["roles"], "holder": payload_of(t)["sub"]}
        for n, t in good.items()
    ]
    bad = [*bad_headers(), *bad_claims(), *bad_forms()]
    bad.append(("another site's, our key", jws(header(), other), "token-site"))
    bad.append(
        ("another site's, its key", jws(header(seed=made.secret("x")), other, seed=made.secret("x")), "token-site")
    )
    bad.append(("expired", jws(header(), expired), "token-expired"))
    cases += [{"name": n, "token": t, "refused": code} for n, t, code in bad if code != "?"]
    secrets = [
        {"name": "bearer", "token": GOOD, "secret": made.secret("holder anna").hex()},
        *(_passphrase(name, typed) for name, typed in PASSPHRASES.items()),
    ]
    return {"site": "szkola", "now": made.NOW, "keys": [b64(made.TOKEN_KEY)], "cases": cases, "secrets": secrets}


PASSPHRASES: Mapping[str, str | None] = {
    "exact": made.PASSPHRASE,
    "capitals": "Bado KERI mona tuse wapi",
    "spaces": "  bado  keri\tmona tuse wapi \n",
    "full width": "\uff42ado keri mona tuse wapi",
    "other word": "bado keri mona tuse wapo",
    "word missing": "bado keri mona tuse",
    "joined": "badokerimonatusewapi",
    "none": None,
}


def _passphrase(name: str, typed: str | None) -> Case:
    written = made.written_token("trainer", name="tom", passphrase=made.PASSPHRASE)
    case: Case = {"name": f"passphrase {name}", "token": written, "passphrase": typed}
    if typed is None:
        return case | {"refused": "passphrase-needed"}
    right = normal(typed) == made.PASSPHRASE
    return case | ({"secret": made.secret("holder tom").hex()} if right else {"refused": "passphrase-wrong"})


def payload_of(written: str) -> Claims:
    part = written.split(".")[1]
    value: Claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return value
