"""Documents made for tests: a small valid certificate with slots, and big ones for limits and benchmarks."""

from __future__ import annotations

from string import Template

_CERTIFICATE = Template(
    """<?xml version="1.0" encoding="UTF-8"?>
<dcc:digitalCalibrationCertificate xmlns:dcc="https://ptb.de/dcc" xmlns:si="https://ptb.de/si" \
schemaVersion="3.3.0">
  <dcc:administrativeData>
    <dcc:dccSoftware>
      <dcc:software>
        <dcc:name><dcc:content>bench</dcc:content></dcc:name>
        <dcc:release>1.0</dcc:release>
      </dcc:software>
    </dcc:dccSoftware>
    $definitions
    <dcc:coreData>
      <dcc:countryCodeISO3166_1>$country</dcc:countryCodeISO3166_1>
      $languages
      <dcc:uniqueIdentifier>K-2026-0001</dcc:uniqueIdentifier>
      $dates
      $replaces
    </dcc:coreData>
    <dcc:items>
      <dcc:item>
        <dcc:name>$name</dcc:name>
        <dcc:identifications>
          <dcc:identification>
            <dcc:issuer>manufacturer</dcc:issuer>
            <dcc:value>4711</dcc:value>
          </dcc:identification>
        </dcc:identifications>
      </dcc:item>
    </dcc:items>
    <dcc:calibrationLaboratory>
      <dcc:contact>
        <dcc:name><dcc:content>Example Calibration Laboratory</dcc:content></dcc:name>
        <dcc:location><dcc:city>Exampleton</dcc:city></dcc:location>
      </dcc:contact>
    </dcc:calibrationLaboratory>
    <dcc:respPersons>
      $persons
    </dcc:respPersons>
    <dcc:customer>
      <dcc:name><dcc:content>Example Customer</dcc:content></dcc:name>
      <dcc:location><dcc:city>Otherville</dcc:city></dcc:location>
    </dcc:customer>
    $statements
  </dcc:administrativeData>
  <dcc:measurementResults>
    <dcc:measurementResult>
      <dcc:name><dcc:content lang="en">Results</dcc:content></dcc:name>
      <dcc:results>
        $results
      </dcc:results>
    </dcc:measurementResult>
  </dcc:measurementResults>
  $after
</dcc:digitalCalibrationCertificate>
"""
)

_DATES = """<dcc:receiptDate>2026-03-02</dcc:receiptDate>
      <dcc:beginPerformanceDate>2026-03-03</dcc:beginPerformanceDate>
      <dcc:endPerformanceDate>2026-03-04</dcc:endPerformanceDate>
      <dcc:performanceLocation>laboratory</dcc:performanceLocation>
      <dcc:issueDate>2026-03-05</dcc:issueDate>"""

_LANGUAGES = """<dcc:usedLangCodeISO639_1>en</dcc:usedLangCodeISO639_1>
      <dcc:mandatoryLangCodeISO639_1>en</dcc:mandatoryLangCodeISO639_1>"""

_PERSON = """<dcc:respPerson>
        <dcc:person><dcc:name><dcc:content>A. Person</dcc:content></dcc:name></dcc:person>
        <dcc:mainSigner>true</dcc:mainSigner>
      </dcc:respPerson>"""

REAL = """<si:real>
                <si:value>20.012</si:value>
                <si:unit>\\degreecelsius</si:unit>
                <si:measurementUncertaintyUnivariate>
                  <si:expandedMU>
                    <si:valueExpandedMU>0.015</si:valueExpandedMU>
                    <si:coverageFactor>2</si:coverageFactor>
                    <si:coverageProbability>0.95</si:coverageProbability>
                    <si:distribution>normal</si:distribution>
                  </si:expandedMU>
                </si:measurementUncertaintyUnivariate>
              </si:real>"""


def minimal(
    *,
    definitions: str = "",
    country: str = "DE",
    languages: str = _LANGUAGES,
    dates: str = _DATES,
    replaces: str = "",
    name: str = '<dcc:content lang="en">Thermometer</dcc:content>',
    persons: str = _PERSON,
    statements: str = "",
    results: str | None = None,
    after: str = "",
) -> bytes:
    """A small valid certificate of version 3.3.0 without any finding; each slot takes other XML."""
    text = _CERTIFICATE.substitute(
        definitions=definitions,
        country=country,
        languages=languages,
        dates=dates,
        replaces=replaces,
        name=name,
        persons=persons,
        statements=statements,
        results=result() if results is None else results,
        after=after,
    )
    return "\n".join(line for line in text.splitlines() if line.strip()).encode() + b"\n"


