from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from ktpel_portal.env import read_environment

KEY = {"SECRET_KEY": "a long random text"}


def test_the_least_is_a_secret_key_and_everything_else_is_safe(tmp_path):
    env = read_environment(KEY, root=tmp_path)

    assert (env.debug, env.https, env.demo, env.portal_today) == (False, True, False, None)
    assert env.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert env.database["NAME"] == tmp_path / "portal.sqlite3"
    assert env.uploads_dir == tmp_path / "uploads"
    assert (env.port, env.web_workers) == (8000, 2)


def test_without_a_secret_key_nothing_starts(tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY is not set"):
        read_environment({}, root=tmp_path)


def test_the_secret_key_that_the_installation_made_is_used(tmp_path):
    (tmp_path / "secret_key").write_text("kept on this machine\n")

    env = read_environment({}, root=tmp_path)

    assert env.secret_key == "kept on this machine"


def test_an_empty_variable_counts_as_not_set(tmp_path):
    env = read_environment(KEY | {"PORTAL_TODAY": "", "DEBUG": "", "DATABASE_URL": ""}, root=tmp_path)

    assert (env.portal_today, env.debug) == (None, False)
    assert env.database["NAME"] == tmp_path / "portal.sqlite3"


def test_what_is_set_is_taken(tmp_path):
    variables = {
        "ALLOWED_HOSTS": "blangko.example.go.id, .dukcapil.example",
        "DEBUG": "1",
        "DEMO": "1",
        "DEMO_PASSWORD": "sandi",
        "PORTAL_TODAY": "2017-07-16",
        "PORT": "8100",
        "WEB_WORKERS": "4",
        "UPLOADS_DIR": "/srv/uploads",
    }

    env = read_environment(KEY | variables, root=tmp_path)

    assert env.allowed_hosts == ["blangko.example.go.id", ".dukcapil.example"]
    assert (env.debug, env.https, env.demo, env.demo_password) == (True, False, True, "sandi")
    assert env.portal_today == date(2017, 7, 16)
    assert (env.port, env.web_workers, str(env.uploads_dir)) == (8100, 4, "/srv/uploads")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "yes"),
        ("DEMO", "true"),
        ("HTTPS", "on"),
        ("PORTAL_TODAY", "16/07/2017"),
        ("PORTAL_TODAY", "2017-02-30"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("WEB_WORKERS", "-1"),
        ("ALLOWED_HOSTS", "https://blangko.example"),
        ("ALLOWED_HOSTS", "blangko.example:443"),
        ("ALLOWED_HOSTS", "a.example,,b.example"),
        ("DATABASE_URL", "portal.sqlite3"),
        ("DATABASE_URL", "mysql://user@host/name"),
        ("DATABASE_URL", "sqlite://portal.sqlite3"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///no/such/folder/portal.sqlite3"),
        ("DATABASE_URL", "postgres://user@host"),
        ("DATABASE_URL", "postgres://user@/name"),
        ("DATABASE_URL", "postgres://user@host:port/name"),
        ("DATABASE_URL", "postgres://user@host/name/more"),
        ("DATABASE_URL", "postgres://user@host/name?sslmod=require"),
        ("DATABASE_URL", "postgres://user@host/name?sslmode"),
        ("DATABASE_URL", "postgres://user:pass#word@host/name"),
        ("SECOND_FACTOR", "yes"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "10"),
        ("TRUSTED_PROXIES", "127.0.0.1"),
        ("UPLOADS_PER_HOUR", "0"),
        ("UPLOADS_PER_HOUR", "unlimited"),
        ("UPLOAD_MIB_PER_HOUR", "0"),
    ],
)
def test_an_odd_value_stops_the_start_and_names_its_variable(tmp_path, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is “"):
        read_environment(KEY | {name: value}, root=tmp_path)


def test_a_relative_sqlite_path_starts_in_the_project(tmp_path):
    (tmp_path / "data").mkdir()

    env = read_environment(KEY | {"DATABASE_URL": "sqlite:///data/portal.sqlite3"}, root=tmp_path)

    assert env.database["NAME"] == tmp_path / "data" / "portal.sqlite3"


def test_an_absolute_sqlite_path_has_four_slashes(tmp_path):
    env = read_environment(KEY | {"DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3"}, root=Path("/"))

    assert env.database["NAME"] == tmp_path / "portal.sqlite3"
    assert env.database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_address_is_taken_apart(tmp_path):
    url = "postgres://por%40tal:p%2Fw%23d@db.example:5433/blangko?sslmode=require"

    database = read_environment(KEY | {"DATABASE_URL": url}, root=tmp_path).database

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("por@tal", "p/w#d")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "5433", "blangko")
    assert database["OPTIONS"] == {"sslmode": "require"}
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)


