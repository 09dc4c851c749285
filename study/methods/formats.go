package methods

import (
	"fmt"
	"html"
	"io"
	"strings"
	"unicode"
)

// format is how a document is written: the pieces around cells, and what signs become.
type format struct {
	begin, end          string // of the document; begin holds the title
	table, head, bottom func(t *Table) string
	cell                func(text string) string
	between, rowEnd     string
	rowBegin            string
}

// write writes a document in a format.
func (d *Document) write(w io.Writer, f *format) error {
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(f.begin, "TITLE", f.cell(d.Title)))
	for i := range d.Tables {
		t := &d.Tables[i]
		b.WriteString(f.table(t))
		b.WriteString(f.head(t))
		for _, row := range t.Rows {
			cells := make([]string, len(row))
			for k, text := range row {
				cells[k] = f.cell(text)
			}
			b.WriteString(f.rowBegin + strings.Join(cells, f.between) + f.rowEnd)
		}
		b.WriteString(f.bottom(t))
	}
	b.WriteString(f.end)
	_, err := io.WriteString(w, b.String())
	return err
}

// cells writes texts with one function and puts something between them.
func cells(list []string, write func(string) string, between string) string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = write(text)
	}
	return strings.Join(out, between)
}

// Markdown writes tables of GitHub's Markdown.
func (d *Document) Markdown(w io.Writer) error {
	return d.write(w, &format{
		begin: "# TITLE\n",
		table: func(t *Table) string { return "\n## " + markdownText(t.Title) + "\n\n" },
		head: func(t *Table) string {
			head := t.Head
			if head == nil {
				head = []string{"", ""}
			}
			return "| " + cells(head, markdownText, " | ") + " |\n|" + strings.Repeat("---|", len(head)) + "\n"
		},
		bottom: func(*Table) string { return "" },
		cell:   markdownText, rowBegin: "| ", between: " | ", rowEnd: " |\n",
	})
}