def quantity(values: str, *, before: str = "", behind: str = "", attributes: str = "") -> str:
    """A ``dcc:quantity`` around some D-SI element."""
    return f"<dcc:quantity{attributes}>{before}{values}{behind}</dcc:quantity>"


def result(data: str | None = None, *, attributes: str = "", name: str = "Indication") -> str:
    """A ``dcc:result`` with one quantity, or with the ``data`` given."""
    inner = data if data is not None else quantity(REAL)
    return f"""<dcc:result{attributes}>
          <dcc:name><dcc:content lang="en">{name}</dcc:content></dcc:name>
          <dcc:data>
            {inner}
          </dcc:data>
        </dcc:result>"""


_BIG_RESULT = Template("""<dcc:result id="r$i" refType="basic_measuredValue">
          <dcc:name>
            <dcc:content lang="en">Point $i</dcc:content>
            <dcc:content lang="de">Messpunkt $i</dcc:content>
          </dcc:name>
          <dcc:data>
            <dcc:quantity refType="basic_measuredValue" id="q$i">
              <dcc:name>
                <dcc:content lang="en">Indication</dcc:content>
                <dcc:content lang="de">Anzeige</dcc:content>
              </dcc:name>
              <si:hybrid>
                <si:real>
                  <si:value>$kelvin</si:value>
                  <si:unit>\\kelvin</si:unit>
                  <si:measurementUncertaintyUnivariate>
                    <si:expandedMU>
                      <si:valueExpandedMU>0.046</si:valueExpandedMU>
                      <si:coverageFactor>2</si:coverageFactor>
                      <si:coverageProbability>0.95</si:coverageProbability>
                      <si:distribution>normal</si:distribution>
                    </si:expandedMU>
                  </si:measurementUncertaintyUnivariate>
                </si:real>
                <si:real>
                  <si:value>$celsius</si:value>
                  <si:unit>\\degreecelsius</si:unit>
                </si:real>
              </si:hybrid>
            </dcc:quantity>
          </dcc:data>
        </dcc:result>""")


def many_results(count: int) -> bytes:
    """A certificate with ``count`` results of one hybrid quantity each, about 1.4 KB per result."""
    results = "\n        ".join(
        _BIG_RESULT.substitute(i=i, kelvin=f"{293.15 + i % 100 / 10:.3f}", celsius=f"{20 + i % 100 / 10:.3f}")
        for i in range(count)
    )
    return _bilingual(results)


def long_lists(values: int) -> bytes:
    """A certificate with one table of one column of ``values`` numbers, about 11 bytes each."""
    numbers = " ".join(f"{20 + i * 0.000013:.7f}" for i in range(values))
    column = f"""<si:realListXMLList>
                <si:valueXMLList>{numbers}</si:valueXMLList>
                <si:unitXMLList>\\degreecelsius</si:unitXMLList>
                <si:measurementUncertaintyUnivariateXMLList>
                  <si:expandedMUXMLList>
                    <si:valueExpandedMUXMLList>0.0000015</si:valueExpandedMUXMLList>
                    <si:coverageFactorXMLList>2</si:coverageFactorXMLList>
                    <si:coverageProbabilityXMLList>0.95</si:coverageProbabilityXMLList>
                  </si:expandedMUXMLList>
                </si:measurementUncertaintyUnivariateXMLList>
              </si:realListXMLList>"""
    return minimal(results=result(f"<dcc:list>{quantity(column)}</dcc:list>"))


def _bilingual(results: str) -> bytes:
    languages = """<dcc:usedLangCodeISO639_1>en</dcc:usedLangCodeISO639_1>
      <dcc:usedLangCodeISO639_1>de</dcc:usedLangCodeISO639_1>
      <dcc:mandatoryLangCodeISO639_1>en</dcc:mandatoryLangCodeISO639_1>"""
    return minimal(languages=languages, results=results)
