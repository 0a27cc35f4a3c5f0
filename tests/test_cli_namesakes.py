"""Names that several places bear: what export and geocode say of those taken for one."""

import os
import subprocess
import sys

import pytest

from kzmap.places import world

HEADER = "event_date,event_type,place,country,admin1\n"


@pytest.fixture(scope="module", autouse=True)
def index():
    """The real index, made once from the installed extra."""
    return world.open_index()


@pytest.fixture
def run(tmp_path):
    def call(rows, *words):
        lines = "".join(f"2022-01-05,protest,{row}\n" for row in rows)
        (tmp_path / "own.csv").write_text(HEADER + lines, "utf-8")
        return subprocess.run(
            [sys.executable, "-m", "kzmap", *words],
            cwd=tmp_path,
            env=os.environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    return call


@pytest.mark.parametrize(
    "words", [("export", "own.csv"), ("geocode", "own.csv", "--review", "review.csv")]
)
def test_a_name_taken_for_one_of_several_is_told_once(run, words):
    rows = ["Petropavlovsk,,", "Petropavlovsk,,", "Aktau,KZ,", "Almaty,,"]
    done = run(rows, *words)
    assert done.returncode == 0
    assert "2 names are borne by other places too:" in done.stderr
    found = "Petropavlovsk: taken for Petropavl, North Kazakhstan Region, KZ (2 others)"
    assert done.stderr.count(found) == 1
    assert "Aktau: taken for Aktau, Mangystau Region, KZ (2 others)" in done.stderr
    assert "Almaty" not in done.stderr
    assert "tell country or admin1 in these rows" in done.stderr


def test_what_its_unit_or_a_review_settles_is_not_told(run, tmp_path):
    review = (
        'place,country,admin1,reason,candidates,decision\nPetropavlovsk,,,,,"53.02, 158.65"\n'
    )
    (tmp_path / "review.csv").write_text(review, "utf-8")
    rows = ["Aktau,KZ,Mangystau Region", "Petropavlovsk,,"]
    done = run(rows, "export", "own.csv", "--review", "review.csv")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_homonym_of_the_world_is_off_the_map_and_the_exit_status_says_so(run):
    done = run(["Paris,,", "Победа,,", "Lyon,,", "Paris,FR,"], "export", "own.csv")
    assert done.returncode == 1
    assert "2 rows not on the map" in done.stderr
    assert "Paris: ambiguous: 20 places bear this name, and no country is told" in done.stderr
    assert "Победа: ambiguous: no country is told" in done.stderr
    assert "Peramoga (" in done.stderr
    assert "2 reports in 2 places" in done.stdout


def test_many_names_are_capped(run):
    spellings = ["Aktau,KZ,"] + [f"{a}ktau,KZ," for a in ("a", "Á", "á", "Ä", "ä")]
    spellings += [f"{a}KTAU,KZ," for a in ("A", "a", "Á", "á", "Ä", "ä")]
    done = run(spellings, "export", "own.csv")
    assert "12 names are borne by other places too:" in done.stderr
    assert "  and 2 more" in done.stderr


def test_the_next_step_names_the_country_where_that_is_enough(run):
    done = run([], "geocode", "Paris", "Победа", "La Paz")
    assert done.returncode == 1
    assert "for the first: kzmap geocode Paris --country FR\n" in done.stdout
    assert "for the first: kzmap geocode 'Победа' --country BY\n" in done.stdout
    assert "for the first: kzmap geocode 'La Paz' --country BO" in done.stdout
