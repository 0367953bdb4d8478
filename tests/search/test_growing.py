"""An index kept up to date is the index built from nothing."""

from __future__ import annotations

import marshal
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kernel.memo import Memo
from generator.kernel.pages import KeptFile, PublicFile
from generator.search import dictionary, growing, pack, postings, public, synonyms, views
from generator.search.answers import Answers, Foretold
from generator.search.foresight import unknown
from generator.search.index import Limits
from generator.search.searched import About, Searched
from generator.search.vocabulary import Vocabulary

_WORDS = ("szkoła", "kooperacja", "rodzina", "pomoc", "plan", "gmina", "zespół", "miasto")
_text = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)
_html = st.lists(_text, min_size=1, max_size=6).map(
    lambda parts: f"<p>{parts[0]}</p>" + "".join(f'<h2 id="s{i}">{p}</h2><p>{p}</p>' for i, p in enumerate(parts[1:]))
)


def page(number: int, html: str) -> Searched:
    return Searched(About(f"strona-{number}/", f"Strona {number}", "page", (), (), "pl", ""), html)


def names_of(files: tuple[PublicFile | KeptFile, ...]) -> list[str]:
    return [file.path for file in files]


@settings(max_examples=20, deadline=None)
@given(st.lists(_html, min_size=9, max_size=9), st.lists(st.tuples(st.integers(0, 8), _html), min_size=1, max_size=4))
def test_edits_one_by_one_give_the_index_of_all(texts: list[str], edits: list[tuple[int, str]]) -> None:
    pages = {f"{n}.md": page(n, text) for n, text in enumerate(texts)}
    state, _ = growing.build(pages, synonyms.NONE)
    for number, html in edits:
        before = {path: found.html for path, found in pages.items()}
        path = f"{number}.md"
        pages[path] = replace(pages[path], html=html)
        made = growing.grown(state, pages, before.get, lambda: synonyms.NONE)
        fresh, shards = growing.build(pages, synonyms.NONE)
        if made is None:
            state = fresh
            continue
        assert state.plain() == fresh.plain()
        assert {file.name: file.plain for file in made}.items() <= {file.name: file.plain for file in shards}.items()


def test_the_last_page_may_reach_into_another_block_of_texts() -> None:
    def html(count: int) -> str:
        return "".join(f'<h2 id="s{at}">Plan</h2>' for at in range(count))

    before = {f"{n}.md": page(n, "<p>Pomoc.</p>" if n < 3 else html(4)) for n in range(9)}
    for last, next_ in ((5, 4), (4, 5)):
        was, now = ({**before, "8.md": page(8, html(count))} for count in (last, next_))
        state, _ = growing.build(was, synonyms.NONE)
        blocks = len(state.blocks)
        contents = {path: found.html for path, found in was.items()}
        made = growing.grown(state, now, contents.get, lambda: synonyms.NONE)
        fresh, shards = growing.build(now, synonyms.NONE)
        assert state.plain() == fresh.plain()
        assert made is not None
        assert {*made} <= {*shards}
        assert len(state.blocks) - blocks == next_ - last


_FURTHER = (
    "rąk",
    "rękami",
    "lata",
    "łaska",
    "laska",
    "niebiały",
    "biały",
    "blorping",
    "blorpinga",
    "2024",
    "Łódź",
    "psa",
)
_further = st.lists(st.sampled_from((*_WORDS, *_FURTHER)), min_size=6, max_size=7).map(" ".join)
_languages = st.lists(st.sampled_from(("pl", "cs")), min_size=9, max_size=9)
_TINY = Limits(lexicon=9, tails=9, postings=30, block=4)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(_further, min_size=9, max_size=9),
    _languages,
    st.lists(st.tuples(st.integers(0, 8), _further), min_size=1, max_size=5),
)
def test_words_that_come_and_go_leave_the_forms_of_all(
    texts: list[str], languages: list[str], edits: list[tuple[int, str]]
) -> None:
    pages = {f"{n}.md": page(n, text) for n, text in enumerate(texts)}
    for path, language in zip(pages, languages, strict=True):
        pages[path] = replace(pages[path], about=replace(pages[path].about, language=language))
    memo = Memo()
    state, made = growing.build(pages, synonyms.NONE, _TINY, memo)
    files = {file.name: file.plain for file in made}
    for number, text in edits:
        before = {path: found.html for path, found in pages.items()}
        pages[f"{number}.md"] = replace(pages[f"{number}.md"], html=text)
        carried = {name: memo.before[name] for name in memo.carried}
        memo = Memo(marshal.loads(marshal.dumps({**carried, **memo.now})))
        few = growing.grown(state, pages, before.get, lambda: synonyms.NONE, _TINY, memo, files.keys())
        fresh, all_made = growing.build(pages, synonyms.NONE, _TINY)
        if few is None:
            state, few = growing.build(pages, synonyms.NONE, _TINY, memo, standing=files.keys())
        assert state.plain() == fresh.plain()
        anew = {file.name: file.plain for file in all_made}
        changed = {file.name: file.plain for file in few}
        assert changed.items() <= anew.items()
        assert {name: plain for name, plain in anew.items() if files.get(name) != plain}.items() <= changed.items()
        files = anew


