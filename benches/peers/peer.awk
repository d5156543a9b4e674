# Computes every scenario's sizes for 2024–2034 in any awk: mawk -f peer.awk IN > OUT

BEGIN { FS = OFS = "," }

NR == 1 {
    printf "scenario"
    for (i = 0; i < 11; i++) printf ",%d", 2024 + i
    print ""
    next
}

{
    size = $2
    growth = 1 + $3 / 100
    printf "%s", $1
    for (i = 0; i < 11; i++) { printf ",%.2f", size; size *= growth }
    printf "\n"
}
