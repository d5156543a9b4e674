#!/usr/bin/env bash
# Builds the wheel, in python/target/wheels. It needs maturin and zopfli, which `pip install maturin zopflipy` installs.
set -euo pipefail
cd "$(dirname "$0")"

# The wheel has two parts. The module is built without the command line; the command is the program itself, so that it
# starts, streams and handles signals as it does elsewhere. Both are built for size. Workbooks are left out.
fold=
if [ "$(uname -sm)" = 'Linux x86_64' ]; then
    # Rust's own linker, the default there, keeps one of several functions that are the same.
    fold='-C link-arg=-Wl,--icf=all'
fi
RUSTFLAGS="$fold -C force-unwind-tables=no" cargo build --locked --profile wheel --manifest-path ../Cargo.toml \
    --bin aiinfra --no-default-features --features cli --target-dir target/program
rm -rf aiinfra.data target/wheels
trap 'rm -f LICENSE-*' EXIT
cp ../LICENSE-* .
mkdir -p aiinfra.data/scripts
cp target/program/wheel/aiinfra aiinfra.data/scripts/
RUSTFLAGS="$fold" maturin build --release --locked --out target/wheels
python3 repack.py target/wheels/*.whl
