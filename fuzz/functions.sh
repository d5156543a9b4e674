#!/usr/bin/env bash
# A compiler that counts coverage only where a function of the library starts. RUSTC_WRAPPER names it.
set -euo pipefail

if [[ " $* " == *" --crate-name aiinfra "* ]]; then
    set -- "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=1 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table
fi
exec "$@"
