"""A mistake in a source is said with its file, line, column, key, reason and remedy; all of them at once."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcc import codes
from dcc.errors import DocumentError
from dcc.findings import Code, Severity
from dcc.source import build, build_traced
from dcc.validation import validate
from dcc.xml.writing import write
from tests.source.reading import (
    GOOD,
    TABLE,
    build_folder,
    build_good,
    edited,
    mistake,
    mistakes,
    warnings,
)

BAD = Path(__file__).parent.parent / "bad"
SOURCE_CODES = sorted(
    code.name for code in vars(codes).values() if isinstance(code, Code) and "SOURCE-" in code.name
)


@pytest.mark.parametrize("code", SOURCE_CODES)
def test_the_source_named_after_a_code_yields_exactly_it(code: str) -> None:
    try:
        found = build_folder(BAD / code).findings
    except DocumentError as error:
        found = error.findings
    (finding,) = found
    assert finding.code == code
    assert finding.hint
    assert finding.location.file in ("source.yaml", "table.csv", "table.xlsx")
    assert finding.location.line is not None


def test_the_good_source_has_no_mistake() -> None:
    assert build_good().number == "K-2026-0001"


def test_an_unknown_unit_is_reported_where_it_stands() -> None:
    found = mistake(("unit: mV", "unit: mVolt"))
    assert (found.location.line, found.location.column) == (33, 21)
    assert found.location.key == "measurements[1].results[1].table.columns[2].unit"
    assert "V" in found.hint


def test_a_per_cent_sign_without_quotes_gets_the_remedy() -> None:
    assert mistake(("unit: mV", "unit: %")).hint == 'Put it in quotes: "%".'


def test_a_short_row_is_reported_with_line_and_cell() -> None:
    found = mistake(table=TABLE.replace(b"1.000,-0.030,0.012", b"1.000,-0.030"))
    assert (found.location.file, found.location.line, found.location.column) == ("table.csv", 3, 3)
    assert "ends before U" in found.message


def test_a_long_row_is_explained_by_decimal_commas() -> None:
    found = mistake(table=TABLE.replace(b"1.000", b"1,000"))
    assert (found.location.line, found.location.column) == (3, 4)
    assert "decimal comma" in found.hint


def test_a_wrong_byte_is_counted_from_the_beginning_of_the_file() -> None:
    marked, plain = (
        mistake(table=mark + TABLE.replace(b"reference", b"t/\xb0")) for mark in (b"\xef\xbb\xbf", b"")
    )
    assert "byte 6 is 0xB0" in marked.message
    assert "byte 3 is 0xB0" in plain.message
    assert "utf-16" in mistake(table="标准值,error,U\n".encode("utf-16-le")).hint


def test_a_gb18030_table_is_recognised() -> None:
    table = TABLE.replace(b"reference", "标准值".encode("gb18030"))
    assert "encoding: gb18030" in mistake(table=table).hint


def test_a_lone_degree_sign_is_not_taken_for_chinese() -> None:
    assert "windows-1252" in mistake(table=TABLE.replace(b"reference", "t/°C".encode("cp1252"))).hint


def test_a_source_in_the_wrong_encoding_is_told_the_line() -> None:
    with pytest.raises(DocumentError) as caught:
        build(GOOD.encode("gb18030"), read=lambda _: TABLE)
    (found,) = caught.value.findings
    assert found.code == "SOURCE-ENCODING"
    assert found.location.line == 8
    assert "GB18030" in found.hint


@pytest.mark.parametrize(
    ("start", "kind"), [(b"PK\x03\x04", "workbook"), (b"%PDF-1.7", "PDF"), (b"\xd0\xcf\x11\xe0", "Excel")]
)
def test_a_file_of_another_kind_is_called_by_its_name(start: bytes, kind: str) -> None:
    assert kind in mistake(table=start + b"\x00" * 20).message


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file() -> None:
    found = mistakes(
        ("begin: 2026-01-14", "begin: yesterday"),
        ("customer:", "custmer:"),
        ("unit: mV", "unit: furlong/fortnight"),
        table=TABLE.replace(b"0.011", b"0,011"),
    )
    assert [finding.code for finding in found] == [
        "SOURCE-MISSING",
        "SOURCE-VALUE",
        "SOURCE-UNKNOWN-KEY",
        "SOURCE-UNIT",
        "SOURCE-ROW",
    ]
    assert found[2].hint == "Did you mean customer?"


def test_what_hangs_on_a_missing_section_is_not_reported_again() -> None:
    found = mistake(("laboratory:\n  name: {en: Example laboratory, zh: 示例实验室}\n", "laboratory:\n"))
    assert found.message == "name is missing in laboratory"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("0,020", "decimal point"),
        ("−0.020", "hyphen"),
        ("1 000.0", "spaces"),
        ("0.020mV", "unit"),
        ("0.020 mV", "unit"),
        ("0.2%", "unit"),
        ("±0.2", "±"),
        ("1,050.02", "separators: 1050.02"),
        ("1.050,02", "separators: 1050.02"),
        ("1 050,02", "separators: 1050.02"),
        ("1,234,567", "separators: 1234567"),
        ("1_050", "separators: 1050"),
        ("0.012 34", "separators: 0.01234"),
        ("12 34", "decimal point"),
        ("1,050", "1.050 or 1050"),
        ("1.5×10-3", "exponent"),
        ("5.0±0.1", "under `U`"),
        ("0.02(3)", "under `U`"),
        ("５²", "decimal point"),
        ("０.０２０", "half-width digits: 0.020"),
        ("nan", "NaN"),
        ("/", "NaN"),
        ("#DIV/0!", "formula"),
        ("mV", "row of units"),
        ("", "NaN"),
        ("+-1", "decimal point"),
        ("0x10", "decimal point"),
    ],
)
def test_what_is_no_number_gets_its_own_remedy(text: str, remedy: str) -> None:
    found = mistake(table=TABLE.replace(b"-0.030", f'"{text}"'.encode()))
    assert found.code == "SOURCE-NUMBER"
    assert (found.location.line, found.location.column, found.location.key) == (3, 2, "error")
    assert remedy in found.hint


@pytest.mark.parametrize(
    ("coverage", "what"),
    [
        ("{k: 0.9, p: 0.95}", "coverage factor"),
        ("{k: 2, p: 95}", "coverage probability"),
        ("{k: 2E0, p: 1}", "factor"),
    ],
)
def test_coverage_keeps_to_the_grammar_of_the_digital_si(coverage: str, what: str) -> None:
    assert any(what in found.message for found in mistakes(("{k: 2, p: 0.95}", coverage)))


@pytest.mark.parametrize(
    ("coverage", "remedy"), [("{k: 2, p: 95 %}", "0.95"), ("{k: k=2, p: 0.95}", "alone: 2")]
)
def test_a_coverage_that_cannot_be_read_is_reported_once(coverage: str, remedy: str) -> None:
    assert remedy in mistake(("{k: 2, p: 0.95}", coverage)).hint


def test_u_without_a_coverage_factor_is_not_guessed() -> None:
    found = mistake(("coverage: {k: 2, p: 0.95}\n", "coverage: {p: 0.95}\n"))
    assert found.code == "SOURCE-MISSING"
    assert found.message.startswith("k is missing")


def test_a_negative_uncertainty_is_refused() -> None:
    found = mistake(table=TABLE.replace(b"0.012", b"-0.012"))
    assert "without sign" in found.message
    assert "not negative" in found.hint


def test_a_percentage_is_sent_where_relative_uncertainties_stand() -> None:
    assert mistake(("U: {column: U}", "U: 0.2 %")).hint.endswith("under `U_relative`: 0.2 %.")


def test_a_verdict_in_capitals_gets_the_one_that_is_meant() -> None:
    conformity = "U: {column: U}\n              conformity: {verdict: PASS}"
    assert mistake(("U: {column: U}", conformity)).hint == "Did you mean pass?"


def test_a_number_with_points_and_commas_is_put_right_as_its_table_writes_numbers() -> None:
    edit = ("file: table.csv", "file: table.csv\n          separator: ';'\n          decimal_mark: ','")
    table = TABLE.replace(b",", b";").replace(b".", b",").replace(b"-0,030", b"1.050,02")
    assert "separators: 1050,02." in mistake(edit, table=table).hint


@pytest.mark.parametrize("name", [".", "./", '"a\\0b"', '"a\\ud800b"'])
def test_a_name_that_no_file_has_is_reported(name: str, tmp_path: Path) -> None:
    (tmp_path / "source.yaml").write_text(edited(("file: table.csv", f"file: {name}")), "utf-8")
    with pytest.raises(DocumentError) as caught:
        build_folder(tmp_path)
    wrong = [found for found in caught.value.findings if found.severity is Severity.ERROR]
    assert {found.location.line for found in wrong} == {26}


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e", "\\ud800", "\\uFFFE"])
def test_a_character_that_no_certificate_can_hold_is_reported_where_it_stands(escape: str) -> None:
    found = mistake(("name: Zhang San", f'name: "Zhang{escape}San"'))
    assert (found.code, found.location.line, found.location.column) == ("SOURCE-SYNTAX", 14, 12)
    words = ("values: {column: reference}\n              unit: V", "text: {column: reference}")
    in_table = mistake(words, table=TABLE.replace(b"1.000,", b"range\x071,"))
    assert (in_table.location.file, in_table.location.line) == ("table.csv", 3)


def test_an_uncertainty_of_a_size_that_nothing_holds_is_reported() -> None:
    found = mistake(("U: {column: U}", "U_relative: 1e99999999999999999999"))
    assert found.location.key == "measurements[1].results[1].table.columns[2].U_relative"


def test_a_minus_sign_with_a_blank_behind_it_is_explained() -> None:
    assert "minus" in mistake(("U: {column: U}", "U: - 5")).hint


def test_the_name_of_a_column_without_braces_gets_the_remedy() -> None:
    assert "values: {column: error}" in mistake(("values: {column: error}", "values: error")).hint


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14.01.2026", "2026-01-14"),
        ("2026/1/14", "2026-01-14"),
        ("2026年1月14日", "2026-01-14"),
        ("２０２６-01-14", "2026-01-14"),
        ("20260114", "2026-01-14"),
        ("2026-02-30", "no such day"),
        ("01/02/2026", "year-month-day"),
    ],
)
def test_a_date_in_another_form_is_put_right(written: str, meant: str) -> None:
    found = mistake(("begin: 2026-01-14", f"begin: {written}"))
    assert found.location.key == "dates.begin"
    assert meant in found.hint


@pytest.mark.parametrize(
    ("unit", "remedy"),
    [
        ("Mpa", "MPa"),
        ("Nm", "N·m"),
        ("kWh", "kW·h"),
        ("Kelvin", "K ("),
        ("rpm", "1/min"),
        ("pH", "For a pH value write 1"),
        ("PS", "kW"),
        ("RH", "Write %"),
        ("C", "write °C"),
        ("m⁻", '"|m⁻"'),
        ('"|"', '"|HRC"'),
        (r"\milli\kilogram", "words of the D-SI"),
        ("psi", '"|psi"'),
        ("ft", '"|ft"'),
        ("°F", '"|°F"'),
    ],
)
def test_a_unit_that_is_none_gets_a_remedy_that_is_meant_seriously(unit: str, remedy: str) -> None:
    found = mistake(("unit: mV", f"unit: {unit}"))
    assert found.code == "SOURCE-UNIT"
    assert remedy in found.hint


@pytest.mark.parametrize(
    ("unit", "message", "remedy"),
    [
        ("1e-6/K", "1e-6 is a number", "11.5e-6"),
        ("'% RH'", "'RH' looks like a remark", r"Write % (\percent)"),
        ("bar g", "'g' looks like a remark", r"Write bar (\bar)"),
        ("N m³/h", "normal conditions", "write m³/h"),
        ("mg/L as N", "'as N' looks like a remark", "Write mg/L"),
        ("W/m K", "behind the slash", "W/(m·K)"),
        ("C", "something else", "°C"),
    ],
)
def test_a_unit_with_something_else_in_it_is_never_built(unit: str, message: str, remedy: str) -> None:
    found = mistake(("unit: mV", f"unit: {unit}"))
    assert found.code == "SOURCE-UNIT"
    assert message in found.message
    assert remedy in found.hint
    assert found.location.key == "measurements[1].results[1].table.columns[2].unit"


def test_a_unit_from_a_table_is_judged_where_it_stands() -> None:
    table = b"reference,error,U,unit\n1,0.1,0.2,mV\n2,0.1,0.2,V rms\n3,0.1,0.2,V rms\n"
    found = mistake(("unit: mV", "unit: {column: unit}"), table=table)
    assert (found.code, found.location.file, found.location.line) == ("SOURCE-UNIT", "table.csv", 3)


@pytest.mark.parametrize("languages", ["zh-CN", "[zh-CN, en]", "chinese", '"zh, en"'])
def test_languages_that_cannot_be_read_are_the_only_mistake_reported(languages: str) -> None:
    found = mistake(("languages: [en, zh]", f"languages: {languages}"))
    assert found.code == "SOURCE-LANGUAGE"
    assert "ISO 639-1" in found.hint


def test_a_wrong_language_is_not_reported_as_a_missing_one_too() -> None:
    assert "'ch'" in mistake(("{en: Voltmeter, zh: 电压表}", "{ch: 电压表}")).message
    assert "half-width" in mistake(("{en: Voltmeter, zh: 电压表}", "{en：Voltmeter}")).hint


def test_texts_that_lack_a_language_which_is_not_binding_are_a_warning() -> None:
    (warning,) = warnings(("{en: Voltmeter, zh: 电压表}", "{en: Voltmeter}"))
    assert (warning.code, warning.severity) == ("SOURCE-LANGUAGE", "warning")
    assert "not given in zh" in warning.message


def test_what_has_keys_of_its_own_says_which() -> None:
    assert "street: …" in mistake(("address: {city: Otherville}", "address: Otherville")).hint
    listed = mistake(("address: {city: Otherville}", "address: [Otherville]"))
    assert "not a list" in listed.message
    assert "name: …" in mistake(("  - {id: item, ", "  - Voltmeter\n  - {id: item, ")).hint


def test_a_country_that_is_none_is_reported_once() -> None:
    assert "ISO 3166-1" in mistake(("country: CN", "country: China")).hint
    assert "country is missing" in mistake((", country: CN", "")).message


def test_an_id_that_cannot_be_one_is_reported_once() -> None:
    assert "cannot be an id" in mistake(("id: item", "id: 1item"), ("ref_id: item", "ref_id: 1item")).message


def test_words_of_a_reference_type_have_no_commas() -> None:
    assert "comma" in mistake(("ref_id: item", "ref_id: item\n    ref_type: 'basic_a, basic_b'")).hint


def test_a_finding_about_the_finished_certificate_points_into_the_source() -> None:
    built = build_traced(edited((", main_signer: true", "")).encode(), read=lambda _: TABLE)
    (finding,) = validate(write(built.certificate)).findings
    place = built.trace.at_source(finding).location
    assert (finding.code, place.file, place.key) == ("MAIN-SIGNER-NONE", "source.yaml", "persons")


def test_lists_of_different_length_do_not_become_a_table() -> None:
    found = mistake(("values: {column: error}", "values: [0.1, 0.2]"))
    assert found.code == "SOURCE-ROW"
    assert "2 values, the table 3 rows" in found.message


def test_a_broken_table_is_reported_once_however_many_columns_use_it() -> None:
    assert mistake(("file: table.csv", "file: absent.csv")).code == "SOURCE-FILE"


@pytest.mark.parametrize("name", ["../table.csv", "/etc/passwd", "C:/table.csv", "..\\table.csv"])
def test_files_outside_the_folder_of_the_source_are_not_read(name: str) -> None:
    assert "not in the folder" in mistake(("file: table.csv", f"file: '{name}'")).message


def test_two_rows_in_a_hundred_thousand_are_enough_to_say_what_is_wrong() -> None:
    rows = b"reference,error,U\n" + b"1.0,x,0.1\n" * 100
    found = mistakes(table=rows)
    assert len(found) == 11
    assert "90 more" in found[-1].message


def test_a_text_with_a_comma_between_braces_gets_the_remedy() -> None:
    found = mistake(("{en: Voltmeter, zh: 电压表}", "{zh: 电压表, en: Voltmeter, digital}"))
    assert "quotes" in found.hint


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_source_gives_findings_and_nothing_else(data: st.DataObject) -> None:
    """Some value is replaced by one of another kind, wherever it stands."""
    lines = GOOD.splitlines()
    keys = [number for number, line in enumerate(lines) if re.match(r"[\s-]*\w+: \S", line)]
    number = data.draw(st.sampled_from(keys))
    key, _, _ = lines[number].partition(": ")
    damage = data.draw(
        st.sampled_from(
            [
                "x",
                "[x]",
                "[]",
                "{}",
                "{x: y}",
                "[{x: y}]",
                "~",
                "0",
                "'%'",
                "{all: x}",
                ".",
                '"\\0"',
                "1e9999999",
            ]
        )
    )
    lines[number] = f"{key}: {damage}"
    with contextlib.suppress(DocumentError):
        build("\n".join(lines).encode(), read=lambda _: TABLE)


def test_an_empty_value_is_not_taken_for_a_text() -> None:
    found = mistake(("name: Example customer", "name:"))
    assert found.message == "name has no value"


@pytest.mark.parametrize("text", ["", "just words", "- a list", "# only a comment"])
def test_a_source_without_keys_is_told_how_to_start(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        build(text.encode(), read=lambda _: b"")
    assert "dcc new" in caught.value.findings[0].hint


def test_aliases_that_stand_for_billions_are_refused() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
    )
    with pytest.raises(DocumentError) as caught:
        build(bomb.encode(), read=lambda _: b"")
    (found,) = caught.value.findings
    assert "aliases" in found.message


@pytest.mark.parametrize(
    "source", ["a: &a [*a]\n", "a: &a {<<: *a}\n", "a: " + "[" * 4000, "a: " + "{a: " * 2000]
)
def test_what_nests_without_end_is_the_only_thing_reported(source: str) -> None:
    with pytest.raises(DocumentError) as caught:
        build(source.encode(), read=lambda _: b"")
    (found,) = caught.value.findings
    assert "too deeply" in found.message


def test_tags_have_no_power() -> None:
    found = mistakes(("number: K-2026-0001", "number: !!python/object/apply:os.system [x]"))
    assert {finding.code for finding in found} <= {"SOURCE-SYNTAX", "SOURCE-VALUE"}


def test_two_persons_may_not_share_an_id() -> None:
    found = mistake(("{name: Zhang San,", "{id: item, name: Zhang San,"))
    assert "given twice" in found.message
