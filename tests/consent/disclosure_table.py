"""D5 as a table, typed from the domain note (section 2, D5) without a look at the code: the oracle of the truth table.

A cell is eleven codes; "-" in a row means any. The first row that fits decides. Rows are named as in the note.
"""

Cell = tuple[str, str, str, str, str, str, str, str, str, str, str]

# link: the recipient has a perpetrator link; keeper: of a concealed address; informant: the fact tells who informed.
# who: OWN recorded it; RESP coordinator, deputy or manager. abuse: BODY, SUSP, BOTH. danger: U3, NEED, BOTH.
# room: type/part, part being chair, or a member's pledge and the chair's mark (PN both, P, N, 0), or no part (X).
# tax: FACT (arrears exist), SWITCHED (the same, and the city's switch is on), AMOUNT. said: YES, NO.
# city: SECTION, DUTY, BOTH.
COLUMNS = ("link", "category", "keeper", "informant", "who", "abuse", "danger", "tax", "room", "said", "city")

_C0_C5 = "C0 C1 C2 C3 C4 C5"
_SUPPORT = "SUPPORT/PN SUPPORT/P SUPPORT/N SUPPORT/0 SUPPORT/X SUPPORT/chair"
_CHAIR = "LIAISON/chair SUPPORT/chair MULTI/chair"
_LIAISON = "LIAISON/PN LIAISON/P LIAISON/N LIAISON/0"
_NOT_AMOUNT = "NONE FACT SWITCHED"

ROWS = """
 1  DENY   -               YES  -          -    -    -    -     -     -             -            -    -
 2  DENY   -               -    C2X        NO   -    -    -     -     -             -            -    -
 3  DENY   -               -    -          -    YES  -    -     -     -             -            -    -
 2  PERMIT WITHIN_PURPOSE  -    C2X        YES  -    -    -     -     -             -            -    -
 4  PERMIT OWN_RECORD      -    -          -    -    OWN  -     -     -             -            -    -
 5  PERMIT WITHIN_PURPOSE  -    {c0c5}     -    -    RESP -     -     {not_amount}  -            -    -
 5  PERMIT WITHIN_PURPOSE  -    {c0c5}     -    -    RESP -     -     AMOUNT        -            YES  -
 6  PERMIT WITHIN_PURPOSE  -    {c0c5}|C6  -    -    -    -     -     {not_amount}  {chair}      -    -
 6  PERMIT WITHIN_PURPOSE  -    {c0c5}|C6  -    -    -    -     -     AMOUNT        {chair}      YES  -
 7  PERMIT ABUSE_REPORT    -    -          -    -    -    BOTH  -     -             -            -    -
 8  PERMIT LIFE_THREAT     -    -          -    -    -    -     BOTH  -             -            -    -
 9  DENY   -               -    -          -    -    -    -     -     AMOUNT        -            NOTHING|NO -
 9  DENY   -               -    -          -    -    -    -     -     FACT          {support}    NOTHING|NO -
 10 PERMIT ART106_6        -    -          -    -    -    -     -     -             SUPPORT/PN   -    -
 11 PERMIT CONSENT         -    -          -    -    -    -     -     -             -            YES  -
 12 DENY   -               -    -          -    -    -    -     -     -             -            NO   -
 13 DENY   -               -    -          -    -    -    -     -     FACT|SWITCHED|AMOUNT -     -    -
 14 PERMIT INTERNAL_USE    -    C6         -    -    -    -     -     -             {liaison}    -    -
 14 REDACT INTERNAL_USE    -    C0|C1|C2|C3 -   -    -    -     -     -             -            -    BOTH
 15 DENY   -               -    -          -    -    -    -     -     -             -            -    -
""".format(
    c0c5=_C0_C5.replace(" ", "|"),
    not_amount=_NOT_AMOUNT.replace(" ", "|"),
    chair=_CHAIR.replace(" ", "|"),
    support=_SUPPORT.replace(" ", "|"),
    liaison=_LIAISON.replace(" ", "|"),
)


def rows() -> list[tuple[tuple[str, str, str], dict[int, frozenset[str]]]]:
    """((rule, decision, basis), what a column must be) in the note's order."""
    found = []
    for line in ROWS.strip().splitlines():
        number, decision, basis, *columns = line.split()
        assert len(columns) == len(COLUMNS), line
        wanted = {at: frozenset(code.split("|")) for at, code in enumerate(columns) if code != "-"}
        found.append(((f"D5-{int(number):02}", decision, basis.strip("-")), wanted))
    return found
