package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/split"
)

// cut is a statement of a file's own body with the stretch of text that it was made of.
type cut struct {
	start diag.Pos  // of the comments above
	end   int       // of the statement, its block and what is remarked behind it
	tree  Statement // nil after a diagnostic
}

func cutOf(r *split.Statement, tree Statement) cut {
	c := cut{r.Tokens[0].Pos, r.Last().End().Offset, tree}
	if len(r.Comments) > 0 {
		c.start = r.Comments[0].Pos
	}
	if r.Trailing != nil {
		c.end = r.Trailing.End().Offset
	}
	return c
}

// ParseAgain is Parse for a file that was read before, with another text. Statements in
// front of and behind what has changed are taken over: those in front as they are, those behind
// moved to where they stand now.
//
// A statement ends where the next one begins, so the last in front of a change is read
// again. Behind it, the first that begins its line, and has begun it before, is where both
// texts go on alike, unless something was found wrong outside of the stretch between.
func ParseAgain(before *File, name, src string) (*File, diag.List) {
	if before.Name == name && before.Source == src {
		return before, before.said
	}
	e, unknown := editionOf(name, src)
	if unknown != nil || before.Name != name || before.Edition != e || before.said.Full() || !isText(src) {
		return Parse(name, src)
	}
	a := &again{old: before, file: &File{Name: name, Source: src, Edition: e}}
	a.compare()
	if a.read(); !a.fits() {
		return Parse(name, src)
	}
	a.join()
	return a.file, a.file.said
}

// again is a text that is read once more.
type again struct {
	old, file  *File
	kept       int // statements that stand in front of the change
	same       int // the bytes at the end that the old text has too
	p          *blockParser
	from, next int // the statements of the old file from next on come again; nothing is told of the text up to from
	by         diag.Shift
}

// compare finds what has changed, and the statements in front of it.
func (a *again) compare() {
	old, src := a.old.Source, a.file.Source
	front := commonPrefix(old, src)
	a.same = min(commonSuffix(old, src), min(len(old), len(src))-front)
	for a.kept < len(a.old.cuts) && a.old.cuts[a.kept].end < front {
		a.kept++
	}
	a.kept = max(0, a.kept-1)
	for a.kept > 0 && !a.beginsLine(a.kept) {
		a.kept--
	}
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// beginsLine reports a statement of the old file with nothing in front of it on its line.
func (a *again) beginsLine(i int) bool {
	line, start := a.line(i)
	return strings.TrimLeft(a.old.Source[line:start], " \t\r") == ""
}

// line is where the line of a statement of the old file begins, and the statement itself.
func (a *again) line(i int) (line, start int) {
	start = a.old.cuts[i].start.Offset
	return strings.LastIndexByte(a.old.Source[:start], '\n') + 1, start
}

// read reads the new text from the first statement that is not taken over, up to where both
// texts go on alike.
func (a *again) read() {
	f := a.file
	a.p = &blockParser{parser: &parser{file: f, diags: &f.said}, words: split.Words{Edition: f.Edition}, top: true}
	a.next = len(a.old.cuts)
	at := diag.Pos{Filename: f.Name, Line: 1, Column: 1}
	if a.kept > 0 {
		at = a.old.cuts[a.kept].start
	}
	a.from = at.Offset
	split.NewFrom(f.Source, at, f.Edition, &f.said).FileUntil(a.p, a.alike)
	f.said.Sort()
}

// alike reports a statement of the new text, by where it begins, that the old one has too.
func (a *again) alike(at diag.Pos) bool {
	longer := len(a.file.Source) - len(a.old.Source)
	if at.Offset-longer < len(a.old.Source)-a.same {
		return false
	}
	i, found := slices.BinarySearchFunc(a.old.cuts, at.Offset-longer, func(c cut, start int) int { return c.start.Offset - start })
	if !found || i < a.kept || !a.beginsLine(i) {
		return false
	}
	if line, _ := a.line(i); line <= len(a.old.Source)-a.same {
		return false
	}
	a.next, a.by = i, diag.Shift{Bytes: longer, Lines: at.Line - a.old.cuts[i].start.Line}
	return true
}

// fits reports that nothing which is taken over was found wrong, or says an edition.
func (a *again) fits() bool {
	end := len(a.old.Source) + 1
	if a.next < len(a.old.cuts) {
		end = a.old.cuts[a.next].start.Offset
	}
	outside := func(at diag.Span) bool { return at.Start().Offset < a.from || at.End().Offset > end }
	for _, d := range a.old.said {
		if outside(d.Subject) || slices.ContainsFunc(d.Places, func(p diag.Place) bool { return outside(p.Span) }) {
			return false
		}
		for _, f := range d.Fixes {
			if slices.ContainsFunc(f.Edits, func(e diag.Edit) bool { return outside(e.At) }) {
				return false
			}
		}
	}
	return !slices.ContainsFunc(a.old.cuts[a.next:], func(c cut) bool { _, nef := c.tree.(*Nef); return nef })
}

// join puts what was taken over around what was read.
func (a *again) join() {
	f := a.file
	f.cuts = append(slices.Clip(a.old.cuts[:a.kept]), a.p.cuts...)
	for _, c := range a.old.cuts[a.next:] {
		f.cuts = append(f.cuts, cut{a.by.Pos(c.start), c.end + a.by.Bytes, moved(c.tree, a.by)})
	}
	for _, c := range f.cuts {
		if c.tree != nil {
			f.Body = append(f.Body, c.tree)
		}
	}
}

// isText reports a text that can be read.
func isText(src string) bool { return utf8.ValidString(src) && !strings.ContainsRune(src, 0) }
