"""docs/python.md, line by line, in an empty folder."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import nefc
from nefc import _magic

PAGE = Path(__file__).parents[2] / "docs" / "python.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Shell(SimpleNamespace):
    """As much of a notebook as the magic needs."""

    def register_magic_function(self, function: Any, kind: str, name: str) -> None:
        self.magics[kind, name] = function


@pytest.fixture
def shell() -> Shell:
    return Shell(user_ns={}, magics={})


def test_every_line(tmp_path, monkeypatch, shell):
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {}
    models = blocks = 0
    for language, text in BLOCK.findall(PAGE.read_text("utf-8")):
        if language == "nef":
            Path(text.split("\n", 1)[0].removeprefix("# ")).write_text(text, "utf-8")
            models += 1
        elif text.startswith("%load_ext"):
            _magic.load_ipython_extension(shell)
        elif text.startswith("%%nef"):
            line, cell = text.removeprefix("%%nef ").split("\n", 1)
            shell.magics["cell", "nef"](line, cell)
        elif language == "python":
            if "matplotlib" in text:
                pytest.importorskip("matplotlib").use("agg")
            if "pandas" in text:
                text = "\n".join(x for x in text.split("\n") if "pandas" not in x)
            exec(text, space)
            blocks += 1
    assert models >= 2 and blocks >= 5
    assert Path("figure.pdf").stat().st_size > 2000 and Path("out/learning/learned.pdf").exists()
    assert space["r"].ok and space["cells"]["lr"].shape == (10,)
    html = shell.user_ns["r"]._repr_html_()
    assert html.count("<svg") == 1 and "met" in html


def test_the_error_that_is_shown(tmp_path):
    page = PAGE.read_text("utf-8")
    model = dict(BLOCK.findall(page[: page.index("import nefc")]))["nef"].replace("pre -> post function", "pre -> pots function")
    path = tmp_path / "model.nef"
    path.write_text(model, "utf-8")
    with pytest.raises(nefc.ModelError) as e:
        nefc.run(path)
    shown = re.search(r"^error\[.*?^```", page, re.MULTILINE | re.DOTALL)[0].removesuffix("```")
    assert [x.strip() for x in str(e.value).split("\n") if x.strip()][:1] == [x.strip() for x in shown.split("\n")][:1]
    assert e.value.diagnostics[0].line == int(re.search(r"model\.nef:(\d+)", shown)[1])
    assert e.value._render_traceback_()[0].startswith("\x1b[1;31merror[NEF010]\x1b[0m: ")
    assert e.value.diagnostics[0].help == re.search(r"help: (.*)", shown)[1]
