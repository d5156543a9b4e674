"""What the tests share."""

import pathlib
import subprocess
import sysconfig

import pytest

ROOT = pathlib.Path(__file__).parents[2]


@pytest.fixture(scope="session")
def command():
    """Runs the command that the wheel has installed, and returns its output in bytes."""
    program = pathlib.Path(sysconfig.get_path("scripts")) / "aiinfra"

    def run(*arguments, stdin=b""):
        return subprocess.run([program, *arguments], input=stdin, stdout=subprocess.PIPE, check=True).stdout

    return run
