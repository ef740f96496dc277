"""The rules by which a page of a record tells what it is: words, and a sentence for each rule.

All patterns meet lines in small letters without accents (`clue_lines.fold`), in English and Spanish. They
were written from what such papers have in common, and are measured in tests/intake/test_clues.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from secondop_desktop.base.language import tr


@dataclass(frozen=True)
class KindRule:
    """How one kind of record is known: its headings, and the parts that such papers consist of.

    A paper without a heading has to have the first part at least.
    """

    headings: str
    parts: tuple[str, ...]


KIND_RULES: dict[str, KindRule] = {
    "pathology": KindRule(
        r"(surgical |clinical |anatomic(al)? )?(histo)?pathology( and cytology)? (consultation|report"
        r"|final report)"
        r"|.*synoptic report|cytology report|biopsy report|(histo)?pathology department report"
        r"|informe (de |del? estudio )?(anatom\w+ patolog\w+|anatomopatolog\w+|histopatolog\w+|citolog\w+"
        r"|de biopsia)"
        r"|estudio (anatomopatologico|histopatologico)",
        (
            r"gross (description|examination)|macroscopic (description|appearance)|descripcion macroscopica",
            r"microscopic (description|examination)|descripcion microscopica",
            r"specimens? (submitted|received|type)?|muestra (remitida|recibida)|material (remitido|enviado)",
            r"immunohistochem\w+|inmunohistoquimica",
            r"nottingham|histologic(al)? (type|grade)|grado histologico|tipo histologico",
            r"margins? (are |is )?(negative|positive|clear|uninvolved)|resection margins?"
            r"|margenes? (de reseccion|libres)",
            r"pathologist|patolog[oa]\b|anatomopatolog[oa]",
            r"lymphovascular|perineural|linfovascular",
        ),
    ),
    "imaging": KindRule(
        r"(radiology|imaging|mammogra(m|phy)|ultrasound|mri|ct|pet[ /-]ct|x-?ray|bone scan|breast imaging)"
        r"( and ultrasound| scan| consultation| imaging| diagnostic)* (report|final report|results?)"
        r"|diagnostic imaging( report)?|department of (radiology|diagnostic imaging)"
        r"|ct [a-z/ ,&]*with(out)? contrast"
        r"|mri [a-z]+( with(out)?.*)?|(bilateral )?(diagnostic|screening) mammogra(m|phy).*"
        r"|informe (de )?(radiolog\w+|ecografic\w+|mamografic\w+|imagen\w*|tac|tc|rm|resonancia|mamografia"
        r"|ecografia)\b"
        r"|(servicio|departamento) de (radiodiagnostico|radiologia|diagnostico por imagen\w*)"
        r"|(tomografia computarizada|resonancia magnetica|mamografia|ecografia)\b.{0,40}",
        (
            r"^technique\b|^tecnica\b",
            r"^findings\b|^hallazgos\b",
            r"^impression\b|^impresion( diagnostica)?\b|^conclusion\b",
            r"^comparison\b|^comparacion\b|estudios? previos?",
            r"intravenous contrast|iv contrast|contraste (intravenoso|iv|yodado)|gadolinio|gadolinium",
            r"bi-?rads|lung-?rads|pi-?rads",
            r"radiologist|radiolog[oa]\b",
            r"axial|sagittal|mediolateral|craniocaudal|suv ?max|slice thickness|cortes axiales",
        ),
    ),
    "lab": KindRule(
        r"(clinical |final )?(laboratory|lab|blood test|blood|haematology|hematology|biochemistry)s? "
        r"(report|results?|results? report|final report)|blood tests?|complete blood count( with.*)?"
        r"|(informe|resultados?) de(l)? (laboratorio|analisis( de sangre| clinicos?)?|analitica)"
        r"|analisis de sangre"
        r"|analitica( de sangre)?|hemograma( completo)?",
        (
            r"reference (range|interval|values?)|ref\.? (range|interval)|(valores?|rangos?"
            r"|intervalos?) de referencia",
            r"ha?emoglobin|hemoglobina",
            r"platelets|plaquetas",
            r"creatinine|creatinina",
            r"white (blood )?cells?|leukocytes|leucocitos|wbc\b",
            r"\b(g|mg|ng|u)/d?l\b|\bmmol/l\b|\bu/l\b|\bx?10[e^*]?[39]/[ul]l?\b",
            r"\balt\b|\bast\b|alkaline phosphatase|fosfatasa alcalina|bilirubin\w*",
            r"\bca ?(15-3|125|19-9)\b|\bcea\b|\bpsa\b",
        ),
    ),
    "operation": KindRule(
        r"operati(ve|on) (report|note|record)|operative procedure( report)?|surgical (report|note)"
        r"|record of operation"
        r"|(informe|hoja|protocolo|nota|parte) (quirurgic\w+|operatori\w+|de (la )?(intervencion|operacion"
        r"|cirugia).*)",
        (
            r"pre-?operative diagnosis|diagnostico pre-?operatorio",
            r"post-?operative diagnosis|diagnostico post-?operatorio",
            r"estimated blood loss|\bebl\b|perdida (sanguinea|hematica)|sangrado (estimado|intraoperatorio)",
            r"^anesthe(sia|siologist)|^anaesthe|^anestesi",
            r"^(assistant|attending )?surgeons?\b|^cirujan[oa]s?\b|^ayudantes?\b",
            r"description of (the )?(procedure|operation)|descripcion de la (tecnica|intervencion"
            r"|operacion)|hallazgos operatorios",
            r"complications|complicaciones",
            r"was (prepped|incised|draped)|prepped and draped|bajo anestesia general",
        ),
    ),
    "clinic_letter": KindRule(
        r"^dear (dr|doctor|mr|mrs|ms|miss|colleague|prof\w*)\b.*|^(estimad|distinguid|apreciad)[oa]s? .*"
        r"|(clinic|consultation|outpatient|referral) (letter|note|report)|letter from clinic|progress note"
        r"|(informe|nota|carta) (de )?(la )?(consultas?( externas?)?|evolucion|interconsulta|derivacion)",
        (
            r"yours (sincerely|faithfully|truly)|^sincerely\b|^kind regards|(le saluda )?atentamente"
            r"|un cordial saludo",
            r"thank you for (referring|seeing|asking)|gracias por (remitir|derivar|enviar)",
            r"history of (the )?present(ing)? (illness|complaint)|motivo de (la )?consulta|enfermedad actual",
            r"(past )?medical history|antecedentes (personales|medicos|familiares)",
            r"physical exam(ination)?\b|exploracion fisica|examen fisico",
            r"assessment (and|&) plan|impression and (plan|recommendation)|juicio clinico"
            r"|plan y recomendaciones",
            r"(i|we) (saw|reviewed|met|had the pleasure)|(he|hemos) (visto|valorado|atendido)"
            r"|acude a (la )?consulta",
        ),
    ),
    "treatment_plan": KindRule(
        r"(cancer |oncology |chemotherapy |radiation |radiotherapy |your )*treatment (plan|plan summary"
        r"|proposal)"
        r"|chemotherapy (plan|protocol|order|prescription)|radiotherapy (plan|prescription)|care plan"
        r"|(multidisciplinary )?tumou?r board( recommendations?| summary| report| note)*|mdt (outcome"
        r"|recommendation).*"
        r"|plan (de|del) (tratamiento|cuidados).*|(propuesta|esquema) de tratamiento.*"
        r"|(comite|comision) de tumores.*|prescripcion de (quimio|radio)terapia",
        (
            r"\bcycles?\b|\bciclos?\b",
            r"\bfractions?\b|\bfracciones\b|\bgy\b",
            r"\bregimen\b|\besquema\b",
            r"intent(ion)? of treatment|treatment intent|intencion (del tratamiento|curativa|paliativa"
            r"|adyuvante)",
            r"(neo)?adjuvant|(neo)?adyuvante",
            r"mg/m2|mg/m²|auc ?\d",
            r"recommended (treatment|plan)|tratamiento (propuesto|recomendado)|se propone"
            r"|recomendacion del comite",
        ),
    ),
    "medicines": KindRule(
        r"(my |current |home |active )?(medication|medicine|drug)s? (list|record|schedule|reconciliation)"
        r"|list of (current )?(medications|medicines)|current medications|prescription"
        r"|(lista|hoja|relacion|plan) de (la )?(medicamentos|medicacion|medicinas|farmacos)( actual\w*)?"
        r"|medicacion actual|receta( medica| electronica)?|tratamiento farmacologico",
        (
            r"(?s)\b(tablets?|capsules?|comprimidos?|capsulas?)\b",
            r"(once|twice|three times) (a day|daily)|every \d+ hours|cada \d+ horas|(una|dos|tres) ve(z"
            r"|ces) al dia",
            r"\bdose\b|\bdosage\b|\bdosis\b|\bposologia\b",
            r"\brefills?\b|\bdispense\b|\bquantity\b|\bpharmacy\b|\bfarmacia\b|\benvases?\b",
            r"\ballerg(y|ies)\b|\balergias?\b",
            r"by mouth|orally|via oral|before (breakfast|meals|bed)|con las comidas|en ayunas",
        ),
    ),
    "discharge": KindRule(
        r"(hospital |inpatient )?discharge (summary|letter|report|instructions|note)"
        r"|summary of (hospital )?(stay|admission)"
        r"|(informe|nota|carta|hoja|resumen) (clinic[oa] )?de alta.*|epicrisis|informe de hospitalizacion",
        (
            r"(date of )?admission( date)?\b|admitted (on|to)|fecha de ingreso|ingres[oa] (el|en)",
            r"(date of )?discharge( date)?:|discharged (on|to|home)|fecha de alta",
            r"hospital course|course in hospital|evolucion (clinica|durante el ingreso|hospitalaria)",
            r"discharge medications?|medications? (on|at) discharge|tratamiento al alta|medicacion al alta",
            r"discharge diagnos[ie]s|diagnosticos? al alta|diagnostico principal",
            r"condition (on|at) discharge|follow-?up (appointments?|instructions)|recomendaciones al alta"
            r"|destino al alta",
        ),
    ),
    "insurance": KindRule(
        r"explanation of (benefits|payment)|this is not a bill|prior authori[sz]ation( request| approval"
        r"| notice| decision)?"
        r"|notice of (denial|coverage|approval|adverse).*|(medical )?claim (summary|statement|form)"
        r"|coverage (decision|determination)"
        r"|explicacion de (los )?beneficios|autorizacion previa.*|esto no es una factura"
        r"|resolucion de cobertura",
        (
            r"member (id|number|name)|numero de (socio|afiliado|miembro|asegurado)",
            r"claim (number|no|id)\b|numero de (reclamo|reclamacion|siniestro|expediente)",
            r"amount (billed|charged|allowed)|plan paid|you (may )?owe|importe|monto (facturado|cubierto)",
            r"deductible|co-?pay(ment)?|coinsurance|deducible|copago",
            r"(group|policy) (number|no)\b|numero de poliza|\bpoliza\b",
            r"health plan|insurance company|aseguradora|compania de seguros|seguro medico",
            r"right to appeal|appeal|apelacion|apelar",
        ),
    ),
}  # fmt: skip


def kind_sentences() -> dict[str, str]:
    """Each rule in a sentence, as it is shown beside a suggestion."""
    return {
        "pathology": tr(
            "Pathology reports are headed so, or tell of specimens and of what the microscope showed."
        ),
        "imaging": tr("Reports on scans are headed so, or have findings, a technique and an impression."),
        "lab": tr("Test results are headed so, or give numbers beside the range that is usual."),
        "operation": tr(
            "Operation reports are headed so, or name the surgeon, the anesthesia and what was done."
        ),
        "clinic_letter": tr("Doctors’ letters begin and end so, or tell of a visit and what comes next."),
        "treatment_plan": tr(
            "Treatment plans are headed so, or name cycles, doses and the aim of the treatment."
        ),
        "medicines": tr(
            "Lists of medicines are headed so, or name tablets, doses and how often they are taken."
        ),
        "discharge": tr(
            "Letters at the end of a hospital stay are headed so, or tell of the days in between."
        ),
        "insurance": tr("Insurance papers are headed so, or name a member, a claim and amounts of money."),
    }


DATE_ROLES: tuple[tuple[str, int, str], ...] = (
    ("birth", 0, r"\bd\.? ?o\.? ?b\b|birth|\bborn\b|nacim|nacid[oa]|f\.? ?nac|\bage\b|\bedad\b|\bfn\b"),
    (
        "other", 0,
        r"print(ed)?\b|fax|impres[oi]|download|next|appointment|follow|proxim[oa]|\bcita\b|\bdue\b|expir"
        r"|valid (un)?til"
        r"|vence|caduc|\bsince\b|desde|menstr|\blmp\b|\bfum\b|prior|compar|previ|anterior|effective|revised"
        r"|\brev\b"
        r"|\bplan(ned)?\b|start|inicio|refer(red|ral)|\bcopy\b|copia|order(ed)?\b|solicit|request|peticion"
        r"|registered"
        r"|diagnosed|surgery on|since|until|hasta|scheduled|programad|last\b|ultim[oa]|study of|admi(ssion"
        r"|tted)|ingreso",
    ),
    (
        "report", 1,
        r"report(ed)?( date| on| issued)?\b|date (of|reported|issued|typed)( the)?( report| letter)?$"
        r"|issued?\b|emi(tido|sion)"
        r"|(fecha|emision) (del|de) (informe|emision|resultado|validacion|carta)|\binforme\b|informad[oa]"
        r"|discharge|\balta\b"
        r"|letter date|date of (letter|issue|discharge)|result date|finali[sz]ed",
    ),
    (
        "signed", 2,
        r"sign(ed|ature)|verified|authenticated|approved|validad[oa]|firmad[oa]|firma|dictated"
        r"|electronically|typed",
    ),
    (
        "exam", 4,
        r"(exam(ination)?|study|service|procedure|operation|surgery|visit|test|scan|encounter|clinic"
        r"|consultation)"
        r"( date| performed)?|date of|performed|seen|fecha de(l| la)? (estudio|exploracion|prueba"
        r"|intervencion|cirugia|"
        r"operacion|consulta|visita|examen)|realizad[oa]|intervencion|consulta|exploracion",
    ),
    ("plain", 5, r"\bdated?\b|\bfecha\b"),
    (
        "sample", 6,
        r"collect(ed|ion)|received|drawn|obtained|taken|extraccion|toma|recogida|recibid[oa]|recepcion"
        r"|muestra|accession",
    ),
)  # fmt: skip
"""What stands before a date says what happened then; the number, how well that dates the paper: 0 not at all.

