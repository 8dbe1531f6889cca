"""Style sheets lose what no page uses, and nothing else."""

import pytest

from sixtracks.book.lean import lean, names_in


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (".a{b:c}", ".a{b:c}"),
        (".gone{b:c}", ""),
        ("/* why */ .a , .gone { b : c }", ".a{ b : c }"),
        (".a.gone{b:c}", ""),
        (".a:not(.gone){b:c}", ".a:not(.gone){b:c}"),
        ("#id .a > p{b:c}", "#id .a > p{b:c}"),
        ("#gone p{b:c}", ""),
        ("p::before{content:'a, .gone'}", 'p::before{content:"a, .gone"}'),
        ("a[href$='.gone']{b:c}", 'a[href$=".gone"]{b:c}'),
        ("@media print{.a{b:c}.gone{b:c}}", "@media print{.a{b:c}}"),
        ("@media print{.gone{b:c}}", ""),
        ("@supports (d:e){@media print{.a{b:c}}}", "@supports (d:e){@media print{.a{b:c}}}"),
        ("@font-face{font-family:gone}", "@font-face{font-family:gone}"),
        (":root{--gone:1}", ":root{--gone:1}"),
    ],
)
def test_rules_for_what_is_not_there_go(sheet: str, kept: str):
    """A selector stays if all that it asks for is there; a rule, if one of its selectors does."""
    assert lean(sheet, {"a", "id"}) == kept


def test_the_names_of_pages_and_scripts():
    """Classes and ids of pages; of scripts all words, for they may give one."""
    assert names_in(['<p class="a b" id="c">d</p>'], markup=True) == {"a", "b", "c"}
    assert {"is-open", "shown"} <= names_in(["node.classList.add('is-open', \"shown\")"], markup=False)
