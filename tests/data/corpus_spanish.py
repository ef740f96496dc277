"""Made-up reports in Spanish, with á é í ó ú ü ñ, ¿ and a decimal comma; nobody in them exists."""

from tests.data.corpus_sheet import NOTO, SERIF, Paper

NAMES = (
    "María Núñez Ibáñez",
    "Begoña Güemes Peña",
    "José Ramón Muñiz",
    "Inés Álvarez Cañas",
    "Sofía Zúñiga León",
)
CLINICS = (
    "Hospital Santa Águeda",
    "Clínica Río Ebro",
    "Centro Médico Las Ñeras",
    "Instituto Oncológico Peñalba",
)
MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "octubre", "diciembre")


def day(dice):
    return f"{dice.randint(1, 28)} de {dice.choice(MONTHS)} de {dice.randint(2019, 2026)}"


def short_day(dice):
    return f"{dice.randint(1, 28):02d}/{dice.randint(1, 12):02d}/{dice.randint(2019, 2026)}"


def comma(dice, low, high):
    return f"{dice.randint(low * 10, high * 10) / 10:.1f}".replace(".", ",")


def pathology(dice):
    """Un informe de anatomía patológica."""
    paper = Paper(SERIF, "a4")
    paper.line(dice.choice(CLINICS).upper(), bold=True, size=14, align="middle")
    paper.line("Servicio de Anatomía Patológica", align="middle")
    paper.line("INFORME DE BIOPSIA", bold=True, size=12, align="middle")
    paper.rule(1)
    paper.cells(
        (60, 340),
        (
            f"Paciente: {dice.choice(NAMES)}",
            f"N.º de biopsia: {dice.randint(19, 26)}-{dice.randint(1000, 99999)}",
        ),
    )
    paper.cells((60, 340), (f"Fecha de nacimiento: {short_day(dice)}", f"Edad: {dice.randint(38, 84)} años"))
    paper.cells((60, 340), (f"Recibido: {short_day(dice)}", f"Emitido: {short_day(dice)}"))
    paper.rule()
    paper.line("DIAGNÓSTICO", bold=True)
    paper.paragraph(
        f"Mama {dice.choice(('izquierda', 'derecha'))}, cuadrante superoexterno, biopsia con aguja "
        "gruesa: carcinoma infiltrante de tipo no especial, grado "
        f"{dice.randint(1, 3)} de Nottingham. El foco mayor mide {dice.randint(4, 30)} mm. Componente "
        f"intraductal del {dice.randint(5, 40)} %, de grado "
        "intermedio, con necrosis. No se observa invasión linfovascular ni perineural."
    )
    paper.gap()
    paper.line("INMUNOHISTOQUÍMICA", bold=True)
    paper.line(
        f"Receptores de estrógenos (RE): positivos, {dice.randint(60, 100)} % de los núcleos, Allred "
        f"{dice.randint(6, 8)}/8"
    )
    paper.line(
        f"Receptores de progesterona (RP): positivos, {dice.randint(5, 95)} %, Allred {dice.randint(4, 8)}/8"
    )
    paper.line(f"HER2 (clon 4B5): {dice.randint(0, 2)}+, negativo. Relación HER2/CEP17: {comma(dice, 1, 2)}")
    paper.line(f"Índice de proliferación Ki-67: {dice.randint(4, 60)} %")
    paper.gap()
    paper.line("DESCRIPCIÓN MACROSCÓPICA", bold=True)
    paper.paragraph(
        f"Se reciben en formol {dice.randint(2, 6)} cilindros de tejido blanquecino, de "
        f"{comma(dice, 0, 1)} a {comma(dice, 1, 2)} cm de longitud. Tiempo de "
        f"isquemia fría: {dice.randint(1, 9)} minutos; fijación: {dice.randint(6, 40)} horas. Se incluye "
        "la muestra en su totalidad."
    )
    paper.gap()
    paper.line("COMENTARIO", bold=True)
    paper.paragraph(
        "¿Se conoce algún antecedente familiar? Según la guía, el caso se presentará en el comité de "
        "tumores. La señora pidió una segunda opinión; "
        "los bloques y las preparaciones están a su disposición. El daño térmico de los márgenes limita "
        "el estudio del cilindro pequeño."
    )
    paper.gap(14)
    paper.line(f"Firmado electrónicamente: Dra. {dice.choice(NAMES)}, {day(dice)}")
    return paper.done()


