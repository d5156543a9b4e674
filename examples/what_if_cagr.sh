#!/bin/sh
# Forecasts under several growth rates, one after the other in a single CSV. Wants `aiinfra` in the PATH.
#
#     what_if_cagr.sh OUT.csv RATE...
#     what_if_cagr.sh scenarios.csv 20 26.81 30
#
# Nothing is written unless every rate is understood.
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
    # The header once, then each scenario's rows behind its rate.
    [ -s "$draft" ] || sed -n '1s/^/cagr_pct,/p' "$draft.one" >"$draft"
    sed "1d; s/^/${rate%\%},/" "$draft.one" >>"$draft"
done

cp "$draft" "$out"
