"""The certificates that are measured: valid DCC 3.3.0, the same bytes on every machine.

A thermometer calibration of a fictitious laboratory, either with many results of two quantities each or
with one result that holds a long list of values. Text is written piece by piece, so that a large document
costs no memory in the process that writes it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

SEED = 17025

_KELVIN, _ONE = r"\kelvin", r"\one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One certificate to measure with: a name for files and options, a title for people."""

    name: str
    title: str
    pieces: Callable[[], Iterator[str]]
    quick: bool = False


def many_results(n: int) -> Iterator[str]:
    """A certificate with ``n`` results: a reference value and the error there, with its uncertainty."""
    numbers = random.Random(SEED)  # noqa: S311
    yield _HEAD
    for index in range(1, n + 1):
        yield _RESULT.format(
            index=index,
            reference=_thousandths(numbers.randrange(250_000, 650_000)),
            error=_thousandths(numbers.randrange(-200, 201)),
            uncertainty=_thousandths(numbers.randrange(20, 100)),
        )
    yield _TAIL


def long_list(n: int) -> Iterator[str]:
    """A certificate with one result: a list of ``n`` indications of about ten characters."""
    numbers = random.Random(SEED)  # noqa: S311
    yield _HEAD
    yield _LIST_START
    for start in range(0, n, 1000):
        count = min(1000, n - start)
        values = (f"{numbers.randrange(250, 650)}.{numbers.randrange(1_000_000):06d}" for _ in range(count))
        yield (" " if start else "") + " ".join(values)
    yield _LIST_END
    yield _TAIL


SIGNED = "signed"
"""The names of documents to be signed before they are measured begin so, and say their size when signed."""

DOCUMENTS = (
    Document(name="20KB", title="20 KB", pieces=partial(many_results, 7), quick=True),
    Document(name="150KB", title="150 KB", pieces=partial(many_results, 94)),
    Document(name="values-1e3", title="10³ values", pieces=partial(long_list, 1_000), quick=True),
    Document(name="values-1e5", title="10⁵ values", pieces=partial(long_list, 100_000)),
    Document(name="values-1e6", title="10⁶ values", pieces=partial(long_list, 1_000_000)),
    Document(name="results-1e3", title="10³ results", pieces=partial(many_results, 1_000), quick=True),
    Document(name="results-1e4", title="10⁴ results", pieces=partial(many_results, 10_000)),
    Document(name="signed-30KB", title="30 KB signed", pieces=partial(many_results, 10), quick=True),
    Document(name="signed-5MB", title="5 MB signed", pieces=partial(many_results, 3_260)),
)


