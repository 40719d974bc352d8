"""Every kind of finding about a document or a source, with its meaning; the reference is made from it."""

from __future__ import annotations

from dcc.findings import Code, Severity

# --- intake: may these bytes be parsed at all? -------------------------------------------------------

XML_MALFORMED = Code(
    name="XML-MALFORMED",
    severity=Severity.ERROR,
    title="The file is not well-formed XML",
    meaning=(
        "An XML parser cannot read the file: a tag is not closed, a character is not allowed, the "
        "encoding is not the declared one, or the file is something else altogether (a PDF, a web page)."
    ),
    hint="Correct the place named, or export the certificate again.",
    clause="XML 1.0, 2.1",
)
XML_DOCTYPE = Code(
    name="XML-DOCTYPE",
    severity=Severity.ERROR,
    title="The file declares a document type",
    meaning=(
        "A DOCTYPE can define entities that read local files or exhaust memory, and no calibration "
        "certificate needs one, so the file is refused before anything in it is parsed."
    ),
    hint="Remove the DOCTYPE line; a certificate is described by its schema alone.",
    clause="XML 1.0, 2.8",
)
XML_TOO_LARGE = Code(
    name="XML-TOO-LARGE",
    severity=Severity.ERROR,
    title="The file is larger than the cap",
    meaning="Larger files are refused unread, so that nobody can exhaust a machine by sending one.",
    hint="Raise the cap (--max-size, or the service's max_upload) if the file is expected.",
)
XML_TOO_DEEP = Code(
    name="XML-TOO-DEEP",
    severity=Severity.ERROR,
    title="Elements are nested too deeply",
    meaning="The nesting is far beyond any certificate and would exhaust a program that follows it.",
    hint="Ask the sender for the original certificate.",
)

# --- schema: is the document written in the language of its version? -------------------------------------

SCHEMA_ROOT = Code(
    name="SCHEMA-ROOT",
    severity=Severity.ERROR,
    title="The document is not a digital calibration certificate",
    meaning=(
        "The outermost element is not dcc:digitalCalibrationCertificate in the namespace "
        "https://ptb.de/dcc. It may be another kind of XML altogether, or a certificate from before "
        "version 2.1, which used other namespaces."
    ),
    hint="Check that this is the certificate itself and not a container or an export around it.",
    clause="DCC schema, digitalCalibrationCertificate",
)
SCHEMA_VERSION_UNKNOWN = Code(
    name="SCHEMA-VERSION-UNKNOWN",
    severity=Severity.ERROR,
    title="There is no schema for the version that the document states",
    meaning=(
        "A certificate is judged by the schema of the version in its schemaVersion attribute. That "
        "attribute is missing, or names a version whose schema is not at hand."
    ),
    hint="Ask for the certificate in one of the versions 2.4.0 to 3.3.0, or give its schema with --schema-dir.",
    clause="DCC schema, schemaVersion",
)
SCHEMA_INVALID = Code(
    name="SCHEMA-INVALID",
    severity=Severity.ERROR,
    title="The document breaks the schema of its version",
    meaning=(
        "An element or attribute is missing, misplaced or unknown, or a value is not written as its type "
        "demands. After a misplaced element the schema processor does not look at what follows it in the "
        "same parent, so further faults may show once this one is corrected."
    ),
    hint="Correct the place named; the program that wrote the file should be corrected too.",
    clause="DCC schema",
)
SCHEMA_SIGNATURE_SLOT = Code(
    name="SCHEMA-SIGNATURE-SLOT",
    severity=Severity.INFO,
    title="The signatures were left out of the schema check",
    meaning=(
        "Up to version 3.1.2 the schema has no place for signatures, so a signed certificate of those "
        "versions can never be valid as it stands. It is checked as it was before it was signed: without "
        "the ds:Signature elements under the root. The signatures themselves are a matter for dcc verify."
    ),
    hint="Nothing to do; certificates in version 3.2.0 or later have a place for signatures.",
    clause="DCC schema 3.2.0, digitalCalibrationCertificateType",
)
FOREIGN_XML = Code(
    name="FOREIGN-XML",
    severity=Severity.INFO,
    title="Content of another XML language was not checked",
    meaning=(
        "dcc:xml and dcc:mathml may hold one element of another language, such as MathML. Taken by the "
        "letter, the official schema demands that such an element be declared in a schema that has been "
        "loaded too, which none is; as its authors' own examples hold MathML, it is accepted here unchecked."
    ),
    hint="Nothing to do; a program that insists on the letter of the schema may refuse this document.",
    clause="DCC schema, xmlType",
)

# --- reading into the model ----------------------------------------------------------------------------

DOCUMENT_UNREADABLE = Code(
    name="DOCUMENT-UNREADABLE",
    severity=Severity.ERROR,
    title="The document cannot be read into a certificate without losing something",
    meaning=(
        "An element, attribute or text stands where the certificate's language has no place for it, or "
        "something is missing that the language demands. Reading on would drop or invent content, so it "
        "stops here."
    ),
    hint="Run dcc validate on the file: it lists everything that is wrong with it.",
    clause="DCC schema",
)
VERSION_UNSUPPORTED = Code(
    name="VERSION-UNSUPPORTED",
    severity=Severity.ERROR,
    title="The DCC version cannot be read",
    meaning="The root element names a version of the certificate language that this program does not know.",
    hint="Versions 2.4.0 to 3.3.0 can be read; ask the laboratory for one of these.",
    clause="DCC schema, schemaVersion",
)

# --- source: what a laboratory wrote, before it is a certificate ---------------------------------------

