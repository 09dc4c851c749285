package complete

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/slots"
	"github.com/nefc/nefc/study/editor"
)

// names adds the names that can be used at the place and that a test accepts. Where a size
// is asked for, those of that size come first.
func (c *completer) names(accept func(kind string) bool, size int) {
	s := c.scope()
	for _, name := range s.Visible() {
		d := s.Lookup(name)
		kind := editor.KindOf(d)
		if strings.Contains(name, "[") || d.Failed || !accept(kind) {
			continue
		}
		rank := 5
		if n := c.m.Dims(d.Name); size > 0 && n > 0 && n != size {
			rank = 7
		}
		c.add(Completion{Label: name, Kind: kind, Detail: c.m.Summary(d), Doc: editor.DocOf(d), Rank: rank})
	}
	c.written(accept)
}

// written adds what lines around declare that the outline does not know: those of a
// template that nothing is made of, and of blocks that cannot be read yet.
func (c *completer) written(accept func(kind string) bool) {
	for _, s := range c.l.Around {
		if s.Tokens[0].IsWord("template") && accept("constant") {
			for i, t := range s.Tokens {
				if i > 1 && t.Type == token.Ident && (s.Tokens[i-1].Is("(") || s.Tokens[i-1].Is(",")) {
					c.add(Completion{Label: t.Text, Kind: "param", Detail: "parameter of the template", Rank: 5})
				}
			}
		}
		for _, inner := range s.Block.Items {
			if kind, name := declares(inner); inner != c.l.Stmt && kind != "" && accept(kind) {
				c.add(Completion{Label: name, Kind: kind, Rank: 5})
			}
		}
	}
}

// declaring are words whose second word is a name.
var declaring = map[string]string{"ensemble": "population", "array": "population", "node": "node", "signal": "node",
	"input": "port", "output": "port", "let": "constant", "param": "param", "for": "constant", "network": "instance"}

func declares(s *split.Statement) (kind, name string) {
	if len(s.Tokens) < 2 || s.Tokens[1].Type != token.Ident {
		return "", ""
	}
	return declaring[s.Tokens[0].Text], s.Tokens[1].Text
}

// members adds what can stand behind the dot.
func (c *completer) members() {
	path := pathBefore(c.l.Before)
	if len(path) == 0 {
		return
	}
	s := c.scope()
	d := s.Lookup(path[0])
	for i, name := range path[1:] {
		if d != nil && d.Sources() != nil {
			c.weightsOfPart(d, strings.Join(path[1+i:], "."))
			return
		}
		if d == nil || d.Inner == nil {
			break
		}
		d = d.Inner.Decls[name]
	}
	if d == nil {
		return
	}
	if d.Inner != nil {
		for _, name := range slices.Sorted(maps.Keys(d.Inner.Decls)) {
			if inner := d.Inner.Decls[name]; inner.Kind != outline.Constant && !strings.Contains(name, "[") {
				c.add(Completion{Label: name, Kind: editor.KindOf(inner), Detail: c.m.Summary(inner), Doc: editor.DocOf(inner), Rank: 1})
			}
		}
	}
	c.pointers(d)
	c.parts(d)
	for _, slot := range c.slotsOf(d) {
		c.add(Completion{Label: slot.Name, Kind: "slot", Detail: slot.ShapeText() + ", " + slot.Unit, Doc: slot.Doc, Rank: 3})
	}
}

// parts adds the populations of the source of a connection of several.
func (c *completer) parts(d *outline.Decl) {
	for _, source := range d.Sources() {
		c.add(Completion{Label: source.String(), Kind: "population", Detail: "its part of the weights", Rank: 2})
	}
}

// weightsOfPart adds what a part of a connection has.
func (c *completer) weightsOfPart(d *outline.Decl, name string) {
	for _, source := range d.Sources() {
		if text := source.String(); text == name || strings.HasSuffix(text, "."+name) {
			slot := slots.Among(slots.Of(slots.Connection), "weights")
			c.add(Completion{Label: slot.Name, Kind: "slot", Detail: slot.ShapeText() + ", " + slot.Unit, Doc: slot.Doc, Rank: 1})
			return
		}
	}
}

// pointers adds those of a vocabulary.
func (c *completer) pointers(d *outline.Decl) {
	if v, ok := d.Stmt.(*grammar.Vocab); ok {
		for _, st := range v.Body {
			if p, ok := st.(*grammar.Pointer); ok {
				c.add(Completion{Label: p.Name, Kind: "pointer", Doc: p.Doc, Rank: 1})
			}
		}
	}
}

// slotsOf lists the slots of a declaration.
func (c *completer) slotsOf(d *outline.Decl) []*slots.Slot {
	if e := c.m.Objects().Ensembles[d.Name]; e != nil {
		return slots.OfEnsemble(e.Neurons)
	}
	switch st := d.Stmt.(type) {
	case *grammar.Ensemble:
		return slots.OfEnsemble(&neurons.LIF{})
	case *grammar.Array:
		return slots.Of(slots.Array)
	case *grammar.Connect:
		return append(slots.Of(slots.Connection), c.slotsOfRules(st)...)
	}
	return nil
}

// slotsOfRules are those that rules give to the connections of a line. Which they train is known when the
// whole model is.
func (c *completer) slotsOfRules(st *grammar.Connect) []*slots.Slot {
	m := c.w.Model(c.l.File)
	if m == nil {
		return nil
	}
	var out []*slots.Slot
	for _, conn := range m.Objects().At[editor.PlaceOf(st.At)] {
		for _, r := range conn.Rules {
			out = append(out, slots.OfRule(r.Kind)...)
		}
	}
	return out
}

// pathBefore is the chain of names in front of the dot that words end in: m, pop of m.pop.
// An index of a group counts with its name.
func pathBefore(before []token.Token) []string {
	var path []string
	i := len(before) - 2
	for i >= 0 {
		index := ""
		if before[i].Is("]") {
			open := i
			for open > 0 && !before[open].Is("[") {
				open--
			}
			for _, t := range before[open : i+1] {
				index += t.Text
			}
			i = open - 1
		}
		if i < 0 || before[i].Type != token.Ident {
			break
		}
		path = append(path, before[i].Text+index)
		if i == 0 || !before[i-1].Is(".") {
			break
		}
		i -= 2
	}
	slices.Reverse(path)
	return path
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
