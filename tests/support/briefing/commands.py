"""Running the commands of manage.py."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def run(*command: object) -> str:
    """Run a command of manage.py and return its output."""
    output = StringIO()
    call_command(*map(str, command), stdout=output)
    return output.getvalue()


def refused(*command: object) -> str:
    with pytest.raises(CommandError) as error:
        run(*command)
    return str(error.value)