SOURCE_ENCODING = Code(
    name="SOURCE-ENCODING",
    severity=Severity.ERROR,
    title="A file is not in the encoding it should be in",
    meaning=(
        "A source is UTF-8, and a table is UTF-8 unless the source declares another encoding. Some bytes of "
        "this file mean nothing in that encoding, so its letters and signs would come out wrong. Spreadsheet "
        "programs on Chinese or Western Windows often save CSV in GB18030 or Windows-1252."
    ),
    hint="Save the file as UTF-8, or declare the table's encoding beside its file name.",
)
SOURCE_SYNTAX = Code(
    name="SOURCE-SYNTAX",
    severity=Severity.ERROR,
    title="The source is not well-formed YAML, or a table not well-formed CSV",
    meaning=(
        "The text cannot be taken apart into keys and values (YAML) or into cells (CSV). Usual causes are "
        "indentation, a missing closing quote, or a value that starts with a character YAML reserves, such "
        "as a per cent sign."
    ),
    hint="Compare the place named with a starter that `dcc new` writes.",
)
SOURCE_DUPLICATE_KEY = Code(
    name="SOURCE-DUPLICATE-KEY",
    severity=Severity.ERROR,
    title="The same key stands twice",
    meaning="Of two values under one key only one could go into the certificate, and nobody could see which.",
    hint="Delete or rename one of the two.",
)
SOURCE_UNKNOWN_KEY = Code(
    name="SOURCE-UNKNOWN-KEY",
    severity=Severity.ERROR,
    title="A key has no meaning where it stands",
    meaning=(
        "What stands under a key that is not known would silently be missing from the certificate, so it is "
        "refused. Mostly it is a misspelling, or a key indented one level too far."
    ),
    hint="Use one of the keys that docs/reference/source.md lists for this place.",
)
SOURCE_MISSING = Code(
    name="SOURCE-MISSING",
    severity=Severity.ERROR,
    title="A value that every certificate needs is missing",
    meaning="The certificate language or the way a value is stated does not work without this key.",
    hint="Add the key with its value.",
)
SOURCE_VALUE = Code(
    name="SOURCE-VALUE",
    severity=Severity.ERROR,
    title="A value is not of the kind its key asks for",
    meaning=(
        "For example a date that is not written year-month-day, a word that is not one of those allowed, a "
        "list where one value belongs, or two keys that exclude each other."
    ),
    hint="Write the value as the message says.",
)
SOURCE_NUMBER = Code(
    name="SOURCE-NUMBER",
    severity=Severity.ERROR,
    title="A value is not a number as the Digital SI writes numbers",
    meaning=(
        "Numbers have a decimal point, no spaces or thousands separators, a hyphen as minus sign and perhaps "
        "an exponent: -0.020, 1.5e-6. Coverage factors are at least 1 and have no exponent, coverage "
        "probabilities lie between 0 and 1, measurement uncertainties have no sign."
    ),
    hint="Write the number with a decimal point and without spaces or unit.",
    clause="D-SI 2.2, decimal",
)
SOURCE_UNIT = Code(
    name="SOURCE-UNIT",
    severity=Severity.ERROR,
    title="A unit is not known",
    meaning=(
        "Units are written as usual (mm, kPa, m/s^2, °C) or as the Digital SI writes them "
        "(\\milli\\metre, \\degreecelsius). Anything else could not be read by a machine."
    ),
    hint="Use an SI unit or one accepted for use with the SI.",
    clause="D-SI 2.2, unit",
)
SOURCE_LANGUAGE = Code(
    name="SOURCE-LANGUAGE",
    severity=Severity.ERROR,
    title="A text is in a language that the certificate does not declare, or lacks one that it must have",
    meaning=(
        "The languages of a certificate are declared once, under `languages`; each text is given in them. A "
        "text in the legally binding language (`binding_languages`, by default the first) must not be missing."
    ),
    hint="Declare the language under `languages`, or correct the key in front of the text.",
)
SOURCE_COLUMN = Code(
    name="SOURCE-COLUMN",
    severity=Severity.ERROR,
    title="A column that the source names is not in the table",
    meaning="The first row of a table names its columns; the source refers to them by these names exactly.",
    hint="Correct the name in the source or in the first row of the table.",
)
SOURCE_ROW = Code(
    name="SOURCE-ROW",
    severity=Severity.ERROR,
    title="A row of a table has too few or too many cells, or lists differ in length",
    meaning=(
        "Every row of a table has as many cells as the first one, and all columns of a result as many values. "
        "Otherwise values would stand beside results to which they do not belong. A decimal comma in a CSV "
        "file whose separator is the comma makes a row too long."
    ),
    hint="Correct the row; write NaN for a value that does not exist.",
)
SOURCE_FILE = Code(
    name="SOURCE-FILE",
    severity=Severity.ERROR,
    title="A file that the source names cannot be used",
    meaning=(
        "Tables and attachments lie in the folder of the source or below it. This one is not there, cannot be "
        "read, or its name points outside the folder."
    ),
    hint="Put the file beside the source and name it as it is spelt there, capital letters included.",
)
SOURCE_REFERENCE = Code(
    name="SOURCE-REFERENCE",
    severity=Severity.ERROR,
    title="An id is used twice, or a reference names an id that is not there",
    meaning=(
        "An `id` gives a part of the certificate a name that nothing else in it may have; `ref_id` points to "
        "one or more of them."
    ),
    hint="Give each part an id of its own and spell references alike.",
)
SOURCE_CONVERSION = Code(
    name="SOURCE-CONVERSION",
    severity=Severity.ERROR,
    title="A value cannot be converted exactly",
    meaning=(
        "`also_in` states the same value in a second unit without adding or losing anything. This is possible "
        "between °C and K or kPa and MPa, but not where the factor has no finite decimal form or the units "
        "measure different things."
    ),
    hint="Give the values in the other unit themselves: also_in: [{unit: …, values: …}].",
)
