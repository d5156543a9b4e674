#!/usr/bin/env bash
# Installs the engines and a wheel of aiinfra in a virtual environment, and tests the scripts in this folder:
#
#     examples/engines/test.sh WHEEL [VENV]
#
# A VENV that exists is reused. It needs Python 3.11, Java 17, and on the first run 1.2 GB of disk.
set -euo pipefail
wheel=$(realpath "$1")
cd "$(dirname "$0")"
venv=${2:-../../target/engines}

if ! command -v java > /dev/null && [ -n "${CI:-}" ]; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless
fi
[ -d "$venv" ] || python3 -m venv "$venv"
venv=$(realpath "$venv")
export PATH="$venv/bin:$PATH"
pip install --quiet --disable-pip-version-check --requirement requirements.txt
pip install --quiet --disable-pip-version-check --no-index --no-deps --force-reinstall "$wheel"
python -m pytest -q -p no:cacheprovider
