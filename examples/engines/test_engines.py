"""Each engine gives the same rows as one run of `aiinfra batch`.

    python3 -m pytest examples/engines

It needs what requirements.txt lists, the package aiinfra with its command, and Java for Spark.
"""

import importlib
import subprocess
import sys
from pathlib import Path

import pandas
import polars
import pyarrow
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


def run(engine, source, folder, kind):
    subprocess.run([sys.executable, HERE / f"{engine}.py", source, folder, "--format", kind], check=True)
    return sorted(folder.glob(f"*.{kind}"))


def computed(engine, source, folder):
    kind = source.parent.name.rstrip("0")
    files = run(engine, source, folder, kind)
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


ODD = b"""scenario,base,cagr
" lead",50,20
"trail ",,20
"two
lines",50,
"a ""q"", b",,
"#",34bn,9%
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_odd_names_and_gaps_stay_in_their_rows(engine, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/odd.csv").write_bytes(ODD)
    files = run(engine, tmp_path / "in", tmp_path / "csv", "csv")
    text = polars.read_csv(ODD, infer_schema=False)
    answer = subprocess.run(["aiinfra", "batch", "--digits", "2"], input=ODD, stdout=subprocess.PIPE, check=True).stdout
    expected = polars.read_csv(answer, infer_schema=False)
    assert polars.read_csv(files, infer_schema=False).equals(expected)
    if engine == "pyspark_batch":
        return  # Starting Spark a second time takes half a minute.
    # Texts that look like numbers are still texts.
    frame = text.with_columns(scenario=polars.lit("7"), base=polars.lit(50.0), cagr=polars.lit(None, polars.Float64))
    (tmp_path / "frames").mkdir()
    frame.write_parquet(tmp_path / "frames/odd.parquet")
    files = run(engine, tmp_path / "frames", tmp_path / "parquet", "parquet")
    assert polars.read_parquet(files).select(frame.columns).equals(frame)


@pytest.mark.parametrize("engine", ["dask_batch", "polars_batch", "pyspark_batch"])
def test_a_gap_in_the_only_input_stays_in_its_row(engine, monkeypatch):
    script = importlib.import_module(engine)
    monkeypatch.setattr(script, "INPUTS", ["cagr"])
    frame = pandas.DataFrame({"name": list("abcd"), "cagr": ["20", None, "30", "40"]})
    if engine == "polars_batch":
        sizes = script.add_sizes(polars.from_pandas(frame)).to_pandas()
    elif engine == "dask_batch":
        sizes = script.add_sizes(frame, pyarrow.string())
    else:
        [sizes] = script.add_sizes([frame], pyarrow.string())
    assert list(sizes["2034"]) == ["289.34", "502.42", "644.21", "1351.69"]


@pytest.mark.parametrize("engine", ["duckdb_pipe", "polars_batch"])
def test_a_folder_that_is_not_there_is_an_error(engine, tmp_path):
    call = [sys.executable, HERE / f"{engine}.py", tmp_path / "none", tmp_path / "sizes"]
    assert subprocess.run(call, stderr=subprocess.PIPE, timeout=60).returncode
    assert not (tmp_path / "sizes").exists()


def test_the_document_shows_the_script():
    document = (HERE.parents[1] / "docs/engines.md").read_text()
    shown = next(block for block in document.split("```text\n") if block.startswith("def "))
    assert shown.split("```")[0] in (HERE / "dask_batch.py").read_text()
