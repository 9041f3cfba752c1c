"""Cells that carry their heading."""

from markupsafe import Markup

from kaituo.foundation.ui.cards import is_labelled, labelled

HEAD = "<thead><tr><th scope='col'>Name</th><th class='n'><a href='?'>Due <svg></svg></a></th><th>A &amp; B</th><th></th></tr></thead>"


def test_every_cell_of_body_and_foot_is_told_its_heading():
    table = Markup(HEAD + '<tbody><tr data-href="/1"><th scope="row">x</th><td class="n">1</td><td>2</td><td>3</td></tr></tbody>')
    told = labelled(table)
    assert '<th data-label="Name" scope="row">x</th><td data-label="Due" class="n">1</td><td data-label="A &amp; B">2</td><td data-label="">3' in told
    assert is_labelled(told)


def test_a_cell_over_two_columns_takes_the_first_heading():
    told = labelled(Markup(HEAD + '<tfoot><tr><td colspan="2">Sum</td><td>2</td></tr></tfoot>'))
    assert '<td data-label="Name" colspan="2">Sum</td><td data-label="A &amp; B">2</td>' in told


def test_narrow_tables_and_those_without_a_head_stay():
    narrow, bare = Markup("<thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody>"), Markup("<tbody><tr><td>1</td></tr></tbody>")
    assert (labelled(narrow), labelled(bare)) == (narrow, bare)
