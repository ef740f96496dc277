"""Made-up papers in English and Spanish, each with what is true of it; every person and place is invented.

`None` where a paper does not say it, or says it so that nobody should guess. The samples begin as the papers
of the sample case do, as read there; their dates are hidden on purpose.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    kind: str | None
    dated: str | None
    facility: str | None
    title: str | None
    text: str


PAPERS = {
    "biopsy of the breast": Paper(
        "pathology", "2026-02-17", "Larch Valley Medical Center", "Surgical pathology report", """
Larch Valley Medical Center
Department of Pathology, 12 Orchard Road, Dunmore, OH 44101
SURGICAL PATHOLOGY REPORT
Patient: Anna Fictional    DOB: 03/09/1961    MRN: 0044812
Collected: 02/11/2026   Received: 02/12/2026   Reported: 02/17/2026
FINAL DIAGNOSIS
Left breast, core biopsy: Invasive ductal carcinoma, Nottingham grade 2.
GROSS DESCRIPTION
Four cores, 10 to 14 mm.
MICROSCOPIC DESCRIPTION
No lymphovascular invasion is seen.
Electronically signed by Ruth Hale, MD, Pathologist, 02/17/2026
"""),
    "CT of the chest": Paper(
        "imaging", "2025-11-03", "Northgate Radiology Associates", "CT chest with contrast", """
Northgate Radiology Associates
RADIOLOGY REPORT
Patient: Peter Nobody   DOB 01/04/1958
Exam: CT CHEST WITH CONTRAST
Exam date: November 3, 2025
Comparison: CT of August 12, 2025
Technique: 5 mm axial slices after intravenous contrast.
Findings: A nodule of 9 mm in the right upper lobe, before 6 mm.
Impression: Growing nodule.
"""),
    "blood count": Paper(
        "lab", "2026-03-02", "Brightwell Clinical Laboratories", "Laboratory report", """
Brightwell Clinical Laboratories
LABORATORY REPORT
Name: Maria Example   Date of birth: 22 Jul 1970
Sample taken: 28 Feb 2026     Date reported: 02 Mar 2026
Test            Result   Unit    Reference range
Hemoglobin      11.2     g/dL    12.0 - 15.5   L
Platelets       233      x10^9/L 150 - 400
Creatinine      0.9      mg/dL   0.5 - 1.1
"""),
    "lumpectomy": Paper(
        "operation", "2026-01-15", "St Columba Hospital", "Operative report", """
ST COLUMBA HOSPITAL
OPERATIVE REPORT
PATIENT: FICTIONAL, JOAN
DATE OF OPERATION: 01/15/2026
PREOPERATIVE DIAGNOSIS: Left breast cancer
POSTOPERATIVE DIAGNOSIS: Same
SURGEON: A. Brandt, MD
ANESTHESIA: General
ESTIMATED BLOOD LOSS: 20 mL
DESCRIPTION OF PROCEDURE: The patient was prepped and draped.
COMPLICATIONS: None
"""),
    "letter of an oncologist": Paper(
        "clinic_letter", "2026-03-12", "Alderbrook Cancer Institute", None, """
Alderbrook Cancer Institute
400 Mill Lane, Ashby AB1 2CD

12 March 2026

Dr P. Okafor
Riverside Clinic

Dear Dr Okafor,
Re: Margaret Sample, born 9 March 1965
Thank you for referring this lady, whom I saw in clinic on 10 March 2026.
Her surgery is planned for 2 April 2026.
Yours sincerely,
Dr L. Quiroga
"""),
    "chemotherapy plan": Paper(
        "treatment_plan", "2026-04-20", "Fernhill Oncology Center", "Treatment plan", """
Fernhill Oncology Center
TREATMENT PLAN
Patient: Ruth Nobody      Date: April 20, 2026
Intent of treatment: adjuvant
Regimen: docetaxel 75 mg/m2 and cyclophosphamide 600 mg/m2
4 cycles, every 21 days, starting May 4, 2026
"""),
    "list of medicines": Paper(
        "medicines", "2026-05-01", None, "Current medications", """
CURRENT MEDICATIONS
Name: Agnes Nobody     Date: 05/01/2026      DOB: 11/23/1949
Levothyroxine 75 mcg   one tablet by mouth once daily
Lisinopril 10 mg       one tablet by mouth once daily
Allergies: Penicillin (since 03/14/1998)
"""),
    "discharge summary": Paper(
        "discharge", "2026-02-09", "Harbor Point General Hospital", "Discharge summary", """
