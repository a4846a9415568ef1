"""`manage.py demo`, run as a newcomer runs it: a process of its own, an empty folder, nothing set."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--growers", "20", "--days", "5")


def environment(folder: Path) -> dict[str, str]:
    """What a newcomer's shell has: no database, no Redis, no settings."""
    ours = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_ORIGIN", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if name not in ours} | {"VAR_DIR": str(folder)}


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One run that ends by itself."""
    return subprocess.run(
        [sys.executable, "manage.py", "demo", *arguments],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("season")


@pytest.fixture(scope="module")
def season(folder: Path) -> dict[str, Any]:
    """A small season, grown once for this file."""
    done = demo(folder, "--no-serve", "--json", *SMALL)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_it_counts_what_it_grew(season: dict[str, Any]) -> None:
    assert season["counts"]["growers"] == 20
    assert season["counts"]["plots"] == 51  # 50, and the one outside the area
    assert season["counts"]["export_batches"] == 2
    assert season["ready_s"] > 0


def test_it_names_a_lot_of_each_fate_by_a_carton_of_it(season: dict[str, Any]) -> None:
    fates = {"shipped", "held", "lost_claim", "before_opening", "outside_area", "orange"}
    assert set(season["examples"]) == fates | {"recalled", "revoked", "graded"}
    for example in season["examples"].values():
        assert re.fullmatch(r"/01/\d{14}/10/TY[0-9A-Z]+/21/[0-9A-Z]{12}", example["path"])
        assert f"/10/{example['lot']}/" in example["path"]


def test_it_tells_every_face_and_how_to_sign_in(season: dict[str, Any]) -> None:
    assert set(season["faces"]) == {
        "grower",
        "cooperative",
        "control_body",
        "laboratory",
        "exporter",
        "importer",
        "buyer",
        "api",
    }
    assert season["faces"]["grower"]["sign_in"]["pin"].isdigit()
    assert season["faces"]["buyer"]["sign_in"] is None


def test_run_again_it_keeps_the_season(folder: Path, season: dict[str, Any]) -> None:
    again = demo(folder, "--no-serve", "--json")
    assert json.loads(again.stdout.splitlines()[-1])["examples"] == season["examples"]


def test_the_same_seed_grows_the_same_season(tmp_path: Path, season: dict[str, Any]) -> None:
    other = json.loads(demo(tmp_path, "--no-serve", "--json", *SMALL).stdout.splitlines()[-1])
    assert other["counts"] == season["counts"]
    assert {name: example["lot"] for name, example in other["examples"].items()} == {
        name: example["lot"] for name, example in season["examples"].items()
    }


def test_it_serves_every_face_and_stops_cleanly_on_ctrl_c(folder: Path, season: dict[str, Any]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--json", "--port", str(port)],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    faces = json.loads(process.stdout.readline())["faces"]
    answers = {
        name: urllib.request.urlopen(f"http://127.0.0.1:{port}{face['path']}", timeout=30).status
        for name, face in faces.items()
    }
    root = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/.well-known/gs1resolver", timeout=30))[
        "resolverRoot"
    ]
    buyer = urllib.request.urlopen(f"http://127.0.0.1:{port}{faces['buyer']['path']}", timeout=30).read().decode()
    pictures = re.findall(r'src="(/pictures/[^"]+)"', buyer)
    drawn = [urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30).read()[8:12] for path in pictures]
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=30)
    assert answers == dict.fromkeys(faces, 200)
    assert root == f"http://localhost:{port}", "what is printed now leads to where it is served now"
    assert drawn == [b"WEBP"] * 3, "two growers agreed: a portrait and two orchards"
    assert process.returncode == 0
    assert "Traceback" not in complaints


def test_a_port_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = demo(tmp_path, "--port", str(port))
    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        f"CommandError: Port {port} is in use. Stop what uses it, or choose another: --port {port + 1}."
    )


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc").exists(), reason="needs a folder nobody can write")
def test_a_read_only_folder_is_said_in_one_sentence() -> None:
    refused = demo(Path("/proc/season"), "--no-serve")
    assert refused.returncode == 1
    assert refused.stderr.strip().splitlines()[-1].endswith("Make the folder writable, or set VAR_DIR to one that is.")


@pytest.mark.parametrize(("option", "value"), [("--growers", "3"), ("--days", "1")])
def test_a_season_too_small_for_every_fate_is_refused(tmp_path: Path, option: str, value: str) -> None:
    refused = demo(tmp_path, "--no-serve", option, value)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"CommandError: {option} is {value};")


def test_a_half_grown_season_starts_over(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--no-serve", *SMALL],
        cwd=ROOT,
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "season.growing").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(2)
    process.kill()
    process.wait()
    assert (tmp_path / "season.growing").exists()
    again = demo(tmp_path, "--no-serve", "--json", *SMALL)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout.splitlines()[-1])["counts"]["growers"] == 20
