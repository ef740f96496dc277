"""What no sentence of the program may say, as a table: a name, how it is found, and why it is banned."""

import re
from dataclasses import dataclass

WHO = r"(?:doctors?|hospitals?|centers?|surgeons?|treatments?|drugs?|plans?|choices?|options?|opinions?)"


@dataclass(frozen=True)
class Ban:
    """`pattern` finds it, whatever the case of letters; `tries` are sentences it has to find."""

    name: str
    why: str
    pattern: str
    tries: tuple[str, ...]

    def hit(self, text):
        """The words that are banned, or None."""
        found = re.search(self.pattern, text, re.IGNORECASE)
        return found[0] if found else None


BANS = (
    Ban(
        "ranking",
        "The program never says which doctor, hospital or treatment is better; nobody can know that from "
        "here.",
        rf"\b(?:best|top|leading|finest|greatest|world-class|renowned|superior|number one) {WHO}\b"
        rf"|\b(?:better|worse|inferior) (?:doctors?|hospitals?|surgeons?|treatments?)\b|\btop-rated"
        rf"|\bbest in class",
        ("Find the best doctor.", "A better hospital is near.", "A world-class center."),
    ),
    Ban(
        "advice",
        "Which treatment to take is between a person and their doctors; the program asks, prints and "
        "remembers.",
        r"\b(?:we|SecondOp) (?:recommends?|advises?|suggests? that you)\b|\bour (?:advice|recommendation)\b"
        r"|\byou should (?:choose|take|have|refuse|switch|stop|start|change|get) (?:the |a |your )?"
        r"(?:surgery|chemo|radiation|treatment|drug|doctor|second opinion)",
        ("We recommend surgery.", "You should choose the treatment of Dr. Lee.", "SecondOp recommends it."),
    ),
    Ban(
        "prediction",
        "Nobody can tell a person here how it will go; numbers come from their doctor and are written "
        "down as said.",
        r"\byou(?:'ll|’ll| will| are going to) (?:live|survive|recover|heal|die|be fine|be well"
        r"|get better|be cured)"
        r"|\b(?:months|years|weeks) to live\b|\byour (?:chances?|odds) (?:is|are)\b|\blife expectancy\b",
        ("You will recover.", "He has months to live.", "Your chances are good."),
    ),
    Ban(
        "diagnosis",
        "The program reads and repeats what a report says; it never says what a person has.",
        r"\b(?:you|it) (?:probably|likely|surely|clearly) (?:have|has|is|are)\b"
        r"|\bthis means (?:that )?you have\b|\byou (?:do not|don't|don’t) have cancer\b"
        r"|(?<!when )(?<!if )(?<!that )\byou have (?:stage|grade|metasta|cancer\b)",
        ("You probably have a tumor.", "This means you have cancer.", "You have stage II."),
    ),
    Ban(
        "blame",
        "Nobody did wrong by being ill, late or unsure, and no doctor did wrong by seeing it in another way.",
        r"\byou (?:forgot|failed|should have|were wrong|made a mistake|neglected|ignored)\b"
        r"|\byour (?:own )?(?:fault|mistake|negligence)\b|\bdoctors? (?:was|were|is|are) wrong\b"
        r"|\bmisdiagnos|\bmalpractice\b|\bincompeten|\bcareless|\bblunder",
        ("You forgot to save.", "It is your fault.", "Your doctor was wrong.", "A misdiagnosis."),
    ),
    Ban(
        "promise",
        "No outcome of an illness and no safety of a thing can be promised.",
        r"\bguarantee|\bmiracle|\bbreakthrough(?! pain)|\bwe promise\b|\b100 ?% (?:safe|secure|sure)"
        r"|\b(?:completely|totally|"
        r"perfectly|absolutely) (?:safe|secure|private)\b|\bunbreakable|\bnothing can go wrong\b"
        r"|\bpainless",
        ("We promise.", "A miracle drug.", "Your file is completely safe.", "Results are guaranteed."),
    ),
    Ban(
        "false cheer",
        "A person who is frightened hears that they are not being taken in earnest.",
        r"\b(?:don't|don’t|do not|no need to|nothing to) worry\b|\bstay (?:positive|strong)\b"
        r"|\bbe (?:positive|brave)\b"
        r"|\bcheer up\b|\b(?:everything|all) will be (?:fine|well|ok|okay|all right)\b|\bgood luck\b"
        r"|\bgood news\b"
        r"|\byou(?:'ve|’ve| have)? got this\b|\bgreat job\b|\bwell done\b(?! trials)|\bcongratulations\b"
        r"|\bawesome|\boops\b|\byay\b"
        r"|\bno problem\b|\bhappy to\b",
        ("Don't worry.", "There is nothing to worry about.", "Stay positive.", "Good luck.", "Well done."),
    ),
    Ban(
        "exclamation mark",
        "It shouts, whether in cheer or in alarm.",
        r"!",
        ("Saved!", "Careful!"),
    ),
    Ban(
        "war",
        "In a war there are winners and losers; nobody loses by being ill.",
        r"\bbattl|\bfight|\bfought\b|\bwar on\b|\bwarriors?\b|\bconquer|\bbeat(?:ing)? (?:the "
        r"|your )?cancer"
        r"|\benem(?:y|ies)\b|\bvictims?\b|\bstricken\b|\bsuffer(?:s|ed|ing)? from\b|\bsufferers?\b",
        ("She lost her battle.", "Fight the cancer.", "He suffers from leukemia.", "Cancer victims."),
    ),
    Ban(
        "fright",
        "It says how a thing feels to somebody who looks on, not what it is.",
        r"\bdeadly\b|\bhopeless|\bdoomed\b|\bdeath sentence\b|\bdevastating|\bterminal (?:cancer|illness"
        r"|patient)"
        r"|\bhorrible|\bdreadful|\bnothing (?:more )?can be done\b",
        ("A deadly cancer.", "It is hopeless.", "Nothing more can be done."),
    ),
    Ban(
        "made small",
        "What is said to be simple or easy is a reproach to whoever finds it hard.",
        r"\bsimply\b|\b(?:is|are|it[’\']s|very|quite|quick and) easy\b(?! to (?:guess|forget))"
        r"|\beasy (?:steps?|to (?:do|use|install|learn|follow|understand|print|set))\b|\bobviously\b"
        r"|\bof course\b|\bneedless to say\b|(?<!far )\bas you know\b"
        r"|\beveryone knows\b|\bno-brainer|\bjust (?:click|press|type|drop|choose|enter|open|ask|tell"
        r"|call|write|do|go"
        r"|use|add|follow|need)\b|\ball you have to do\b|\btrivial",
        ("Simply press it.", "It is easy.", "Just click here.", "Of course you can."),
    ),
    Ban(
        "the figure 66",
        "It comes from general internal medicine and says nothing about cancer.",
        r"\b66 ?(?:%|percent|per cent)|\b66 (?:out )?of (?:every )?100\b|\btwo(?:-| )thirds of (?:all )?"
        r"(?:patients|people|diagnos|second)",
        ("66 % are refined.", "66 percent change.", "66 of 100 people.", "Two thirds of patients."),
    ),
)