Harbor Point General Hospital
DISCHARGE SUMMARY
Patient: John Invented    DOB: 08/30/1955
Admission date: 02/03/2026    Discharge date: 02/09/2026
Hospital course: Uneventful after the right hemicolectomy.
Discharge medications: Acetaminophen 500 mg
Follow-up appointment: 02/23/2026
Condition at discharge: good
"""),
    "explanation of benefits": Paper(
        "insurance", "2026-03-30", None, "Explanation of benefits", """
EXPLANATION OF BENEFITS
THIS IS NOT A BILL
Member name: Anna Fictional     Member ID: XQ 2231
Claim number: 88-1123     Date issued: 03/30/2026
Amount billed 1,250.00   Plan paid 900.00   You may owe 350.00
Date of service: 02/11/2026
"""),
    "MRI by fax": Paper(
        "imaging", "2026-01-22", "Cedar Imaging Center", "MRI breast bilateral with and without contrast", """
FAX 01/29/2026 14:22   PAGE 1 OF 2
Cedar Imaging Center
Examination: MRI BREAST BILATERAL WITH AND WITHOUT CONTRAST
Date of exam: 01/22/2026
Patient name: Anna Fictional
TECHNIQUE: Sagittal and axial sequences, gadolinium.
FINDINGS: Mass of 21 mm at 2 o'clock.
IMPRESSION: BI-RADS 6.
Printed 02/01/2026
"""),
    "informe de anatomía patológica": Paper(
        "pathology", "2026-02-18", "Hospital Universitario San Telmo", "Informe de anatomía patológica", """
Hospital Universitario San Telmo
INFORME DE ANATOMÍA PATOLÓGICA
Paciente: Inés Inventada    Fecha de nacimiento: 09/03/1961
Fecha de recepción: 12/02/2026     Fecha del informe: 18/02/2026
Descripción macroscópica: tres cilindros de 12 mm.
Descripción microscópica: carcinoma ductal infiltrante, grado histológico 2.
Inmunohistoquímica: RE positivo.
Firmado: Dra. R. Quiroga, patóloga
"""),
    "TAC de tórax": Paper(
        "imaging", "2025-10-07", "Centro Médico Los Olmos", "TAC de tórax con contraste", """
Centro Médico Los Olmos
INFORME DE RADIOLOGÍA
Paciente: Luis Nadie     F. Nac.: 04/01/1958
Exploración: TAC DE TÓRAX CON CONTRASTE
Fecha de la exploración: 07/10/2025
Técnica: cortes axiales con contraste intravenoso.
Hallazgos: nódulo de 9 mm.
Impresión diagnóstica: nódulo en crecimiento.
"""),
    "análisis de sangre": Paper(
        "lab", "2026-03-05", "Laboratorio Central Vega Baja", "Resultados de laboratorio", """
Laboratorio Central Vega Baja
RESULTADOS DE LABORATORIO
Paciente: Rosa Ficticia   Edad: 55
Fecha de extracción: 4 de marzo de 2026
Fecha de validación: 5 de marzo de 2026
Prueba   Resultado   Valores de referencia
Hemoglobina 11,2 g/dL 12,0 - 15,5
Plaquetas 233
Creatinina 0,9
"""),
    "informe de alta": Paper(
        "discharge", "2026-01-19", "Hospital General del Valle", "Informe de alta", """
Hospital General del Valle
INFORME DE ALTA
Paciente: Juan Supuesto
Fecha de ingreso: 13/01/2026     Fecha de alta: 19/01/2026
Motivo: cirugía programada.
Evolución clínica: sin incidencias.
Tratamiento al alta: paracetamol 1 g cada 8 horas.
Próxima cita: 02/02/2026
"""),
    "carta de la consulta": Paper(
        "clinic_letter", "2026-03-14", "Clínica Santa Aurora", None, """
Clínica Santa Aurora
Madrid, 14 de marzo de 2026

Estimada doctora Ferrer:
Gracias por remitir a la paciente, nacida el 9 de marzo de 1965.
La hemos valorado en consulta el 10 de marzo de 2026.
Atentamente,
Dr. P. Lago
"""),
    "hoja operatoria": Paper(
        "operation", "2026-02-25", "Hospital Clínico Monteverde", "Informe quirúrgico", """
Hospital Clínico Monteverde
INFORME QUIRÚRGICO
Paciente: Elena Imaginaria
Fecha de la intervención: 25/02/2026
Diagnóstico preoperatorio: cáncer de mama izquierda
Diagnóstico postoperatorio: el mismo
Cirujano: Dr. M. Soto
Anestesia: general
Complicaciones: ninguna
"""),
    "a date that can be read in two ways": Paper(
        "imaging", None, "Fenmoor Imaging Center", "Ultrasound report", """
Fenmoor Imaging Center
ULTRASOUND REPORT
Exam date: 03/04/2026
Findings: Simple cyst.
Impression: No change.
"""),
    "a shopping list": Paper(
        None, None, None, None, """
