#!/bin/sh
# Takes a year's actual size and prints the revised forecast, and the growth still needed to reach the published
# end. Needs `aiinfra` in the PATH.
#
#     actual_to_goal.sh YEAR SIZE
#     actual_to_goal.sh 2025 62
set -eu

if [ "$#" -ne 2 ]; then
    echo "usage: actual_to_goal.sh YEAR SIZE, such as 2025 62" >&2
    exit 2
fi
actual=$1=$2

# The last line of the CSV is the last year, and its second cell is the size.
forecast=$(aiinfra forecast --format csv)
last=$(echo "$forecast" | tail -n 1)
end_year=$(echo "$last" | cut -d, -f1)
end=$(echo "$last" | cut -d, -f2)

rebased=$(aiinfra forecast --actual "$actual" --year "$end_year" --format csv --digits 2)
needed=$(aiinfra goal "$end" --year "$end_year" --actual "$actual" --format csv --digits 2)

echo "published end, $end_year: $end"
echo "after the actual $actual: $(echo "$rebased" | tail -n 1 | cut -d, -f2)"
echo "growth rate still needed for the published end: $(echo "$needed" | tail -n 1 | cut -d, -f3)%"
echo "growth rate of the forecast: $(echo "$needed" | tail -n 1 | cut -d, -f4)%"
