"""LaTeX in records: every sign that exports use is read, and nothing vanishes without a word."""

import string
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_guide.guide.bibtex import read_bibtex
from evidence_guide.guide.latex import decode, decode_latex, decode_verbatim
from evidence_guide.text.raised import lowered, raised

TABLE = files("evidence_guide.guide").joinpath("latex_signs.txt").read_text("utf-8")
SIGNS = [
    tuple(line.split(" ", 1)) for line in TABLE.splitlines() if line and not line.startswith("# ")
]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{\textless}150 pmol/L, p {\textgreater} 0.05", "<150 pmol/L, p > 0.05"),
        (r"{\textless}em{\textgreater}amš{\textless}/em{\textgreater}", "<em>amš</em>"),
        (r"R&D of \emph{x}", "R&D of x"),
        (r"R\&D {\&} co", "R&D & co"),
        (r"100\% 50% \$5 {\#}1 a\_b {\{}c{\}}", "100% 50% $5 #1 a_b {c}"),
        (r"{\textasciitilde}5 \~{} {\textasciicircum} {\textbackslash}", "~5 ~ ^ \\"),
        (r"{\textbar} {\textquotesingle} {\textquotedbl} {\textperiodcentered}", "| ' \" ·"),
        (r"{\guillemotleft}a{\guillemotright} {\glqq}b{\grqq} ``c''", "«a» „b“ “c”"),
        (r"a{\textendash}b {\textemdash} c -- d --- e", "a–b — c – d — e"),
        (r"{\textdegree}C $^{\circ}$C \textcelsius {\textmu}g $\mu$g", "°C °C ℃µg μg"),
        (r"{\textregistered} \texttrademark{} {\copyright} {\S}3 \P{} \dag", "® ™ © §3 ¶ †"),
        (r"{\pounds}5 {\texteuro}6 \textyen 7", "£5 €6 ¥7"),
        (r"$\pm$1 $\times$2 $\leq$3 $\geq$4 $\neq$5 $\approx$6 $\sim$7", "±1 ×2 ≤3 ≥4 ≠5 ≈6 ∼7"),
        (r"$\alpha$-tocopherol, $\Delta$, {\textalpha}", "α-tocopherol, Δ, α"),
        (r"\O degaard, \AA{}se, {\ss}, \l{}, \i, \dj, \th, {\ng}", "Ødegaard, Åse, ß, ł, ı, đ, þ, ŋ"),
        (r"\cyrchar\CYRV\cyrchar\cyri\cyrchar\cyrt", "Вит"),
        (r"\href{https://x.org/a_b}{here} and \url{https://x.org/~a--b%20}", "here and https://x.org/~a--b%20"),
        (r"\textcolor{red}{a} \colorbox{yellow}{b} \textbf{c}\textit{d}", "a b cd"),
        (r"{\em Homo} \emph{sapiens} \textsc{x}", "Homo sapiens x"),
        (r"\mkbibquote{a} \enquote{b} \mkbibemph{c}", "“a” “b” c"),
        (r"\emph{a} \emph{b}{ }{c}", "a b c"),
        (r"1$\frac{1}{2}$ and $\frac{3}{7}$ and $\frac{a}{b}$", "1½ and ³⁄₇ and a/b"),
        (r"\ce{H2O} and \ce{CO2}", "H₂O and CO₂"),
        (r"a\,b\ c\;d~e\quad f\\ g", "a b c d e f g"),
        (r"the $5 cup and the $6 cup", "the $5 cup and the $6 cup"),
        (r"\LaTeX{} and {\TeX}", "LaTeX and TeX"),
        (r"{\noopsort{1973b}}1973", "1973"),
        (r"\t{ia} \c{s} \k{a} \v{c} \H{o} \r{u} \d{h} \b{k} \textcommabelow{s}", "i͡a ş ą č ő ů ḥ ḵ ș"),
    ],
)  # fmt: skip
def test_a_title_is_read_as_latex_prints_it(written: str, expected: str) -> None:
    assert decode_latex(written) == (unicodedata.normalize("NFC", expected), None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"10\textsuperscript{5} cells", "10⁵ cells"),
        ("10$^{5}$ and 10$^5$ and $10^{-5}$", "10⁵ and 10⁵ and 10⁻⁵"),
        ("B$_{12}$ and B\\textsubscript{12} and B_{12}", "B₁₂ and B₁₂ and B₁₂"),
        (r"$\mathrm{B}_{12}$ and \ensuremath{B_{12}}", "B₁₂ and B₁₂"),
        (r"x${}^{\mbox{k}}$ and ${}^{13}$C", "xᵏ and ¹³C"),
        ("25(OH)D$_3$, Ca$^{2+}$, n$^\\mathrm{th}$", "25(OH)D₃, Ca²⁺, nᵗʰ"),
        (r"K$_{\mathrm{ATP}}$ and Q$^{\ast}$", "K_ATP and Q*"),
        ("Cu_2O stays, as does 2^10", "Cu_2O stays, as does 2^10"),
        (r"37$^\circ$C and 5$^{\prime}$", "37°C and 5′"),
        (r"19\textsuperscript{th} \textsuperscript{\textregistered}", "19ᵗʰ ®"),
        ("$n-3$ and omega-3", "n−3 and omega-3"),
        (r"$\sqrt[3]{x}$ $a \to b$ \begin{math}x^2\end{math}", "³√(x) a → b x²"),
        (r"4\textsuperscript{ème} PM$_{2.5}$ $\sum_{i=1}^{n} x_i$", "4ᵉ̀ᵐᵉ PM₂.₅ ∑ᵢ₌₁ⁿ xᵢ"),
    ],
)
def test_superscripts_and_subscripts_stay_what_they_are(written: str, expected: str) -> None:
    assert decode_latex(written) == (expected, None)


