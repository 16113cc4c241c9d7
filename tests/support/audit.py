"""Look for known vulnerabilities in the packages that the site runs on.

Run it with `python -m tests.support.audit`. It ends with 1 where there are any. Where PyPI does
not answer, nothing is known, and it says so.
"""

import json
import subprocess
import sys
from typing import Any

AUDIT = [
    *(
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        "requirements.txt",
        "--no-deps",
        "--disable-pip",
    ),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "5"),
]


def verdict(output: str) -> tuple[bool, str]:
    """Return whether pip-audit's JSON leaves the packages in order, and what is to be said."""
    try:
        packages: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        packages = []
    found = [
        f"{package['name']} {package['version']}: {fault['id']}, "
        f"mended in {', '.join(fault['fix_versions']) or 'no version yet'}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    if found:
        return False, "\n".join(["Packages with known vulnerabilities:", *found])
    missing = [package["name"] for package in packages if "skip_reason" in package]
    if len(missing) == len(packages):
        return True, "Not audited, as PyPI did not tell: all packages."
    if missing:
        return True, f"Not audited, as PyPI did not tell: {', '.join(missing)}."
    return True, ""


def main() -> int:
    good, words = verdict(subprocess.run(AUDIT, capture_output=True, text=True, check=False).stdout)
    if words:
        sys.stderr.write(f"{words}\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
