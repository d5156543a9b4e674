#!/usr/bin/env bash
# Builds target/debian/aiinfra_VERSION-1_ARCH.deb: the program, its manual pages, and completions for three shells.
# On Debian it needs dpkg-dev, and on any system Rust.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo_deb=3.7.0
if ! cargo deb --version 2> /dev/null | grep -qx "$cargo_deb"; then
    cargo install --locked --quiet cargo-deb --version "$cargo_deb"
fi

cargo build --release --locked
program=target/release/aiinfra
assets=target/debian/assets
rm -rf "$assets"
mkdir -p "$assets/man1"

"$program" man --dir "$assets/man1"
gzip -9n "$assets"/man1/*
for shell in bash zsh fish; do
    "$program" completions "$shell" > "$assets/$shell"
done
gzip -9nc CHANGELOG.md > "$assets/changelog.gz"

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
maintainer=$(sed -n 's/^maintainer = "\(.*\)"/\1/p' Cargo.toml)
# The date of the commit, so that the same commit gives the same package.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
cat > "$assets/changelog.Debian" << END
aiinfra ($version-1) unstable; urgency=medium

  * Version $version. Its changes are in /usr/share/doc/aiinfra/changelog.gz.

 -- $maintainer  $(date --utc --rfc-email --date "@$SOURCE_DATE_EPOCH")
END

cargo deb --locked --no-build --package aiinfra