@pytest.mark.parametrize(("name", "sign"), SIGNS, ids=[name for name, _ in SIGNS])
def test_every_sign_of_the_table_is_read(name: str, sign: str) -> None:
    shown = " ".join(f"a{ {'.': '', '..': ' '}.get(sign, sign) }b".split())
    assert decode_latex(f"a{{\\{name}}}b") == (shown, None)
    assert decode_latex(f"a$\\{name}$b")[1] is None


ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307"}  # fmt: skip
NAMED = {"u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331"}  # fmt: skip


@pytest.mark.parametrize("accent", [*ACCENTS, *NAMED])
def test_every_letter_with_an_accent_is_read_in_each_spelling(accent: str) -> None:
    mark = (ACCENTS | NAMED)[accent]
    for letter in string.ascii_letters:
        whole = unicodedata.normalize("NFC", letter + mark)
        if len(whole) == 1:
            spellings = [f"\\{accent}{{{letter}}}", f"{{\\{accent}{{{letter}}}}}"]
            spellings += [f"{{\\{accent} {letter}}}"]
            spellings += [f"\\{accent}{letter}"] if accent in ACCENTS else []
            assert {decode_latex(f"x{spelt}y") for spelt in spellings} == {(f"x{whole}y", None)}
    assert decode(f"\\{accent}{{\\i}}") == unicodedata.normalize("NFC", "i" + mark)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("@misc{a,\n title = {A \\foo{b} c}\n}", "s.bib:2:13", "`title`: unknown LaTeX command `\\foo`"),
        (
            "@misc{a,\n title = {A \\foo{b} \\baz c \\foo d}\n}",
            "s.bib:2:13",
            "`title`: unknown LaTeX command `\\foo`, `\\baz`",
        ),
        ("@misc{a, note = {\\cite{b}}, title = {A}}", "s.bib:1:18", "`note`: unknown LaTeX command `\\cite`"),
        ("@misc{a, title = {\\begin{tabular}a\\end{tabular}}}", "s.bib:1:19", "`title`: unknown LaTeX command `\\begin{tabular}`"),
        ("@misc{a, title = {T}, author = {Doe, B and\n \\foo{x}, C}}", "s.bib:2:2", "`author`: unknown LaTeX command `\\foo`"),
        ("@misc{a, title = {T \\href}}", "s.bib:1:1", "`title`: its LaTeX cannot be decoded"),
    ],
)  # fmt: skip
def test_an_unknown_command_is_a_complaint_at_its_place(
    text: str, place: str, message: str
) -> None:
    (found,) = read_bibtex(text, "s.bib").trouble
    assert found.message == message
    assert str(found.place) == place
    assert found.hint


def test_a_field_that_no_guide_reads_may_hold_anything() -> None:
    text = "@misc{a, title = {T}, abstract = {\\foo \\href}, keywords = {\\bar}, file = {:C\\:/x}}"
    assert read_bibtex(text, "s.bib").trouble == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://x.org/~me/a--b", "https://x.org/~me/a--b"),
        (r"\url{https://x.org/a\_b}", "https://x.org/a_b"),
        ("<https://x.org/a>", "https://x.org/a"),
        (r"https://x.org/a{\_}b\%20c{\&}d%20e\#f", "https://x.org/a_b%20c&d%20e#f"),
        (r"https://x.org/{\textasciitilde}me", "https://x.org/~me"),
        (r"https://x.org/\~{}me/$\sim$you", "https://x.org/~me/~you"),
        (r"10.1002/x(199)1:2{\textless}1::AID{\textgreater}3.0", "10.1002/x(199)1:2<1::AID>3.0"),
        (r"10.1000/a$<$b$>$c", "10.1000/a<b>c"),
        ("{10.1000/a_b--c}", "10.1000/a_b--c"),
        (r"Seen at \url{https://x.org/~a}", "https://x.org/~a"),
        (r"\href{https://x.org/a}{here}", "https://x.org/a"),
    ],
)
def test_an_address_or_identifier_is_verbatim(written: str, expected: str) -> None:
    assert decode_verbatim(written) == expected


WORDS = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
COMMANDS = st.sampled_from(
    [line.split(" ")[0] for line in TABLE.splitlines() if line[:2].isalpha()]
)


@given(st.lists(WORDS, min_size=1, max_size=6), COMMANDS)
def test_no_word_beside_a_command_vanishes(words: list[str], command: str) -> None:
    text = f" {{\\{command}}} ".join(words)
    shown = decode(text)
    assert [word for word in words if word not in shown] == []


@given(st.text(string.digits, min_size=1, max_size=5))
def test_a_number_that_is_raised_or_lowered_is_another_text_of_the_same_digits(digits: str) -> None:
    for form, command in ((raised, "textsuperscript"), (lowered, "textsubscript")):
        assert form(digits) != digits
        assert unicodedata.normalize("NFKD", form(digits)) == digits
        assert decode(f"\\{command}{{{digits}}}") == form(digits)
