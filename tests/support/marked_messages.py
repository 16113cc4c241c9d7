"""What the program marks for translation, found without the programs of gettext."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Node, Template
from django.template.base import FilterExpression, Variable
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation
from django.utils.functional import Promise
from jinja2 import Environment

ROOT = Path(settings.BASE_DIR)
# A message: its context, if any, and its singular.
Message = tuple[str | None, str]
_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_WITH_CONTEXT = {"pgettext", "pgettext_lazy"}


def marked() -> set[Message]:
    """Return every message of the Python files and the templates."""
    found: set[Message] = set()
    for app in ("briefing", "quiz", "config"):
        for file in (ROOT / app).rglob("*.py"):
            found.update(_in_python(ast.parse(file.read_text())))
    for file in (ROOT / "templates").rglob("*.html"):
        found.update(_in_template(file.relative_to(ROOT / "templates").as_posix()))
    for file in (ROOT / "templates").rglob("*.jinja"):
        found.update((None, said) for _, _, said in _JINJA.extract_translations(file.read_text()))
    return found


_JINJA: Any = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def _in_python(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            said = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if node.func.id in _PLAIN and said:
                yield None, str(said[0])
            elif node.func.id in _WITH_CONTEXT:
                yield str(said[0]), str(said[1])


def _in_template(name: str) -> Iterator[Message]:
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    for node in _all_nodes(template):
        if isinstance(node, TranslateNode):
            said = _text(node.filter_expression) or ""
            yield _text(node.message_context), said.replace("%", "%%")
        elif isinstance(node, BlockTranslateNode):
            yield _text(node.message_context), node.render_token_list(node.singular)[0]
        else:
            yield from ((None, said) for said in _constants(node))


def _constants(node: Node) -> Iterator[str]:
    """Yield what a tag hands on as _("…")."""
    held = [value for value in vars(node).values() if isinstance(value, dict)]
    for value in (value for values in held for value in values.values()):
        if isinstance(value, FilterExpression) and isinstance(value.var, Promise):
            with translation.override(None):
                yield str(value.var)


def _all_nodes(template: Template) -> list[Node]:
    return template.nodelist.get_nodes_by_type(Node)


def _text(said: FilterExpression | None) -> str | None:
    """Return what a constant in a template says."""
    if said is None:
        return None
    constant = said.var
    return str(constant.literal if isinstance(constant, Variable) else constant)
