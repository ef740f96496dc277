"""The labels that stand before a value: "Tumor size:", "ER", "Regional lymph nodes"."""

from __future__ import annotations

import re

from secondop_desktop.findings.finding import (
    ESTROGEN,
    GRADE,
    HER2,
    KI67,
    MARGINS,
    NODES,
    PROGESTERONE,
    SIZE,
    STAGE,
    TYPE,
)

GROUP, EXAMINED, INVOLVED = "grade group", "nodes examined", "nodes involved"
"""Labels whose value is one half of a topic, or a topic in another form."""

_LABELS = (
    (
        TYPE,
        r"(?:invasive |main )?(?:histologic(?:al)?|tumou?r|carcinoma) (?:sub)?type|histology|type of tumou?r",
    ),
    (
        SIZE,
        r"(?:invasive |whole |overall |pathologic(?:al)? )?tumou?r (?:size|dimensions?|diameter)"
        r"|size of (?:the )?(?:invasive )?(?:tumou?r|carcinoma|cancer|focus)(?: focus)?"
        r"|(?:invasive |maximum )(?:tumou?r )?(?:size|diameter)(?: of invasive (?:tumou?r|component))?"
        r"|greatest (?:dimension|diameter)(?: of (?:the )?(?:largest )?(?:invasive )?(?:tumou?r|focus"
        r"|carcinoma))?"
        r"|maximum (?:dimension|diameter) of (?:invasive )?tumou?r",
    ),
    (GROUP, r"(?:isup |who )?(?:grade group|isup grade)"),
    (
        GRADE,
        r"(?:overall |final |combined )?(?:nottingham )?(?:histologic(?:al)?|tumou?r|nottingham|overall"
        r"|combined"
        r"|figo|who|isup|who/isup|bloom[- ]richardson|elston[- ]ellis|invasive)?\s*grade(?: of (?:the )?"
        r"(?:invasive )?(?:tumou?r|carcinoma))?|differentiation|gleason (?:score|pattern)s?",
    ),
    (ESTROGEN, r"o?estrogen(?:[- ]receptors?)?(?: status)?|er(?: status)?"),
    (PROGESTERONE, r"progesterone(?:[- ]receptors?)?(?: status)?|pg?r(?: status)?"),
    (
        HER2,
        r"her[- ]?2(?:\s?[/-]\s?neu)?(?: \(?(?:erbb2|c-?erbb-?2)\)?)?(?: (?:status|protein|ihc|fish|ish"
        r"|result"
        r"|expression|overexpression|gene(?: amplification)?))*|c-?erbb-?2|erbb2",
    ),
    (
        KI67,
        r"ki[- ]?67(?: \(mib-?1\))?(?: (?:proliferati(?:on|ve))?\s*(?:index|rate|labell?ing index"
        r"|score))?|mib-?1",
    ),
    (
        EXAMINED,
        r"(?:total )?(?:number|no\.?) of (?:(?:regional |sentinel "
        r"|axillary )*(?:lymph )?nodes (?:examined|removed"
        r"|identified|sampled|found)(?: \([^)]*\))?)|(?:total )?(?:lymph )?nodes (?:examined|identified|found"
        r"|removed|retrieved)",
    ),
    (
        INVOLVED,
        r"(?:number|no\.?) of (?:regional |axillary )*(?:lymph )?nodes (?:with (?:metasta\w+|tumou?r"
        r"|macrometasta\w+)"
        r"|involved|positive)(?: \([^)]*\))?|(?:number of )?(?:involved|positive) (?:lymph )?nodes"
        r"|(?:lymph )?nodes (?:involved|positive)|number involved",
    ),
    (
        NODES,
        r"(?:regional |sentinel |axillary |pelvic |mesenteric |hilar )*(?:lymph )?nodes?(?: status| biopsy)?"
        r"(?: \((?:positive/(?:examined|total)|involved/total)\))?",
    ),
    (
        MARGINS,
        r"(?:surgical |resection |final |invasive carcinoma |circumferential |radial |peripheral |deep "
        r"|proximal |distal "
        r"|bronchial |ureteral |vascular |urethral |parametrial )*margins?"
        r"(?: status)?(?: for invasive carcinoma)?|(?:excision|resection) margins?(?: status)?",
    ),
    (
        STAGE,
        r"(?:pathologic(?:al)? |ajcc |tnm |figo |uicc )*(?:tnm|stage|staging|stage (?:group|grouping)"
        r"|stage classification"
        r"|tnm (?:stage|staging|classification))(?: \([^)]*\))?"
        r"|(?:primary )?(?:tumou?r )?\(?pT\)?(?: category)?"
        r"|(?:regional lymph nodes )?\(?pN\)?(?: category)?|pTNM",
    ),
)
_QUALIFIER = r"(?:\s*\((?P<in>[^)]{1,40})\))?"
_SEPARATOR = r"\s*(?::|=|\||–|—|\s-\s|\t|\.{3,}|_{2,}|\s{2,})\s*"
_ALL = "|".join(f"(?P<t{number}>{pattern})" for number, (_, pattern) in enumerate(_LABELS))
LABEL = re.compile(rf"(?:{_ALL}){_QUALIFIER}(?P<sep>{_SEPARATOR}|\s*$)", re.IGNORECASE)


def topic_of(found: re.Match[str]) -> str:
    """Which topic, or which half of one, a match of LABEL names."""
    return next(topic for number, (topic, _) in enumerate(_LABELS) if found[f"t{number}"] is not None)


def unit_of(found: re.Match[str]) -> str:
    """The unit that a label names in brackets, such as (mm); empty when it names none."""
    unit = re.search(r"\b(mm|cm|millimet|centimet)", found["in"] or "", re.IGNORECASE)
    return unit[1][0] + "m" if unit else ""
