package manual

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	table "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tables adds tables as GitHub has them: cells between bars, and a second line of
// dashes that says how columns are aligned. goldmark/extension has them too, but
// compiles long expressions for links when a process starts, also one that shows no
// page: a quarter of what nefc takes to start.
type tables struct{}

// Extend adds tables to what is read and rendered.
func (t tables) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithParagraphTransformers(util.Prioritized(t, 200)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(t, 500)))
}

// Transform makes a table of the lines of a paragraph, if they are one.
func (tables) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines, src := p.Lines(), reader.Source()
	if lines.Len() < 2 {
		return
	}
	header, columns := cellsOf(lines.At(0), src), columnsOf(lines.At(1), src)
	if columns == nil || len(header) != len(columns) {
		return
	}
	t := table.NewTable()
	t.Alignments = columns
	t.AppendChild(t, table.NewTableHeader(rowOf(header, columns)))
	for _, line := range lines.Sliced(2, lines.Len()) {
		t.AppendChild(t, rowOf(cellsOf(line, src), columns))
	}
	p.Parent().ReplaceChild(p.Parent(), p, t)
}

// cellsOf cuts a line at its bars, those behind a backslash left out.
func cellsOf(line text.Segment, src []byte) (cells []text.Segment) {
	line = trimmed(line, src)
	if line.Start < line.Stop && src[line.Start] == '|' {
		line.Start++
	}
	if line.Start < line.Stop && src[line.Stop-1] == '|' {
		line.Stop--
	}
	from := line.Start
	for i := line.Start; i <= line.Stop; i++ {
		if i == line.Stop || src[i] == '|' && src[i-1] != '\\' {
			cells = append(cells, trimmed(text.NewSegment(from, i), src))
			from = i + 1
		}
	}
	return cells
}

func trimmed(s text.Segment, src []byte) text.Segment {
	s = s.TrimLeftSpace(src)
	return s.TrimRightSpace(src)
}

// columnsOf says how columns are aligned; nil for a line that is not of dashes.
func columnsOf(line text.Segment, src []byte) (columns []table.Alignment) {
	for _, cell := range cellsOf(line, src) {
		dashes := string(cell.Value(src))
		if !strings.Contains(dashes, "-") || strings.Trim(strings.TrimSuffix(strings.TrimPrefix(dashes, ":"), ":"), "-") != "" {
			return nil
		}
		left, right := strings.HasPrefix(dashes, ":"), strings.HasSuffix(dashes, ":")
		switch {
		case left && right:
			columns = append(columns, table.AlignCenter)
		case left:
			columns = append(columns, table.AlignLeft)
		case right:
			columns = append(columns, table.AlignRight)
		default:
			columns = append(columns, table.AlignNone)
		}
	}
	return columns
}

// rowOf is a row of as many cells as there are columns.
func rowOf(cells []text.Segment, columns []table.Alignment) *table.TableRow {
	row := table.NewTableRow(columns)
	for i, alignment := range columns {
		cell := table.NewTableCell()
		if i < len(cells) {
			cell.Alignment = alignment
			cell.Lines().Append(cells[i])
		}
		row.AppendChild(row, cell)
	}
	return row
}

// bars takes the backslash in front of each bar in code of a cell away; elsewhere it
// goes as any other does.
func bars(cell ast.Node, src []byte) {
	_ = ast.Walk(cell, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		code, is := n.(*ast.CodeSpan)
		if !entering || !is {
			return ast.WalkContinue, nil
		}
		for c := code.FirstChild(); c != nil; c = c.NextSibling() {
			part := c.(*ast.Text)
			if at := bytes.Index(part.Segment.Value(src), []byte(`\|`)); at >= 0 {
				slash := part.Segment.Start + at
				code.InsertAfter(code, part, ast.NewRawTextSegment(part.Segment.WithStart(slash+1)))
				part.Segment = part.Segment.WithStop(slash)
			}
		}
		return ast.WalkSkipChildren, nil
	})
}

// RegisterFuncs names what tables renders.
func (tables) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(table.KindTable, around("<table>\n", "</table>\n"))
	r.Register(table.KindTableHeader, renderHeader)
	r.Register(table.KindTableRow, renderRow)
	r.Register(table.KindTableCell, renderCell)
}

// around writes tags around what is in a node.
func around(before, behind string) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		tag := behind
		if entering {
			tag = before
		}
		_, err := w.WriteString(tag)
		return ast.WalkContinue, err
	}
}

func renderHeader(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	behind := "</tr>\n</thead>\n"
	if n.NextSibling() != nil {
		behind += "<tbody>\n"
	}
	return around("<thead>\n<tr>\n", behind)(w, src, n, entering)
}

func renderRow(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	behind := "</tr>\n"
	if n.NextSibling() == nil {
		behind += "</tbody>\n"
	}
	return around("<tr>\n", behind)(w, src, n, entering)
}

func renderCell(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	tag, style := "td", ""
	if n.Parent().Kind() == table.KindTableHeader {
		tag = "th"
	}
	if a := n.(*table.TableCell).Alignment; a != table.AlignNone {
		style = ` style="text-align:` + a.String() + `"`
	}
	return around("<"+tag+style+">", "</"+tag+">\n")(w, src, n, entering)
}
