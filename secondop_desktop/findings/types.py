"""The names of types of cancer as reports print them."""

from __future__ import annotations

import re

_NAMES = (
    r"(?:invasive|infiltrating|microinvasive) (?:mammary |breast )?(?:ductal|lobular|mucinous|tubular"
    r"|papillary"
    r"|micropapillary|metaplastic|cribriform|medullary|apocrine)(?: and (?:ductal|lobular))?"
    r"(?: mammary| breast)? (?:adeno)?carcinoma",
    r"(?:invasive|infiltrating) (?:mammary |breast )?carcinoma(?: of the breast)?,? ?(?:of )?no special type"
    r"(?: \((?:ductal|nst)(?:, nst)?\))?",
    r"(?:invasive|infiltrating) (?:mammary|breast) carcinoma(?: with (?:ductal|lobular"
    r"|mixed)[a-z ]*features)?",
    r"(?:ductal|lobular) carcinoma in[ -]situ",
    r"(?:prostatic |colonic |colorectal |rectal |gastric |pancreatic |pulmonary |lung |invasive )?"
    r"(?:acinar |mucinous |ductal |tubular |papillary |signet[- ]ring cell |intestinal[- ]type |lepidic "
    r"|solid"
    r"|endometrioid |serous |clear cell )?adenocarcinoma(?:,? (?:acinar|intestinal|endometrioid"
    r"|usual)[a-z -]*)?"
    r"(?: of the (?:prostate|colon|rectum|lung|stomach|pancreas|endometrium))?",
    r"(?:pancreatic )?ductal adenocarcinoma",
    r"(?:invasive |keratini[sz]ing |non-keratini[sz]ing )?(?:hpv-associated )?squamous cell carcinoma",
    r"(?:high|low)[- ]grade (?:serous|papillary urothelial) carcinoma",
    r"(?:invasive |papillary |infiltrating )?urothelial carcinoma",
    r"(?:clear cell|papillary|chromophobe) renal cell carcinoma",
    r"renal cell carcinoma,? ?(?:clear cell|papillary|chromophobe)(?: type)?",
    r"(?:endometrioid|clear cell|serous) carcinoma",
    r"(?:papillary|follicular|medullary|anaplastic)(?: thyroid)? carcinoma(?:, (?:classic"
    r"|follicular)[a-z ]*)?",
    r"(?:small|large) cell (?:neuroendocrine )?carcinoma",
    r"(?:well[- ]differentiated )?neuroendocrine (?:tumou?r|carcinoma)",
    r"(?:invasive )?(?:malignant )?melanoma(?:,? (?:superficial spreading|nodular|lentigo maligna|acral"
    r" lentiginous|desmoplastic)(?: type)?)?",
    r"melanoma in[ -]situ",
    r"hepatocellular carcinoma|cholangiocarcinoma|mesothelioma|merkel cell carcinoma|basal cell carcinoma",
    r"diffuse large b[- ]cell lymphoma|follicular lymphoma|classical hodgkin lymphoma|mantle cell lymphoma",
    r"(?:glioblastoma|astrocytoma|oligodendroglioma|ependymoma)(?:,? idh[- ](?:wildtype|mutant))?",
    r"(?:leio|lipo|rhabdo|angio|osteo|chondro)?sarcoma",
    r"gastrointestinal stromal tumou?r",
    r"seminoma|germ cell tumou?r",
)
TYPE_NAME = re.compile(r"(?<![\w-])(?:" + "|".join(_NAMES) + r")(?![\w])", re.IGNORECASE)
_SAME = (
    (r"\binfiltrating\b", "invasive"),
    (r"\b(?:mammary|breast)\b ?", ""),
    (r"tumour", "tumor"),
    (r"keratinising", "keratinizing"),
    (r"\bin-situ\b", "in situ"),
    (r"[-,]", " "),
    (r"\((?:ductal|nst|ductal  ?nst)\)|of the \w+$|(?<!special) \btype$", ""),
    (r"carcinoma of no special", "carcinoma no special"),
)


def type_at(words: str) -> tuple[int, str] | None:
    """The type of cancer that begins here: how long its name is, and the name in one form."""
    found = TYPE_NAME.match(words)
    return (found.end(), type_form(found[0])) if found else None


def type_form(name: str) -> str:
    """One form of a name: small letters, American spelling, without the organ."""
    plain = name.casefold()
    for pattern, instead in _SAME:
        plain = re.sub(pattern, instead, plain)
    return " ".join(plain.split())
