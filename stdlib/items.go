package stdlib

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/plots"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/slots"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/statements"
	"github.com/nefc/nefc/stdlib/synapses"
	"github.com/nefc/nefc/stdlib/transforms"
)

// Item is something a model can name: a line of `nefc list`, a page of `nefc
// explain`.
type Item struct {
	Family, Name, Doc, Source string
	Params                    []catalog.Param     // the arguments of a component
	Options                   []statements.Option // of a statement
	Words                     []plots.Word        // that the value of an option may be
	Example                   string              // a whole model that names it
}

// Detail is an argument or an option of an item in words.
type Detail struct{ Name, Takes, Doc string }

// Details lists the arguments or options of an item.
func (i Item) Details() []Detail {
	var out []Detail
	for _, p := range i.Params {
		out = append(out, Detail{p.Name, describe(p), p.Doc})
	}
	for _, o := range i.Options {
		out = append(out, Detail{o.Name, taken(o), o.Doc})
	}
	for _, w := range i.Words {
		out = append(out, Detail{w.Name, "word", w.Doc})
	}
	return out
}

// Items lists everything a model can name, family by family.
func Items() []Item {
	return slices.Concat(statementItems(), optionItems(), slotItems(), neuronItems(), connectionItems(), ruleItems(), valueItems(), analysisItems(),
		networkItems(), foreignItems())
}

func statementItems() []Item {
	var out []Item
	for _, s := range statements.Table {
		out = append(out, Item{Family: "statements", Name: s.Name, Doc: s.Doc, Options: s.Options(), Example: s.Model()})
	}
	return out
}

func taken(o statements.Option) string {
	if o.Default == "" {
		return o.Takes
	}
	return o.Takes + ", default " + o.Default
}

// optionItems lists the options, one that is the same for several statements
// once; those of an array are its ensembles'.
func optionItems() []Item {
	var out []Item
	type option struct{ name, meaning string }
	number, owners := map[option]int{}, [][]string{} // of items
	for _, s := range statements.Table {
		if s.Name == "array" {
			continue
		}
		for _, o := range s.Options() {
			this := option{o.Name, fmt.Sprintf("%s (%s)", o.Doc, taken(o))}
			at, ok := number[this]
			if !ok {
				at = len(out)
				number[this] = at
				out, owners = append(out, Item{Family: "options", Name: o.Name, Words: o.Words, Example: s.ModelWith(o)}), append(owners, nil)
			}
			owners[at] = append(owners[at], "`"+s.Name+"`")
			out[at].Doc = fmt.Sprintf("of %s: %s", strings.Join(owners[at], ", "), this.meaning)
		}
	}
	return out
}

func slotItems() []Item {
	var out []Item
	for _, s := range slots.Table {
		out = append(out, slotItem(s, strings.Replace(slots.Around, "…", s.Example, 1)))
	}
	return append(out, broughtSlots()...)
}

func slotItem(s *slots.Slot, example string) Item {
	var owners []string
	for _, o := range s.Of {
		owners = append(owners, o.String())
	}
	return Item{Family: "slots", Name: s.Name, Doc: fmt.Sprintf("of %s: %s; %s, in %s", strings.Join(owners, ", "), s.Doc, s.ShapeText(), s.Unit),
		Example: example}
}

// broughtSlots lists those that components bring.
func broughtSlots() []Item {
	var out []Item
	for _, s := range slots.Brought() {
		example := statements.WithPopulation("ensemble a 50 neurons " + s.Neurons + "\nprobe a." + s.Name)
		if s.Rule != nil {
			example = statements.WithRule(s.Rule) + "probe c." + s.Name + " every 10ms\n"
		}
		out = append(out, slotItem(s.Slot, example))
	}
	return out
}

func neuronItems() []Item {
	population := func(neurons string) string { return statements.WithPopulation("ensemble a 50 neurons " + neurons) }
	var out []Item
	for _, e := range slices.Concat(neurons.Table, neurons.Written) {
		out = append(out, entry("neurons", e, population))
	}
	for _, o := range neurons.OverTable {
		out = append(out, Item{Family: "neurons", Name: o.Name, Doc: o.Doc, Source: o.Source, Example: population(o.Example())})
	}
	return out
}