Of several that fit, the one that ends nearest to the date counts.
"""


def date_sentences() -> dict[str, str]:
    """Why a date may be that of the paper, by its role."""
    return {
        "report": tr("It stands beside words that say when the report was made."),
        "signed": tr("It stands beside words that say when the report was signed."),
        "exam": tr("It stands beside words that say when the examination was."),
        "plain": tr("It stands beside the word “date”."),
        "sample": tr("It stands beside words that say when the sample was taken."),
        "alone": tr("It stands alone at the top of the page, as the date of a letter does."),
    }


PLACES = (
    r"\b(hospitals?|infirmary|clinics?|medical (center|centre|group|associates)|health(care)? (center"
    r"|centre|system|network)"
    r"|(cancer|imaging|breast|oncology|surgical|surgery|diagnostic) (center|centre|institute)"
    r"|laborator(y|ies)|labs?|radiology|imaging|pathology (associates|group)|(radiology"
    r"|oncology) (associates|group|partners)"
    r"|institute|nhs (foundation )?trust|health board|sanatori(um|o)|policlinic[oa]?|clinica|centro (medico"
    r"|oncologico|de salud)"
    r"|centro de (diagnostico|especialidades)|instituto|laboratorios?|hospitalario|fundacion|health (plan"
    r"|insurance)"
    r"|diagnostics|cancer care|consultorios?|complejo)\b"
)
"""Words that names of hospitals, practices and laboratories are made with."""

NOT_A_NAME = (
    r"\b(report|summary|letter|note|course|results?|department|dept|division|service|page|phone|tel|fax"
    r"|copy|number|stay"
    r"|informe|alta|resultados?|servicio|departamento|unidad|pagina|telefono|historia|course|findings"
    r"|specimens?|referr\w+"
    r"|attending|physician|doctor|dr|dra|patient|paciente|director|accredited|list|plan de|your)\b"
)
"""Words that make a line something else than the name of a place."""

_PLAIN_WORDS = """
    the of and for at de del la las los el y & hospital hospitals clinic clinics center centre medical health
    healthcare system network group associates cancer imaging breast oncology surgical surgery diagnostic
    diagnostics institute laboratory laboratories lab labs radiology pathology partners trust nhs foundation
    board clinica centro medico instituto laboratorio laboratorios hospitalario general clinical community
    university department oncologico diagnostico especialidades salud care complejo fundacion medicine
    universitario
"""
PLAIN_WORDS = frozenset(_PLAIN_WORDS.split())
"""A name needs a word besides these: "Cancer Center" alone names no place."""

PLACE_LABELS = (
    r"^(facility|hospital|institution|performed (at|by)|performing (lab(oratory)?|site|facility)|laboratory"
    r"|location|site"
    r"|centro|hospital|clinica|laboratorio|institucion|realizado en)( name)?\s*[:.]\s*"
)

HEAD_ENDS = (
    r"^(patient|name|dear|to\b|attn|attention|re\b|subject|paciente|nombre|estimad|distinguid|apreciad"
    r"|asunto|a la atencion"
    r"|para\b|cc\b|referring|ordering|requesting|mrn|dob|member|afiliad|asegurad)"
)
"""From here on the names are those of a patient, of another doctor or of who gets the letter."""

TITLE_LABELS = (
    r"^(exam(ination)?|study|procedure|test|exploracion|estudio|prueba|examen|tecnica realizada"
    r"|procedimiento|intervencion)"
    r"( name| performed| description| type| title| realizad[oa])?s?\s*:\s*"
)
