"""The administrator's commands, from the first keys to a leaked master key, as they are typed."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from generator.access.model import Place, RestrictedPage
from generator.access.protect import protect
from generator.access.read import read_roles
from generator.cli import main
from generator.kernel.markup import Html
from generator.vault import hierarchy
from generator.vault.files import Vault, VaultError, build_keys, read_secret

ROLES = """schema: 1
site: szkola
roles:
- {id: trainee, name: Osoba ucząca się, bearer: true}
- {id: trainer, name: Trenerka}
- {id: partner, name: Instytucja}
"""
TODAY = "2027-01-15"
PAGE = RestrictedPage("p/a.md", ("trainer",), "listed", Place("p/a/"), "Notatki", Html("<p>Treść</p>"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "Mój projekt"
    (folder / "site_config").mkdir(parents=True)
    (folder / "site_config" / "roles.yml").write_text(ROLES, "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: x\nsite_url: https://szkola.example/\n", "utf-8")
    return folder


def run(project: Path, *words: str, today: str = TODAY) -> int:
    return main([*words, "-C", str(project), "--today", today])


def build(project: Path, page: RestrictedPage = PAGE) -> Path:
    """The sealed folder, as a build makes it from private/."""
    found = build_keys(project / "private")
    roles, _ = read_roles(ROLES, "roles.yml")
    assert found and found[1] and roles
    for file in protect([page], [], roles, found[0], found[1]):
        path = project / "site" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return project / "site"


Capture = pytest.CaptureFixture[str]


def issued(
    project: Path, capsys: Capture, *more: str, role: str = "trainer", today: str = TODAY
) -> tuple[str, str, Path]:
    """Link, id and a file with the passphrase of a new token."""
    capsys.readouterr()
    assert run(project, "token", "issue", "Anna Nowak", "--role", role, *more, today=today) == 0
    out, err = capsys.readouterr()
    link = re.search(r"https://\S+", out)
    id = re.search(r"[hi]-[a-z2-7]{8}, ([a-z2-7]{16})", out)
    assert link and id
    words = re.search(r": ((?:\w{4} ){4}\w{4})", err)
    file = project / f"{id[1]}.words"
    file.write_text(words[1] if words else "", "utf-8")
    return link[0], id[1], file


def opened(project: Path, link: str, words: Path, *more: str, today: str = TODAY) -> int:
    return run(project, "open", link, str(project / "site"), "--passphrase-file", str(words), *more, today=today)


def test_from_first_keys_to_an_opened_page(project: Path, capsys: Capture) -> None:
    assert run(project, "keys", "init") == 0
    link, _, words = issued(project, capsys)
    build(project)
    assert opened(project, link, words, "--out", str(project / "jawne")) == 0
    assert "Notatki" in capsys.readouterr().out
    assert [p.name for p in (project / "jawne").glob("*.html")] == ["001-notatki.html"]
    assert run(project, "verify", str(project / "site")) == 0


def test_key_files_are_their_owners_alone(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    issued(project, capsys)
    for path in (project / "private").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert stat.S_IMODE((project / "private").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["keys.json", "epoch.json", "register.sqlite"])
def test_loosely_readable_keys_are_refused(project: Path, capsys: Capture, name: str) -> None:
    run(project, "keys", "init")
    (project / "private" / name).chmod(0o644)
    if name == "epoch.json":
        with pytest.raises(VaultError, match=r"vault\.loose"):
            build_keys(project / "private")
    else:
        assert run(project, "keys", "show") == 3
        assert "chmod 600" in capsys.readouterr().err


def test_keys_are_never_overwritten(project: Path) -> None:
    run(project, "keys", "init")
    before = read_secret(project / "private" / "keys.json")
    assert run(project, "keys", "init") == 3
    assert read_secret(project / "private" / "keys.json") == before


def test_nothing_that_is_shown_is_secret(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    issued(project, capsys)
    secrets = json.loads((project / "private" / "keys.json").read_text())
    run(project, "keys", "show")
    run(project, "keys", "show", "--json")
    run(project, "token", "list", "--json")
    shown = capsys.readouterr().out
    assert not any(secrets[name] in shown for name in ("master", "token", "manifest", "next"))
    assert json.loads(shown[shown.index("{") : shown.rindex("}") + 1].partition("\n}\n")[0] + "}")["tokens"] == 1


def test_revoking_starts_an_epoch_in_which_the_token_is_unknown(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    link, id, words = issued(project, capsys)
    other, _, others = issued(project, capsys)
    build(project)
    assert run(project, "token", "revoke", id[:8]) == 0
    assert "2" in capsys.readouterr().out
    build(project)
    assert opened(project, link, words) == 1
    assert "odwołany" in capsys.readouterr().err
    assert opened(project, other, others) == 0


def keyring(project: Path) -> set[str]:
    return set(json.loads((project / "private" / "keyring.json").read_text())["slots"])


@pytest.mark.parametrize("ending", ["revoked", "renewed", "expired"])
def test_within_an_epoch_no_slot_goes_and_new_ones_come(project: Path, capsys: Capture, ending: str) -> None:
    """Its holder has this epoch's keys anyway; and whoever comes next must not wait for the epoch to turn."""
    run(project, "keys", "init")
    _, id, _ = issued(project, capsys, "--days", "10")
    before, today = keyring(project), "2027-01-18"
    if ending == "revoked":
        assert run(project, "token", "revoke", id, "--later") == 0
    elif ending == "renewed":
        assert run(project, "token", "renew", id) == 0
    else:
        today = "2027-01-29"
    assert run(project, "token", "issue", "Ewa Bąk", "--role", "trainer", today=today) == 0
    assert before < keyring(project)
    assert run(project, "keys", "keyring", today=today) == 0
    assert before < keyring(project)
    assert run(project, "keys", "epoch", today=today) == 0
    assert len(keyring(project)) == (2 if ending == "renewed" else 1)


