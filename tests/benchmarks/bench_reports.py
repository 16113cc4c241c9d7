"""How long the reports take at a million answers: python -m tests.benchmarks.bench_reports [N].

It fills a database of its own, on SQLite in a temporary folder or where DATABASE_URL points, with
so many answers (1,000,000 if not said) by simulated readers, counts them, and opens each report.
"""

import os
import sys
import tempfile
from time import perf_counter, process_time

LENGTH = 10
AT_ONCE = 5000
# A look after so many answers more is what an editor does from day to day.
MORE = 1000


def main(answers: int) -> None:
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    call_command("migrate", verbosity=0)
    from django.contrib.auth.models import User

    from briefing.brief_file import read_brief
    from briefing.draft import replace_draft
    from briefing.publishing import publish
    from briefing.report_files import FILES
    from quiz.paper import read_paper
    from quiz.tallies import count_page
    from tests.conftest import BUNDLED
    from tests.quiz.classroom import Classroom

    edition = publish(replace_draft(read_brief(BUNDLED.read_bytes())).pk)[0]
    assert edition.paper is not None
    keys = sorted(read_paper(edition.paper).by_key)
    difficulties = {key: -2 + 4 * place / len(keys) for place, key in enumerate(keys)}
    room = Classroom(edition.paper, difficulties)

    start = clocks()
    for _ in range(max(answers // (LENGTH * AT_ONCE), 1)):
        room.sit(min(AT_ONCE, answers // LENGTH), LENGTH, leaving=0.1)
    say("filling the database", start)
    start = clocks()
    count_page(edition.paper.page, seconds=3600)
    say("counting all of it", start)

    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    brief = edition.brief_id
    places = {
        "overview": reverse("admin:briefing_brief_report", args=[brief]),
        "one question": reverse("admin:briefing_brief_report_question", args=[brief, "q1"]),
        "the brief with its claims": reverse("admin:briefing_brief_report_claims", args=[brief]),
    } | {
        f"{name}.csv": reverse("admin:briefing_brief_report_file", args=[brief, name])
        for name in FILES
    }
    client.get(places["overview"])
    for name, place in places.items():
        start = clocks()
        b"".join(client.get(place))
        say(name, start)
    room.sit(MORE // LENGTH, LENGTH)
    start = clocks()
    client.get(places["overview"])
    say(f"overview after {MORE} answers more", start)


def clocks() -> tuple[float, float]:
    return perf_counter(), process_time()


def say(what: str, start: tuple[float, float]) -> None:
    """Print the seconds since `start` by the clock on the wall and by the processor’s."""
    wall, processor = (now - then for now, then in zip(clocks(), start, strict=True))
    print(f"{what:<34}{wall:8.2f} s  {processor:8.2f} s of processor", flush=True)  # noqa: T201


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        import django

        django.setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        settings.STORAGES["staticfiles"] = {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
