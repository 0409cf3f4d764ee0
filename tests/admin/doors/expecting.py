"""The table as it is asked: what must come at a door for a role."""

from dataclasses import dataclass

from tests.admin.doors.table import ACCOUNTS, BLANKS, OPEN, PLANS, PORTAL, REGIONS, REPORTS, ROLES


@dataclass(frozen=True, slots=True)
class Door:
    """What must come at one URL: by method, the word of each role, and that of a strange row."""

    name: str
    row: str
    words: dict[str, dict[str, str]]
    strange: dict[str, str]

    def must_come(self, role: str, method: str, *, own: bool) -> str:
        if role == "anonymous":
            return OPEN.get(self.name, ("sign-in", "sign-in"))[method == "POST"]
        word = self.words[method][role]
        return word if own or word == "refused" else self.strange[method]


def read_table() -> dict[str, Door]:
    doors: dict[str, Door] = {}
    lines = "\n".join((PORTAL, REGIONS, REPORTS, BLANKS, PLANS, ACCOUNTS)).splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            name, row, how, *words, strange = line.split()
            door = doors.setdefault(name, Door(name, row, {}, {}))
            for method in ("GET", "POST") if how == "both" else (how,):
                door.words[method] = dict(zip(ROLES, words, strict=True))
                door.strange[method] = strange
    return doors


TABLE = read_table()
