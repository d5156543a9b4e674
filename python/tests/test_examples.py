"""Every example in a docstring and in docs/python.md runs."""

import doctest
import re

import pytest

import aiinfra
from conftest import ROOT


def docstrings():
    yield "aiinfra", aiinfra.__doc__
    for name in aiinfra.__all__:
        thing = getattr(aiinfra, name)
        yield name, thing.__doc__
        if isinstance(thing, type):
            members = {key: value for key, value in vars(thing).items() if not key.startswith("_")}
            yield from ((f"{name}.{key}", getattr(thing, key).__doc__) for key in members)


def run(text, name):
    example = doctest.DocTestParser().get_doctest(text, {"aiinfra": aiinfra}, name, None, None)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    output = []
    runner.run(example, out=output.append)
    assert not runner.failures, "".join(output)
    return len(example.examples)


@pytest.mark.parametrize(("name", "text"), list(docstrings()))
def test_docstring(name, text):
    assert text, f"{name} has no docstring"
    examples = run(text, name)
    is_property = name in {"Market.name", "Market.publisher", "Market.currency", "Market.unit"}
    assert is_property or examples, f"{name} has no example"


def test_page(monkeypatch):
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs/python.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    assert run("\n".join(blocks), "docs/python.md") > 10
