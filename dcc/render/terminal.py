"""A certificate as text for a terminal, laid out as a person would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dcc.facts.certificate import CertificateFacts, facts_of, is_about_type_alone, person_of
from dcc.model import AdministrativeData, ByteData, Certificate, Item, ItemList, Node, RespPerson
from dcc.model.node import names_of
from dcc.render.characters import clean
from dcc.render.data_text import show_quantities
from dcc.render.labels import labels_in
from dcc.render.languages import languages_for
from dcc.render.layout import Layout
from dcc.render.page import Page
from dcc.render.results_text import (
    equipment_classes,
    show_about,
    show_reference,
    show_results,
    show_statement,
    software_lines,
)
from dcc.render.rich_text import contact_lines
from dcc.render.titles import title_of

MOST_ROWS = 400
"""Longer tables are shown by their first and last rows."""


def show(
    certificate: Certificate,
    *,
    languages: Sequence[str] = (),
    columns: int = 80,
    most_rows: int | None = MOST_ROWS,
) -> str:
    """``certificate`` in lines of at most ``columns``, its numbers as they are written.

    ``languages`` are those the reader wants, most wanted first; where the certificate has none of them it
    speaks its own. Tables of more than ``most_rows`` rows are shortened in the middle (``None``: none is).
    Nothing in the text steers a terminal. Signatures are counted, not checked.
    """
    preferred = languages_for(certificate, languages)
    on = Layout(
        page=Page(columns),
        languages=preferred,
        labels=labels_in(preferred.chain),
        most_rows=most_rows,
    )
    data = certificate.administrative_data
    facts = facts_of(certificate)
    _show_title(facts, on)
    _show_core(data, facts, on)
    _show_items(data.items, on)
    _show_persons(data, on)
    show_results(certificate.measurement_results, on)
    _show_statements(data, facts, on)
    _show_attachments(certificate, on)
    _show_signatures(certificate, on)
    return str(on.page)


def _show_title(facts: CertificateFacts, on: Layout) -> None:
    on.page.title(title_of(facts.stated_type, on.languages.chain))
    on.page.title(f"{on.labels.number} {clean(facts.number)}")
    on.page.blank()


def _show_core(data: AdministrativeData, facts: CertificateFacts, on: Layout) -> None:
    core, laboratory, labels = data.core_data, data.calibration_laboratory, on.labels
    on.contact(labels.laboratory, laboratory.contact)
    for contact in laboratory.further_contacts:
        on.contact(labels.laboratory, contact)
    on.page.fact(labels.laboratory_code, clean(facts.laboratory.code))
    on.contact(labels.customer, data.customer)
    on.page.blank()
    on.identifications(core.identifications)
    on.page.fact(labels.received, clean(core.receipt_date or ""))
    dates = dict.fromkeys((clean(core.begin_performance_date), clean(core.end_performance_date)))
    on.page.fact(labels.performed, " – ".join(dates))
    if core.performance_location is not None:
        place = core.performance_location.text
        on.page.fact(labels.place, clean(labels.performance.get(place, place)))
    on.page.fact(labels.issued, clean(core.issue_date or ""))
    on.page.fact(labels.country, clean(core.country_code_iso3166_1))
    change = core.report_amended_substituted
    if change is not None:
        label = labels.substitutes if change.type_of_change == "substituted" else labels.amends
        on.page.fact(label, clean(change.replaced_unique_identifier))
    show_reference(labels.previous, core.previous_report, on)
    on.page.fact(labels.written_with, software_lines(data.dcc_software, on))


def _show_items(items: ItemList, on: Layout) -> None:
    name = on.line(items.name)
    on.page.section(f"{on.labels.items}: {name}" if name else on.labels.items)
    _show_item_list(items, on)


def _show_item_list(items: ItemList, on: Layout) -> None:
    on.paragraphs(on.rich(items.description))
    on.page.fact(on.labels.equipment_class, equipment_classes(items.equipment_class))
    on.contact(on.labels.owner, items.owner)
    on.contact(on.labels.manufacturer, items.manufacturer)
    on.identifications(items.identifications)
    for number, item in enumerate(items.item, start=1):
        _show_item(item, f"{number}." if len(items.item) > 1 else "-", on)


def _show_item(item: Item, mark: str, on: Layout) -> None:
    on.page.entry(mark, on.line(item.name))
    with on.page.indented():
        on.paragraphs(on.rich(item.description))
        for description in item.descriptions:
            on.paragraphs(on.languages.lines(description))
        on.page.fact(on.labels.equipment_class, equipment_classes(item.equipment_class))
        on.contact(on.labels.owner, item.owner)
        on.contact(on.labels.manufacturer, item.manufacturer)
        on.page.fact(on.labels.model, clean(item.model or ""))
        on.identifications(item.identifications)
        if item.installed_softwares:
            on.page.fact(on.labels.software, software_lines(item.installed_softwares, on))
        if item.item_quantities:
            show_quantities(item.item_quantities.item_quantity, on, show_about)
        if item.sub_items:
            on.page.text(on.labels.sub_items)
            with on.page.indented():
                _show_item_list(item.sub_items, on)


def _show_persons(data: AdministrativeData, on: Layout) -> None:
    on.page.section(on.labels.persons)
    for person in data.resp_persons.resp_person:
        _show_person(person, on)


def _show_person(person: RespPerson, on: Layout) -> None:
    name, *others = contact_lines(person.person, on.languages, on.labels) or [""]
    stated = person_of(person)
    said = [clean(on.labels.roles.get(stated.role, stated.role))]
    if stated.main_signer:
        said.append(on.labels.main_signer)
    behind = ", ".join(filter(None, said))
    on.page.entry("-", f"{name} ({behind})" if behind else name)
    with on.page.indented():
        on.paragraphs([*others, *on.rich(person.description)])


def _show_statements(data: AdministrativeData, facts: CertificateFacts, on: Layout) -> None:
    stated = data.statements.statement if data.statements else ()
    shown = [one for one in stated if facts.type is None or not is_about_type_alone(one)]
    if shown:
        on.page.section(on.labels.statements)
    for statement in shown:
        show_statement(statement, on)


def _show_attachments(certificate: Certificate, on: Layout) -> None:
    files = list(_files(certificate))
    if files:
        on.page.section(on.labels.attachments)
    for file in files:
        size = f"{_size(file):,} B"
        on.page.entry("-", f"{clean(file.file_name)} ({clean(file.mime_type)}, {size})")
        with on.page.indented():
            on.paragraphs([*on.languages.lines(file.name), *on.rich(file.description)])
    if certificate.comment is not None and certificate.comment.elements:
        on.page.blank()
        on.page.text(on.labels.comment)


def _files(node: Node) -> Iterator[ByteData]:
    """Every file anywhere in the certificate, in order."""
    if isinstance(node, ByteData):
        yield node
    for name in names_of(node):
        value: Any = getattr(node, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Node):
                yield from _files(item)


def _size(file: ByteData) -> int:
    """Bytes of the file, counted from its base64 text."""
    text = "".join(file.data_base64.split())
    return len(text) * 3 // 4 - text[-2:].count("=")


def _show_signatures(certificate: Certificate, on: Layout) -> None:
    on.page.section(on.labels.signatures)
    count = len(certificate.signature)
    on.page.text(on.labels.unchecked.format(count=count) if count else on.labels.unsigned)
    on.page.blank()
    on.page.text(f"DCC {certificate.schema_version}")
