import psycopg
import pytest

from tests.plugins.postgres import NoServerError, PrivateServer, copied_programs


def test_a_private_server_answers_and_leaves_nothing_behind():
    server = PrivateServer()
    server.start()

    with psycopg.connect(server.url) as connection:
        version, ports = connection.execute(
            "select version(), current_setting('listen_addresses')"
        ).fetchone()
    server.stop()

    assert version.startswith("PostgreSQL ")
    assert ports == ""
    assert server.process.returncode == 0
    assert not server.folder.exists()


def test_a_server_that_cannot_start_says_why_and_leaves_nothing_behind():
    server = PrivateServer()
    (server.folder / "data").mkdir()
    (server.folder / "data" / "in the way").touch()

    with pytest.raises(NoServerError, match=r"exists but is not empty|could not change permissions"):
        server.start()

    assert not server.folder.exists()


def test_copied_programs_keep_their_libraries_beside_them(tmp_path):
    package = tmp_path / "site" / "wheel"
    for file in (package / "pginstall" / "bin" / "postgres", tmp_path / "site" / "wheel.libs" / "libpq.so"):
        file.parent.mkdir(parents=True)
        file.touch()

    copied = copied_programs(package / "pginstall", tmp_path / "copy")

    assert (copied / "bin" / "postgres").exists()
    assert (copied.parent.parent / "wheel.libs" / "libpq.so").exists()
