#!/usr/bin/env bash
# Fuzzes every target, starting from its seeds: fuzz/run.sh [RUNS]. By default, each target runs for ten seconds.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
    limit="-runs=$1"
    # Coverage of every branch, with what each compares, takes most of the time.
    built=fuzz/target/functions
    RUSTC_WRAPPER=$PWD/fuzz/functions.sh RUSTFLAGS="--cfg fuzzing" \
        cargo build --release --manifest-path fuzz/Cargo.toml --target-dir "$built"
else
    limit=-max_total_time=10
    if ! cargo fuzz --version >/dev/null 2>&1; then
        echo "cargo-fuzz is missing: cargo install cargo-fuzz --locked" >&2
        exit 2
    fi
fi

# New inputs go to a temporary folder, so that the repository stays clean. Failing inputs go to fuzz/artifacts.
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT

# Runs a target: run TARGET CORPUS SEEDS OPTION...
run() {
    if [ -n "${built-}" ]; then
        mkdir -p "fuzz/artifacts/$1"
        "$built/release/$1" "-artifact_prefix=fuzz/artifacts/$1/" "${@:2}"
    else
        # Sanitizers require a nightly compiler and only find errors of unsafe code.
        cargo fuzz run --release --sanitizer none "$1" "${@:2:2}" -- "${@:4}"
    fi
}

# Short inputs run faster, so each maximum length is just enough for the seeds.
fuzz() {
    local target=$1 length=$2
    mkdir "$corpus/$target"
    run "$target" "$corpus/$target" "fuzz/seeds/$target" \
        "$limit" "-max_len=$length" -timeout=20 -print_final_stats=1 "${@:3}"
}

fuzz batch 110
fuzz dataset 560 -dict=fuzz/dataset.dict
fuzz intervals 40
fuzz printer 64
fuzz render 220
fuzz reports 120
fuzz shapes 28
fuzz terms 72
fuzz values 72
