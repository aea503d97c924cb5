"""This guide written out for other programs."""

from pathlib import Path

from tests.conftest import ROOT, run


def test_the_real_guide_can_be_written_out(tmp_path: Path) -> None:
    done = run("evidence_guide", "--folder", str(ROOT), "build", "--to", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    config = (tmp_path / "out/mkdocs.yml").read_text("utf-8")
    assert "plugins" not in config
    assert "evidence_guide.site.markdown_extension" in config