DRUGS = (
    ("Anastrozol", "1 mg", "1 comprimido al día"),
    ("Levotiroxina", "75 µg", "1 comprimido en ayunas, mañana"),
    ("Paracetamol", "650 mg", "cada 8 horas, máximo 3 al día"),
    ("Ácido fólico", "5 mg", "1 comprimido después de comer"),
    ("Enoxaparina", "40 mg", "1 inyección subcutánea cada 24 h"),
    ("Omeprazol", "20 mg", "30 minutos antes del desayuno"),
    ("Dexametasona", "4 mg", "2 comprimidos durante 3 días"),
)


def clinic(dice):
    """Un informe clínico con análisis y medicación."""
    paper = Paper(NOTO.sized(10), "a4")
    paper.line(dice.choice(CLINICS), bold=True, size=15)
    paper.line(f"Oncología Médica, planta {dice.randint(1, 8)}.ª, teléfono 555 01 {dice.randint(10, 99)}")
    paper.rule()
    paper.line(
        f"Paciente: {dice.choice(NAMES)}, {dice.randint(38, 84)} años. Historia n.º "
        f"{dice.randint(100000, 999999)}"
    )
    paper.gap()
    paper.line("Evolución", bold=True)
    paper.paragraph(
        f"Acude a revisión el {day(dice)}. Refiere cansancio y náuseas leves desde el último ciclo; sin "
        f"fiebre. Peso {dice.randint(48, 95)} kg, talla "
        f"1,{dice.randint(50, 79)} m, tensión {dice.randint(105, 150)}/{dice.randint(60, 92)} mmHg. La "
        f"ecografía mostró un nódulo de {dice.randint(6, 33)} mm "
        "sin cambios. Se explicó con calma el plan y la familia preguntó: ¿cuándo empezará la radioterapia?"
    )
    paper.gap()
    paper.line("Análisis", bold=True)
    at = (60, 220, 300, 390)
    for name, value, unit, span in (
        ("Hemoglobina", comma(dice, 9, 15), "g/dL", "12,0 - 16,0"),
        ("Leucocitos", comma(dice, 2, 12), "10^3/µL", "4,0 - 10,5"),
        ("Plaquetas", str(dice.randint(90, 400)), "10^3/µL", "150 - 400"),
        ("Creatinina", f"0,{dice.randint(50, 99)}", "mg/dL", "0,50 - 0,95"),
        ("Fosfatasa alcalina", str(dice.randint(30, 160)), "U/L", "35 - 104"),
        ("CA 15-3", comma(dice, 8, 60), "U/mL", "0,0 - 31,3"),
    ):
        paper.cells(at, (name, value, unit, span))
    paper.gap()
    paper.line("Medicación", bold=True)
    for name, strength, how in dice.sample(DRUGS, 5):
        paper.cells((60, 190, 260), (name, strength, how))
    paper.gap()
    paper.paragraph(
        f"Próxima cita: {short_day(dice)} a las {dice.randint(8, 13)}:{dice.choice(('00', '15', '30'))}. "
        "En caso de fiebre mayor de 38 °C, acuda a Urgencias. "
        "Se enseñó a la señora a tomar la temperatura; también se le entregó el resumen de los últimos años."
    )
    paper.gap(14)
    paper.line(f"Dr. {dice.choice(NAMES)}, colegiado n.º {dice.randint(10000, 99999)}")
    return paper.done()


LAYOUTS = {"Spanish pathology report": pathology, "Spanish clinic report": clinic}