def write(document: Document, folder: Path) -> Path:
    """Write ``document`` into ``folder`` as UTF-8; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{document.name}.xml"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(document.pieces())
    return path


def _thousandths(count: int) -> str:
    """``-73`` → ``-0.073``: three decimals without going through a float."""
    return f"{'-' if count < 0 else ''}{abs(count) // 1000}.{abs(count) % 1000:03d}"


def _text(english: str, german: str) -> str:
    return f'<dcc:content lang="en">{english}</dcc:content><dcc:content lang="de">{german}</dcc:content>'


def _name(english: str, german: str) -> str:
    return f"<dcc:name>{_text(english, german)}</dcc:name>"


def _contact(element: str, name: str, mail: str, street: str) -> str:
    return f"""<dcc:{element}>
        <dcc:name><dcc:content>{name}</dcc:content></dcc:name>
        <dcc:eMail>{mail}</dcc:eMail>
        <dcc:location>
          <dcc:city>Bad Musterbach</dcc:city>
          <dcc:countryCode>DE</dcc:countryCode>
          <dcc:postCode>00817</dcc:postCode>
          <dcc:street>{street}</dcc:street>
        </dcc:location>
      </dcc:{element}>"""


def _limit(kind: str, english: str, german: str, value: str, unit: str) -> str:
    return f"""
            <dcc:quantity refType="{kind}">
              {_name(english, german)}
              <si:real><si:value>{value}</si:value><si:unit>{unit}</si:unit></si:real>
            </dcc:quantity>"""


def _condition(kind: str, english: str, german: str, low: str, high: str, unit: str) -> str:
    return f"""
        <dcc:influenceCondition refType="basic_{kind}">
          {_name(english, german)}
          <dcc:data>{_limit(f"basic_{kind}Min", "Lowest", "Kleinster Wert", low, unit)}{
        _limit(f"basic_{kind}Max", "Highest", "Größter Wert", high, unit)
    }
          </dcc:data>
        </dcc:influenceCondition>"""


def _identification(issuer: str, value: str, english: str, german: str) -> str:
    return f"""
          <dcc:identification>
            <dcc:issuer>{issuer}</dcc:issuer>
            <dcc:value>{value}</dcc:value>
            {_name(english, german)}
          </dcc:identification>"""


_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<dcc:digitalCalibrationCertificate xmlns:dcc="https://ptb.de/dcc" xmlns:si="https://ptb.de/si"
    schemaVersion="3.3.0">
  <dcc:administrativeData>
    <dcc:dccSoftware>
      <dcc:software>
        <dcc:name><dcc:content>Measured documents</dcc:content></dcc:name>
        <dcc:release>v1.0</dcc:release>
      </dcc:software>
    </dcc:dccSoftware>
    <dcc:coreData>
      <dcc:countryCodeISO3166_1>DE</dcc:countryCodeISO3166_1>
      <dcc:usedLangCodeISO639_1>en</dcc:usedLangCodeISO639_1>
      <dcc:usedLangCodeISO639_1>de</dcc:usedLangCodeISO639_1>
      <dcc:mandatoryLangCodeISO639_1>en</dcc:mandatoryLangCodeISO639_1>
      <dcc:uniqueIdentifier>BENCH-2026-0001</dcc:uniqueIdentifier>
      <dcc:identifications>{
    _identification("calibrationLaboratory", "A-2026-117", "Order number", "Auftragsnummer")
}
      </dcc:identifications>
      <dcc:receiptDate>2026-03-02</dcc:receiptDate>
      <dcc:beginPerformanceDate>2026-03-04</dcc:beginPerformanceDate>
      <dcc:endPerformanceDate>2026-03-06</dcc:endPerformanceDate>
      <dcc:performanceLocation>laboratory</dcc:performanceLocation>
      <dcc:issueDate>2026-03-09</dcc:issueDate>
    </dcc:coreData>
    <dcc:items>
      <dcc:item>
        {_name("Resistance thermometer", "Widerstandsthermometer")}
        <dcc:manufacturer>
          <dcc:name><dcc:content>Beispiel Sensorik GmbH</dcc:content></dcc:name>
        </dcc:manufacturer>
        <dcc:model>RT-100/450</dcc:model>
        <dcc:identifications>{_identification("manufacturer", "RT-38121", "Serial number", "Seriennummer")}{
    _identification("customer", "TM-007", "Equipment number", "Messmittelnummer")
}
        </dcc:identifications>
      </dcc:item>
    </dcc:items>
    <dcc:calibrationLaboratory>
      <dcc:calibrationLaboratoryCode>D-K-00000-01-00</dcc:calibrationLaboratoryCode>
      {_contact("contact", "Kalibrierlabor Musterbach", "labor@example.org", "Eichweg")}
    </dcc:calibrationLaboratory>
    <dcc:respPersons>
      <dcc:respPerson>
        <dcc:person><dcc:name><dcc:content>Edda Vogt</dcc:content></dcc:name></dcc:person>
        <dcc:role>Head of laboratory</dcc:role>
        <dcc:mainSigner>true</dcc:mainSigner>
      </dcc:respPerson>
      <dcc:respPerson>
        <dcc:person><dcc:name><dcc:content>Jonas Reuter</dcc:content></dcc:name></dcc:person>
        <dcc:role>Operator</dcc:role>
      </dcc:respPerson>
    </dcc:respPersons>
    {_contact("customer", "Wärmetechnik Ostrand KG", "einkauf@example.com", "Am Kessel")}
    <dcc:statements>
      <dcc:statement>
        <dcc:norm>ISO/IEC 17025:2017</dcc:norm>
        <dcc:reference>7.8.4.3</dcc:reference>
        <dcc:declaration>{
    _text(
        "The results hold for the item as it was on the days of the calibration. The customer decides when "
        "it is calibrated again.",
        "Die Ergebnisse gelten für den Gegenstand zur Zeit der Kalibrierung. Über den Zeitpunkt der "
        "nächsten Kalibrierung entscheidet der Kunde.",
    )
}</dcc:declaration>
      </dcc:statement>
    </dcc:statements>
  </dcc:administrativeData>
  <dcc:measurementResults>
    <dcc:measurementResult>
      {_name("Calibration in a liquid bath", "Kalibrierung im Flüssigkeitsbad")}
      <dcc:usedMethods>
        <dcc:usedMethod id="uncertainty" refType="basic_uncertainty">
          {_name("Expanded uncertainty", "Erweiterte Messunsicherheit")}
          <dcc:description>{
    _text(
        "The stated uncertainty is the standard uncertainty times the coverage factor k = 2; for a normal "
        "distribution it covers about 95 % of the values that can be attributed to the measurand.",
        "Angegeben ist die Standardunsicherheit mal dem Erweiterungsfaktor k = 2; bei einer Normalverteilung "
        "überdeckt sie etwa 95 % der Werte, die der Messgröße zugeordnet werden können.",
    )
}</dcc:description>
          <dcc:norm>JCGM 100:2008</dcc:norm>
        </dcc:usedMethod>
        <dcc:usedMethod id="method" refType="basic_calibrationMethod">
          {_name("Comparison with a reference thermometer", "Vergleich mit einem Normalthermometer")}
          <dcc:description>{
    _text(
        "The item and the reference thermometer are immersed side by side in a stirred bath; the reading "
        "is taken when both have been stable for ten minutes.",
        "Gegenstand und Normal tauchen nebeneinander in ein gerührtes Bad; abgelesen wird, sobald beide "
        "zehn Minuten lang stabil waren.",
    )
}</dcc:description>
          <dcc:norm>DKD-R 5-1:2018</dcc:norm>
        </dcc:usedMethod>
      </dcc:usedMethods>
      <dcc:measuringEquipments>
        <dcc:measuringEquipment id="standard" refType="basic_normalUsed">
          {_name("Standard platinum resistance thermometer", "Platin-Normalwiderstandsthermometer")}
          <dcc:identifications>{_identification("manufacturer", "SPRT-2204", "Serial number", "Seriennummer")}
          </dcc:identifications>
        </dcc:measuringEquipment>
        <dcc:measuringEquipment id="bridge" refType="basic_normalUsed">
          {_name("Resistance bridge", "Widerstandsmessbrücke")}
          <dcc:identifications>{_identification("manufacturer", "WB-0457", "Serial number", "Seriennummer")}
          </dcc:identifications>
        </dcc:measuringEquipment>
      </dcc:measuringEquipments>
      <dcc:influenceConditions>{
    _condition("temperature", "Air temperature", "Lufttemperatur", "294.1", "296.3", _KELVIN)
}{_condition("humidityRelative", "Relative humidity", "Relative Luftfeuchte", "0.38", "0.52", _ONE)}
      </dcc:influenceConditions>
      <dcc:results>"""

