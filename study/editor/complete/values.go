package complete

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/space"
	"github.com/nefc/nefc/stdlib/statements"
	"github.com/nefc/nefc/study/editor"
	"github.com/nefc/nefc/study/editor/pages"
)

func isObject(kind string) bool {
	return kind == "population" || kind == "node" || kind == "port" || kind == "instance" || kind == "group"
}

// hasNeurons reports what has neurons, or members that have.
func hasNeurons(kind string) bool {
	return kind == "population" || kind == "group" || kind == "instance"
}

func isWire(kind string) bool { return kind == "wire" || kind == "group" }

// exported accepts what `export` writes tables of: weights, tuning or probes.
func exported(what string) func(kind string) bool {
	switch what {
	case "weights":
		return isWire
	case "tuning":
		return hasNeurons
	}
	return func(kind string) bool { return isObject(kind) || isWire(kind) }
}

func isConstant(kind string) bool { return kind == "constant" || kind == "param" }

func among(kinds ...string) func(string) bool {
	return func(kind string) bool { return slices.Contains(kinds, kind) }
}

// core is the part of a statement in front of its options.
func (c *completer) core(keyword string, index int) {
	switch keyword {
	case "connect", "signal", "output", "probe":
		c.wire(keyword)
	case "learn":
		if index == 0 {
			c.components(3, "rules")
		} else {
			c.wire(keyword)
		}
	case "node":
		c.expression()
		c.components(8, "processes")
	case "ensemble", "array", "let", "param", "seed", "for", "run", "phase", "seeds", "dt":
		c.constants()
	default:
		c.eventCore(keyword, index)
	}
}

// eventCore is core of what happens in an experiment, and of what stands nowhere else.
func (c *completer) eventCore(keyword string, index int) {
	switch keyword {
	case "freeze", "thaw":
		c.names(among("wire", "group", "node"), 0)
		c.words(6, "all")
	case "scale", "cut":
		c.names(isWire, 0)
	case "load":
		if index == 0 {
			c.words(3, "weights")
			return
		}
		c.names(isWire, 0)
	case "heal":
		c.names(func(kind string) bool { return isWire(kind) || hasNeurons(kind) }, 0)
		c.words(6, "all")
	case "lesion":
		c.names(hasNeurons, 0)
	case "set":
		c.names(among("param", "node"), 0)
	case "sweep":
		c.names(among("param"), 0)
	case "reset":
		c.words(3, "time", "state", "weights", "all")
	case "defaults":
		for _, s := range statements.WithOptions() {
			c.add(Completion{Label: s.Name, Kind: "statement", Detail: s.Doc, Rank: 3})
		}
	case "expect", "plot":
		if keyword == "plot" && index == 0 {
			c.components(6, "plots")
		}
		c.names(func(kind string) bool {
			return isObject(kind) || isConstant(kind) || kind == "wire" || kind == "vocabulary"
		}, 0)
		c.labels()
		c.components(8, "analyses", "functions")
		c.words(6, "t", "pi")
	case "export":
		if index == 0 {
			c.words(3, "weights", "probes", "tuning")
			return
		}
		if c.l.Before[1].Text == "probes" {
			c.labels()
		}
		c.names(exported(c.l.Before[1].Text), 0)
	default:
		c.expression()
	}
}

// words adds words of the language.
func (c *completer) words(rank int, words ...string) {
	for _, w := range words {
		if w == "" {
			continue
		}
		i, _ := pages.Item(w, "words")
		c.add(Completion{Label: w, Kind: "word", Doc: i.Doc, Rank: rank})
	}
}

// wire is what a wire may come from or end in. Behind ->, objects of the size of the source
// come first.
func (c *completer) wire(keyword string) {
	size, ends := 0, false
	for i, t := range c.l.Before {
		if !t.Is("->") {
			continue
		}
		ends = true
		if d := c.scope().Lookup(c.l.Before[i-1].Text); d != nil {
			size = c.m.Dims(d.Name)
		}
	}
	c.names(func(kind string) bool {
		return isObject(kind) || kind == "wire" && keyword == "probe" || kind == "vocabulary"
	}, size)
	if ends {
		return
	}
	c.constants()
	if keyword == "connect" {
		c.add(Completion{Label: joint, Kind: "function", Detail: "populations that carry one value", Insert: joint + "($1)", Snippet: true, Rank: 8})
	}
}

// constants are what the compiler knows: names, functions of them.
func (c *completer) constants() {
	c.names(isConstant, 0)
	c.components(8, "functions")
	c.words(6, "pi")
}

// expression is what exact code may name.
func (c *completer) expression() {
	c.names(func(kind string) bool { return isObject(kind) || isConstant(kind) || kind == "vocabulary" }, 0)
	c.components(8, "functions")
	c.words(6, "t", "dt", "pi")
}

// value is the value of an option.
func (c *completer) value(option string) {
	o, known := pages.FindOption(c.l.Statement(), option)
	if !known {
		c.connected(option)
		return
	}
	for _, w := range o.Words {
		c.add(Completion{Label: w.Name, Kind: "value", Doc: w.Doc, Rank: 1})
	}
	c.takes(o)
	if o.Default != "" {
		c.add(Completion{Label: o.Default, Kind: "value", Detail: "default", Rank: 2})
	}
	c.names(isConstant, 0)
}

