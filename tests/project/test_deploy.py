"""The files that a person copies to run the site agree with the program and the README."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
DEPLOY = ROOT / "deploy"
README = (ROOT / "README.md").read_text()
FILES = sorted(path for path in DEPLOY.iterdir())
VARIABLES = set(re.findall(r"^\| (`[A-Z_`, ]+`) \|", README, re.MULTILINE))
KNOWN = {name for cell in VARIABLES for name in re.findall(r"[A-Z_]+", cell)}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_each_file_is_told_of_in_the_readme(file):
    assert f"`{file.name}`" in README


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_each_command_is_one_of_the_program(file):
    named = set(re.findall(r"manage\.py\W+([a-z_]+)", file.read_text()))
    assert named - get_commands().keys() - {"and"} == set()


def test_the_units_set_variables_that_the_program_reads():
    lines = "".join(path.read_text() for path in DEPLOY.glob("*.service"))
    given = {
        pair.partition("=")[0]
        for line in re.findall(r"^Environment=(.*)", lines, re.MULTILINE)
        for pair in shlex.split(line)
    }
    assert given
    assert given - KNOWN == set()


def test_the_containers_set_variables_that_the_program_reads():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    given = set(services["web"]["environment"])
    image = (DEPLOY / "Containerfile").read_text()
    [line] = re.findall(r"^ENV (.*)", image, re.MULTILINE)
    given |= {pair.partition("=")[0] for pair in line.split()}
    of_python = {name for name in given if name.startswith("PYTHON")}
    assert given - KNOWN - of_python == set()


def test_each_folder_that_is_mounted_is_made_for_the_account_that_runs_the_site():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    mounted = {volume.partition(":")[2] for volume in services["web"]["volumes"]}
    image = (DEPLOY / "Containerfile").read_text()
    [made] = re.findall(r"install --directory --owner readout --mode 700 (.*)", image)
    assert mounted == set(made.split())


def test_the_image_has_all_that_the_program_is_made_of():
    image = (DEPLOY / "Containerfile").read_text()
    copied = {source for source, _ in re.findall(r"^COPY (\S+) (\S+)$", image, re.MULTILINE)}
    apps = {app.partition(".")[0] for app in settings.INSTALLED_APPS}
    own = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    rest = {"requirements.txt", "manage.py", "deploy/serve.sh", "templates", "static", "locale"}
    assert copied == rest | (own & apps)


def test_all_that_serve_use_the_servers_settings_and_one_port():
    makefile, image, unit = (
        (ROOT / name).read_text()
        for name in ("Makefile", "deploy/Containerfile", "deploy/readout.service")
    )
    assert "exec deploy/serve.sh\n" in makefile
    assert image.endswith('CMD ["deploy/serve.sh"]\n')
    assert "\nExecStart=/srv/readout/deploy/serve.sh\n" in unit
    assert "GRANIAN_PORT" not in image + unit
    assert "server 127.0.0.1:8000;" in (DEPLOY / "nginx.conf").read_text()


def test_the_unit_and_the_container_run_the_jobs():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert services["jobs"]["command"] == ["python", "manage.py", "run_jobs"]
    unit = (DEPLOY / "readout-jobs.service").read_text()
    assert "ExecStart=/srv/readout/.venv/bin/python manage.py run_jobs\n" in unit


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_the_units(tmp_path):
    for file in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        # The program is not where it would be on a server.
        text = re.sub(
            r"/srv/readout/(\.venv/bin/\w+|deploy/serve\.sh)", "/bin/true", file.read_text()
        )
        (tmp_path / file.name).write_text(text)
    units = sorted(str(path) for path in tmp_path.iterdir())
    command = ["systemd-analyze", "verify", "--man=no", *units]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [checked.returncode, checked.stderr] == [0, ""]


def test_the_body_that_the_proxy_takes_is_no_smaller_than_the_sites():
    [size] = re.findall(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text())
    assert settings.MOST_UPLOADED <= int(size) * 2**20 < settings.MOST_UPLOADED + 2**20
