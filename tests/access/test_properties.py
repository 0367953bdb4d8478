"""Laws: whatever bit is flipped, whatever is cut, nothing of it is ever accepted; and what is sealed opens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.access import attachment, envelope, frame, manifest, passphrase, signed, slots, token
from generator.access.protect import MANIFEST
from generator.access.strict import Refused, b64, unb64

from . import made
from .vectors_blobs import ADDRESS, BLOB_KEY, KEYS

MANIFEST_KEY = signed.public_key(made.MANIFEST_SEED)
TOKEN = made.written_token("supervisor", "trainer")
STATEMENT = made.site()[MANIFEST].decode()
BLOB = envelope.seal(b"<p>x</p>", ADDRESS, key=BLOB_KEY, siv=KEYS.siv)
FILE = attachment.seal_file(b"file", ADDRESS, key=BLOB_KEY, siv=KEYS.siv)


def flipped(data: bytes, bit: int) -> bytes:
    bit %= len(data) * 8
    return data[: bit // 8] + bytes([data[bit // 8] ^ (1 << bit % 8)]) + data[bit // 8 + 1 :]


def read_token(data: bytes) -> object:
    return token.verify(data.decode("latin-1"), site="szkola", keys=(made.TOKEN_KEY,), now=made.NOW)


def read_manifest(data: bytes) -> object:
    return manifest.verify(data.decode("latin-1"), site="szkola", keys=(MANIFEST_KEY,))


def read_blob(data: bytes) -> object:
    return envelope.unseal(data, ADDRESS, key=BLOB_KEY)


def read_file(data: bytes) -> object:
    return attachment.unseal_file(data, ADDRESS, size=4096, key=BLOB_KEY)


READERS = [(TOKEN.encode(), read_token), (STATEMENT.encode(), read_manifest), (BLOB, read_blob), (FILE, read_file)]


@settings(max_examples=400, deadline=None)
@given(which=st.sampled_from(READERS), bit=st.integers(min_value=0, max_value=2**40))
def test_any_flipped_bit_is_refused(which: tuple[bytes, object], bit: int) -> None:
    data, read = which
    assert callable(read)
    read(data)
    with pytest.raises(Refused):
        read(flipped(data, bit))


@settings(max_examples=200, deadline=None)
@given(which=st.sampled_from(READERS), cut=st.integers(min_value=0, max_value=2**40), tail=st.binary(max_size=20))
def test_any_cut_is_refused(which: tuple[bytes, object], cut: int, tail: bytes) -> None:
    data, read = which
    assert callable(read)
    part = data[: cut % len(data)] + tail
    if part != data:
        with pytest.raises(Refused):
            read(part)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=3000))
def test_noise_is_refused_without_stray_exceptions(data: bytes) -> None:
    for _, read in READERS:
        with pytest.raises(Refused):
            read(data)


@settings(max_examples=60, deadline=None)
@given(payload=st.binary(max_size=20_000))
def test_what_is_sealed_opens(payload: bytes) -> None:
    blob = envelope.seal(payload, ADDRESS, key=BLOB_KEY, siv=KEYS.siv)
    assert envelope.unseal(blob, ADDRESS, key=BLOB_KEY) == payload
    sealed = attachment.seal_file(payload, ADDRESS, key=BLOB_KEY, siv=KEYS.siv)
    size = attachment.sealed_size(len(payload))
    assert attachment.unseal_file(sealed, ADDRESS, size=size, key=BLOB_KEY) == payload


@given(length=st.integers(min_value=0, max_value=frame.LARGEST))
def test_padding_is_small_and_monotonic(length: int) -> None:
    whole = frame.framed_length(length)
    assert length + frame.OVERHEAD <= whole <= max(frame.FLOOR, (length + frame.OVERHEAD) * 1.13)
    assert whole <= frame.framed_length(length + 1)


@given(data=st.binary(max_size=100))
def test_base64_has_one_spelling(data: bytes) -> None:
    assert unb64(b64(data), "x") == data


@given(text=st.text(max_size=60))
def test_a_passphrase_has_one_form(text: str) -> None:
    once = passphrase.normal(text)
    assert passphrase.normal(once) == once
    assert passphrase.normal(f"  {text.replace(' ', '   ')} ") == once


@settings(max_examples=30, deadline=None)
@given(names=st.sets(st.integers(min_value=0, max_value=10**6), max_size=60))
def test_every_holder_finds_the_slot(names: set[int]) -> None:
    ring = made.ring(KEYS, **{str(n): ("trainee",) for n in names})
    shards = slots.shards(ring, KEYS)
    for n in names:
        held = made.secret(f"holder {n}")
        place = slots.lookup(held, KEYS.site, KEYS.epoch)
        file = shards.files[slots.shard_of(place, len(shards.files))]
        entry = slots.find(file, place, count=len(shards.files), root=shards.root, roles=4)
        assert entry == slots.slot(held, ("trainee",), KEYS)
