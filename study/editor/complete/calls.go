package complete

import (
	"slices"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/statements"
	"github.com/nefc/nefc/study/editor/pages"
)

// arguments are what can stand in the brackets of a call.
func (c *completer) arguments(of []token.Token) {
	var known []parameter
	if len(of) > 0 {
		known = c.parameters(of)
	}
	if at := len(c.l.Before) - 1; c.l.Before[at].Is("=") && c.argument(known, c.l.Before[at-1].Text) {
		return
	}
	given := c.assigned(of)
	for _, p := range known {
		if given[p.name] {
			continue
		}
		c.add(Completion{Label: p.name + "=", Kind: "param", Detail: pages.Joined(", ", p.text, p.takes), Doc: p.doc, Rank: 3})
	}
	c.operands(of, known == nil)
}

// operands are what can stand in brackets without the name of an argument: what the part of the statement
// may hold around them, and in those of a component what it says.
func (c *completer) operands(of []token.Token, plain bool) {
	core, option, _ := c.l.Position()
	if o, known := pages.FindOption(c.l.Statement(), option); known && core > 0 {
		c.constants()
		if plain {
			c.takes(o)
		}
		return
	}
	switch keyword := c.l.Keyword(); keyword {
	case "expect", "plot", "phase", "run":
		c.core("expect", 1)
	case "sweep":
		c.connected("in")
	case "connect":
		c.names(hasNeurons, 0)
		if len(of) == 0 || of[len(of)-1].Text != joint {
			c.wire(keyword)
		}
	case "learn", "signal", "output", "probe":
		c.wire(keyword)
	case "ensemble", "array", "let", "param", "seed", "for", "seeds", "dt":
		c.constants()
	default:
		c.expression()
	}
}

// joint is what a source is written as whose populations carry one value.
const joint = "same"

// argument is the value of an argument that is given by its name; ok is false for one that is not known.
func (c *completer) argument(known []parameter, name string) (ok bool) {
	i := slices.IndexFunc(known, func(p parameter) bool { return p.name == name })
	if i < 0 {
		return false
	}
	for _, word := range known[i].words {
		c.add(Completion{Label: word, Kind: "value", Rank: 1})
	}
	c.takes(statements.Option{Takes: known[i].takes})
	c.names(isConstant, 0)
	return true
}

// assigned are the arguments of a call that are given in front of the place.
func (c *completer) assigned(of []token.Token) map[string]bool {
	out := map[string]bool{}
	for i, t := range c.l.Before {
		if t.Is("=") && i > 0 && len(of) > 0 && t.Pos.Offset > of[len(of)-1].Pos.Offset {
			out[c.l.Before[i-1].Text] = true
		}
	}
	return out
}

// parameter is one of what is called.
type parameter struct {
	name, text, takes, doc string
	words                  []string // that it may be
}

// parameters are those of a component, an analysis, a function or a template.
func (c *completer) parameters(of []token.Token) []parameter {
	name := of[len(of)-1].Text
	if i, ok := pages.Item(name, pages.Components...); ok {
		var out []parameter
		for _, p := range i.Params {
			out = append(out, parameter{p.Name, pages.Argument(p), p.Type(), p.Doc, p.Words})
		}
		return out
	}
	if t := c.template(); t != nil {
		var out []parameter
		for _, p := range t.Params {
			text := p.Name
			if p.Default != nil {
				text += "=" + p.Default.String()
			}
			out = append(out, parameter{name: p.Name, text: text})
		}
		return out
	}
	return nil
}

// template is the one that the statement makes an instance of; nil for other statements.
func (c *completer) template() *grammar.Template {
	if grammar.Form(c.l.Keyword()) != "" {
		return nil
	}
	name := c.l.Keyword()
	for i := 1; i+1 < len(c.l.Before) && c.l.Before[i].Is("."); i += 2 {
		name += "." + c.l.Before[i+1].Text
	}
	if t := c.scope().FindTemplate(name); t != nil {
		return t.Decl
	}
	return nil
}
