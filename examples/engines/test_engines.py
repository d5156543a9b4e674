"""Each engine gives the same rows as one run of `aiinfra batch`.

    python3 -m pytest examples/engines

It needs what requirements.txt lists, the package aiinfra with its command, and Java for Spark.
"""

import subprocess
import sys
from pathlib import Path

import polars
import pytest
import scenarios

HERE = Path(__file__).parent
ROWS, PARTITIONS = 100_000, 8
ENGINES = ["dask_batch", "duckdb_batch", "duckdb_pipe", "polars_batch", "pyspark_batch"]


@pytest.fixture(scope="session", params=["csv", "parquet"])
def source(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param) / "scenarios"
    scenarios.write(folder, ROWS, PARTITIONS, request.param)
    return folder


@pytest.fixture(scope="session")
def expected():
    rows = scenarios.scenarios(ROWS).write_csv().encode()
    return subprocess.run(["aiinfra", "batch", "--digits", "2"], input=rows, stdout=subprocess.PIPE, check=True).stdout


def computed(engine, source, folder):
    kind = source.parent.name.rstrip("0")
    subprocess.run([sys.executable, HERE / f"{engine}.py", source, folder, "--format", kind], check=True)
    files = sorted(folder.glob(f"*.{kind}"))
    assert len(files) == (1 if engine.startswith("duckdb") else PARTITIONS)
    return kind, files


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_are_those_of_one_run(engine, source, expected, tmp_path):
    kind, files = computed(engine, source, tmp_path / "sizes")
    header, *rows = expected.splitlines()
    assert len(rows) == ROWS
    if kind == "csv":
        printed = [file.read_bytes().splitlines() for file in files]
        assert {lines[0] for lines in printed} == {header}
        assert sorted(line for lines in printed for line in lines[1:]) == sorted(rows)
    else:
        numbers = polars.concat(map(polars.read_parquet, files)).sort("scenario")
        assert numbers.equals(polars.read_csv(expected).sort("scenario"))


def test_the_document_shows_the_script():
    document = (HERE.parents[1] / "docs/engines.md").read_text()
    shown = next(block for block in document.split("```text\n") if block.startswith("def "))
    assert shown.split("```")[0] in (HERE / "dask_batch.py").read_text()