def test_only_what_an_edit_touches_is_made() -> None:
    pages = {f"{n:02}.md": page(n, f"<p>{' '.join(_WORDS)} {'plan ' * (n % 3)}</p>") for n in range(60)}
    memo = Memo()
    first = public.files(pages, lambda: synonyms.NONE, "", memo)
    standing = {file.path: ("", len(file.data)) for file in first if isinstance(file, PublicFile)}
    before = {path: found.html for path, found in pages.items()}
    pages["07.md"] = page(7, before["07.md"].replace("szkoła", "plan", 1).replace("plan plan", "plan szkoła", 1))
    again = public.files(pages, lambda: synonyms.NONE, "", Memo(memo.now, {}, standing, before.get))
    anew = public.files(pages, lambda: synonyms.NONE, "", Memo())
    assert names_of(again) == names_of(anew)
    assert any(isinstance(file, KeptFile) for file in again)
    made = [file for file in again if isinstance(file, PublicFile)]
    assert {(f.path, f.data) for f in made} <= {(f.path, f.data) for f in anew if isinstance(f, PublicFile)}


def test_a_list_is_read_back() -> None:
    found = [(0, 1), (3, 15), (300, postings.TITLED + 0x5F), (301, 7), (99_999, 2)]
    assert list(postings.opened(postings.closed(found))) == found


_word = st.text("abc", min_size=1, max_size=6)
_known = st.dictionaries(_word, st.sets(_word, min_size=1, max_size=6), max_size=12)


def known(forms: Mapping[str, Collection[str]], capital: Collection[str]) -> Vocabulary:
    names = {key: key.upper() if key in capital else key for key in forms}
    return Vocabulary({}, {key: "\t".join(sorted(of)) for key, of in forms.items()}, names, frozenset(capital))


@settings(deadline=None)
@given(_known, _known, st.booleans(), st.sets(_word, max_size=2))
def test_forms_that_come_and_go_give_the_views_of_all(
    before: dict[str, set[str]], others: dict[str, set[str]], only_more: bool, capital: set[str]
) -> None:
    now = {key: of | before.get(key, set()) for key, of in ({**before, **others} if only_more else others).items()}
    memo = Memo()
    first = views.files(known(before, ()), _TINY, memo)
    standing = {file.name for made in first.values() for *_, file in made if file}
    anew = views.files(known(now, capital), _TINY)
    again = views.files(known(now, capital), _TINY, Memo(memo.now), standing=standing)
    for kind, made in anew.items():
        assert views.directory(again[kind]) == views.directory(made)
        assert all(file in (None, other) for (*_, file), (*_, other) in zip(again[kind], made, strict=True))
        left = {pack.name(kind, low, digest) for low, digest, file in again[kind] if not file}
        assert left <= standing


_lists = st.dictionaries(st.text("abcł", min_size=1, max_size=4), st.binary(min_size=1, max_size=9), max_size=30)


@given(_lists, _lists, st.sets(st.text("abcł", min_size=1, max_size=4), max_size=5))
def test_moved_lists_give_the_shards_of_all(lists: dict[str, bytes], others: dict[str, bytes], gone: set[str]) -> None:
    before = postings.shards(lists, 40)
    few = dict(list(others.items())[:4])
    now = {key: data for key, data in {**lists, **few}.items() if key not in gone}
    told = [part for low, digest, _ in before for part in (low, digest)]
    directory, made = postings.renewed(now, 40, told, {*few, *gone})
    anew = postings.shards(now, 40)
    assert directory == [part for low, digest, _ in anew for part in (low, digest)]
    assert set(made) <= {file for *_, file in anew}
    assert {file for *_, file in anew} - {file for *_, file in before} <= set(made)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Rodzina i pomoc.", {}),
        ("Rodzina, Łąka i 12 pomoc", {"pl": ["12", "łąka"]}),
        ("[pomoc](../tor/inna-strona.md#kotwica) i https://example.org/dalej", {}),
        ("---\ntitle: Nowe\n---\n!!! note\n    Pomoc.\n\n- [x] plan\n\n```python\nplan\n```\n", {}),
        ('!!! uwaga "Tytuł"\n    <div class="inne" markdown>\n[@UPS]{.klasa}', {"pl": ["tytuł"]}),
    ],
)
def test_new_words_of_a_text_to_come_are_told_from_its_markup(text: str, new: Mapping[str, list[str]]) -> None:
    state, _ = growing.build({"a.md": page(0, "<p>Rodzina i pomoc, plan.</p>")}, synonyms.NONE)
    assert unknown([("pl", text)], state.plain()) == new


def test_what_was_foretold_changes_no_byte_and_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def files(pages: Mapping[str, Searched], last: Memo, foretold: Foretold = dict) -> dict[str, object]:
        return {f.path: f for f in public.files(pages, lambda: synonyms.NONE, "", last, foretold=foretold)}

    first = Memo()
    before = {f"{n}.md": page(n, "<p>Rodzina i pomoc.</p>") for n in range(9)}
    made = files(before, first)
    html = "<p>Rodzina i łąka, blorpując.</p>"
    after = {**before, "3.md": page(3, html)}

    def last() -> Memo:
        plain = marshal.loads(marshal.dumps(first.now))
        return Memo(plain, standing=dict.fromkeys(made, ("", 0)), content=lambda path: before[path].html)

    said = Answers().of(unknown([("pl", html)], first.now["search"][1][0]))
    expected = files(after, last())
    asked: list[str] = []

    def lemmas(_: object, of: Iterable[str]) -> dict[str, tuple[str, ...]]:
        asked.extend(of)
        return {}

    monkeypatch.setattr(dictionary.Polish, "lemmas", lemmas)
    assert files(after, last(), lambda: said) == expected
    assert asked == []
    files(after, last())
    assert "łąka" in asked