def test_other_roles_need_another_epoch(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    issued(project, capsys)
    roles = project / "site_config" / "roles.yml"
    roles.write_text(
        roles.read_text("utf-8").replace("roles:\n", "roles:\n- {id: auditor, name: Kontrola}\n", 1), "utf-8"
    )
    assert run(project, "keys", "keyring") == 3
    assert "szkola keys epoch" in capsys.readouterr().err
    assert run(project, "keys", "epoch") == 0


def test_expired_tokens_leave_with_the_next_epoch(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    link, _, words = issued(project, capsys, "--days", "10")
    run(project, "keys", "epoch", today="2027-01-26")
    build(project)
    assert opened(project, link, words, today="2027-01-26") == 1


def test_a_renewed_token_replaces_the_old_one(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    link, id, words = issued(project, capsys)
    assert run(project, "token", "renew", id, "--days", "30") == 0
    new = re.search(r"https://\S+", capsys.readouterr().out)
    assert new and new[0] != link
    run(project, "keys", "epoch")
    build(project)
    assert opened(project, link, words) == 1
    run(project, "token", "list", "--all")
    assert "zastąpiony" in capsys.readouterr().out


def test_limits_of_roles_are_kept(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    for words in (
        ["--role", "trainer", "--bearer"], ["--role", "trainee", "--days", "91"],
        ["--role", "trainer", "--days", "401"],
        ["--role", "admin"], [], ["--role", "trainee", "--days", "0"],
    ):  # fmt: skip
        assert run(project, "token", "issue", "Anna", *words) == 3, words
    assert run(project, "token", "issue", "Anna", "--role", "trainee", "--bearer") == 0
    assert run(project, "token", "issue", "--role", "trainee") == 2


def test_a_course_from_a_list(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    file = project / "kurs.csv"
    file.write_text("\ufeffname;roles;kind;days\r\nŻaneta Łoś;;;\r\nOPS Wola;partner;institution;300\r\n", "utf-8")
    out = project / "karty"
    assert (
        run(project, "token", "issue", "--csv", str(file), "--role", "trainee", "--course", "maj", "--out", str(out))
        == 0
    )
    names = sorted(p.suffix for p in out.iterdir())
    assert names == [".html", ".html", ".svg", ".svg", ".szk", ".szk"]
    sheet, words = (out / "tokens.html").read_text("utf-8"), (out / "passphrases.html").read_text("utf-8")
    assert "Żaneta Łoś" in sheet and "OPS Wola" in sheet and sheet.count("<svg") == 2
    phrases = re.findall(r'class="words">([^<]+)<', words)
    assert len(phrases) == 2 and not any(p in sheet for p in phrases)
    run(project, "token", "list", "--course", "maj", "--json")
    rows = json.loads(capsys.readouterr().out.partition("[")[2].join(["[", ""]))
    assert [r["kind"] for r in sorted(rows, key=lambda r: r["name"])] == ["institution", "person"]


def test_a_bad_list_issues_nothing(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    file = project / "kurs.csv"
    file.write_text("name,roles,days\nA,trainee,10\nB,trainee,dużo\n", "utf-8")
    assert run(project, "token", "issue", "--csv", str(file), "--out", str(project / "k")) == 3
    run(project, "keys", "show", "--json")
    assert '"tokens": 0' in capsys.readouterr().out


def test_links_fit_the_qr_codes_that_phones_read(project: Path, capsys: Capture) -> None:
    from generator.vault import issuing, sheets

    run(project, "keys", "init")
    link, _, _ = issued(project, capsys)
    assert len(issuing.token_of(link)) <= 600
    assert int(sheets.code(link).version) <= 20
    run(project, "token", "issue", "Jan", "--role", "trainee", "--bearer", "--qr", "terminal")
    assert "█" in capsys.readouterr().out


def test_inspect_tells_what_a_token_holds(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    link, id, _ = issued(project, capsys)
    file = project / "a.szk"
    file.write_text(link + "\n")
    for word in (link, str(file), id[:6]):
        capsys.readouterr()
        assert run(project, "token", "inspect", word) == 0
        assert id in capsys.readouterr().out
    assert run(project, "token", "inspect", link[:-3] + "AAA") == 1


def test_backup_and_restore(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    link, _, words = issued(project, capsys)
    capsys.readouterr()
    assert run(project, "keys", "backup", str(project / "kopia.szk")) == 0
    phrase = re.search(r"((?:\w{4} ){4}\w{4})", capsys.readouterr().out)
    assert phrase
    (project / "slowa").write_text(phrase[1])
    before = {p.name: p.read_bytes() for p in (project / "private").glob("*.json")}
    again = ["keys", "restore", str(project / "kopia.szk"), "--passphrase-file", str(project / "slowa")]
    assert run(project, *again) == 3
    (project / "private").rename(project / "zgubione")
    assert run(project, *again) == 0
    assert {p.name: p.read_bytes() for p in (project / "private").glob("*.json")} == before
    build(project)
    assert opened(project, link, words) == 0
    (project / "slowa").write_text("inne słowa")
    (project / "private").rename(project / "zgubione2")
    assert run(project, *again) == 3
    assert before["keys.json"][20:60] not in (project / "kopia.szk").read_bytes()


def test_drill_leaked_build_server(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    link, _, words = issued(project, capsys)
    before = hierarchy.load(Vault(project / "private"))
    assert run(project, "keys", "epoch", "--renew", "manifest") == 0
    after = hierarchy.load(Vault(project / "private"))
    assert after.manifest == before.next and after.epoch == before.epoch + 1
    build(project)
    assert opened(project, link, words) == 0


def test_drill_leaked_master_key(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    link, _, words = issued(project, capsys)
    before = build_keys(project / "private")
    assert run(project, "keys", "epoch", "--renew", "master", "--renew", "manifest") == 0
    after = build_keys(project / "private")
    assert before and after
    assert not {s for _, s in before[0].roles} & {s for _, s in after[0].roles}
    build(project)
    assert opened(project, link, words) == 0


def test_drill_leaked_token_key(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    link, _, words = issued(project, capsys)
    assert run(project, "keys", "epoch", "--renew", "token") == 0
    assert "od nowa" in capsys.readouterr().out
    new, _, news = issued(project, capsys)
    build(project)
    assert opened(project, link, words) == 1
    assert opened(project, new, news) == 0


def test_a_build_server_needs_no_holders_secret(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    issued(project, capsys)
    for name in ("keys.json", "register.sqlite"):
        (project / "private" / name).unlink()
    build(project)
    epoch = (project / "private" / "epoch.json").read_text()
    assert "master" not in epoch and "token" not in json.loads(epoch)


def test_an_altered_site_is_told(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    site = build(project)
    run(project, "keys", "show", "--json")
    kid = json.loads(capsys.readouterr().out.partition("{")[2].join(["{", ""]))["key_manifest"]
    assert run(project, "verify", str(site), "--key", kid) == 0
    assert run(project, "verify", str(site), "--key", "0" * 16) == 1
    shard = next(p for p in sorted((site / "sealed").iterdir()) if "-" in p.name)
    shard.write_bytes(shard.read_bytes()[:-1] + b"\0")
    assert run(project, "verify", str(site)) == 1
    assert shard.name in capsys.readouterr().err
    build(project)
    assert run(project, "verify", str(site)) == 0
    text = max((p for p in (site / "sealed").iterdir() if len(p.stem) == 64), key=lambda p: p.stat().st_size)
    text.write_bytes(text.read_bytes() + b"A")
    (site / "sealed" / "x.html").write_text("x")
    assert run(project, "verify", str(site)) == 1
    told = capsys.readouterr().err
    assert text.name in told and "sealed/x.html" in told
    (site / "sealed" / "manifest.jws").unlink()
    assert run(project, "verify", str(site)) == 1


def test_expired_sites_open_with_a_dated_warning(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init", "--days", "10")
    link, _, words = issued(project, capsys)
    build(project)
    assert opened(project, link, words, today="2027-02-20") == 0
    assert "2027-01-25" in capsys.readouterr().out


def test_demo_links_open_and_stay(project: Path, capsys: Capture) -> None:
    assert run(project, "keys", "demo") == 0
    first = capsys.readouterr().out
    assert run(project, "keys", "demo") == 0
    assert capsys.readouterr().out == first
    links = re.findall(r"https://\S+", first)
    assert len(links) == 3
    found = build_keys(project / "private" / "demo")
    assert found and found[0].demo
    assert run(project, "keys", "demo", today="2027-06-01") == 0
    assert capsys.readouterr().out != first


def test_two_commands_at_once_lose_nothing(project: Path) -> None:
    run(project, "keys", "init")
    command = [
        sys.executable,
        "-m",
        "generator",
        "token",
        "issue",
        "X",
        "--role",
        "trainer",
        "-C",
        str(project),
        "--today",
        TODAY,
    ]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    both = [subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(3)]
    assert [p.wait() for p in both] == [0, 0, 0]
    book = sqlite3.connect(project / "private" / "register.sqlite")
    assert book.execute("SELECT count(*) FROM token").fetchone() == (3,)
    book.close()
    found = build_keys(project / "private")
    assert found and found[1] and len(found[1].slots) == 3


def test_a_broken_register_is_told_not_raised(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    (project / "private" / "register.sqlite").write_bytes(b"not a database, but long enough to look at" * 30)
    assert run(project, "token", "list") == 3
    assert "kopii" in capsys.readouterr().err


def test_without_keys_each_command_says_what_to_do(project: Path, capsys: Capture) -> None:
    for words in (
        ["keys", "show"],
        ["keys", "epoch"],
        ["keys", "backup", "x"],
        ["token", "issue", "A", "--role", "trainer"],
    ):
        assert run(project, *words) == 3
        assert "szkola keys init" in capsys.readouterr().err


def test_bad_roles_and_dates_are_told(project: Path, capsys: Capture) -> None:
    assert main(["keys", "init", "-C", str(project), "--today", "wczoraj"]) == 3
    (project / "site_config" / "roles.yml").write_text("schema: 1\n")
    assert run(project, "keys", "init") == 3
    assert "roles.yml" in capsys.readouterr().err


def test_messages_are_complete_in_both_languages() -> None:
    root = Path(__file__).parents[2] / "generator" / "i18n" / "messages"
    for room in ("vault", "access"):
        pl, en = (json.loads((root / language / f"{room}.json").read_text("utf-8")) for language in ("pl", "en"))
        assert pl.keys() == en.keys()
        for key in pl:
            assert set(re.findall(r"\{\w+\}", pl[key])) == set(re.findall(r"\{\w+\}", en[key])), key


def test_demo_keys_give_way_to_real_ones(project: Path, capsys: Capture) -> None:
    run(project, "keys", "init")
    assert run(project, "keys", "demo") == 0
    assert "http" not in capsys.readouterr().out.partition("kopia.szk")[2]
    assert not (project / "private" / "demo").exists()
