"""Show that the tests catch faults: break the code on purpose, and see whether a test fails.

`python -m tests.support.deliberate_breaks` applies each break below by itself to a copy of the
project, runs the tests named beside it, and prints whether one of them failed; with numbers,
`… 3 7`, only those. It ends with 1 where a break was missed. It is no part of the suite.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Break(NamedTuple):
    # What is then wrong, as a user would say it.
    fault: str
    file: str
    old: str
    new: str
    tests: str


BREAKS = (
    Break(
        "a match is marked by what does not fit",
        "quiz/kinds/match.py",
        "[said == right for said, right",
        "[said != right for said, right",
        "tests/quiz/kinds",
    ),
    Break(
        "a drawn quiz is as long as its themes, whatever was chosen",
        "quiz/attempts/draw.py",
        "_shuffled(rounds[:length], rng)",
        "_shuffled(rounds, rng)",
        "tests/quiz/attempts",
    ),
    Break(
        "a percentage is of one question too many",
        "quiz/attempts/score.py",
        "self.earned / self.questions)",
        "self.earned / (self.questions + 1))",
        "tests/quiz/attempts",
    ),
    Break(
        "an attempt that goes on after it was counted as left is not counted anew",
        "quiz/attempts/recorded.py",
        "if timezone.now() - attempt.started > IDLE / 2:",
        "if timezone.now() - attempt.started > 99 * IDLE:",
        "tests/quiz/reporting tests/quiz/attempts",
    ),
    Break(
        "a lucky guess counts as remembered",
        "quiz/results/spaced_repetition.py",
        "if mark < 1 or sure == Sureness.GUESSING:",
        "if mark < 1:",
        "tests/quiz/results",
    ),
    Break(
        "a reader is compared with themselves",
        "quiz/reporting/tallies.py",
        "others = tally.answers - (key in own) if tally else 0",
        "others = tally.answers if tally else 0",
        "tests/quiz/reporting tests/quiz/results",
    ),
    Break(
        "a colon breaks a question in GIFT",
        "quiz/exchange/gift/writer.py",
        r'for sign in "\\~=#{}:":',
        r'for sign in "\\~=#{}":',
        "tests/quiz/exchange",
    ),
    Break(
        "a time limit is taken for practice too",
        "quiz/forms.py",
        'self.cleaned_data.get("mode") == Mode.PRACTICE:',
        'self.cleaned_data.get("mode") == Mode.REVIEW:',
        "tests/quiz/views",
    ),
    Break(
        "a second answer seems to be taken",
        "quiz/views/flow.py",
        "kept = not item.is_answered_by(sent)",
        "kept = False",
        "tests/quiz/views",
    ),
    Break(
        "a paper published again is a second paper",
        "quiz/paper.py",
        "Paper.objects.get_or_create(**same, defaults=made)[0]",
        "Paper.objects.create(**same, **made)",
        "tests/briefing/editing",
    ),
    Break(
        "a chain that leads in a circle over two claims is published",
        "briefing/documents/references.py",
        "if key in reached:",
        "if key in following[key]:",
        "tests/briefing/documents",
    ),
    Break(
        "each month ends on the 28th",
        "briefing/documents/partial_date.py",
        "day=monthrange(first.year, first.month)[1]",
        "day=28",
        "tests/briefing/documents tests/briefing/reading/pictures",
    ),
    Break(
        "what follows from a claim is shown again wherever the claim is met",
        "briefing/reading/chain.py",
        "new = key not in shown",
        "new = True",
        "tests/briefing/reading",
    ),
    Break(
        "each mention of a term is marked",
        "briefing/reading/glossary.py",
        "if term in seen:",
        "if False:",
        "tests/briefing/reading",
    ),
    Break(
        "an editor publishes a draft that is not the one on the screen",
        "briefing/editing/publishing.py",
        "if seen and fingerprint(revision.data) != seen:",
        "if False:",
        "tests/briefing/admin/pages tests/briefing/editing",
    ),
    Break(
        "a planned publishing stays on when somebody publishes by hand",
        "briefing/editing/publishing.py",
        "    Schedule.objects.filter(brief=brief_id).delete()\n",
        "",
        "tests/briefing/editing",
    ),
    Break(
        "readers are shown a page after another has gone live",
        "briefing/serving/wsgi_cache.py",
        "if not is_live(sent.slug, sent.key):",
        "if False:",
        "tests/briefing/serving",
    ),
    Break(
        "a spreadsheet takes a text for a formula",
        "briefing/reporting/csv_export.py",
        '("=", "+", "-", "@", "\\t", "\\r")',
        '("=", "+", "-", "\\t", "\\r")',
        "tests/briefing/reporting",
    ),
    Break(
        "a third editor who saved meanwhile is overwritten",
        "briefing/admin/pages/conflicts.py",
        'if seen != f"revision-{brief.revision}":',
        "if False:",
        "tests/briefing/admin/pages",
    ),
    Break(
        "editors may publish",
        "briefing/admin_site/permissions.py",
        "EDITORS: _DRAFTS,",
        'EDITORS: _DRAFTS | _rights(("briefing.brief",), "publish"),',
        "tests/briefing/admin_site",
    ),
    Break(
        "a request of any size is read",
        "briefing/middleware.py",
        "if int(length) > settings.MOST_UPLOADED:",
        "if False:",
        "tests/security",
    ),
    Break(
        "anybody may say which address they come from",
        "config/operations/proxies.py",
        "if before is None or not is_proxy(address):",
        "if before is None:",
        "tests/briefing/admin_site/test_login.py",
    ),
    Break(
        "a client may do one thing more in a minute than is allowed",
        "config/operations/rate_limit.py",
        "> most_of_client:",
        "> most_of_client + 1:",
        "tests/config",
    ),
    Break(
        "keys lead nowhere from the first link of a page",
        "templates/base.html",
        '<a class="skip" href="#main">',
        '<a class="skip" href="#nowhere">',
        "tests/browser/pages/test_accessibility.py",
    ),
    Break(
        "a claim that a verdict rests on is not brought into view",
        "static/js/readout.js",
        'claim.scrollIntoView({ block: "center" });',
        "",
        "tests/browser/quiz/test_mouse.py",
    ),
)


def copy_of_the_project(folder: Path) -> None:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def is_caught(fault: Break, folder: Path) -> bool:
    """Break a copy of the project, run the tests and put it right again.

    Raises ValueError where the code to break is not there, or there more than once, and
    RuntimeError where the tests cannot run.
    """
    file = folder / fault.file
    before = file.read_text()
    if before.count(fault.old) != 1:
        raise ValueError(f"{fault.file} does not have once: {fault.old}")
    file.write_text(before.replace(fault.old, fault.new))
    pytest = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    pytest += ["--hypothesis-profile", "unshrunk"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*pytest, *fault.tests.split()],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    file.write_text(before)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout + done.stderr)
    return done.returncode == 1


def main(numbers: Sequence[str]) -> int:
    chosen = [int(number) for number in numbers] or range(1, len(BREAKS) + 1)
    missed = 0
    with tempfile.TemporaryDirectory(prefix="readout-breaks-") as name:
        copy_of_the_project(Path(name))
        for number in chosen:
            fault = BREAKS[number - 1]
            caught = is_caught(fault, Path(name))
            missed += not caught
            print(f"{number:2} {'caught' if caught else 'MISSED'}  {fault.fault}", flush=True)
    print(f"{len(chosen) - missed} caught, {missed} missed")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
