#!/usr/bin/env bash
# Builds the wheel, installs it, and runs its tests. It makes a virtual environment of its own, in python/target.
set -euo pipefail
cd "$(dirname "$0")"

cargo fmt --check
cargo clippy --locked -- -D warnings
cargo deny --locked --config ../deny.toml check bans licenses sources

if ! python3 -c 'import ensurepip' 2> /dev/null && [ -n "${CI:-}" ] && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends python3-venv
fi
environment=target/environment
[ -d "$environment" ] || python3 -m venv "$environment"
PATH="$PWD/$environment/bin:$PATH"
pip install --quiet --disable-pip-version-check --requirement tests/requirements.txt
./build.sh
wheel=$(echo target/wheels/*.whl)
pip install --quiet --disable-pip-version-check --force-reinstall --no-deps "$wheel"
AIINFRA_WHEEL="$PWD/$wheel" python -m pytest --quiet tests