def test_a_postgresql_socket_is_named_as_an_option(tmp_path):
    url = "postgres://portal@/blangko?host=/run/postgresql"

    database = read_environment(KEY | {"DATABASE_URL": url}, root=tmp_path).database

    assert (database["HOST"], database["PORT"], database["OPTIONS"]) == ("/run/postgresql", "", {})


def test_a_password_is_not_repeated_in_a_complaint(tmp_path):
    url = "postgres://portal:very-secret@db.example/"

    with pytest.raises(ImproperlyConfigured) as raised:
        read_environment(KEY | {"DATABASE_URL": url}, root=tmp_path)

    assert "very-secret" not in str(raised.value)


def test_the_limits_of_an_upload_are_settings(tmp_path):
    told = KEY | {"UPLOAD_MIB": "5", "UPLOAD_ROWS": "514"}

    limits = read_environment(told, root=tmp_path).upload_limits

    assert limits == {
        "bytes": 5 * 1024 * 1024,
        "unpacked": 100 * 1024 * 1024,
        "rows": 514,
        "columns": 200,
        "seconds": 30,
    }


def test_received_files_may_lie_in_a_bucket(tmp_path):
    told = {
        "UPLOADS_BACKEND": "storages.backends.s3.S3Storage",
        "UPLOADS_OPTIONS": '{"bucket_name": "ktpel"}',
    }

    storage = read_environment(KEY | told, root=tmp_path).uploads_storage

    assert storage == {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": "ktpel"}}


@pytest.mark.parametrize("options", ["ktpel", "[1]", '"secret'])
def test_odd_options_of_a_bucket_stop_the_start_and_are_not_repeated(tmp_path, options):
    told = {"UPLOADS_BACKEND": "storages.backends.s3.S3Storage", "UPLOADS_OPTIONS": options}

    with pytest.raises(ImproperlyConfigured, match=r"^UPLOADS_OPTIONS is “…”"):
        read_environment(KEY | told, root=tmp_path)


def test_how_much_a_user_may_send_within_an_hour_is_set(tmp_path):
    default = read_environment(KEY, root=tmp_path).uploads_per_hour
    told = read_environment(
        KEY | {"UPLOADS_PER_HOUR": "5", "UPLOAD_MIB_PER_HOUR": "7"}, root=tmp_path
    ).uploads_per_hour

    assert default == {"files": 60, "bytes": 200 * 1024 * 1024}
    assert told == {"files": 5, "bytes": 7 * 1024 * 1024}


def test_the_key_of_the_events_is_the_secret_key_unless_it_is_set(tmp_path):
    default = read_environment(KEY, root=tmp_path)
    told = read_environment(KEY | {"AUDIT_KEY": "another"}, root=tmp_path)

    assert (default.audit_key, told.audit_key) == ("a long random text", "another")
    assert told.secret_key == "a long random text"


def test_former_keys_stand_with_blanks_between(tmp_path):
    told = read_environment(KEY | {"SECRET_KEY_FALLBACKS": " older  oldest "}, root=tmp_path)

    assert told.secret_key_fallbacks == ["older", "oldest"]
    assert read_environment(KEY, root=tmp_path).secret_key_fallbacks == []


@pytest.mark.parametrize(
    ("variables", "required"),
    [
        ({}, True),
        ({"DEMO": "1"}, False),
        ({"DEBUG": "1"}, False),
        ({"DEMO": "1", "SECOND_FACTOR": "1"}, True),
        ({"SECOND_FACTOR": "0"}, False),
    ],
)
def test_a_second_factor_is_required_but_in_a_demonstration(tmp_path, variables, required):
    assert read_environment(KEY | variables, root=tmp_path).second_factor_required is required


@pytest.mark.parametrize(("value", "proxies"), [("", 0), ("0", 0), ("2", 2)])
def test_how_many_proxies_are_believed_is_set(tmp_path, value, proxies):
    assert read_environment(KEY | {"TRUSTED_PROXIES": value}, root=tmp_path).trusted_proxies == proxies
