"""A record as lines of text by field: the one reading of its data that pages, differences,
comparisons and tables share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.i18n.messages import Messages

from . import dates_shown, identifiers, money
from .model import Catalogue, Data, Revision
from .presence import Presence, absent, note

FIELDS = (
    "kind", "period", "places", "parties", "contacts", "funding", "goals", "target_groups", "eligibility",
    "exclusions", "cost", "duration", "office_hours", "staffing", "activities", "outputs", "stages", "editions",
    "procedures", "documents", "legal_basis", "links", "languages", "relations", "comments", "licence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. `target` is a page of the site ("katalog/instytucje/mcps/") or a full address."""

    text: str
    target: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record; without lines it says why."""

    key: str
    label: str
    lines: tuple[Line, ...]
    absent: Presence | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the readings need: names of entities and words."""

    catalogue: Catalogue
    t: Messages

    def name(self, kind: str, id: str) -> str:
        found = self.catalogue.entities(kind).get(id)
        return found.name if found else id


def fields(revision: Revision, speak: Speaker) -> tuple[Field, ...]:
    """Every field that the kind of record can have, in the order of the page."""
    return tuple(field(revision, key, speak) for key in FIELDS if key in revision.data)


def field(revision: Revision, key: str, speak: Speaker) -> Field:
    value = revision.data.get(key, {"presence": "not-stated"})
    label = speak.t(f"field.{key}")
    if reason := absent(value):
        return Field(key, label, (), reason, note(value))
    reader = _READERS[key]
    entries: Sequence[Any] = value if isinstance(value, list) else [value]
    lines = tuple(line for entry in entries for line in reader(entry, speak))
    return Field(key, label, lines)


def said(reason: Presence, t: Messages) -> str:
    """The words for a missing value."""
    return t(f"presence.{reason.value}")


def _line(entry: Data, text: str, target: str = "") -> Line:
    return Line(text, target, str(entry.get("note", "")), tuple(entry.get("sources", ())))


def _kind(entry: str, speak: Speaker) -> Iterator[Line]:
    yield Line(speak.t(f"kind.{entry}"))


def _text(entry: str, _: Speaker) -> Iterator[Line]:
    yield Line(entry)


def _period(entry: Data, speak: Speaker) -> Iterator[Line]:
    words = dates_shown.text(entry["edtf"], speak.t)
    if entry.get("planned"):
        words = speak.t("period.planned", period=words)
    if "presence" in entry:
        words = speak.t("period.inferred", period=words)
    yield _line(entry, words)


def _place(entry: Data, speak: Speaker) -> Iterator[Line]:
    parts = [entry["name"], entry.get("address", ""), entry.get("postcode", "")]
    text = ", ".join(p for p in parts if p)
    if "area" in entry:
        text = f"{text}. {entry['area']}"
    if "streets" in entry:
        text = speak.t("place.streets", place=text.removesuffix("."), streets=", ".join(entry["streets"]))
    yield _line(entry, text, f"katalog/miejsca/{entry['place']}/" if "place" in entry else "")


def _party(entry: Data, speak: Speaker) -> Iterator[Line]:
    id = entry.get("institution", "")
    name = speak.name("institutions", id) if id else entry["name"]
    text = speak.t("party", role=speak.t(f"role.{entry['role']}"), name=name)
    yield _line(entry, text, f"katalog/instytucje/{id}/" if id else "")


def _contact(entry: Data, speak: Speaker) -> Iterator[Line]:
    phone = identifiers.phone(entry["phone"]) if "phone" in entry else None
    parts = [identifiers.phone_shown(phone) if phone else "", entry.get("email", ""), entry.get("address", "")]
    parts.append(entry.get("url", ""))
    target = f"mailto:{entry['email']}" if "email" in entry else f"tel:{phone}" if phone else entry.get("url", "")
    yield _line(entry, speak.t("pair", left=entry["of"], right=", ".join(p for p in parts if p)), target)


def _funding(entry: Data, speak: Speaker) -> Iterator[Line]:
    t = speak.t
    if "programme" in entry:
        text = t("pair", left=t("funding.programme"), right=speak.name("programmes", entry["programme"]))
        yield _line(entry, text, f"katalog/programy/{entry['programme']}/")
    for key in ("priority", "measure", "fund", "contract"):
        if key in entry:
            yield Line(t("pair", left=t(f"funding.{key}"), right=entry[key]))
    amounts = entry["amounts"]
    if reason := absent(amounts):
        yield Line(t("pair", left=t("funding.amounts"), right=said(reason, t)), note=note(amounts))
    else:
        yield from (_amount(a, speak) for a in amounts)
    thanks = entry["acknowledgement"]
    words = said(reason, t) if (reason := absent(thanks)) else thanks
    yield Line(t("pair", left=t("funding.acknowledgement"), right=words))