// connectionItems lists what stands in the options of a connection.
func connectionItems() []Item {
	with := func(option string) func(call string) string {
		return func(call string) string { return statements.WithWire("connect a -> b " + option + " " + call) }
	}
	var out []Item
	for _, e := range slices.Concat(synapses.Table, synapses.Written) {
		out = append(out, entry("synapses", e, with("synapse")))
	}
	for _, e := range solvers.Table {
		out = append(out, entry("solvers", e, with("solve")))
	}
	for _, e := range transforms.Written {
		out = append(out, Item{Family: "transforms", Name: e.Name, Doc: e.Doc, Source: e.Source, Params: e.Params, Example: statements.WithWire(e.Example)})
	}
	return out
}

func ruleItems() []Item {
	var out []Item
	for _, r := range rules.Table {
		out = append(out, Item{Family: "rules", Name: r.Name, Doc: r.Doc, Source: r.Source, Params: r.Options, Example: statements.WithRule(r)})
	}
	return out
}

// valueItems lists what makes numbers: distributions, processes, functions,
// words.
func valueItems() []Item {
	var out []Item
	for _, e := range slices.Concat(dists.Table, dists.Written) {
		out = append(out, entry("distributions", e, func(call string) string {
			if dists.OfPoints(e) {
				return statements.WithPopulation("ensemble a 50 encoders " + call)
			}
			return statements.WithPopulation("ensemble a 50 gain 1 bias " + call)
		}))
	}
	for _, p := range processes.Table {
		call := p.Example
		if call == "" {
			call = catalog.Call(p.Name, p.Params)
		}
		out = append(out, Item{Family: "processes", Name: p.Name, Doc: p.Doc, Source: p.Source, Params: p.Params,
			Example: statements.WithNode("node y = " + call)})
	}
	for _, f := range functions.Table {
		call := f.Name + "(u)"
		if f.Arity() == 2 {
			call = f.Name + "(u, 0.5)"
		}
		out = append(out, Item{Family: "functions", Name: f.Name, Doc: f.Doc, Example: statements.WithNode("node y = " + call)})
	}
	for _, f := range functions.Lists {
		out = append(out, Item{Family: "functions", Name: f.Name, Doc: f.Doc, Example: statements.WithNode(f.Example)})
	}
	for _, f := range functions.Specials {
		out = append(out, Item{Family: "functions", Name: f.Name, Doc: f.Doc, Example: statements.WithNode(f.Example)})
	}
	for i := range statements.Words {
		w := &statements.Words[i]
		out = append(out, Item{Family: "words", Name: w.Name, Doc: w.Doc, Example: w.Model()})
	}
	return out
}

func analysisItems() []Item {
	var out []Item
	for _, f := range analyses.Table {
		around := statements.WithClaim
		if f.Over == analyses.Seeds {
			around = statements.WithClaimOverSeeds
		}
		out = append(out, Item{Family: "analyses", Name: f.Name, Doc: f.Summary(), Example: around("expect " + f.Example)})
	}
	for i := range plots.Kinds {
		k := &plots.Kinds[i]
		out = append(out, Item{Family: "plots", Name: k.Name, Doc: k.Doc, Example: statements.PlotModel(k)})
	}
	return out
}

func networkItems() []Item {
	var out []Item
	for _, n := range Networks(edition.Newest()) {
		source, _ := Network(edition.Newest(), n)
		out = append(out, Item{Family: "std", Name: n, Doc: summary(n), Example: source})
	}
	return out
}

// foreignItems lists the words of Nengo, Python and other simulators.
func foreignItems() []Item {
	var out []Item
	for i := range meant.Words {
		w := &meant.Words[i]
		out = append(out, Item{Family: "nengo", Name: w.Name, Doc: w.Help(), Example: foreignModel(w)})
	}
	return out
}

// foreignModel is a whole model around what a foreign word is here.
func foreignModel(w *meant.Word) string {
	switch w.Place {
	case meant.Population:
		return statements.WithPopulation(w.Line)
	case meant.Wire:
		return statements.WithWire(w.Line)
	case meant.Node:
		return statements.WithNode(w.Line)
	case meant.Decoders:
		return statements.WithDecoders(w.Line)
	case meant.FullWeights:
		return statements.WithFullWeights(w.Line)
	case meant.Claim:
		return statements.WithClaim(w.Line)
	}
	return w.Line + "\n"
}

// entry is the item of a component; place puts its name into a model.
func entry[T any](family string, e catalog.Entry[T], place func(call string) string) Item {
	return Item{Family: family, Name: e.Name, Doc: e.Doc, Source: e.Source, Params: e.Params, Example: place(e.Usage())}
}

// describe says what an argument is and what it is if it is not given.
func describe(p catalog.Param) string {
	switch text := p.DefaultText(); {
	case p.Required:
		return p.Type() + ", required"
	case text != "":
		return p.Type() + ", default " + text
	}
	return p.Type()
}
