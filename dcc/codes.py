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
    hint="Check that this is the certificate itself, and have the DOCTYPE line left out; a certificate is "
    "described by its schema alone.",
    clause="XML 1.0, 2.8",
)
XML_TOO_LARGE = Code(
    name="XML-TOO-LARGE",
    severity=Severity.ERROR,
    title="The file is larger than the cap",
    meaning=(
        "Larger files are refused unread, so that nobody can exhaust a machine by sending one. For the same "
        "reason a file may not have many more elements or attributes than certificates have: 50,000, and one "
        "more for every 40 bytes (certificates have more for each); no more than 256 attributes "
        "on an element; and no more than 64 namespaces, of 4,096 characters together, declared on an element "
        "and around it, nor namespaces declared again and again where many are in force."
    ),
    hint="If the file is expected, raise the cap: --max-size on the command line, limits in Python, "
    "upload_limit of the service.",
)
NOT_CHECKED = Code(
    name="NOT-CHECKED",
    severity=Severity.ERROR,
    title="The file could not be looked at",
    meaning=(
        "The file is not there or cannot be read, or something that is needed to judge it is missing. That "
        "says nothing of the certificate. Reports for programs hold this in place of a result, so that no "
        "file is passed over; the exit status is 3."
    ),
    hint="Check the name and the permissions, and ask again.",
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
        "https://ptb.de/dcc. It may be another kind of document altogether, a part of a certificate or a "
        "container around one, a name in other letters (a capital D, http for https), or a certificate from "
        "before version 2.1, which used other namespaces."
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
    hint=(
        "Ask for the certificate in one of the versions 2.4.0 to 3.3.0, or give its schema with --schema-dir."
    ),
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

# --- reading JSON into the model -----------------------------------------------------------------------

JSON_MALFORMED = Code(
    name="JSON-MALFORMED",
    severity=Severity.ERROR,
    title="The file is not JSON",
    meaning=(
        "The text cannot be taken apart into objects, lists and values: a comma or quotation mark is missing "
        "or one too many, the file is cut off, or it is something else altogether."
    ),
    hint="Correct the place named, or convert the certificate from XML again.",
    clause="RFC 8259",
)
JSON_TOO_LARGE = Code(
    name="JSON-TOO-LARGE",
    severity=Severity.ERROR,
    title="The JSON is larger or more deeply nested than any certificate",
    meaning="Larger files are refused unread, so that nobody can exhaust a machine by sending one.",
    hint="Ask the sender for the original certificate.",
)
JSON_DUPLICATE_KEY = Code(
    name="JSON-DUPLICATE-KEY",
    severity=Severity.ERROR,
    title="An object has the same key twice",
    meaning=(
        "Of two values under one key only one could go into the certificate, and programs differ in which "
        "one they take."
    ),
    hint="Remove or rename one of the two; elements that may be repeated are one key with a list.",
    clause="RFC 8259, 4",
)
JSON_UNKNOWN_KEY = Code(
    name="JSON-UNKNOWN-KEY",
    severity=Severity.ERROR,
    title="A key has no meaning where it stands",
    meaning=(
        "Keys are the names of elements and attributes of the certificate's version, without prefix. What "
        "stands under any other key would silently be missing from the certificate."
    ),
    hint="Compare with the JSON Schema dcc.schema.json or with docs/reference/json.md.",
)
JSON_MISSING = Code(
    name="JSON-MISSING",
    severity=Severity.ERROR,
    title="A key is missing that every certificate of this version has",
    meaning="The element of this name must stand in the XML document, so the JSON must have it too.",
    hint="Add the key with its value.",
    clause="DCC schema",
)
JSON_VALUE = Code(
    name="JSON-VALUE",
    severity=Severity.ERROR,
    title="A value is of another kind than its key asks for",
    meaning=(
        "For example a text where an object belongs, one object where a list belongs, or null; or a text "
        "that should hold one element of XML and does not, or that holds a character XML has no form for."
    ),
    hint="Compare with the JSON Schema dcc.schema.json or with docs/reference/json.md.",
)
JSON_NUMBER = Code(
    name="JSON-NUMBER",
    severity=Severity.ERROR,
    title="A number is written as a JSON number",
    meaning=(
        "Programs read JSON numbers as binary floating point, write 0.020 as 0.02 and 306 as 306.0, and lose "
        "digits beyond the seventeenth. How many digits a certificate states is part of what it states, so "
        "numbers are texts."
    ),
    hint="Put the number in quotation marks, with the digits that the certificate is to show.",
)

# --- core rules: references ----------------------------------------------------------------------------

REF_DANGLING = Code(
    name="REF-DANGLING",
    severity=Severity.ERROR,
    title="A reference leads nowhere",
    meaning=(
        "A `refId` names the ids of other elements: the equipment that was used, the results a statement "
        "is about. This one names an id that no element of the certificate has, so what was meant is "
        "lost. Some schema processors notice this and others do not; here every name in a `refId` is "
        "looked up."
    ),
    hint="Correct the name, or give the element that is meant this id.",
    clause="XML 1.0, 3.3.1, validity constraint IDREF",
)
REF_SELF = Code(
    name="REF-SELF",
    severity=Severity.WARNING,
    title="An element refers to itself",
    meaning=(
        "A `refId` that names the id of its own element says nothing; probably another element was meant."
    ),
    hint="Name the element that is meant, or leave the reference out.",
)
ID_DUPLICATE = Code(
    name="ID-DUPLICATE",
    severity=Severity.ERROR,
    title="An id in a comment or signature is also an id in the certificate",
    meaning=(
        "Schemas keep ids unique only where they look, and they do not look into comments and into what "
        "is stored in a signature. A signature says by id what it covers; with two elements of one id it "
        "could mean either, which is how a forged part can be made to look signed."
    ),
    hint="Rename the id in the comment; do not trust the document if nobody can say why there are two.",
    clause="XML 1.0, 3.3.1, validity constraint ID",
)
REFTYPE_UNDECLARED = Code(
    name="REFTYPE-UNDECLARED",
    severity=Severity.INFO,
    title="A vocabulary is used that the certificate does not declare",
    meaning=(
        "A `refType` such as `mass_nominalValue` takes its meaning from a vocabulary, here `mass`. Apart "
        "from `basic` and `gp`, vocabularies are declared in `refTypeDefinitions`, with a link to their "
        "terms; without it a program that does not know the vocabulary cannot find out what is meant."
    ),
    hint="Add a refTypeDefinition with this namespace and a link to its terms.",
)

# --- core rules: languages and codes -------------------------------------------------------------------

LANG_NOT_USED = Code(
    name="LANG-NOT-USED",
    severity=Severity.ERROR,
    title="A mandatory language is not among the used ones",
    meaning=(
        "The certificate declares the languages it uses, and which of them are mandatory, that is, in "
        "which every text is given and binding. A mandatory language that is not used contradicts itself."
    ),
    hint="Declare the language as used, or do not make it mandatory.",
)
LANG_UNDECLARED = Code(
    name="LANG-UNDECLARED",
    severity=Severity.ERROR,
    title="A text is in a language that is not declared",
    meaning=(
        "A program that shows the certificate offers the languages it declares, and would never show this"
        " text. Either the declaration is incomplete or the text has a wrong `lang`."
    ),
    hint="Declare the language with usedLangCodeISO639_1, or correct the text's lang.",
)
LANG_MISSING = Code(
    name="LANG-MISSING",
    severity=Severity.ERROR,
    title="A text is not given in a mandatory language",
    meaning=(
        "Where a text exists in some language it must exist in every mandatory one, since that version is"
        " the binding one. A text without `lang`, such as a proper name, counts for every language."
    ),
    hint="Add the text in the mandatory language.",
)
LANG_REPEATED = Code(
    name="LANG-REPEATED",
    severity=Severity.WARNING,
    title="A language is declared twice, or a text given twice in one language",
    meaning=(
        "A name exists once per language; of two in the same language nobody can tell which one holds. "
        "Descriptions may have several paragraphs and are not meant here."
    ),
    hint="Keep one of the two, or correct the lang of the other.",
)
LANG_NEVER = Code(
    name="LANG-NEVER",
    severity=Severity.WARNING,
    title="A declared language is never used",
    meaning=(
        "The certificate promises this language, and not one text is in it. Perhaps a translation was "
        "forgotten, or the declaration stems from a template."
    ),
    hint="Add the texts in this language, or do not declare it.",
)
LANG_CODE = Code(
    name="LANG-CODE",
    severity=Severity.ERROR,
    title="A language code is not one of ISO 639-1",
    meaning=(
        "The schema accepts any two small letters; ISO 639-1 knows 183 pairs. Codes that were withdrawn, "
        "such as `sh`, are a warning, since an old certificate may rightly have them."
    ),
    hint="Use the code of ISO 639-1, such as en, de or zh; a country code is something else.",
    clause="ISO 639-1",
)
COUNTRY_CODE = Code(
    name="COUNTRY-CODE",
    severity=Severity.ERROR,
    title="A country code is not one of ISO 3166-1",
    meaning=(
        "The schema accepts any two capital letters; ISO 3166-1 has assigned 249 pairs. Codes that it "
        "reserves or leaves to private use, such as UK, EU or XK, are a warning: somebody may know them, "
        "but no country of the standard has them."
    ),
    hint="Use the code of ISO 3166-1, such as GB, DE or CN.",
    clause="ISO 3166-1",
)

# --- core rules: administrative data -------------------------------------------------------------------

TYPE_CONFLICT = Code(
    name="TYPE-CONFLICT",
    severity=Severity.ERROR,
    title="The type of the certificate is undecided",
    meaning=(
        "A statement with the `refType` `dcct_certificateType` says what the certificate is: its `reference` "
        "is the one word of the type. Here are several different words, or one that is no type, or none. One "
        "reader would take it for a calibration certificate, another for a notice of rejection, so it is "
        "neither; a register does not take it."
    ),
    hint=(
        "Leave one word: calibration, verification, rejection-notice, test-report, type-evaluation or "
        "quantity-inspection."
    ),
    clause="ISO/IEC 17025:2017, 7.8.2.1 a)",
)
DATE_ORDER = Code(
    name="DATE-ORDER",
    severity=Severity.ERROR,
    title="The dates are in an impossible order",
    meaning=(
        "An item is received, then calibrated from a first to a last day, then the certificate is issued."
        " Days are compared with regard to their time zones and only doubted when they contradict each "
        "other wherever on earth they were. That an item was received after the calibration began is a "
        "warning, since parts of it may come later."
    ),
    hint="Correct the dates; they are written year-month-day.",
    clause="ISO/IEC 17025:2017, 7.8.2.1 h) to j)",
)
MAIN_SIGNER_NONE = Code(
    name="MAIN-SIGNER-NONE",
    severity=Severity.WARNING,
    title="Nobody is marked as main signer",
    meaning=(
        "A report identifies who authorises it. The responsible persons are listed, which satisfies the "
        "letter, but none of them is marked with mainSigner, so a reader cannot tell who that is; "
        "therefore this is a warning and not an error."
    ),
    hint="Mark the person who authorises the certificate: <dcc:mainSigner>true</dcc:mainSigner>.",
    clause="ISO/IEC 17025:2017, 7.8.2.1 o)",
)
MAIN_SIGNER_SEVERAL = Code(
    name="MAIN-SIGNER-SEVERAL",
    severity=Severity.ERROR,
    title="Several persons are marked as main signer",
    meaning=(
        "Several persons may be responsible, each with a role, but one of them authorises the certificate"
        " as a whole. With two of them marked the certificate contradicts itself."
    ),
    hint="Leave mainSigner with the one person who authorises the certificate.",
    clause="ISO/IEC 17025:2017, 7.8.2.1 o)",
)
REPLACES_ITSELF = Code(
    name="REPLACES-ITSELF",
    severity=Severity.ERROR,
    title="The certificate names itself as the one before it",
    meaning=(
        "A certificate that amends or replaces another has a number of its own and names the other's. "
        "Here the number it names is its own, so the two cannot be told apart."
    ),
    hint="Give the new certificate a new number, or name the number of the old one.",
    clause="ISO/IEC 17025:2017, 7.8.8.3",
)
ATTACHMENT_TYPE = Code(
    name="ATTACHMENT-TYPE",
    severity=Severity.WARNING,
    title="An attached file is not what its media type says",
    meaning=(
        "The first bytes of PDF, PNG, JPEG and GIF files are always the same. Those of this file belong "
        "to another of these kinds than the one declared, so a program that trusts the declaration fails."
    ),
    hint="Correct mimeType (and the file name), or attach the right file.",
)

# --- core rules: lists, tables, matrices ---------------------------------------------------------------

LIST_EMPTY = Code(
    name="LIST-EMPTY",
    severity=Severity.ERROR,
    title="A list of values is empty",
    meaning="The schema lets a list without any value pass; as a result it says nothing.",
    hint="Add the values, write NaN where there is none, or leave the quantity out.",
    clause="D-SI 2.2",
)
LIST_LENGTH = Code(
    name="LIST-LENGTH",
    severity=Severity.ERROR,
    title="Lists that belong together differ in length",
    meaning=(
        "In a list quantity the units, measurement uncertainties, coverage factors, dates and so on "
        "either have one item for each value or a single one that holds for all. Otherwise nobody can "
        "tell which belongs to which value. Items are separated by white space, so a name with a blank in"
        " it counts as two. Real and imaginary parts, and magnitude and phase, are always equally many."
    ),
    hint="Give as many items as there are values, or exactly one.",
    clause="D-SI 2.2",
)
LIST_QUALIFIER = Code(
    name="LIST-QUALIFIER",
    severity=Severity.ERROR,
    title="Statements of conformity or validity do not match the values in number",
    meaning=(
        "A conformityXMLList or validXMLList has one item for each value of the quantity or table that it"
        " is attached or refers to, or a single item that holds for all of them; so do the dates of a "
        "table. With another number of items nobody can tell which values passed."
    ),
    hint="Give one item per value, or one for all.",
    clause="ISO/IEC 17025:2017, 7.8.6.2",
)
TABLE_COLUMNS = Code(
    name="TABLE-COLUMNS",
    severity=Severity.WARNING,
    title="The columns of a list differ in length",
    meaning=(
        "The quantities in a dcc:list are read as columns of a table: the i-th values of all of them make"
        " up row i. A column that is shorter or longer shifts or breaks the rows. It is an error when the"
        " refType of the list says that it is a table, else a warning. Columns with a single value hold "
        "for all rows."
    ),
    hint="Complete the column, with NaN where there is no value, or put it into a list of its own.",
)
COVARIANCE_SHAPE = Code(
    name="COVARIANCE-SHAPE",
    severity=Severity.ERROR,
    title="A covariance matrix has the wrong size",
    meaning=(
        "The covariance matrix of a complex number has 2 columns of 2 entries. The one of a list has one "
        "column and row for each real value and two for each complex one."
    ),
    hint="Give the whole matrix, column by column.",
    clause="D-SI 2.2",
)
COVARIANCE_VALUES = Code(
    name="COVARIANCE-VALUES",
    severity=Severity.WARNING,
    title="A covariance matrix cannot be right",
    meaning=(
        "The covariance of a and b is that of b and a, so the matrix is symmetric, and a variance is "
        "never negative."
    ),
    hint="Correct the entry named.",
    clause="JCGM 100:2008, C.3.4",
)
HYBRID_LENGTH = Code(
    name="HYBRID-LENGTH",
    severity=Severity.ERROR,
    title="The forms of a hybrid quantity have different numbers of values, or are too many",
    meaning=(
        "A hybrid states the same values in several units; each form has all of them. More than 100 forms "
        "are not compared: nothing is measured in as many units."
    ),
    hint="Give every value in every unit, once.",
    clause="D-SI 2.2",
)
HYBRID_DIMENSION = Code(
    name="HYBRID-DIMENSION",
    severity=Severity.ERROR,
    title="The forms of a hybrid quantity measure different things",
    meaning=(
        "A hybrid states one quantity in several units, such as kelvin and degree Celsius. These units do"
        " not have the same dimension, so at least one of them is wrong."
    ),
    hint="Correct the unit, or state the two quantities separately.",
    clause="D-SI 2.2",
)
HYBRID_VALUES = Code(
    name="HYBRID-VALUES",
    severity=Severity.ERROR,
    title="The forms of a hybrid quantity contradict each other",
    meaning=(
        "Converted into the same unit, the values differ by more than a step of the last digit of each, "
        "so the certificate states two results for one quantity. The role of the quantity (refType) decides "
        "how °C and K compare: a temperature with the offset of 273.15, a difference, such as an error, "
        "without; a limit is what it limits. Where no role tells, both are accepted. Of a long list the "
        "first 10,000 values are compared."
    ),
    hint="Find out which of the two is right; a program may read either.",
    clause="D-SI 2.2",
)

# --- core rules: units ---------------------------------------------------------------------------------

UNIT_EMPTY = Code(
    name="UNIT-EMPTY",
    severity=Severity.ERROR,
    title="There is no unit",
    meaning=("The schema lets an empty unit pass. Every value has a unit; that of a plain number is \\one."),
    hint="Write the unit; \\one for a number, \\percent for per cent.",
    clause="D-SI 2.2",
)
UNIT_UNKNOWN = Code(
    name="UNIT-UNKNOWN",
    severity=Severity.ERROR,
    title="A unit is not one of the Digital SI",
    meaning=(
        "Units are written in words, each behind a backslash, in small letters: \\kilo\\pascal, "
        "\\degreecelsius, \\metre\\second\\tothe{-1}. The schema accepts any text, but a program cannot "
        "compute with a unit it does not know. A unit outside the SI is marked with a bar, as in |HRC, "
        "and explained with nonSIDefinition. In a hybrid that has a form in a known unit it is a warning,"
        " since older D-SI versions allowed any text there."
    ),
    hint="Write the unit in the words of the D-SI, or mark a non-SI unit with a bar.",
    clause="D-SI 2.2",
)
UNIT_SYNTAX = Code(
    name="UNIT-SYNTAX",
    severity=Severity.ERROR,
    title="The words of a unit are put together wrongly",
    meaning=(
        "The words are known, but not in this order: a prefix without unit or two of them, a prefix on a "
        "unit that takes none (kilogram, day, degree Celsius, per cent …), an exponent in the wrong place"
        " or not in braces, white space inside, \\per at the beginning or twice."
    ),
    hint="Compare with \\kilo\\metre\\hour\\tothe{-1}: prefix, unit, exponent, without spaces.",
    clause="D-SI 2.2",
)
UNIT_PADDED = Code(
    name="UNIT-PADDED",
    severity=Severity.WARNING,
    title="There is white space around a unit",
    meaning=(
        "The text of a unit counts as it stands, so a line break or blank beside it makes it differ from "
        "the same unit elsewhere for programs that compare texts. Mostly a pretty-printer put it there."
    ),
    hint="Remove the white space.",
    clause="D-SI 2.2",
)
UNIT_NON_SI = Code(
    name="UNIT-NON-SI",
    severity=Severity.WARNING,
    title="A non-SI unit is not explained",
    meaning=(
        "A unit behind a bar, such as |HRC, is deliberately not one of the SI. What it means is said by a"
        " statement or metadata with nonSIDefinition and nonSIUnit; without them only somebody who knows "
        "the unit can use the value."
    ),
    hint="Add a statement with nonSIDefinition and nonSIUnit for it.",
)
UNIT_PER = Code(
    name="UNIT-PER",
    severity=Severity.INFO,
    title="A unit uses \\per",
    meaning=(
        "\\per divides by everything behind it. It is still read, but negative exponents are preferred "
        "because they leave no doubt."
    ),
    hint="Write \\tothe{-1} behind the unit instead.",
)
UNIT_DISCOURAGED = Code(
    name="UNIT-DISCOURAGED",
    severity=Severity.INFO,
    title="A unit is no longer accepted for use with the SI",
    meaning=(
        "Units such as \\bar, \\mmHg and \\knot were accepted by earlier editions of the SI Brochure and are"
        " not in the list of the ninth. They can be read; a form in an SI unit beside them helps every "
        "reader."
    ),
    hint="State the value in an SI unit too, in a hybrid.",
    clause="SI Brochure, 9th edition, 4",
)
UNIT_IMPLAUSIBLE = Code(
    name="UNIT-IMPLAUSIBLE",
    severity=Severity.WARNING,
    title="Nobody can have meant this unit",
    meaning=(
        "The words of the unit follow the grammar, but nobody measures in it: \\percent\\ronna\\henry was "
        "% RH, \\bar\\gram was bar g, \\one\\elementarycharge\\tothe{-6} was 1e-6, before a program took "
        "every letter for a symbol. A remark such as RH, rms or gauge belongs into the quantity's name, a "
        "power of ten into the value."
    ),
    hint="Write the unit alone; a remark belongs into the quantity's name, a power of ten into the value.",
    clause="D-SI 2.2; SI Brochure, 9th edition, 5.4.2",
)
NON_SI_PAIR = Code(
    name="NON-SI-PAIR",
    severity=Severity.WARNING,
    title="A non-SI unit and its definition do not stand together",
    meaning=(
        "nonSIDefinition says what a unit is and nonSIUnit which one. One without the other explains nothing."
    ),
    hint="Give both in the same statement or metadata.",
)

# --- core rules: values and measurement uncertainties --------------------------------------------------

VALUE_NAN = Code(
    name="VALUE-NAN",
    severity=Severity.WARNING,
    title="A value is not a number",
    meaning=(
        "NaN is allowed since D-SI 2.2 and says that there is no value. A single quantity without a value"
        " is worth a second look; in a list, where it keeps a place, it is only an information."
    ),
    hint="Add the value, or leave the quantity out if there is none.",
)
INTERVAL_ORDER = Code(
    name="INTERVAL-ORDER",
    severity=Severity.ERROR,
    title="The ends of a coverage interval are exchanged",
    meaning="The lower end of the interval is greater than the upper one.",
    hint="Exchange the two, or correct them.",
    clause="JCGM 200:2012, 2.36",
)
INTERVAL_VALUE = Code(
    name="INTERVAL-VALUE",
    severity=Severity.WARNING,
    title="A value lies outside its own coverage interval",
    meaning=(
        "The interval holds the values that can reasonably be meant by the result, and the result itself "
        "is practically always one of them. A frequent cause is that the ends are given as deviations "
        "from the value instead of values."
    ),
    hint="Give both ends as values of the quantity.",
    clause="JCGM 200:2012, 2.36",
)
COVERAGE_MISMATCH = Code(
    name="COVERAGE-MISMATCH",
    severity=Severity.WARNING,
    title="Coverage factor and coverage probability do not belong together",
    meaning=(
        "For a normal distribution k = 2 covers about 95 %. Other distributions and few degrees of "
        "freedom change this, but not to any degree: this factor would fit no distribution met in "
        "practice. Often the standard uncertainty (k = 1) is stated with the probability of the expanded "
        "one, or a digit is wrong."
    ),
    hint=("State the k by which the standard uncertainty was multiplied, and the probability that it gives."),
    clause="JCGM 100:2008, 6.3",
)
UNCERTAINTY_RELATIVE = Code(
    name="UNCERTAINTY-RELATIVE",
    severity=Severity.WARNING,
    title="Relative and absolute measurement uncertainty contradict each other",
    meaning=(
        "The relative measurement uncertainty is the stated one divided by the magnitude of the value. "
        "Within the digits shown, neither the expanded nor the standard measurement uncertainty gives the"
        " relative one that is stated."
    ),
    hint="Recompute the relative measurement uncertainty, and mind its unit (\\one, \\percent).",
    clause="ISO/IEC 17025:2017, 7.8.4.1 a)",
)

VERDICT_CONTRADICTION = Code(
    name="VERDICT-CONTRADICTION",
    severity=Severity.ERROR,
    title="A verdict contradicts the value and its limits",
    meaning=(
        "A value with the verdict pass lies beyond its limit, or one with the verdict fail lies within. The "
        "comparison is exact and the limit itself is within (simple acceptance). Acceptance limits, where "
        "there are some, stand before tolerance limits. Decision rules with guard band are left alone: see "
        "DECISION-RULE-NOT-APPLIED."
    ),
    hint="Correct the verdict, the value or the limit; if a guard band was used, state the decision rule.",
    clause="ISO/IEC 17025:2017, 3.7 and 7.8.6; ILAC-G8:09/2019, 4.2.1",
)
DECISION_RULE_NOT_APPLIED = Code(
    name="DECISION-RULE-NOT-APPLIED",
    severity=Severity.INFO,
    title="A decision rule was not recalculated",
    meaning=(
        "The certificate states a decision rule that has regard to measurement uncertainty (a guard band), "
        "or a verdict that only such a rule gives: conditionalPass, conditionalFail, noPass, noFail. Whether "
        "the verdicts follow from that rule was not calculated. Where all limits are acceptance limits, pass "
        "and fail were compared with those, and this is not said. It is said once for a certificate."
    ),
    hint="Check these verdicts with the decision rule yourself.",
    clause="ISO/IEC 17025:2017, 3.7; ILAC-G8:09/2019, 4.2.2 and 4.2.3",
)
UNCERTAINTY_ZERO = Code(
    name="UNCERTAINTY-ZERO",
    severity=Severity.WARNING,
    title="A measurement uncertainty is zero",
    meaning=(
        "No measurement is without uncertainty. A zero mostly stands for one that was not evaluated, or was "
        "lost in rounding."
    ),
    hint="State the measurement uncertainty, or leave it out where there is none.",
    clause="JCGM 100:2008, 3.1.2 and 7.2.6",
)
UNCERTAINTY_DIGITS = Code(
    name="UNCERTAINTY-DIGITS",
    severity=Severity.WARNING,
    title="A measurement uncertainty has more than two significant digits",
    meaning=(
        "Two significant digits are enough for the measurement uncertainty of a result. Zeros at the end "
        "count where a decimal point is written: 0.0270 has three digits, 270 may have two."
    ),
    hint="Round the measurement uncertainty to two significant digits, and the value to the same place.",
    clause="JCGM 100:2008, 7.2.6",
)
VALUE_DIGITS = Code(
    name="VALUE-DIGITS",
    severity=Severity.WARNING,
    title="The last digits of a value and its measurement uncertainty are not in the same place",
    meaning=(
        "A value is rounded to the last place of its measurement uncertainty: 10.058 with 0.027. "
        "In 10.05762 the last digits say nothing, and in 10 digits are missing. Where a relative measurement "
        "uncertainty stands beside, the places are not compared. Of a quantity in several units it is enough "
        "that one form is right, since a conversion may bring more digits."
    ),
    hint="Round the value to the last place of its measurement uncertainty, or write the zeros at its end.",
    clause="JCGM 100:2008, 7.2.6",
)

# --- core rules: texts ---------------------------------------------------------------------------------

PLACEHOLDER = Code(
    name="PLACEHOLDER",
    severity=Severity.WARNING,
    title="A placeholder has been left in a text",
    meaning=(
        "A text holds a mark that stands for something still to be written: words in braces or angle "
        "brackets, TODO, TBD, xxx, ???, 待填. Mostly a template was not filled in."
    ),
    hint="Write what belongs there, or leave the element out.",
)

# --- the report itself ---------------------------------------------------------------------------------

FINDINGS_CUT = Code(
    name="FINDINGS-CUT",
    severity=Severity.INFO,
    title="Not every finding is listed",
    meaning=(
        "A document can be wrong in the same way a hundred thousand times. Of each kind of finding the "
        "first thousand are listed and the others counted."
    ),
    hint="Correct the cause of those that are listed and validate again.",
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
        "(\\milli\\metre, \\degreecelsius). A number (1e-6/K), a remark (% RH, bar g) or what can be read in "
        "two ways (W/m K, N m³/h) is not taken: a wrong unit is worse than a question. Numbers belong into "
        "the value, remarks into the quantity's name."
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
        "text in the legally binding language (`binding_languages`, by default the first) "
        "must not be missing."
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
        "Every row of a table has as many cells as the first one, and all columns of a result "
        "as many values. "
        "Otherwise values would stand beside results to which they do not belong. A decimal comma in a CSV "
        "file whose separator is the comma makes a row too long."
    ),
    hint="Correct the row; write NaN for a value that does not exist.",
)
SOURCE_CELL = Code(
    name="SOURCE-CELL",
    severity=Severity.ERROR,
    title="A cell of a workbook cannot be taken over as the sheet shows it",
    meaning=(
        "A certificate states what the sheet shows, with its decimals. This cell holds more digits than it "
        "shows, so that nobody could say later who rounded; or it shows a date, a percentage or money, or "
        "stands in a hidden row, or its formula has no result yet."
    ),
    hint="Give the cell a number format such as 0.000, and round in the sheet what is to be rounded.",
)
SOURCE_FILE = Code(
    name="SOURCE-FILE",
    severity=Severity.ERROR,
    title="A file that the source names cannot be used",
    meaning=(
        "Tables and attachments lie in the folder of the source or below it. This one is not "
        "there, cannot be "
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
        "`also_in` states the same value in a second unit without adding or losing anything. "
        "This is possible "
        "between °C and K or kPa and MPa, but not where the factor has no finite decimal form or the units "
        "measure different things."
    ),
    hint="Give the values in the other unit themselves: also_in: [{unit: …, values: …}].",
)