def _amount(entry: Data, speak: Speaker) -> Line:
    t = speak.t
    value = money.Money(Decimal(entry["amount"]), entry["currency"]).shown(t.language)
    if "max" in entry:
        top = money.Money(Decimal(entry["max"]), entry["currency"]).shown(t.language)
        value = t("period.between", start=value, end=top)
    if entry.get("approximate"):
        value = t("about", value=value)
    if "currency_presence" in entry:
        value = t("currency.inferred", value=value)
    return _line(entry, t("pair", left=entry.get("of") or t(f"amount.{entry['what']}"), right=value))


def _item(entry: Data, speak: Speaker) -> Iterator[Line]:
    text = entry["text"]
    if "number" in entry:
        number = speak.t("about", value=str(entry["number"])) if entry.get("approximate") else str(entry["number"])
        unit = entry.get("unit", "")
        text = speak.t("pair", left=text.removesuffix("."), right=f"{number} {unit}".strip())
    target = f"katalog/akty/{entry['act']}/" if "act" in entry else ""
    yield _line(entry, text, target)


def _cost(entry: Data, speak: Speaker) -> Iterator[Line]:
    value = money.Money(Decimal(entry["amount"]), entry["currency"])
    words = speak.t("cost.free") if value.amount == 0 else value.shown(speak.t.language)
    yield Line(words)


def duration(iso: str, t: Messages) -> str:
    """P2Y as "2 lata"."""
    units = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}
    parts: list[str] = []
    number = ""
    for character in iso[1:]:
        if character.isdigit():
            number += character
        else:
            parts.append(t(f"duration.{units[character]}", count=int(number)))
            number = ""
    return " ".join(parts)


def _duration(entry: Data, speak: Speaker) -> Iterator[Line]:
    words = duration(entry["iso"], speak.t)
    yield _line(entry, speak.t("about", value=words) if entry.get("approximate") else words)


def _hours(entry: Data, speak: Speaker) -> Iterator[Line]:
    t = speak.t
    days = [t(f"day.{d}") for d in entry["days"]]
    week = ["mon", "tue", "wed", "thu", "fri"]
    when = t("day.week") if entry["days"] == week else ", ".join(days)
    yield Line(t("hours", days=when, start=entry["from"], end=entry["to"]))


def _staff(entry: Data, speak: Speaker) -> Iterator[Line]:
    text = speak.t("pair", left=entry["role"], right=str(entry["number"])) if "number" in entry else entry["role"]
    yield _line(entry, f"{text}. {entry['tasks']}" if "tasks" in entry else text)


def _activity(entry: Data, speak: Speaker) -> Iterator[Line]:
    text = entry["name"]
    if "ages" in entry:
        text = speak.t("ages", name=text, low=entry["ages"][0], high=entry["ages"][1])
    if "text" in entry:
        text = f"{text}. {entry['text']}"
    if entry.get("access") in ("partly-restricted", "restricted"):
        text = f"{text.removesuffix('.')}. {speak.t('access.' + entry['access'])}"
    if "act" in entry:
        text = f"{text.removesuffix('.')}. {speak.t('activity.act', act=speak.name('acts', entry['act']))}"
    yield _line(entry, text, f"katalog/akty/{entry['act']}/" if "act" in entry else "")


def _output(entry: Data, speak: Speaker) -> Iterator[Line]:
    t = speak.t
    text = entry["name"]
    if "number" in entry:
        text = t("pair", left=text, right=f"{entry['number']} {entry.get('unit', '')}".strip())
    if entry["state"] != "unknown":
        text = t("output.state", name=text, state=t(f"state.{entry['state']}"))
    if "text" in entry:
        text = f"{text}. {entry['text']}"
    if "areas" in entry:
        text = t("output.areas", text=text.removesuffix("."), areas="; ".join(entry["areas"]))
    yield _line(entry, text)


