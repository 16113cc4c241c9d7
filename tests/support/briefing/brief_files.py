"""A small brief file, and what is said of it with a fault."""

import pytest

from briefing.documents.yaml_format import BriefFileError, read_brief

SKY = """\
format: 1
slug: sky
title: The sky
standfirst: On the sky.
bottom_line: It is blue.
article:
  paragraphs: [It is blue., It is wide.]
actors:
  - {key: sky, name: Sky, kind: bloc}
claims:
  - key: c1
    section: background
    standing: established
    paragraphs: [1]
    actors: [sky]
    text: The sky is blue.
questions:
  - key: q1
    theme: actors
    skill: recall
    kind: single
    prompt: Is the sky blue?
    explanation: The claim says so.
    evidence: [c1]
    options:
      - {text: Yes, right: true, feedback: So it is.}
      - {text: No, feedback: The claim says otherwise.}
      - {text: Perhaps, feedback: The claim leaves no doubt.}
"""


def refusal(content: str | bytes) -> str:
    """Return what is said of a bad file."""
    with pytest.raises(BriefFileError) as refused:
        read_brief(content.encode() if isinstance(content, str) else content)
    return str(refused.value)


def sky(old: str, new: str) -> str:
    """Return the file with one change, which must hit."""
    assert SKY.count(old) == 1
    return SKY.replace(old, new)
