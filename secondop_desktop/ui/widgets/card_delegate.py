"""Paints a row of a card list: tick or icon tile, a title that wraps, a second line, a chip and a star."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.card_rows import CardRow, Index, Role
from secondop_desktop.ui.widgets.tick import paint_box

_WRAP = int(Qt.TextFlag.TextWordWrap)
_CENTRE = int(Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class _Plan:
    """Where the parts of a row lie, left to right, in a row at the origin."""

    title: QRect
    subtitle: QRect
    chip: QRect
    height: int


class CardDelegate(QStyledItemDelegate):
    """Measures and paints rows; what it measured it keeps until width or look change."""

    MARK: ClassVar = (40, 44)
    """Width and height of the mark in front, at 100 %."""

    def __init__(self, view: QListView, starred: bool) -> None:
        super().__init__(view)
        self._view = view
        self._starred = starred
        self._plans: dict[tuple[str, str, str], _Plan] = {}
        self._measured_for: tuple[object, ...] = ()
        self._metrics: dict[str, QFontMetrics] = {}
        self._fonts: dict[str, QFont] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The size of a row at the present width."""
        return QSize(10, self._plan(index.data(Role.ROW)).height + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        card: CardRow = index.data(Role.ROW)
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        plan, c = self._plan(card), theme.colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, QRectF(whole).adjusted(1, 2, -1, -4), state)
        self._paint_mark(painter, self._placed(whole, self.mark_box()), card, selected)
        painter.setFont(self._fonts["title"])
        painter.setPen(QColor(c.text2 if card.done else c.text))
        painter.drawText(self._placed(whole, plan.title), _WRAP | self._leading(), card.title)
        painter.setFont(self._fonts["sub"])
        painter.setPen(QColor(c.text2))
        short = self._metrics["sub"].elidedText(
            card.subtitle, Qt.TextElideMode.ElideRight, plan.subtitle.width()
        )
        painter.drawText(self._placed(whole, plan.subtitle), _CENTRE | self._leading(), short)
        if card.chip:
            self._paint_chip(painter, QRectF(self._placed(whole, plan.chip)), card)
        if card.starred is not None:
            self._paint_star(painter, self._placed(whole, self.star_box()), card.starred)
        painter.restore()

    def mark_box(self) -> QRect:
        """Where the tick or icon lies in a row at the origin; all of it can be pressed."""
        t = theme.tokens()
        return QRect(t.space("xs"), 2 + t.space("xs"), t.px(self.MARK[0]), t.px(self.MARK[1]))

    def star_box(self) -> QRect:
        """Where the star lies in a row at the origin."""
        t = theme.tokens()
        return QRect(self._width() - t.px(44) - t.space("xs"), 2 + t.space("xs"), t.px(44), t.px(44))

    def hit(self, whole: QRect, box: QRect, x: int, y: int) -> bool:
        """Whether a point of the view lies in a part of the row `whole`."""
        return self._placed(whole, box).contains(x, y)

    def forget(self) -> None:
        """Measure all rows again."""
        self._measured_for = ()

    def _width(self) -> int:
        return self._view.viewport().width()

    def _leading(self) -> int:
        return int(Qt.AlignmentFlag.AlignLeading)

    def _placed(self, whole: QRect, box: QRect) -> QRect:
        moved = box.translated(whole.topLeft())
        return QStyle.visualRect(self._view.layoutDirection(), whole, moved)

    def _plan(self, card: CardRow) -> _Plan:
        measured_for = (self._width(), theme.tokens())
        if measured_for != self._measured_for:
            self._measured_for = measured_for
            self._plans.clear()
            self._fonts = {
                "title": theme.font("body", QFont.Weight.Medium),
                "sub": theme.font("small"),
                "chip": theme.font("least", QFont.Weight.DemiBold),
            }
            self._metrics = {name: QFontMetrics(font) for name, font in self._fonts.items()}
        key = (card.title, card.subtitle, card.chip)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = self._measure(card)
        return plan

    def _measure(self, card: CardRow) -> _Plan:
        t, title, sub = theme.tokens(), self._metrics["title"], self._metrics["sub"]
        x = t.space("xs") + t.px(self.MARK[0]) + t.space("s")
        right = t.space("s") + (t.px(44) if self._starred else 0)
        width = max(t.px(60), self._width() - x - right)
        y = 2 + t.space("s") - 2
        high = title.boundingRect(QRect(0, 0, width, 100_000), _WRAP, card.title or " ").height()
        title_box = QRect(x, y, width, high + 2)
        y += high + 3
        chip_wide = self._metrics["chip"].horizontalAdvance(card.chip) + t.px(20) if card.chip else 0
        line = sub.lineSpacing() + 2
        own_line = chip_wide > 0 and chip_wide + sub.horizontalAdvance(card.subtitle) + t.px(8) > width
        beside = 0 if own_line or not chip_wide else chip_wide + t.px(8)
        subtitle_box = QRect(x, y, width - beside, line if card.subtitle else 0)
        if own_line and card.subtitle:
            y += line + t.px(4)
        chip_x = x if own_line else x + width - chip_wide
        chip_box = QRect(chip_x, y - 1, min(chip_wide, width), line + 3)
        y += line if card.subtitle or card.chip else 0
        return _Plan(title_box, subtitle_box, chip_box, max(y + t.space("s"), t.px(self.MARK[1] + 20)))

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        c, radius = theme.colours(), theme.tokens().radius
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(c.primary), 1.5 * theme.tokens().line))
            painter.setBrush(QColor(c.primary_soft))
        elif state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(c.focus), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.sunken if theme.tokens().theme != "contrast" else c.hover))
        else:
            return
        painter.drawRoundedRect(box, radius, radius)

    def _paint_mark(self, painter: QPainter, box: QRect, card: CardRow, selected: bool) -> None:
        t, c = theme.tokens(), theme.colours()
        if card.ticked is not None:
            side = t.px(24)
            square = QRectF(0, 0, side, side)
            square.moveCenter(QRectF(box.x(), box.y(), box.width(), t.px(28)).center())
            paint_box(painter, square, card.ticked)
            return
        tile = QRectF(box.x(), box.y(), t.px(40), t.px(40))
        front, back = self._shades(card.tone)
        painter.setPen(QPen(QColor(c.border), t.line) if t.theme == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.surface if selected else back))
        painter.drawRoundedRect(tile, t.radius, t.radius)
        side = t.px(20)
        corner = tile.center() - QRectF(0, 0, side, side).center()
        painter.drawPixmap(corner, theme.pixmap(card.icon, side, front))

    def _paint_chip(self, painter: QPainter, box: QRectF, card: CardRow) -> None:
        t, c = theme.tokens(), theme.colours()
        front, back = self._shades(card.tone)
        painter.setPen(QPen(QColor(c.border), t.line) if t.theme == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(self._fonts["chip"])
        painter.setPen(QColor(front))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), card.chip)

    def _paint_star(self, painter: QPainter, box: QRect, starred: bool) -> None:
        c, side = theme.colours(), theme.tokens().px(20)
        corner = QRectF(box).center() - QRectF(0, 0, side, side).center()
        shade = c.warn if starred else c.text3
        painter.drawPixmap(corner, theme.pixmap("star", side, shade, fill=shade if starred else "none"))

    def _shades(self, tone: str) -> tuple[str, str]:
        c = theme.colours()
        return {
            "ok": (c.ok, c.ok_soft),
            "warn": (c.warn, c.warn_soft),
            "info": (c.info, c.info_soft),
            "danger": (c.danger, c.danger_soft),
        }.get(tone, (c.text2, c.sunken))

    def editorEvent(self, _event: QEvent, *_rest: object) -> bool:
        """Ticks and stars are pressed through the view, which knows the whole row."""
        return False
