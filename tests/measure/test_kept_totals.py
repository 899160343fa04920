"""A folder of totals: used while nothing has changed, else measured anew, whatever lies in it."""

import errno
import os
import stat
import threading
from dataclasses import replace
from datetime import date

import pytest

from cxscore.definition import examine
from cxscore.measure import measure_kpis, tally_files
from cxscore.measure.basis import Asked, no_versions
from cxscore.measure.kept_totals import name_of, recalled_or_measured
from cxscore.model.tallies import Tallies
from cxscore.problems import Problems, Severity
from tests import company

AS_OF = date(2026, 4, 10)


class Measuring:
    """A small company, asked as a build asks, and how often its data were measured."""

    def __init__(self, home):
        self.home = home
        self.kpis = company.write(home)
        self.folder = home / "tallies"
        self.times = 0
        self.period = None
        self.meanwhile = lambda: None

    @property
    def asked(self):
        return Asked(examine(self.kpis).definition, AS_OF, self.period, None, 5)

    @property
    def path(self):
        return self.folder / name_of(self.asked)

    def measure(self):
        self.times += 1
        found = measure_kpis(self.asked.definition, AS_OF, period=self.period)
        self.meanwhile()
        return found

    def __call__(self, *, rescan=False):
        return recalled_or_measured(
            self.asked, Tallies(self.folder, rescan), self.measure, no_versions
        )

    def codes(self):
        return [problem.code for problem in self().asides]


@pytest.fixture
def build(tmp_path):
    return Measuring(tmp_path)


def test_the_second_time_nothing_is_measured_and_all_is_the_same(build):
    first, second = build(), build()
    assert build.times == 1
    assert first.recalled_from == ""
    assert second.recalled_from == str(build.path)
    assert repr(replace(second, recalled_from="")) == repr(first)
    assert first.asides == second.asides == ()


def test_what_has_changed_is_measured_and_takes_the_place_of_the_former(build):
    build()
    company.write(build.home, surveys=company.ROWS.replace(",6\n", ",9\n"))
    changed = build()
    assert build.times == 2
    assert changed.asides == ()
    assert repr(replace(build(), recalled_from="")) == repr(changed)
    assert build.times == 2
    assert list(build.folder.iterdir()) == [build.path]


def test_a_period_and_a_kpis_yaml_each_have_one_file(build):
    build()
    calendar = build.asked.definition.calendar
    build.period = calendar.parse("2026-02")
    february = build()
    assert february.reported.id == "2026-02"
    other = build.home / "other.yaml"
    build.kpis = build.kpis.rename(other)
    build()
    assert len(list(build.folder.iterdir())) == 3
    assert sorted(path.name.rsplit("-", 1)[0] for path in build.folder.iterdir()) == [
        "kpis-2026-02",
        "kpis-latest",
        "other-2026-02",
    ]


def test_those_of_the_same_name_lie_side_by_side(build, tmp_path_factory):
    other = Measuring(tmp_path_factory.mktemp("other"))
    other.folder = build.folder = build.home / "not" / "yet" / "there"
    for each in (build, other, build, other):
        each()
    assert (build.times, other.times) == (1, 1)
    build.period = build.asked.definition.calendar.parse("2026-02")
    names = set()
    for period in ("1/2", "1_2"):  # periods of a calendar's file are called whatever it says
        build.period = replace(build.period, id=period)
        names.add(build.path.name)
    assert len({name.rsplit("-", 1)[0] for name in names}) == 1
    assert len(names) == 2


def test_names_are_plain_whatever_the_kpis_yaml_is_called(build):
    build.kpis = build.kpis.rename(
        build.home / ("ü /$(x)\n" * 3 + "x" * 200 + ".yaml").replace("/", ":")
    )
    name = name_of(build.asked)
    assert len(name) < 90
    assert name.isascii()
    assert name.replace("-", "").replace("_", "").replace(".", "").isalnum()


def test_rescan_measures_and_keeps(build):
    build()
    kept = build.path.stat().st_ino
    assert build(rescan=True).recalled_from == ""
    assert build.times == 2
    assert build.path.stat().st_ino != kept
    assert build().recalled_from


def test_rescan_does_not_look_at_what_is_there(build):
    build()
    build.path.write_text("{}")
    assert build(rescan=True).asides == ()


