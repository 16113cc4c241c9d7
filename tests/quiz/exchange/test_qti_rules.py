"""The rules that our QTI is held to find what is wrong: each of these breaks one document once."""

import io
import zipfile

import pytest

from quiz.exchange.qti.package import write_qti
from quiz.kinds import KINDS
from tests.support.quiz.qti_meaning import faults_of_package
from tests.support.quiz.round_trips import WRITTEN

PATHS = {kind: f"items/{kind}.xml" for kind in WRITTEN}
PATHS |= {"manifest": "imsmanifest.xml", "test": "test.xml"}


def files():
    keyed = [
        KINDS[kind].model_validate(q.model_dump() | {"key": kind}) for kind, q in WRITTEN.items()
    ]
    with zipfile.ZipFile(io.BytesIO(write_qti("The sky", keyed))) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@pytest.mark.parametrize(
    ("document", "written", "broken"),
    [
        ("single", 'identifier="item-single"', 'identifier="1"'),
        ("single", ' time-dependent="false"', ""),
        ("single", 'cardinality="single"', 'cardinality="one"'),
        ("single", 'show-hide="show"', 'show-hide="yes"'),
        ("single", "<qti-item-body>", "<qti-item-body>Which?"),
        ("single", "<qti-content-body>", "<qti-content-body><div />"),
        ("single", 'qti-simple-choice identifier="option-1"', "qti-simple-choice"),
        ("single", "v3p0_v1p0.xsd", "v2p2_v1p0.xsd"),
        ("single", ">option-2</qti-value>", ">option-9</qti-value>"),
        ("single", 'identifier="option-1">Option', 'identifier="option-2">Option'),
        ("single", '<qti-correct identifier="RESPONSE"', '<qti-correct identifier="SCORE"'),
        ("single", 'outcome-identifier="FEEDBACK"', 'outcome-identifier="SCORE"'),
        ("single", 'base-type="float">1<', 'base-type="identifier">one<'),
        ("multiple", 'mapped-value="-1"', 'mapped-value="none"'),
        ("multiple", 'max-choices="0"', 'max-choices="any"'),
        ("multiple", "qti-is-null>", "qti-is-empty>"),
        (
            "multiple",
            'identifier="FEEDBACK" cardinality="multiple"',
            'identifier="FEEDBACK" cardinality="single"',
        ),
        ("match", ' match-max="1"', ""),
        ("match", "option-1 answer-1", "option-1"),
        ("match", 'base-type="directedPair"', 'base-type="identifier"'),
        ("order", ' n="1"', ' n="0"'),
        ("order", 'cardinality="ordered"', 'cardinality="multiple"'),
        ("short", 'case-sensitive="false"', 'case-sensitive="no"'),
        ("short", 'response-identifier="RESPONSE"', 'response-identifier="OTHER"'),
        (
            "short",
            '<qti-base-value base-type="string">Iran',
            '<qti-base-value base-type="float">Iran',
        ),
        ("test", 'submission-mode="individual"', 'submission-mode="alone"'),
        ("test", ' visible="true"', ""),
        ("test", 'identifier="section"', 'identifier="part"'),
        ("test", 'href="items/single.xml"', 'href="items/other.xml"'),
        ("manifest", "3.0.0</schemaversion>", "3.0</schemaversion>"),
        ("manifest", 'type="imsqti_test_xmlv3p0"', 'type="imsqti_test_xmlv2p1"'),
        ("manifest", '<file href="test.xml" />', ""),
        ("manifest", "<organizations />", ""),
        ("manifest", 'identifierref="item-single"', 'identifierref="item-other"'),
        ("manifest", 'resource identifier="test"', 'resource identifier="package"'),
    ],
)
def test_a_broken_document_is_found(document, written, broken):
    texts = files()
    path = PATHS[document]
    assert written in texts[path]
    texts[path] = texts[path].replace(written, broken, 2 if "is-null" in written else 1)
    assert faults_of_package({name: text.encode() for name, text in texts.items()})
