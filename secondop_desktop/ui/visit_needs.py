"""Ready for this visit? The answer in a sentence, the list of what is needed, and where each thing is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import appointments, bin, wanted
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.flows import see_ready
from secondop_desktop.flows.see_ready import Listed, Readiness
from secondop_desktop.journey.ready import Standing
from secondop_desktop.ui.entries import Entries, Entry
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.fields import LineField, TextField, in_words
from secondop_desktop.ui.widgets.labels import chip, label, set_chip

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.ui.screen import House

_BLANK = {"text": "", "required": True, "link": "", "settled": False}


class NeedList(Entries):
    """The list of a visit, changed in place; `answered(id, key, yes)` to what a line may be.

    `looked_up(key)` when one wants to see where a linked thing is.
    """

    answered = Signal(str, str, bool)
    looked_up = Signal(str)

    def __init__(self, elsewhere: Callable[[Exception], object]) -> None:
        form = Form(elsewhere)
        form.add("text", LineField(tr("What is needed"), prose=True))
        kinds = [(True, tr("Required")), (False, tr("Helpful, if I have it"))]
        form.add("required", ChoiceField(tr("How important it is"), kinds))
        self._link = form.add("link", ChoiceField(tr("What it is in my records")))
        form.add("settled", TickField(tr("It is taken care of, whatever my records say")))
        super().__init__(form, self._line, tr("Add one thing"), _BLANK)

    def show_needs(self, found: Readiness) -> None:
        """Show the lines of a visit."""
        self._link.set_choices([("", tr("Not linked to a record")), *found.choices])
        self.set_entries([Entry(each.wanted.id, _values(each)) for each in found.listed])

    def _line(self, entry: Entry, edit: Callable[[], None]) -> QWidget:
        values, made = entry.values, QWidget()
        line, words = row("xs", "none", made), column("hair", "none xxs none xxs")
        head = row("s")
        head.addWidget(label(values["text"], "h3"), 1)
        head.addWidget(chip(*values["chip"]), 0, Qt.AlignmentFlag.AlignVCenter)
        words.addLayout(head)
        words.addWidget(label(values["where"], "small"))
        if values["offer"] and self._writable:
            words.addLayout(self._offer(entry.id, values))
        line.addLayout(words, 1)
        spoken = tr("See where it is: {text}", text=values["text"])
        look = icon_button(spoken, "eye", lambda: self.looked_up.emit(values["link"]))
        line.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        if not values["link"]:
            room = look.sizePolicy()
            room.setRetainSizeWhenHidden(True)  # so that the chips stand below each other
            look.setSizePolicy(room)
            look.hide()
        if self._writable:
            pencil = icon_button(tr("Change: {text}", text=values["text"]), "pencil", edit)
            line.addWidget(pencil, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _offer(self, identity: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a layout
        key, words = values["offer"], values["offer_words"]
        box = column("hair")
        box.addWidget(label(tr("Is it this? {name}", name=words)))
        yes = Button(tr("Yes, it is"), then=lambda: self.answered.emit(identity, key, True))
        no = Button(tr("No"), "quiet", then=lambda: self.answered.emit(identity, key, False))
        for made, said in ((yes, tr("Yes")), (no, tr("No"))):
            made.setAccessibleName(
                tr("{answer}: {text} is {name}", answer=said, text=values["text"], name=words)
            )
        box.addWidget(FlowRow(yes, no))
        return box


class ReadyCard(Card):
    """Keeps the list of one visit by itself; `looked_up(key)`, and `print_asked()` for what is missing."""

    looked_up = Signal(str)
    print_asked = Signal()

    def __init__(self, house: House) -> None:
        super().__init__(label(tr("Ready for this visit?"), "h2"))
        self._house, self._visit_id = house, ""
        self.sentence, self.state = label(""), chip("", "plain")
        self.list = NeedList(house.work.failed.emit)
        self.begin = Button(tr("Begin with the usual list"), icon="list-checks", then=self._begin)
        self.paste = Button(tr("Type or paste their list"), icon="clipboard-paste", then=self._open_paste)
        self.print = Button(tr("Print what is missing"), "quiet", "printer", then=self.print_asked.emit)
        self.text = TextField(tr("Their list"), tr("One line for one thing."), lines=4)
        self.use = Button(tr("Use these lines"), icon="check", then=self._use)
        cancel = Button(tr("Cancel"), "quiet", then=self._paste_done)
        self._paste_box = Card(self.text, FlowRow(self.use, cancel), soft=True, margins="m")
        self._build()

    def show_ready(self, visit_id: str, found: Readiness) -> None:
        """Show how ready one is for a visit."""
        if visit_id != self._visit_id:
            self.close_paste()
            self._visit_id = visit_id
        writable, standing = not self._house.read_only, found.answer.standing
        self.sentence.setText(found.answer.sentence)
        words = {
            Standing.READY: (tr("Ready"), "ok"),
            Standing.MISSING: (tr("Not yet"), "warn"),
            Standing.NOTHING_LISTED: (tr("Nothing listed"), "plain"),
            Standing.OVER: (tr("Over"), "plain"),
        }[standing]
        set_chip(self.state, *words)
        self.list.show_needs(found)
        self.begin.setVisible(writable and not found.over and not found.listed)
        self.paste.setVisible(writable and not found.over and self._paste_box.isHidden())
        self.print.setVisible(bool(found.listed))

    def close_paste(self) -> None:
        """Put the box for their list away."""
        self.text.set_value("")
        self._paste_box.hide()
        self.paste.setVisible(not self._house.read_only)

    def typed_words(self) -> str:
        """What was typed into the box and is not on the list yet."""
        return "" if self._paste_box.isHidden() else in_words([self.text])

    def half_typed(self) -> dict[str, Any]:
        """The line that is being changed, and the box for their list as it stands."""
        entry = self.list.half_typed()
        pasted = None if self._paste_box.isHidden() else self.text.raw()
        return {**({"entry": entry} if entry else {}), **({"paste": pasted} if pasted is not None else {})}

    def take_up(self, state: Mapping[str, Any]) -> None:
        """Open both again."""
        self.list.take_up(state.get("entry", {}))
        if "paste" in state:
            self._open_paste()
            self.text.set_raw(state["paste"])

    def _build(self) -> None:
        head = row("none")
        head.addWidget(self.state)
        head.addStretch(1)
        self.add(head)
        for part in (self.sentence, self.list, self._paste_box):
            self.add(part)
        self.add(FlowRow(self.begin, self.paste, self.print))
        self._paste_box.hide()
        self.list.set_writable(not self._house.read_only)
        self.list.saved.connect(self._keep)
        self.list.deleted.connect(self._delete)
        self.list.answered.connect(self._answer)
        self.list.looked_up.connect(self.looked_up)

    # --- what the person does ---

    def _open_paste(self) -> None:
        self._paste_box.show()
        self.paste.hide()
        self.text.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _paste_done(self) -> None:
        self.close_paste()
        self.paste.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        visit_id = self._visit_id
        self._house.work.write(
            self,
            lambda session: see_ready.begin(session, appointments.one(session, visit_id)),
            self._told_of_new,
            name=tr("put what is needed on the list"),
        )

    def _use(self) -> None:
        visit_id, pasted = self._visit_id, self.text.value()

        def then(made: list[str]) -> None:
            self._paste_done()
            self._told_of_new(made)

        self._house.work.write(
            self,
            lambda session: see_ready.paste(session, appointments.one(session, visit_id), pasted),
            then,
            name=tr("put their list on the list"),
        )

    def _told_of_new(self, made: list[str]) -> None:
        said = trn("{n} thing is on the list now.", "{n} things were put on the list.", len(made))
        nothing = tr("Everything stood on the list already.")
        self._house.notices.tell(said if made else nothing, self._house.work.undo.way_back())

    def _keep(self, identity: str, values: dict[str, Any]) -> None:
        visit_id, link = self._visit_id, values.pop("link")

        def command(session: Session) -> None:
            if not identity:
                line = Wanted(appointment_id=visit_id, text="", rank=_last(session, visit_id) + 1)
            else:
                line = wanted.one(session, identity)
            for name, value in values.items():
                setattr(line, name, value)
            see_ready.link(line, link or "")
            wanted.keep(session, line)

        name = tr("change what a visit needs") if identity else tr("add what a visit needs")
        self._house.work.write(self, command, lambda _: self.list.close_editor(), self.list.refuse, name)

    def _delete(self, identity: str) -> None:
        work, clock = self._house.work, self._house.clock

        def then(_: object) -> None:
            self._house.notices.tell(tr("It is off the list, in the bin."), work.undo.way_back())

        name = tr("take something off the list")
        work.write(self, lambda session: bin.throw_away(session, "wanted", identity, clock), then, name=name)

    def _answer(self, identity: str, key: str, yes: bool) -> None:
        def command(session: Session) -> None:
            line = wanted.one(session, identity)
            if yes:
                see_ready.link(line, key)
            else:
                line.refused_id = key

        self._house.work.write(self, command, name=tr("answer what a visit needs"))


def _last(session: Session, visit_id: str) -> int:
    return max((line.rank for line in wanted.for_visit(session, visit_id)), default=0)


def _values(each: Listed) -> dict[str, Any]:
    line, thing = each.wanted, each.thing
    if thing.there:
        state = (tr("There, not looked at yet"), "info") if thing.unchecked else (tr("There"), "ok")
    elif thing.required:
        state = tr("Missing"), "warn"
    else:
        state = tr("Helpful, not there"), "plain"
    ring = tr("Ring {name}, {phone}.", name=thing.ring, phone=thing.phone) if thing.phone else ""
    where = f"{thing.where} {ring}".strip() if thing.required and not thing.there else thing.where
    return {
        "text": line.text,
        "required": line.required,
        "link": each.link,
        "settled": line.settled,
        "where": where,
        "chip": state,
        "offer": each.offer,
        "offer_words": each.offer_words,
    }
