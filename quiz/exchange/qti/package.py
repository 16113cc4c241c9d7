"""A QTI 3.0 package: a manifest, a test, and an item for each question, in one ZIP file."""

import io
import zipfile
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from quiz.exchange.losses import Loss, forgiven_here, loss_lines
from quiz.exchange.qti.items import identifier, item_of, rooted
from quiz.exchange.tags import tags_of
from quiz.exchange.xml.writer import comment, under, written
from quiz.kinds.base import QuestionDocument

_PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_METADATA = "http://ltsc.ieee.org/xsd/LOM"
_SCHEMAS = (
    f"{_PACKAGE} https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/"
    f"imsqtiv3p0_imscpv1p2_v1p0.xsd "
    f"{_METADATA} https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd"
)
# What ZIP files can say at the earliest; the same questions make the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


def write_qti(title: str, questions: Sequence[QuestionDocument]) -> bytes:
    """Return a package of these questions, the same bytes each time."""
    files = {"imsmanifest.xml": _manifest(questions), "test.xml": _test(title, questions)}
    files |= {_path(question): item_of(question) for question in questions}
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as opened:
        for path, root in files.items():
            opened.writestr(zipfile.ZipInfo(path, _TIME), written(root), zipfile.ZIP_DEFLATED)
    return package.getvalue()


def qti_losses(questions: Sequence[QuestionDocument]) -> list[Loss]:
    """Return what QTI cannot say, question by question."""
    return [(q.key, forgiven_here()) for q in questions if q.kind == "short"]


def _path(question: QuestionDocument) -> str:
    return f"items/{question.key}.xml"


def _test(title: str, questions: Sequence[QuestionDocument]) -> Element:
    test = rooted("qti-assessment-test", identifier="test", title=title)
    total = {"identifier": "SCORE", "cardinality": "single", "base_type": "float"}
    under(test, "qti-outcome-declaration", **total, normal_maximum=str(len(questions)))
    modes = {"navigation_mode": "nonlinear", "submission_mode": "individual"}
    part = under(test, "qti-test-part", identifier="part", **modes)
    # Without this no player may say anything after the last attempt, and one is the default.
    under(part, "qti-item-session-control", show_feedback="true")
    section = under(
        part, "qti-assessment-section", identifier="section", title=title, visible="true"
    )
    for question in questions:
        names = {"identifier": identifier(question), "href": _path(question)}
        under(section, "qti-assessment-item-ref", **names)
    summed = under(under(test, "qti-outcome-processing"), "qti-set-outcome-value")
    summed.set("identifier", "SCORE")
    under(under(summed, "qti-sum"), "qti-test-variables", variable_identifier="SCORE")
    return test


def _manifest(questions: Sequence[QuestionDocument]) -> Element:
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    spaces = {"xmlns": _PACKAGE, "xmlns:imsmd": _METADATA, "xmlns:xsi": xsi}
    manifest = Element(
        "manifest", spaces | {"xsi:schemaLocation": _SCHEMAS, "identifier": "package"}
    )
    if losses := loss_lines(qti_losses(questions)):
        comment(manifest, losses)
    metadata = under(manifest, "metadata")
    under(metadata, "schema", "QTI Package")
    under(metadata, "schemaversion", "3.0.0")
    under(manifest, "organizations")
    resources = under(manifest, "resources")
    test = _resource(resources, "test", "imsqti_test_xmlv3p0", "test.xml")
    under(test, "file", href="test.xml")
    for question in questions:
        under(test, "dependency", identifierref=identifier(question))
        path = _path(question)
        item = _resource(resources, identifier(question), "imsqti_item_xmlv3p0", path)
        _keywords(item, tags_of(question))
        under(item, "file", href=path)
    return manifest


def _resource(parent: Element, name: str, kind: str, path: str) -> Element:
    return under(parent, "resource", identifier=name, type=kind, href=path)


def _keywords(resource: Element, words: Sequence[str]) -> None:
    lom = under(under(resource, "metadata"), "imsmd:lom")
    general = under(lom, "imsmd:general")
    for word in words:
        under(under(general, "imsmd:keyword"), "imsmd:string", word, language="en")