MAY_SAY = {
    (
        "prediction",
        "resources/glossary/en.toml life expectancy",
    ): "it is looked up when a doctor says it",
    ("war", "resources/directory/en.toml"): "the name of a group: Fight Colorectal Cancer",
    (
        "false cheer",
        "resources/samples/en/story.toml",
    ): "what an invented doctor said, as it was written down",
    ("made small", "resources/samples/en/story.toml"): "what an invented doctor said, as it was written down",
}
"""(name of the ban, place): why these words may stand there all the same."""

BRITISH = re.compile(
    r"\b\w*(?:tumour|colour|favour|behaviour|neighbour|labour(?!s?t)|honour|humour|rumour|odour|vapour)\w*"
    r"|\b(?:centre|theatre|metre|centimetre|millimetre|litre|millilitre|fibre|calibre)s?\b|\bprogrammes?\b"
    r"|\b\w*(?:oesoph|haem(?!us)|gynaec|paediat|anaesth|leukaem|diarrhoea|foet|oestrog|orthopaed|ischaem"
    r"|faec|caec)\w*"
    r"|\b\w+(?:organ|recogn|real|summar|apolog|minim|maxim|special|final|visual|util|emphas|categor"
    r"|steril|hospital)is"
    r"(?:e[ds]?|ing|ation)\b|\b(?:organ|recogn|real|summar|apolog|minim|maxim|special|final|visual|util"
    r"|emphas|categor"
    r"|steril|hospital|priorit|custom|character|stabil|random|local|general)is(?:e[ds]?|ing|ations?)\b"
    r"|\banaly[s]e[ds]?\b|\bparalysed\b|\bcatalys(?:e|ing)\b|\blicen[c]es?\b|\bdefence\b|\boffence\b"
    r"|\bpractis(?:e|ed|ing)\b"
    r"|\bgrey\b|\bcheques?\b|\bjudgement|\bageing\b|\b(?:cancel|travel|label|model|signal|level|counsel"
    r"|fuel|marvel)l(?:ed|ing|er"
    r"|ers|or|ors)\b|\b(?:learn|spel|dream|burn)t\b|\bwhils[t]\b|\bamongs[t]\b|\benrol\b|\bfulfil\b"
    r"|\bskilful|\binstalment"
    r"|\bsceptic|\bpyjama|\bmould\b|\bper cent\b|\bpostcode|\bchemist's\b|\bcatalog\b",
    re.IGNORECASE,
)
"""The British twin of a word, and `catalog`: of its two American forms the program uses `catalogue`."""
