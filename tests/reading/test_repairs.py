"""Boxes, empty headers and headings get what they lack."""

from __future__ import annotations

from generator.reading.repairs import repaired


def test_a_task_says_whether_it_is_done() -> None:
    html = '<ul><li class="task-list-item"><input type="checkbox" disabled="" checked=""> Zrobione</li></ul>'
    shown = repaired(html, "pl")
    box = '<span class="sk-box sk-box--done" role="img" aria-label="zrobione"></span>'
    assert shown == f'<ul><li class="task-list-item">{box} Zrobione</li></ul>'


def test_an_input_elsewhere_is_left() -> None:
    assert repaired('<input type="checkbox" id="x">', "pl") == '<input type="checkbox" id="x">'


def test_an_empty_header_cell_is_an_ordinary_one() -> None:
    assert repaired("<tr><th></th><th>A</th></tr>", "pl") == "<tr><td></td><th>A</th></tr>"


def test_a_heading_has_a_link_that_names_it() -> None:
    shown = repaired('<h2 id="a">Ala &amp; <em>kot</em></h2><h2>bez</h2><h1 id="b">c</h1>', "pl")
    assert '<a class="headerlink" href="#a" aria-label="Odsyłacz do części: Ala &amp; kot">#</a></h2>' in shown
    assert shown.count("headerlink") == 1
