"""From restricted pages to sealed files and back, as each holder sees them."""

from __future__ import annotations

import dataclasses
import re

import pytest

from generator.access import keys, manifest, opening, signed, slots
from generator.access.model import Attachment
from generator.access.protect import MANIFEST, page_id, protect
from generator.access.strict import Refused
from generator.kernel.digest import canonical_json, sha256
from generator.kernel.markup import Html

from . import made


def opened(name: str, *roles: str, site: object = None, number: int = 1) -> opening.Opened:
    files = site if isinstance(site, dict) else made.site(number=number)
    return opening.open_site(files.get, made.written_token(*roles, name=name), now=made.NOW)


def test_a_holder_reads_the_pages_of_the_roles_held() -> None:
    titles = {p.title for p in opened("anna", "supervisor", "trainer").pages}
    assert titles == {"Notatki do A1", "Karta superwizji", "Dla trenera"}


def test_a_holder_of_another_role_reads_nothing() -> None:
    assert opened("ewa", "trainee").pages == ()


def test_attachments_open_whole() -> None:
    files = opened("anna", "supervisor", "trainer").files
    assert set(files.values()) == {a.data for a in made.FILES}


def test_links_and_images_point_into_the_sealed_site() -> None:
    by_title = {p.title: p.html for p in opened("anna", "supervisor", "trainer").pages}
    assert re.search(r'<img data-sealed="[a-z2-7]{20}" alt="Plan">', by_title["Notatki do A1"])
    assert '<a href="../przewodnik/a1-notatki/#plan">' in by_title["Karta superwizji"]
    assert re.search(r'<a data-sealed="[a-z2-7]{20}" href="#">', by_title["Karta superwizji"])


def test_equal_input_gives_equal_bytes() -> None:
    assert made.site() == made.site()


def test_order_of_pages_does_not_matter() -> None:
    assert made.site(made.PAGES) == made.site(made.PAGES[::-1])


def test_an_unchanged_page_keeps_its_bytes_and_a_changed_one_does_not() -> None:
    changed = dataclasses.replace(made.LISTED, html=Html("<p>Inaczej</p>"))
    before, after = made.site(), made.site((changed, made.HIDDEN, made.SECTION))
    assert len(before.keys() & after.keys()) >= 5
    assert before[MANIFEST] != after[MANIFEST]


def test_epochs_share_no_ciphertext() -> None:
    first, second = made.site(number=1), made.site(number=2)
    assert set(first.keys() & second.keys()) == {MANIFEST, "sealed/keys.json"}


def test_what_a_role_set_holds_does_not_depend_on_narrower_pages() -> None:
    changed = dataclasses.replace(made.HIDDEN, html=Html("<p>Zmiana</p>"), title="Inny tytuł", tags=("x",))
    holders = {"tom": ("trainer",)}
    before, after = (made.site((made.LISTED, page, made.SECTION), holders=holders) for page in (made.HIDDEN, changed))

    def trainer(site: dict[str, bytes]) -> opening.Opened:
        return opening.open_site(site.get, made.written_token("trainer", name="tom"), now=made.NOW)

    assert trainer(before).pages == trainer(after).pages
    index = {c.id: c.index for c in trainer(before).manifest.compartments}
    same = [c.id for c in trainer(after).manifest.compartments if index.get(c.id) == c.index]
    assert len(same) == len(index) - 1


def test_role_names_and_titles_stand_in_no_sealed_file() -> None:
    for path, data in made.site().items():
        for word in (b"Notatki", b"superwizja", "Zażółć".encode(), b"plan.png", b"karta"):
            assert word not in data and word not in path.encode()


def test_the_file_names_are_their_digests() -> None:
    for path, data in made.site().items():
        if re.fullmatch(r"sealed/[0-9a-f]{64}\.bin", path):
            assert path == f"sealed/{sha256(data)}.bin"


def test_sealed_sizes_of_short_pages_are_equal() -> None:
    pages = [dataclasses.replace(made.LISTED, source=f"x/{n}.md", html=Html("a" * n)) for n in (1, 900, 4000)]
    sealed = protect(pages, (), made.ROLES, made.epoch(), made.ring(made.epoch()))
    ids = [page_id(p.source, made.epoch()) for p in pages]
    assert len(set(ids)) == 3
    assert len({len(f.data) for f in sealed if f.path.endswith(".bin") and len(f.path) == 75}) <= 2


def test_a_removed_role_can_no_longer_open_the_page() -> None:
    closed = dataclasses.replace(made.SECTION, roles=("supervisor",))
    site = made.site((closed,), holders={"tom": ("trainer",)})
    assert opened("tom", "trainer", site=site).pages == ()


def test_a_dropped_slot_is_refused() -> None:
    with pytest.raises(Refused, match="slot-missing"):
        opened("anna", "trainer", site=made.site(holders={"ewa": ("trainee",)}))