// markdownText keeps signs from having a meaning.
func markdownText(text string) string {
	var b strings.Builder
	for _, r := range oneLine(text) {
		if strings.ContainsRune("\\`*_{}[]<>#|~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// oneLine replaces line breaks and control signs by blanks.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}

// HTML writes a page of tables without scripts, which can be printed.
func (d *Document) HTML(w io.Writer) error {
	return d.write(w, &format{
		begin: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TITLE</title>
<style>
:root { color-scheme: light dark }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
table { border-collapse: collapse; margin: 0 0 1.6rem; width: 100% }
caption { text-align: left; font-weight: 600; padding: .4rem .5rem; background: color-mix(in srgb, currentColor 10%, transparent) }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem }
th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
</style>
</head>
<body>
<h1>TITLE</h1>
`,
		table: func(t *Table) string { return "<table>\n<caption>" + htmlText(t.Title) + "</caption>\n" },
		head: func(t *Table) string {
			if t.Head == nil {
				return ""
			}
			return `<tr><th scope="col">` + cells(t.Head, htmlText, `</th><th scope="col">`) + "</th></tr>\n"
		},
		bottom: func(*Table) string { return "</table>\n" },
		cell:   htmlText, rowBegin: "<tr><td>", between: "</td><td>", rowEnd: "</td></tr>\n", end: "</body>\n</html>\n",
	})
}

func htmlText(text string) string { return html.EscapeString(oneLine(text)) }

// LaTeX writes a document of tables that break between pages, to be copied into a paper.
// It needs the packages inputenc, array, longtable and geometry, which every TeX has.
func (d *Document) LaTeX(w io.Writer) error {
	return d.write(w, &format{
		begin: `\documentclass[10pt]{article}
\usepackage[utf8]{inputenc}
\usepackage[a4paper,landscape,margin=15mm]{geometry}
\usepackage{array,longtable}
\newcolumntype{L}[1]{>{\raggedright\arraybackslash}p{#1}}
\renewcommand{\arraystretch}{1.15}
\setlength{\parindent}{0pt}
\begin{document}
\section*{TITLE}
\footnotesize\raggedright
`,
		table: latexTable,
		head: func(t *Table) string {
			if t.Head == nil {
				return ""
			}
			return cells(t.Head, func(s string) string { return `\textbf{` + latexText(s) + `}` }, " & ") + " \\\\\n\\hline\n\\endhead\n"
		},
		bottom: func(*Table) string { return "\\hline\n\\end{longtable}\n" },
		cell:   latexText, between: " & ", rowEnd: " \\\\\n", end: "\\end{document}\n",
	})
}

// latexTable begins a table whose columns share the width of the page.
func latexTable(t *Table) string {
	columns := `L{0.16\textwidth}L{0.8\textwidth}`
	if n := len(t.Head); n > 0 {
		columns = strings.Repeat(fmt.Sprintf(`L{%.3f\textwidth}`, 0.98/float64(n)-0.016), n)
	}
	return fmt.Sprintf("\\begin{longtable}{@{}%s@{}}\n\\multicolumn{%d}{@{}l}{\\textbf{%s}} \\\\\n\\hline\n",
		columns, max(2, len(t.Head)), latexText(t.Title))
}

// latexSigns are those with a meaning in TeX, and those that its fonts do not have.
var latexSigns = map[rune]string{
	'\\': `\textbackslash{}`, '{': `\{`, '}': `\}`, '$': `\$`, '&': `\&`, '#': `\#`, '%': `\%`, '_': `\_\allowbreak{}`,
	'^': `\textasciicircum{}`, '~': `\textasciitilde{}`, '<': `\textless{}`, '>': `\textgreater{}`, '|': `\textbar{}`,
	'"': `''`, '−': `$-$`, '×': `$\times$`, '·': `$\cdot$`, '→': `$\rightarrow$`, '≥': `$\geq$`, '≤': `$\leq$`, '≠': `$\neq$`,
	'∞': `$\infty$`, '∝': `$\propto$`, '∈': `$\in$`, '‖': `$\Vert$`, '√': `$\surd$`, '∑': `$\Sigma$`, '⊛': `$*$`,
	'⊗': `$\otimes$`, '∂': `$\partial$`, '∘': `$\circ$`, '∫': `$\int$`, '≈': `$\approx$`, '½': `$\frac12$`, '±': `$\pm$`,
	'…': `\dots{}`, '–': `--`, '\u2009': `\,`, 'µ': `$\mu$`, 'α': `$\alpha$`, 'β': `$\beta$`, 'γ': `$\gamma$`, 'δ': `$\delta$`,
	'Δ': `$\Delta$`, 'ε': `$\epsilon$`, 'θ': `$\theta$`, 'κ': `$\kappa$`, 'λ': `$\lambda$`, 'μ': `$\mu$`, 'π': `$\pi$`,
	'σ': `$\sigma$`, 'Σ': `$\Sigma$`, 'τ': `$\tau$`, 'φ': `$\phi$`, 'ω': `$\omega$`, 'Ω': `$\Omega$`, 'ā': `\={a}`,
	'\ufffd': `?`, '⁻': `$^{-}$`, '₀': `$_{0}$`, '⁰': `$^{0}$`, '¹': `$^{1}$`, '²': `$^{2}$`, '³': `$^{3}$`,
}

// latexText keeps signs from having a meaning. A letter of a script that TeX does not
// know without more packages becomes a question mark.
func latexText(text string) string {
	var b strings.Builder
	for _, r := range oneLine(text) {
		sign, known := latexSigns[r]
		switch {
		case known:
			b.WriteString(sign)
		case '₀' < r && r <= '₉':
			fmt.Fprintf(&b, `$_{%d}$`, r-'₀')
		case '⁴' <= r && r <= '⁹':
			fmt.Fprintf(&b, `$^{%d}$`, r-'⁰')
		case r < 0x180:
			b.WriteRune(r)
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}
