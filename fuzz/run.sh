#!/usr/bin/env bash
# Fuzzes every target from its seeds: fuzz/run.sh [RUNS], by default for ten seconds each.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "cargo-fuzz is missing: cargo install cargo-fuzz --locked" >&2
    exit 2
fi
if [ $# -gt 0 ]; then limit="-runs=$1"; else limit=-max_total_time=10; fi

# What is found on the way goes there, so that the tree stays clean. An input that fails goes to fuzz/artifacts.
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT

# Short inputs are quick ones; each length has room for what the seeds have.
fuzz() {
    local target=$1 length=$2
    mkdir "$corpus/$target"
    # The sanitizers take a nightly compiler, and look for faults that only unsafe code has.
    cargo fuzz run --release --sanitizer none "$target" "$corpus/$target" "fuzz/seeds/$target" -- \
        "$limit" "-max_len=$length" -timeout=20 -print_final_stats=1 "${@:3}"
}

fuzz batch 110
fuzz dataset 560 -dict=fuzz/dataset.dict
fuzz printer 64
fuzz values 72
