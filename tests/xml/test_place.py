"""Places of elements: where libxml2 does not know a line, none is named rather than a wrong one."""

from __future__ import annotations

import pytest

from dcc.xml.parse import parse
from dcc.xml.place import Places, line_of


@pytest.mark.parametrize("lines", [3, 65_533, 65_536, 70_000, 200_000])
def test_the_line_of_an_element_is_the_one_on_which_its_start_tag_ends(lines: int) -> None:
    data = "<r>" + "\n" * lines + '<a\nb="c">\n\n<d>x\ny</d>\n<e/>\n</a><f/></r>'
    root = parse(data.encode())
    assert [line_of(each) for each in root.iter("r", "a", "d", "e")] == [1, lines + 2, lines + 4, lines + 6]


def test_no_line_is_named_where_no_text_is_near() -> None:
    root = parse(
        ("<r>" + "\n" * 70_000 + "<a><b><c><d><e><f><g><h>x</h></g></f></e></d></c></b></a></r>").encode()
    )
    lines = {line_of(each) for each in root.iter("*") if each is not root}
    assert lines == {None, 70_001}


def test_an_xpath_counts_only_siblings_of_one_name() -> None:
    root = parse(b'<dcc:r xmlns:dcc="https://ptb.de/dcc"><dcc:a/><b/><c xmlns="urn:c"/><dcc:a/></dcc:r>')
    assert [Places().xpath(each) for each in root] == [
        "/dcc:r/dcc:a[1]",
        "/dcc:r/b",
        "/dcc:r/*[local-name()='c']",
        "/dcc:r/dcc:a[2]",
    ]