def test_a_weak_token_of_a_strong_holder_opens_only_its_own_roles() -> None:
    site = made.site(holders={"anna": ("supervisor", "trainer"), "anna2": ("trainee",)})
    assert opened("anna2", "trainee", site=site).pages == ()
    with pytest.raises(Refused, match="slot-roles"):
        opened("anna2", "supervisor", "trainee", site=site)


def test_a_token_claiming_more_than_its_slot_is_refused() -> None:
    with pytest.raises(Refused, match="slot-roles"):
        opened("ewa", "trainee", "trainer")


def test_a_missing_shard_is_not_taken_for_revocation() -> None:
    site = {p: d for p, d in made.site().items() if "-" not in p}
    with pytest.raises(Refused, match="shard-missing"):
        opened("anna", "trainer", site=site)


def test_an_altered_shard_is_refused() -> None:
    site = dict(made.site())
    for path in site:
        if re.fullmatch(r"sealed/[0-9a-f]{20}-\d+\.bin", path):
            site[path] = site[path][:20] + bytes([site[path][20] ^ 1]) + site[path][21:]
    with pytest.raises(Refused, match="shard-digest"):
        opened("anna", "supervisor", "trainer", site=site)


def test_the_audit_names_altered_and_missing_files() -> None:
    site = dict(made.site())
    assert opening.audit(site.get, site)[1] == ()
    index = opening.audit(site.get, site)[0].compartments[0].index
    del site[f"sealed/{index}.bin"]
    assert opening.audit(site.get, site)[1] == (f"sealed/{index}.bin",)


def test_shards_are_alike_and_a_power_of_two() -> None:
    epoch = made.epoch()
    ring = made.ring(epoch, **{f"n{i}": ("trainee",) for i in range(200)})
    shards = slots.shards(ring, epoch)
    assert len(shards.files) & (len(shards.files) - 1) == 0
    assert len({len(f) for f in shards.files}) == 1
    assert len(shards.files[0]) <= 4096


def test_every_shard_belongs_under_the_root() -> None:
    epoch = made.epoch()
    shards = slots.shards(made.ring(epoch, anna=("trainer",)), epoch)
    count = len(shards.files)
    for number, file in enumerate(shards.files):
        place = bytes([number << 6]) + bytes(15)
        assert slots.find(file, place, count=count, root=shards.root, roles=4) is None
        with pytest.raises(Refused, match="shard-digest"):
            slots.find(shards.files[number ^ 1], place, count=count, root=shards.root, roles=4)


def test_keys_and_keyring_files_read_back() -> None:
    epoch = made.epoch()
    assert keys.read(canonical_json(keys.written(epoch)).encode()) == epoch
    ring = made.ring(epoch, anna=("trainer",))
    assert slots.read(canonical_json(slots.written(ring)).encode()) == ring


def test_one_attachment_is_sealed_once_for_each_role_set_that_shows_it() -> None:
    other = dataclasses.replace(made.LISTED, source="b.md", roles=("partner",), visibility="hidden", place=None)
    site = protect((made.LISTED, other), made.FILES, made.ROLES, made.epoch(), made.ring(made.epoch(), p=("partner",)))
    files = {f.path: f.data for f in site}
    assert list(opened("p", "partner", site=files).files.values()) == [made.FILES[0].data]


def test_an_attachment_of_several_chunks_and_an_empty_one() -> None:
    page = dataclasses.replace(
        made.LISTED, html=Html('<a href="restricted:a.zip">a</a><a href="restricted:b.txt">b</a>')
    )
    big = Attachment("a.zip", "application/zip", bytes(range(256)) * 4096 * 3)
    files = protect(
        (page,), (big, Attachment("b.txt", "text/plain", b"")), made.ROLES, made.epoch(),
        made.ring(made.epoch(), t=("trainer",)),
    )  # fmt: skip
    found = opened("t", "trainer", site={f.path: f.data for f in files}).files
    assert sorted(map(len, found.values())) == [0, len(big.data)]


def test_search_files_travel_with_their_role_set() -> None:
    epoch = made.epoch()
    files = protect(
        made.PAGES, made.FILES, made.ROLES, epoch, made.ring(epoch, anna=("trainer",)),
        search_index=lambda pages: {"pl.json": " ".join(url for _, url in pages).encode()},
    )  # fmt: skip
    data = opened("anna", "trainer", site={f.path: f.data for f in files}).data
    assert sorted(data.values()) == [b"moduly/a1/#szk-1", b"przewodnik/a1-notatki/"]


def test_a_manifest_past_its_date_still_verifies() -> None:
    text = made.site()[MANIFEST].decode()
    assert manifest.verify(text, site="szkola", keys=(signed.public_key(made.MANIFEST_SEED),)).expires < made.NOW * 2
