"""The pages for what was named at a visit (medicines, guidelines, trials), and for words to look up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secondop_desktop.base.language import tr
from secondop_desktop.case import captured, medicines, opinion_facts
from secondop_desktop.ui.after.rows import AddLine, Entry, RowForm
from secondop_desktop.ui.after.step import ListStep
from secondop_desktop.ui.widgets.boxes import column, empty_out, show_new
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.flows.see_after import After
    from secondop_desktop.ui.screen import Screen

MEDICINE_ROW, FACT_ROW = "medicine:", "fact:"
MOST_PUZZLES = 5


class NamedStep(ListStep):
    """Medicines that were named, and what the doctor said about guidelines and trials."""

    key = "named"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, tr("Nothing of that kind was named."))
        words = captured.kind_words()
        kinds = (captured.MEDICINE, captured.GUIDELINE, captured.TRIAL)
        self.put_add(AddLine(tr("What was named"), tr("Add it"), [(kind, words[kind]) for kind in kinds], ""))

    def title(self) -> str:
        """The question of the page."""
        return tr("Which medicines, guidelines or trials were named?")

    def why(self) -> str:
        """What it is for."""
        return tr("A medicine that was named stays marked as not taken until you say that you take it.")

    def show_after(self, data: After) -> None:
        """Show what was named."""
        super().show_after(data)
        named = [
            Entry(
                f"{MEDICINE_ROW}{m.id}",
                {"name": m.name, "dose": m.dose, "how_often": m.how_often, "state": m.state},
                m.source,
            )
            for m in data.medicines
        ]
        said = [Entry(f"{FACT_ROW}{f.id}", {"field": f.field, "text": f.text}, f.source) for f in data.facts]
        self.list.show_entries([*named, *said])

    def make_row(self, entry_id: str) -> RowForm:
        """The form of a medicine, or of what was said."""
        made = RowForm(entry_id, self.work, self._write)
        if entry_id.startswith(MEDICINE_ROW):
            self._medicine_row(made)
        else:
            self._fact_row(made)
        return made

    def _medicine_row(self, made: RowForm) -> None:
        made.form.add(made.key("name"), LineField(tr("Medicine")))
        made.form.add_beside(
            (made.key("dose"), LineField(tr("How much"), placeholder=tr("For example: 20 mg"))),
            (made.key("how_often"), LineField(tr("How often"), placeholder=tr("For example: once a day"))),
        )
        states = list(medicines.state_words().items())
        made.form.add(made.key("state"), ChoiceField(tr("Do you take it?"), states))
        made.begin()
        entry = made.id.removeprefix(MEDICINE_ROW)
        there = self.data.medicines if self.data is not None else ()
        name = next((m.name for m in there if m.id == entry), "")
        self.leave_out(made, tr("The medicine is in the bin."), name, entry)

    def _fact_row(self, made: RowForm) -> None:
        entry = made.id.removeprefix(FACT_ROW)
        there = self.data.facts if self.data is not None else ()
        text = next((f.text for f in there if f.id == entry), "")
        fields = list(opinion_facts.field_words().items())
        made.form.add(made.key("text"), LineField(tr("What was said"), prose=True))
        made.form.add(made.key("field"), ChoiceField(tr("What it is"), fields))
        made.begin()
        self.leave_out(made, tr("It is in the bin."), text, entry)

    def _write(self, session: Session, entry_id: str, name: str, value: Any) -> None:  # noqa: ANN401
        if entry_id.startswith(MEDICINE_ROW):
            medicine = medicines.one(session, entry_id.removeprefix(MEDICINE_ROW))
            setattr(medicine, name, value)
            medicines.keep(session, medicine)
        else:
            fact = opinion_facts.one(session, entry_id.removeprefix(FACT_ROW))
            setattr(fact, name, value)
            opinion_facts.keep(session, fact)


class WordsStep(ListStep):
    """Words to look up, with what they mean where that is known, and answers that were not understood."""

    key = "words"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, "")
        self._puzzles = Card(label(tr("You marked these answers as not understood"), "h3"), soft=True)
        self._lines = column("s")
        self._puzzles.add(self._lines)
        self.body.insertWidget(0, self._puzzles)
        self.put_add(
            AddLine(
                tr("A word that is not clear"),
                tr("Add it"),
                [(captured.WORD, captured.kind_words()[captured.WORD])],
                tr("For example: margin"),
            )
        )

    def title(self) -> str:
        """The question of the page."""
        return tr("Which words are not clear yet?")

    def why(self) -> str:
        """What it is for."""
        return tr("Write down the words you want to look up or ask about. Tick a word once it is clear.")

    def show_after(self, data: After) -> None:
        """Show the words."""
        super().show_after(data)
        self._puzzles.setVisible(bool(data.puzzles))
        empty_out(self._lines)
        for puzzle in data.puzzles[:MOST_PUZZLES]:
            words = column("hair")
            words.addWidget(label(puzzle.question))
            if puzzle.answer.strip():
                words.addWidget(label(puzzle.answer.strip(), "muted").selectable())
            self._lines.addLayout(words)
        show_new(self._puzzles)
        self.list.show_entries(
            [
                Entry(
                    line.id,
                    {"text": line.text.strip(), "clear": bool(line.became)},
                    data.meanings.get(line.id, ""),
                )
                for line in data.words
            ]
        )

    def make_row(self, entry_id: str) -> RowForm:
        """A word, and whether it is clear by now."""
        made = RowForm(entry_id, self.work, self._write)
        made.form.add(made.key("text"), LineField(tr("Word")))
        made.form.add(made.key("clear"), TickField(tr("This is clear to me now")))
        made.begin()
        return made

    def _write(self, session: Session, line_id: str, name: str, value: Any) -> None:  # noqa: ANN401
        if name == "text":
            captured.rewrite(session, line_id, value)
        else:
            captured.settle(session, line_id, captured.LOOKED_UP if value else "")