milk
bread, if the bakery is open until 05/06/2026
ask Tom about the hospital car park
"""),
    "a leaflet": Paper(
        None, None, None, None, """
Living with breast cancer
This booklet tells you about the tests your hospital may offer, such as a biopsy, a CT scan or blood tests.
Ask your doctor what they mean for you. Your pathology report will name the type of cancer.
"""),
    "a page in the middle of something": Paper(
        None, None, None, None, """
and the margins are clear. She tolerated it well and went home on the second day.
We talked about radiation, which would begin in June 2026.
"""),
    "notes of a tumor board": Paper(
        "treatment_plan", "2026-03-19", "Wexford Lake Hospital", "Tumor board recommendations", """
Wexford Lake Hospital
TUMOR BOARD RECOMMENDATIONS
Date of meeting: March 19, 2026
Patient: Ruth Nobody, diagnosed 02/17/2026
Recommended treatment: neoadjuvant chemotherapy, 6 cycles, then surgery.
"""),
    "a British letter": Paper(
        "clinic_letter", "2026-04-03", "Thornbury Vale NHS Foundation Trust", "Clinic letter", """
Thornbury Vale NHS Foundation Trust
Clinic letter
Date typed: 03/04/2026
Patient: Mr A Nobody, DOB 07/08/1950, NHS number 000 000 0000
Dear Mr Nobody
I saw you in clinic with your wife.
Yours sincerely
"""),
    "sample: pathology report, scanned": Paper(
        "pathology", None, "Harrow Mill Community Hospital", "Surgical pathology report", """
HARROW MILL COMMUNITY HOSPITAL
Department of Pathology and Laboratory Medicine
2200 Mill Race Road, Harrow Mill Tel 555-0118 Fax 555-0119            RECEIVED
SURGICAL PATHOLOGY REPORT        MEDICAL RECORDS
Patient:    ELLISON, MARGARET A            Accession: S-10442
DOB:        09-MAR-1965   Sex: F            Collected:
MRN:        HM-0048213            Received:
Ordered by: JOAQUIN IBANEZ, MD            Reported:
FINAL DIAGNOSIS
- INVASIVE CARCINOMA OF NO SPECIAL TYPE (INVASIVE DUCTAL CARCINOMA).
- LYMPHOVASCULAR INVASION: NOT IDENTIFIED.
GROSS DESCRIPTION
MICROSCOPIC DESCRIPTION
"""),
    "sample: mammogram, photographed": Paper(
        "imaging", None, "Brightwater Imaging Center",
        "Diagnostic mammogram of both breasts and ultrasound of the left breast", """
Brightwater Imaging Center
Women's imaging | 41 Quay Street, Brightwater | Tel 555-0133
Patient       Margaret A. Ellison            Exam date
Date of birth   9 March 1965            Exam number  BW-77120
Referred by    Åsa Lindqvist, MD            Status        Final
DIAGNOSTIC MAMMOGRAM OF BOTH BREASTS AND ULTRASOUND OF THE LEFT BREAST
CLINICAL INFORMATION
Lump in the left breast felt by the patient. Sister with breast cancer at age 58.
COMPARISON
TECHNIQUE
FINDINGS
IMPRESSION
"""),
    "sample: letter, faxed": Paper(
        "clinic_letter", None, "Alder Creek Breast Clinic", None, """
ALDER CREEK BREAST CLINIC FAX 555-0143   16:42  TO 555-0127  P.1/2

Alder Creek Breast Clinic
17 Alder Creek Road, Alder Creek Tel 555-0142 Fax 555-0143
Samuel Okafor, MD, FACS  Breast Surgery

Date of visit:
Åsa Lindqvist, MD
Harrow Mill Family Practice
3 Chapel Lane, Harrow Mill
Re: Margaret Ellison, born 9 March 1965
Dear Dr. Lindqvist,
Thank you for sending me this retired school librarian, whom I saw with her son Tom.
With kind regards,
"""),
    "sample: blood tests": Paper(
        "lab", None, "Fenwick Park Clinical Laboratory", "Laboratory report", """
Fenwick Park Clinical Laboratory
9 Fenwick Park, Harrow Mill  Tel 555-0171  Laboratory report

Patient            Margaret Ellison            Report         FP-3308417
Date of birth       9 March 1965            Collected
Sex            Female            Reported
Ordered by        Dr Åsa Lindqvist            Copy to        Dr Nguyễn Thị Hạnh

Test            Result      Flag   Unit            Reference range
Hemoglobin            13.1            g/dL            12.0 – 15.5
Platelets            248            10⁹/L            150 – 400
"""),
}  # fmt: skip
