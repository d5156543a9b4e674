#!/bin/sh
# Writes forecasts at several growth rates to one CSV file. Needs `aiinfra` in the PATH.
#
#     what_if_cagr.sh OUT.csv RATE...
#     what_if_cagr.sh scenarios.csv 20 26.81 30
#
# If a rate is invalid, nothing is written.
set -eu

out=${1-}
if [ "$#" -lt 2 ] || [ "$out" = "${out%.csv}" ]; then
    echo "usage: what_if_cagr.sh OUT.csv RATE..., such as scenarios.csv 20 26.81 30" >&2
    exit 2
fi
shift
draft=$(mktemp)
trap 'rm -f "$draft" "$draft.one"' EXIT

for rate in "$@"; do
    aiinfra forecast --cagr "$rate" --format csv >"$draft.one"
    # Write the header once, then each scenario's rows, prefixed with its rate.
    [ -s "$draft" ] || sed -n '1s/^/cagr_pct,/p' "$draft.one" >"$draft"
    sed "1d; s/^/${rate%\%},/" "$draft.one" >>"$draft"
done

cp "$draft" "$out"
