import pytest

from ktpel_portal.language import chosen_language


@pytest.mark.parametrize(("choice", "language"), [(None, "id"), ("en", "en"), ("id", "id"), ("fr", "id")])
def test_the_language_is_indonesian_unless_the_reader_chose_english(choice, language):
    assert chosen_language(choice) == language


@pytest.mark.django_db
def test_what_the_browser_prefers_is_not_asked(client):
    response = client.get("/login/", headers={"accept-language": "en"})

    assert response.headers["Content-Language"] == "id"


@pytest.mark.django_db
def test_the_choice_is_kept(client):
    client.post("/i18n/setlang/", {"language": "en", "next": "/login/"})

    response = client.get("/login/")

    assert response.headers["Content-Language"] == "en"