DAMAGES = {
    "empty": lambda text: b"",
    "cut": lambda text: text[:-100],
    "edited": lambda text: text.replace(b'"n":', b'"n":1', 1),
    "foreign": lambda text: b'{"title": "Small scorecard"}',
    "deep": lambda text: b"[" * 1_000_000,
    "sparse": lambda text: b"\0" * 1_000_000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_said_and_measured_and_mended(build, damage):
    whole = build()
    text = build.path.read_bytes()
    build.path.write_bytes(DAMAGES[damage](text))
    again = build()
    assert build.times == 2
    assert replace(again, asides=()) == whole
    (said,) = again.asides
    assert (said.code, said.severity, said.line) == ("CX173", Severity.WARNING, 0)
    assert said.path == str(build.path)
    assert build.path.read_bytes() == text
    assert build.codes() == []
    assert build.times == 2


def test_the_words_for_it(build):
    build()
    build.path.write_text("{}")
    (said,) = build().asides
    assert said.message == (
        "this tally is not used: it was not written by this program, or its first line was "
        "changed; the data were measured anew; let nobody else write to its folder"
    )


def test_one_of_another_kpis_yaml_is_not_used(build, tmp_path_factory):
    other = Measuring(tmp_path_factory.mktemp("other"))
    company.write(other.home, company.KPIS.replace("nps: score", "mean: score"))
    other()
    build.folder.mkdir()
    build.path.write_bytes(other.path.read_bytes())
    assert build().facts[0].parts.promoters is not None
    assert build.times == 1


def test_what_is_huge_is_not_read_to_its_end(build, monkeypatch):
    build()
    monkeypatch.setattr(tally_files, "LARGEST", 1000)
    (unused, unkept) = build().asides
    assert "far too large" in unused.text
    assert (unkept.code, "too many" in unkept.text) == ("CX174", True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_nobody_is_waited_for(build):
    build.folder.mkdir()
    os.mkfifo(build.path)
    done = []
    thread = threading.Thread(target=lambda: done.append(build()), daemon=True)
    thread.start()
    thread.join(60)
    ((said,),) = [measured.asides for measured in done]
    assert "it is no file" in said.text
    assert build().recalled_from


def test_a_folder_in_its_place_stays(build):
    build.path.mkdir(parents=True)
    assert build.codes() == ["CX173", "CX174"]
    assert build.path.is_dir()
    assert list(build.folder.iterdir()) == [build.path]


def test_a_link_in_its_place_is_replaced_and_what_it_leads_to_stays(build):
    precious = build.home / "precious"
    precious.write_text("all of it")
    build.folder.mkdir()
    build.path.symlink_to(precious)
    assert build.codes() == ["CX173"]
    assert precious.read_text() == "all of it"
    assert not build.path.is_symlink()
    assert build().recalled_from


def test_one_that_may_not_be_read_is_said(build, monkeypatch):
    build()
    real = os.open

    def refusing(path, *rest, **more):
        if path == build.path:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *rest, **more)

    monkeypatch.setattr(tally_files.os, "open", refusing)
    (said,) = build().asides
    assert "it cannot be read (Permission denied)" in said.text


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said_and_leaves_what_was_there(build, monkeypatch):
    build()
    before = build.path.read_bytes()
    company.write(build.home, surveys=company.ROWS + "2026-03-30,9\n")
    monkeypatch.setattr(tally_files, "write_synced", full)
    changed = build()
    (said,) = changed.asides
    assert (said.code, said.severity) == ("CX174", Severity.WARNING)
    assert "cannot be kept here: No space left on device" in said.text
    assert build.path.read_bytes() == before
    assert list(build.folder.iterdir()) == [build.path]


def test_a_file_where_the_folder_should_be_is_said(build):
    build.folder.write_text("")
    assert build.codes() == ["CX173", "CX174"]


def test_it_appears_whole(build, monkeypatch):
    build()
    seen, real = [], tally_files.write_synced

    def looked_at(path, text, mode):
        real(path, text[:100], mode)
        seen.append(build.path.read_bytes())
        path.unlink()
        real(path, text, mode)

    monkeypatch.setattr(tally_files, "write_synced", looked_at)
    before = build.path.read_bytes()
    build(rescan=True)
    assert seen == [before]


def test_what_a_killed_run_left_goes(build):
    left = build.folder / "cxscore-scratch-ab12cd_9" / "files"
    left.mkdir(parents=True, mode=0o700)
    left.parent.chmod(0o700)
    build()
    assert list(build.folder.iterdir()) == [build.path]


def test_it_is_readable_as_the_user_has_it(build):
    before = os.umask(0o027)
    try:
        build()
    finally:
        os.umask(before)
    assert stat.S_IMODE(build.path.stat().st_mode) == 0o640


def test_no_row_stands_in_it(build):
    rows = "day,score,email\n2026-03-01,9,ada@example.com\n2026-03-02,3,bo@example.com\n"
    company.write(build.home, surveys=rows)
    build()
    assert b"example.com" not in build.path.read_bytes()
    assert b"2026-03-01" in build.path.read_bytes()


@pytest.mark.parametrize("back", [False, True], ids=["for good", "and back"])
def test_of_data_that_change_while_they_are_measured_nothing_is_kept(build, back):
    def change():
        company.write(build.home, surveys=company.ROWS + "2026-03-30,9\n")

    if back:  # hashed before and after as it was, and opened as it was not
        opened = build.measure

        def measure():
            change()
            found = opened()
            company.write(build.home)
            return found

        build.measure = measure
    else:
        build.meanwhile = change
    assert build().asides == ()
    assert not build.folder.exists()


def test_of_data_with_errors_nothing_is_kept(build):
    company.write(build.home, surveys=company.ROWS + "2026-03-30,eleven\n")
    with pytest.raises(Problems):
        build()
    assert not build.folder.exists()


def test_data_that_are_missing_are_said_as_ever(build):
    build()
    (build.home / "surveys.csv").unlink()
    with pytest.raises(Problems, match="CX145"):
        build()