// takes adds what an option takes, as its entry in the manual says.
func (c *completer) takes(o statements.Option) {
	for _, f := range pages.Taken {
		if strings.Contains(o.Takes, f.Word) {
			c.components(3, f.Family)
		}
	}
	if strings.Contains(o.Takes, "layout") {
		for _, l := range space.Table {
			insert := l.Name
			if len(l.Axes) > 1 {
				insert += "(${1:" + fmt.Sprint(l.Axes[0]) + "})"
			}
			c.add(Completion{Label: l.Name, Kind: "value", Doc: l.Doc, Insert: insert, Snippet: insert != l.Name, Rank: 1})
		}
	}
	if strings.Contains(o.Takes, "or none") {
		c.words(3, "none")
	}
	if strings.Contains(o.Takes, "expression") {
		c.components(8, "functions")
		c.words(3, "x")
	}
	switch o.Takes {
	case "connection":
		c.names(among("wire", "group"), 0)
	case "object":
		c.names(isObject, 0)
	case "a vocabulary":
		c.names(among("vocabulary"), 0)
	case "phase":
		c.phases()
	case "param":
		c.names(among("param"), 0)
	case "seeds":
		c.words(3, "seeds")
	}
	for _, word := range alternatives(o.Takes) {
		c.add(Completion{Label: word, Kind: "value", Rank: 1})
	}
	if strings.Contains(o.Takes, "from \"") || strings.Contains(o.Takes, "matrix") || strings.Contains(o.Takes, "for each neuron") {
		c.add(Completion{Label: "from", Kind: "word", Detail: "an array of a file", Insert: "from \"$1\"", Snippet: true, Rank: 6})
	}
}

// sorts are sorts of values in what an option takes, not words.
var sorts = []string{"number", "matrix", "list", "synapse", "vector", "distribution", "points"}

// alternatives are the words that an option takes, where it takes nothing else: yes or no.
func alternatives(takes string) []string {
	words := strings.Split(strings.ReplaceAll(takes, " or ", ", "), ", ")
	if len(words) < 2 || slices.ContainsFunc(words, func(w string) bool {
		return strings.ContainsAny(w,
			" \"") || slices.Contains(sorts, w)
	}) {
		return nil
	}
	return words
}

// connected is what stands behind a word that is no option.
func (c *completer) connected(word string) {
	switch word {
	case "until":
		c.names(func(kind string) bool { return isObject(kind) || isConstant(kind) }, 0)
		c.components(8, "analyses")
	case "in": // sweep cell in …
		c.components(3, "neurons", "solvers")
	case "when", "send":
		c.expression()
	default:
		c.names(isConstant, 0)
	}
}

// phases adds the phases of the experiment around.
func (c *completer) phases() {
	for _, s := range c.l.Around {
		if !s.Tokens[0].IsWord("experiment") {
			continue
		}
		for _, inner := range s.Block.Items {
			if len(inner.Tokens) > 1 && inner.Tokens[0].IsWord("phase") {
				c.add(Completion{Label: inner.Tokens[1].Text, Kind: "phase", Rank: 1})
			}
		}
	}
}

// labels adds those of probes, which claims, plots and tables name.
func (c *completer) labels() {
	for _, st := range c.m.File.Body {
		if p, ok := st.(*grammar.Probe); ok && p.Label != nil {
			if name, plain := p.Label.Name.IsName(); plain {
				c.add(Completion{Label: name, Kind: "probe", Detail: "label of a probe", Rank: 5})
			}
		}
	}
}

// networks are those of the library, and models beside this one.
func (c *completer) networks() {
	start := c.l.Before[0].End().Offset
	at := editor.Place{File: c.l.File, Start: editor.SkipBlanks(c.l.Text, start), End: c.l.Offset}
	if at.Start > at.End {
		at.Start = at.End
	}
	typed := c.l.Text[at.Start:at.End]
	for _, n := range stdlib.Networks(c.m.File.Edition) {
		i, _ := pages.Item(n, "std")
		c.add(Completion{Label: "std/" + n, Kind: "template", Detail: i.Doc, At: at, Rank: 2})
	}
	for _, path := range c.w.Models() {
		rel, err := filepath.Rel(filepath.Dir(c.l.File), strings.TrimSuffix(path, ".nef"))
		if err != nil || path == c.l.File || strings.HasPrefix(rel, "../..") {
			continue
		}
		if rel = filepath.ToSlash(rel); !strings.HasPrefix(rel, "../") {
			rel = "./" + rel
		}
		c.add(Completion{Label: rel, Kind: "file", At: at, Rank: 1})
	}
	c.list = slices.DeleteFunc(c.list, func(x Completion) bool { return !strings.HasPrefix(x.Label, strings.TrimSpace(typed)) })
}

// files are those that a text in quotes may name, and behind a colon the members of one.
func (c *completer) files() {
	from := c.l.Quote.Pos.Offset + 1
	typed := c.l.Text[from:c.l.Offset]
	at := editor.Place{File: c.l.File, Start: from, End: c.l.Offset}
	if name, _, found := strings.Cut(typed, ":"); found {
		at.Start += len(name) + 1
		for _, member := range membersOf(filepath.Join(filepath.Dir(c.l.File), filepath.FromSlash(name))) {
			c.add(Completion{Label: member, Kind: "value", At: at})
		}
		return
	}
	folder := filepath.Join(filepath.Dir(c.l.File), filepath.FromSlash(typed[:strings.LastIndexByte(typed, '/')+1]))
	for _, name := range dataIn(folder) {
		c.add(Completion{Label: typed[:strings.LastIndexByte(typed, '/')+1] + name, Kind: "file", At: at})
	}
}
