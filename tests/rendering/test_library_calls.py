"""Declarations of C calls, kept beside the bytecode."""

import subprocess
import sys

import cffi
import pytest

from cxscore.rendering import library_calls
from cxscore.rendering.library_calls import kept_declarations

STRLEN = "typedef struct { int across; int down; } Place; size_t strlen(const char *text);"


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(library_calls, "cache_from_source", lambda _: str(tmp_path / "in" / "x"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "in"


def declared():
    with kept_declarations():
        made = cffi.FFI()
        made.cdef(STRLEN)
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="C's own calls have no such name there")
def test_calls_are_the_same_when_they_were_kept(folder):
    for _ in range(2):
        made = declared()
        assert made.dlopen(None).strlen(b"five.") == 5
        place = made.new("Place *", {"across": 3})
        assert (place.across, place.down) == (3, 0)
        assert made.new("Place *") != made.NULL
    assert len(list(folder.iterdir())) == 1
    assert cffi.FFI is library_calls.PLAIN


def test_what_was_kept_is_not_parsed_again(folder, monkeypatch):
    declared()
    monkeypatch.setattr(library_calls, "PLAIN", None)
    assert declared().sizeof("Place") == 8


def test_other_declarations_are_another_file(folder):
    declared()
    with kept_declarations():
        made = cffi.FFI()
        made.cdef("typedef struct { double wide; double high; } Place;")
    assert made.sizeof("Place") == 16


@pytest.mark.parametrize("why", ["told not to", "cannot"])
def test_nothing_is_written_where_python_writes_nothing(folder, monkeypatch, why):
    if why == "cannot":
        folder.write_text("no folder")
    else:
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert declared().sizeof("Place") == 8
    assert why == "cannot" or not folder.exists()


def test_a_fault_in_between_leaves_cffi_as_it_was():
    with pytest.raises(OSError, match="none"), kept_declarations():
        raise OSError("none")
    assert cffi.FFI is library_calls.PLAIN


def test_the_layout_engine_starts_no_other_program_and_loads_no_font_tools():
    code = (
        "import sys\n"
        "def tell(event, arguments):\n"
        "    assert event != 'subprocess.Popen', arguments\n"
        "sys.addaudithook(tell)\n"
        "from cxscore.rendering import FORMATS, load\n"
        "load(['pdf'])\n"
        "loaded = {'fontTools.subset', 'fontTools.varLib'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
        "if 'weasyprint' in sys.modules:\n"
        "    from weasyprint.pdf import fonts\n"
        "    assert fonts.subset.Options().hinting\n"
        "    assert 'fontTools.subset' in sys.modules\n"
    )
    if sys.platform != "linux":
        pytest.skip("elsewhere libraries are looked for by other programs")
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
