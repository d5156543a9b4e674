#!/usr/bin/env bash
# Installs each package on a clean Debian system, in a folder, and runs it there:
#
#     packages/check.sh [WHEEL]
#
# - the .deb, where there is nothing but Debian's essential packages; then, with man-db and three shells, its manual
#   pages and completions
# - the program that `cargo install` puts into a folder of its own, on the same system
# - the wheel, if given, in a virtual environment of that system's Python, without an index
#
# It needs Debian, root, and the packages that it names if they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."

suite=bookworm
answer='2030       194.30     26.81'
wheel=${1:+$(realpath "$1")}

missing=
for program in mmdebstrap lintian dpkg-shlibdeps; do
    command -v "$program" > /dev/null || missing="$missing $program"
done
if [ -n "$missing" ] && [ -n "${CI:-}" ]; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends mmdebstrap lintian dpkg-dev
elif [ -n "$missing" ]; then
    echo "install these first:$missing" >&2
    exit 1
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# `apt` in the system that is made reads files here as another user.
chmod 755 "$scratch"

# Fails unless the right answer is on stdin.
is_right() {
    grep -xF "$answer" > /dev/null || { echo "$1: no right answer" >&2; exit 1; }
    echo "$1: right"
}

# Fails unless the words are on stdin.
has() {
    grep -F -- "$2" > /dev/null || { echo "$1: no \`$2\`" >&2; exit 1; }
    echo "$1: found"
}

cargo install --locked --quiet --path . --root "$scratch/installed"
packages/deb.sh > "$scratch/deb"
deb=$(tail -1 "$scratch/deb")
lintian --allow-root --fail-on error,warning "$deb"

system=$scratch/system
mkdir "$scratch/given"
cp "$deb" "$scratch/given/aiinfra.deb"
cp "$scratch/installed/bin/aiinfra" "$scratch/given/installed"
mmdebstrap --quiet --variant=essential --dpkgopt=force-unsafe-io --aptopt='Acquire::Languages "none"' \
    --essential-hook="cp -r '$scratch/given' \"\$1/given\"" \
    --essential-hook='chroot "$1" /given/installed forecast --year 2030 > "$1/given/answer-of-installed"' \
    --essential-hook='chroot "$1" dpkg --install /given/aiinfra.deb' \
    --essential-hook='chroot "$1" aiinfra forecast --year 2030 > "$1/given/answer-of-deb"' \
    --include=man-db,bash-completion,zsh,fish${wheel:+,python3-venv} \
    "$suite" "$system"
is_right 'cargo install' < "$system/given/answer-of-installed"
is_right 'aiinfra.deb' < "$system/given/answer-of-deb"

within() {
    chroot "$system" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
}
within man aiinfra-forecast | has 'manual page' 'aiinfra-forecast'
within man aiinfra | has 'manual page of the program' 'aiinfra-forecast(1)'
within bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader aiinfra; complete -p aiinfra' \
    | has 'completion for bash' '_aiinfra'
within zsh -fc 'autoload -Uz compinit; compinit -D; print $_comps[aiinfra]' | has 'completion for zsh' _aiinfra
within fish -c 'complete --do-complete "aiinfra forec"' | has 'completion for fish' forecast

if [ -n "$wheel" ]; then
    cp "$wheel" "$system/given/"
    within python3 -m venv /given/python
    within /given/python/bin/pip install --quiet --no-index "/given/${wheel##*/}"
    within /given/python/bin/aiinfra forecast --year 2030 | is_right "${wheel##*/}"
    within /given/python/bin/python -c 'import aiinfra; print(aiinfra.batch(b"cagr\n20\n", digits=2).decode())' \
        | has "${wheel##*/}, as a library" '20,46.73'
fi
