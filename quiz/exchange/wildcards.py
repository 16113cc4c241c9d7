"""The star in typed answers, which stands for any characters in Moodle and for itself here."""

from dataclasses import replace

from django.utils.translation import gettext

from quiz.exchange.imported import ImportedOption, Remark


def escaped(text: str) -> str:
    """Return a typed answer as Moodle has it, its stars escaped."""
    return text.replace("*", "\\*")


def without_wildcards(options: list[ImportedOption]) -> tuple[list[ImportedOption], list[Remark]]:
    """Return typed answers with their escaped stars as they are meant, and remarks on the others.

    A star alone is what Moodle says of any other answer, and is left out.
    """
    kept, remarks = [], []
    for option in options:
        if option.text == "*":
            message = gettext("What is said of any other answer (*) is not kept.")
            remarks.append(Remark(option.line, message))
            continue
        text = option.text.replace("\\*", "\x00")
        if "*" in text:
            message = gettext("A star stands for itself here, not for any letters.")
            remarks.append(Remark(option.line, message))
        kept.append(replace(option, text=text.replace("\x00", "*")))
    return kept, remarks
