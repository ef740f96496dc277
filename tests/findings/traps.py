"""What stands in a report and states nothing about this tissue: history, cutting up, methods, references."""

TRAPS_BEFORE = (
    "CLINICAL HISTORY: Prior biopsy of the left breast: invasive lobular carcinoma, grade 3, ER negative.",
    "Clinical Information:\n56 year old woman with a palpable mass."
    " Mother with HER2 positive breast cancer, size 4 cm.",
    "CLINICAL HISTORY:\nPrevious excision 2019, pT3 N2, margins positive.",
    "SPECIMEN(S) RECEIVED:\nA. Breast, lumpectomy\nB. Sentinel lymph node",
)
GROSS = (
    "GROSS DESCRIPTION:\nReceived is an oriented segment of breast that measures 9.2 x 6.5 x 3.1 cm. The"
    " tumor measures 2.6 cm.\nSectioned into 12 blocks, 1 of 12 with a clip.",
    "Gross description: A core biopsy, 5 pieces, each 1.2 cm long. The mass is 3.0 cm from the skin.",
    "MACROSCOPIC DESCRIPTION:\nA wide local excision weighing 84 g, 95 x 70 x 32 mm with"
    " a tumour 31 mm in diameter.",
)
TRAPS_AFTER = (
    "REFERENCES:\nER and PR are positive when 1% or more of tumor nuclei stain."
    " Ki-67 < 14% is low. HER2: 0 and 1+ negative.",
    "METHODOLOGY: Estrogen receptor: clone SP1. Positive external controls. HER2: clone 4B5.",
    "Disclaimer: These tests were developed by this laboratory. Controls: ER positive, HER2 3+.",
    "Interpretation: Ki-67 of 20% or more is considered high. Per ASCO/CAP guidelines HER2 2+ is equivocal.",
    "Nuclear grade: 3. Background fibroadenoma measures 1.4 cm. Stage 3 chronic kidney disease"
    " is noted in the chart.",
    "Ductal carcinoma in situ is not identified. Lymphovascular invasion: Not identified.",
)
