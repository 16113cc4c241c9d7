"""Briefs of format 1, which had no prose of their own: some of their claims were marked to lead.

Those claims become the prose. Files, revisions and editions of that time are read through here.
"""

from typing import Any

from briefing.choices import Section


def upgraded(data: Any) -> Any:
    """Return the data of a brief in format 2; data that is in it already, as it came.

    The data may be wrong in any way: what cannot be read is left for the models to name.
    """
    if not isinstance(data, dict) or not _is_format_1(data):
        return data
    claims = data.get("claims")
    kept = {"format": "2"} if "format" in data else {}
    if not isinstance(claims, list | tuple):
        return {**data, **kept}
    plain = [_without_lead(claim) for claim in claims]
    return {**data, **kept, "claims": plain, "passages": passages_of(claims)}


def passages_of(claims: Any) -> list[dict[str, str]]:
    """Return a passage for each section: the texts of its leading claims, each with its key."""
    leading = [claim for claim in claims if isinstance(claim, dict) and _leads(claim)]
    texts = {
        section: " ".join(
            f"{str(claim.get('text', '')).strip()} [{claim.get('key')}]"
            for claim in leading
            if claim.get("section") == section
        )
        for section in Section.values
    }
    return [{"section": section, "text": text} for section, text in texts.items() if text]


def _is_format_1(data: dict[str, Any]) -> bool:
    """Return whether data says so, or has what only that format had."""
    if "format" in data:
        return str(data["format"]) == "1"
    claims = data.get("claims")
    return (
        "passages" not in data
        and isinstance(claims, list | tuple)
        and any(isinstance(claim, dict) and "lead" in claim for claim in claims)
    )


def _leads(claim: dict[str, Any]) -> bool:
    return str(claim.get("lead", "")).lower() == "true"


def _without_lead(claim: Any) -> Any:
    if not isinstance(claim, dict):
        return claim
    return {name: value for name, value in claim.items() if name != "lead"}