SOURCE_KIND = Code(
    name="SOURCE-KIND",
    severity=Severity.ERROR,
    title="Temperature or difference of temperatures: not known, or contradictory",
    meaning=(
        "A temperature of 20 °C is 293.15 K, but a difference of 20 °C, such as an error, a correction or a "
        "stability, is 20 K. Before a value is converted between °C and K it must therefore be known which "
        "of them it is. `ref_type` tells where one of its words does (basic_referenceValue, "
        "basic_measurementError); else `kind` does, `difference` or `temperature`. The two must not "
        "contradict each other."
    ),
    hint="Write kind: difference or kind: temperature beside the unit.",
)

SOURCE_EXPIRED = Code(
    name="SOURCE-EXPIRED",
    severity=Severity.WARNING,
    title="The certificate of a measurement standard had expired",
    meaning=(
        "Equipment was used after the last day on which its own certificate was valid, by the dates in the "
        "source. The traceability of the results is in doubt; the certificate will say inValidityRange false."
    ),
    hint="Correct the dates, or use equipment whose certificate was valid; say why under `notes` if neither.",
    clause="ISO/IEC 17025:2017, 6.4.6 and 6.5",
)

# --- upgrade: from an older version to the current one -------------------------------------------------

UPGRADE_EMBEDDED = Code(
    name="UPGRADE-EMBEDDED",
    severity=Severity.ERROR,
    title="A part of the old certificate language stands inside a comment or foreign XML",
    meaning=(
        "A whole certificate inside a comment, or a list of D-SI 1.3.1 there, is valid in the old version "
        "only. Rewriting it would change a document of its own, which may be signed; leaving it would make "
        "the upgraded certificate invalid."
    ),
    hint=(
        "Keep the embedded document as a file beside the certificate, or attach it as a file (dcc:document)."
    ),
)
UPGRADE_NOT_ACCEPTED = Code(
    name="UPGRADE-NOT-ACCEPTED",
    severity=Severity.ERROR,
    title="The upgraded certificate would not be valid",
    meaning=(
        "Every part was carried over, but the schema of the newer version does not accept the "
        "outcome. Mostly "
        "the older document was not valid in its own version either."
    ),
    hint="Run dcc validate on the older document and correct what it names first.",
    clause="DCC schema",
)
