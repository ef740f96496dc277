"""The one style sheet, filled in from the tokens."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from secondop_desktop.ui.tokens import Tokens

# A radius above half of a height gives square corners, so round ends are computed from the height.
_SHEET = Template("""
* { outline: 0; }
QWidget { color: $text; }
QMainWindow, QDialog, #canvas { background: $canvas; }
QToolTip { background: $text; color: $canvas; border: 0; padding: ${xs}px; }
#sidebar { background: $sidebar; border-right: ${line}px solid $border; }
#topbar { background: $surface; border-bottom: ${line}px solid $border; }
#pane { background: $surface; border-right: ${line}px solid $border; }
#card { background: $surface; border: ${line}px solid $border; border-radius: ${r_large}px; }
#cardsoft { background: $primary_soft; border: ${line}px solid $primary_soft_edge;
  border-radius: ${r_large}px; }
#wordcard { background: $surface; border: 2px solid $primary; border-radius: ${r_large}px; }
#notice { background: $surface; border-top: ${line}px solid $edge; }
#banner { background: $warn_soft; border-bottom: ${line}px solid $border; }
#pagepicture { border: ${line}px solid $border; }
#rule { background: $border; max-height: ${line}px; min-height: ${line}px; border: 0; }
QLabel { background: transparent; }
QLabel[role="display"] { font-size: ${display}px; font-weight: 600; }
QLabel[role="h1"] { font-size: ${h1}px; font-weight: 600; }
QLabel[role="h2"] { font-size: ${h2}px; font-weight: 600; }
QLabel[role="h3"] { font-size: ${h3}px; font-weight: 600; }
QLabel[role="small"] { font-size: ${small}px; color: $text2; }
QLabel[role="muted"] { color: $text2; }
QLabel[role="overline"] { font-size: ${least}px; font-weight: 600; color: $on_soft; }
QLabel[role="field"] { font-weight: 600; }
QLabel[role="problem"] { font-size: ${small}px; font-weight: 500; color: $danger; }
QLabel[role="chip"] { font-size: ${least}px; font-weight: 600; border-radius: ${chip_r}px;
  padding: ${chip_v}px ${chip_h}px; border: ${chip_line}px solid $border; }
QLabel[tone="plain"] { background: $sunken; color: $text2; }
QLabel[tone="ok"] { background: $ok_soft; color: $ok; }
QLabel[tone="warn"] { background: $warn_soft; color: $warn; }
QLabel[tone="info"] { background: $info_soft; color: $info; }
QLabel[tone="danger"] { background: $danger_soft; color: $danger; }
QLabel[reading="mono"] { font-family: "DejaVu Sans Mono", "Noto Sans Mono", Consolas, Menlo, monospace; }

QPushButton { background: $surface; border: ${line}px solid $edge; border-radius: ${r}px;
  padding: 0 ${btn_pad}px; font-weight: 500; }
QPushButton:hover { background: $sunken; border-color: $text2; }
QPushButton:pressed { background: $hover; }
QPushButton:checked { background: $primary_soft; border-color: $primary; color: $on_soft; }
QPushButton:disabled { color: $text3; border-color: $border; background: transparent; }
QPushButton[ring="true"] { border: 2px solid $focus; padding: 0 ${btn_pad_ring}px; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; border-color: $primary;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $primary_hover; border-color: $primary_hover; }
QPushButton[kind="primary"]:pressed { background: $primary_press; }
QPushButton[kind="primary"]:disabled { background: $hover; color: $text2; border-color: $border; }
QPushButton[kind="primary"][ring="true"] { border: 2px solid $focus_on_primary; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_soft; }
QPushButton[kind="danger"][ring="true"] { border: 2px solid $focus; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $on_soft;
  padding: 0 ${s}px; }