_RESULT = f"""
        <dcc:result refType="basic_measurementResult">
          {_name("Point {index}", "Messpunkt {index}")}
          <dcc:data>
            <dcc:list>
              <dcc:quantity id="reference-{{index}}" refId="standard bridge" refType="basic_referenceValue">
                {_name("Reference value", "Bezugswert")}
                <si:real>
                  <si:value>{{reference}}</si:value>
                  <si:unit>{_KELVIN}</si:unit>
                </si:real>
              </dcc:quantity>
              <dcc:quantity refId="method uncertainty reference-{{index}}" refType="basic_measurementError">
                {_name("Measurement error", "Messabweichung")}
                <si:real>
                  <si:value>{{error}}</si:value>
                  <si:unit>{_KELVIN}</si:unit>
                  <si:measurementUncertaintyUnivariate>
                    <si:expandedMU>
                      <si:valueExpandedMU>{{uncertainty}}</si:valueExpandedMU>
                      <si:coverageFactor>2</si:coverageFactor>
                      <si:coverageProbability>0.95</si:coverageProbability>
                    </si:expandedMU>
                  </si:measurementUncertaintyUnivariate>
                </si:real>
              </dcc:quantity>
            </dcc:list>
          </dcc:data>
        </dcc:result>"""

_USED = "method uncertainty standard bridge"

_LIST_START = f"""
        <dcc:result refType="basic_measurementResult">
          {_name("Series of indications", "Messreihe")}
          <dcc:data>
            <dcc:quantity refId="{_USED}" refType="basic_measuredValue">
              {_name("Indication", "Angezeigter Wert")}
              <si:realListXMLList>
                <si:valueXMLList>"""

_LIST_END = r"""</si:valueXMLList>
                <si:unitXMLList>\kelvin</si:unitXMLList>
                <si:measurementUncertaintyUnivariateXMLList>
                  <si:expandedMUXMLList>
                    <si:valueExpandedMUXMLList>0.000035</si:valueExpandedMUXMLList>
                    <si:coverageFactorXMLList>2</si:coverageFactorXMLList>
                    <si:coverageProbabilityXMLList>0.95</si:coverageProbabilityXMLList>
                    <si:distributionXMLList>normal</si:distributionXMLList>
                  </si:expandedMUXMLList>
                </si:measurementUncertaintyUnivariateXMLList>
              </si:realListXMLList>
            </dcc:quantity>
          </dcc:data>
        </dcc:result>"""

_TAIL = """
      </dcc:results>
    </dcc:measurementResult>
  </dcc:measurementResults>
</dcc:digitalCalibrationCertificate>
"""
