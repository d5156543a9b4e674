"""The wheel: its size, its command and its stubs."""

import importlib.metadata
import os
import pathlib
import re
import subprocess
import sys
import zipfile

import aiinfra
from conftest import ROOT

LARGEST = 2_500_000


def test_wheel_is_small():
    wheel = pathlib.Path(os.environ["AIINFRA_WHEEL"])
    assert wheel.stat().st_size <= LARGEST
    assert "-cp310-abi3-" in wheel.name
    licenses = [name for name in zipfile.ZipFile(wheel).namelist() if "/LICENSE-" in name]
    assert len(licenses) == 2


def test_command_is_installed(command):
    output = command("forecast", "--year", "2030").decode()
    assert "194.30" in output
    assert command("forecast", "--year", "2030", "--format", "csv") == (
        b"year,value_usd_billion,growth_pct\n2030,194.3025337407557,26.808134562272762\n"
    )


def test_version_is_that_of_the_program(command):
    version = importlib.metadata.version("aiinfra")
    assert command("--version").decode().split()[1] == version
    manifest = (ROOT / "Cargo.toml").read_text()
    assert re.search(r'^version = "(.*)"$', manifest, flags=re.MULTILINE)[1] == version


def test_stubs_agree_with_the_module():
    check = [sys.executable, "-m", "mypy.stubtest", "aiinfra", "--ignore-disjoint-bases", "--allowlist", "unstubbed.txt"]
    done = subprocess.run(check, capture_output=True, text=True, cwd=ROOT / "python/tests")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (pathlib.Path(aiinfra.__file__).parent / "py.typed").exists()