QPushButton[flush="true"] { padding: 0 ${xxs}px 0 0; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:checked { background: $primary_soft; }
QPushButton[kind="quiet"]:disabled { color: $text3; }
QPushButton[kind="quiet"][ring="true"] { border: 2px solid $focus; }
QPushButton[kind="nav"] { background: transparent; border: 2px solid transparent; text-align: left;
  padding: 0 ${s}px; color: $text2; }
QPushButton[kind="nav"]:hover { background: $hover; color: $text; }
QPushButton[kind="nav"]:checked { background: $surface; color: $on_soft; font-weight: 600;
  border-color: $border; }
QPushButton[kind="nav"][ring="true"] { border: 2px solid $focus; }
QPushButton[kind="filter"] { border-radius: ${filter_r}px; padding: 0 ${m}px; border-color: $edge;
  font-size: ${small}px; }
QPushButton[kind="filter"]:checked { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[kind="filter"][ring="true"] { border: 2px solid $focus; }
QPushButton[kind="filter"]:checked[ring="true"] { border: 2px solid $focus_on_primary; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox { background: $surface; border: ${line}px solid $edge;
  border-radius: ${r}px; padding: ${in_v}px ${s}px; selection-background-color: $primary;
  selection-color: $on_primary; placeholder-text-color: $text3; }
QLineEdit, QComboBox { min-height: ${in_h}px; }
QComboBox { padding-right: ${arrow_w}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus { border: 2px solid $focus;
  padding: ${in_v2}px ${in_s2}px; }
QComboBox:focus { padding-right: ${arrow_w}px; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QTextEdit[problem="true"],
QComboBox[problem="true"] { border: 2px solid $danger; padding: ${in_v2}px ${in_s2}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled,
  QComboBox:disabled { background: $sunken; color: $text2; }
QTextEdit#note { font-size: ${note}px; padding: ${xs}px ${s}px; }
QComboBox::drop-down { border: 0; width: ${arrow_w}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; border: ${line}px solid $edge; border-radius: 0;
  padding: 4px;
  selection-background-color: $primary_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: ${control}px; padding: 0 ${xs}px; }
QListView { background: transparent; border: 2px solid transparent; border-radius: ${r}px; }
QListView:focus { border: 2px solid $focus; }
QScrollArea, QScrollArea > QWidget > QWidget#canvas { background: $canvas; border: 0; }
QScrollArea#clear, QScrollArea#clear > QWidget > QWidget { background: transparent; }
QScrollArea#pages, QScrollArea#pages > QWidget > QWidget { background: $sunken; }
QScrollArea#pages { border: 2px solid transparent; }
QScrollArea#pages::corner { background: $sunken; border: 0; }
QScrollArea#pages:focus { border: 2px solid $focus; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 2px; }
QScrollBar::handle:vertical { background: $scroll; border-radius: 5px; min-height: 44px; }
QScrollBar::handle:vertical:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { height: 0;
  width: 0; background: none; }
QScrollBar:horizontal { height: 0; }
QScrollArea#pages QScrollBar:horizontal { background: transparent; height: 14px; margin: 2px; }
QScrollArea#pages QScrollBar::handle:horizontal { background: $scroll; border-radius: 5px; min-width: 44px; }
QProgressBar { background: $hover; border: 0; border-radius: 4px; max-height: 8px; min-height: 8px;
  text-align: center; color: transparent; }
QProgressBar::chunk { background: $primary; border-radius: 4px; }
QSlider { min-height: ${control}px; border: 2px solid transparent; border-radius: ${r}px; }
QSlider:focus { border: 2px solid $focus; }
QSlider::groove:horizontal { height: ${xxs}px; background: $scroll; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $primary; border-radius: 2px; }
QSlider::handle:horizontal { width: ${l}px; margin: -${xs}px 0; border-radius: ${r_small}px;
  background: $primary; border: ${line}px solid $surface; }
QMenu { background: $surface; border: ${line}px solid $edge; padding: ${xxs}px; }
QMenu::item { padding: ${xs}px ${xl}px ${xs}px ${l}px; border-radius: ${r_small}px; }
QMenu::item:selected { background: $primary_soft; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $border; margin: ${xxs}px ${xs}px; }
QSplitter::handle { background: $border; }
""")


def style_sheet(tokens: Tokens) -> str:
    """The style sheet of a theme at a text size."""
    px, line = tokens.px, tokens.line
    measures = {
        **{role: tokens.type(role) for role in ("display", "h1", "h2", "h3", "small", "least", "note")},
        **{name: tokens.space(name) for name in ("xxs", "xs", "s", "m", "l", "xl")},
        "line": line,
        "r": tokens.radius,
        "r_small": tokens.radius_small,
        "r_large": tokens.radius_large,
        "control": tokens.control,
        "btn_pad": px(18),
        "btn_pad_ring": px(18) - 2 + line,
        "filter_r": tokens.control // 2 - 1,
        "in_v": px(6),
        "in_v2": px(6) - 2 + line,
        "in_s2": tokens.space("s") - 2 + line,
        "in_h": tokens.control - 2 * px(6) - 2 * line,
        "arrow_w": px(40),
        "chip_r": px(11),
        "chip_v": px(4),
        "chip_h": px(10),
        "chip_line": line if tokens.theme == "contrast" else 0,
    }
    return _SHEET.substitute(**asdict(tokens.colours), **measures)