def _stage(entry: Data, speak: Speaker) -> Iterator[Line]:
    t = speak.t
    state = said(r, t) if (r := absent(entry["state"])) else t(f"state.{entry['state']}")
    when = said(r, t) if (r := absent(entry["period"])) else next(iter(_period(entry["period"], speak))).text
    yield _line(entry, t("stage", list=t(f"stage.{entry['list']}"), name=entry["name"], state=state, when=when))


def _edition(entry: Data, speak: Speaker) -> Iterator[Line]:
    t = speak.t
    yield _line(entry, entry["name"])
    for key in ("period", "place", "hours", "participants", "trainers"):
        value = entry[key]
        if reason := absent(value):
            words = said(reason, t)
        else:
            words = dates_shown.text(value["edtf"], t) if key == "period" else str(value)
        yield Line(t("pair", left=t(f"edition.{key}"), right=words), note=note(value))
    if "topics" in entry:
        yield Line(t("pair", left=t("edition.topics"), right=", ".join(entry["topics"])))


def _procedure(entry: Data, speak: Speaker) -> Iterator[Line]:
    for number, step in enumerate(entry["steps"], 1):
        text = speak.t("procedure.step", actor=entry["actor"], number=number, text=step["text"])
        if "deadline" in step:
            text = f"{text} {deadline(step['deadline'], speak.t)}"
        yield Line(text)


def deadline(entry: Data, t: Messages) -> str:
    """ "Termin: 7 dni od przyjęcia formularza (rodzaju dni nie podano)." """
    days = entry["days"]
    kind = t("deadline.days_unstated") if absent(days) else t(f"deadline.{days}")
    return t("deadline", duration=duration(entry["duration"], t), event=entry["from"], days=kind)


def _document(entry: Data, speak: Speaker) -> Iterator[Line]:
    t = speak.t
    text = t("pair", left=t(f"document.{entry['kind']}"), right=entry["title"])
    if entry.get("access") == "restricted":
        text = f"{text} ({t('presence.restricted')})"
    elif reason := absent(entry.get("file")):
        text = f"{text} ({said(reason, t)})"
    line = _line(entry, text, entry.get("url", "") or (entry["file"] if isinstance(entry.get("file"), str) else ""))
    yield Line(line.text, line.target, note(entry.get("file")), line.sources)


def _legal(entry: Data, speak: Speaker) -> Iterator[Line]:
    name = speak.name("acts", entry["act"])
    where = f"{name}, {entry['locator']}" if "locator" in entry else name
    text = speak.t("pair", left=speak.t(f"legal.{entry['role']}"), right=where)
    yield _line(entry, text, f"katalog/akty/{entry['act']}/")


def _link(entry: Data, speak: Speaker) -> Iterator[Line]:
    t = speak.t
    checked = entry["checked"]
    when = said(r, t) if (r := absent(checked)) else dates_shown.day(checked, t)
    yield _line(entry, t("link", title=entry["title"], url=entry["url"], checked=when), entry["url"])


def _language(entry: Data, speak: Speaker) -> Iterator[Line]:
    name = speak.t(f"language.{entry['code']}")
    if "presence" in entry:
        name = f"{name} ({speak.t('presence.' + entry['presence'])})"
    yield Line(name)


def _relation(entry: Data, speak: Speaker) -> Iterator[Line]:
    record = speak.catalogue.records.get(entry["target"])
    title = record.title if record else entry["target"]
    text = speak.t("pair", left=speak.t(f"relation.{entry['type']}"), right=title)
    yield _line(entry, text, f"katalog/{entry['target']}/" if record else "")


def _comment(entry: Data, speak: Speaker) -> Iterator[Line]:
    yield Line(
        speak.t("comment", author=entry["author"], date=dates_shown.day(entry["date"], speak.t), text=entry["text"])
    )


_READERS: Mapping[str, Callable[[Any, Speaker], Iterator[Line]]] = {
    "kind": _kind, "period": _period, "places": _place, "parties": _party, "contacts": _contact,
    "funding": _funding, "goals": _item, "target_groups": _item, "eligibility": _item, "exclusions": _item,
    "cost": _cost, "duration": _duration, "office_hours": _hours, "staffing": _staff, "activities": _activity,
    "outputs": _output, "stages": _stage, "editions": _edition, "procedures": _procedure, "documents": _document,
    "legal_basis": _legal, "links": _link, "languages": _language, "relations": _relation, "comments": _comment,
    "licence": _text,
}  # fmt: skip
