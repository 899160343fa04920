"""Modules that are loaded when something of them is used."""

import sys

import pytest

from cxscore.rendering.postponed_modules import postponed

SOURCE = "HOUR = 60\n\ndef double(number, *, plus=0):\n    return 2 * number + plus\n"


@pytest.fixture
def name(tmp_path, monkeypatch):
    (tmp_path / "slowly_loaded.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "slowly_loaded"
    sys.modules.pop("slowly_loaded", None)


def test_it_is_loaded_when_a_function_of_it_is_called(name):
    with postponed({name: ("double",)}):
        from slowly_loaded import double
    assert name not in sys.modules
    assert double(4, plus=1) == 9
    assert name in sys.modules


def test_it_is_loaded_when_it_is_asked_for_anything(name):
    with postponed({name: ()}):
        import slowly_loaded
    assert name not in sys.modules
    assert slowly_loaded.HOUR == 60
    with pytest.raises(AttributeError, match="minute"):
        _ = slowly_loaded.minute


def test_what_is_loaded_already_stays(name):
    import slowly_loaded as loaded

    with postponed({name: ()}):
        import slowly_loaded
    assert slowly_loaded is loaded
    assert sys.modules[name] is loaded
