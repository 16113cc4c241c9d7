"""What the small brief lacks: a row of every other part, to be given to `small`."""

from typing import Any

_POINT = {"text": "How deep it is.", "claims": ["c1"]}
EVERY_PART: dict[str, Any] = {
    "passages": [{"section": "background", "text": "The sky is blue. [c1]"}],
    "relations": [{"subject": "sky", "verb": "rivals", "object": "sea", "claims": ["c1"]}],
    "events": [{"date": "2017", "text": "It is blue."}],
    "terms": [{"term": "Sky", "text": "What is above."}],
    "gaps": [_POINT],
    "indicators": [_POINT],
}
