"""A file beside the same document as text: what the file says is measured with its gold."""

import shutil
from pathlib import Path

from benchmarks.formats import MEASURES, by_document, by_format, main, read_all

SEED = Path("corpus/development/amur-governor")


def lay(folder, page):
    """The seed with a web page beside it that holds ``page``."""
    shutil.copytree(SEED, folder)
    (folder / "seed.html").write_text(f"<html><meta charset=utf-8>{page}</html>", "utf-8")


def test_what_a_file_loses(tmp_path, capsys):
    lines = (SEED / "seed.txt").read_text("utf-8").splitlines()
    folder = tmp_path / "development/amur-governor"
    lay(folder, "".join(f"<p>{line}</p>" for line in lines))
    (whole,) = read_all(str(tmp_path))
    assert whole.suffix == ".html"
    for column in ("found", "boundaries", "roster", "headline"):
        assert whole.file[column] == whole.text[column]
    assert whole.kept > 0.99
    (folder / "seed.html").write_text("<html><p>Протокол</p></html>", "utf-8")
    (poor,) = read_all(str(tmp_path))
    assert poor.file["found"].f1 == 0 < poor.text["found"].f1
    assert poor.kept < 0.1
    names = by_format([whole, poor], names=False)
    assert [row[0] for row in names] == [".html", "all"]
    assert len(by_document([whole])[0]) == len(MEASURES) + 1
    main([str(tmp_path)])
    assert "amur-governor/seed.html" in capsys.readouterr().out
