package editor

import (
	"strings"

	"github.com/nefc/nefc/grammar"
)

// Symbol is something that a file declares, with what stands in its block.
type Symbol struct {
	Name, Detail string
	Kind         string // as Named.Kind
	At           Place  // all of it, with its block
	NameAt       Place
	Inside       []Symbol
}

// Symbols are what a file declares, as it is written.
func (w *Workspace) Symbols(file string) []Symbol {
	f := w.File(file)
	if f == nil {
		return nil
	}
	return symbols(f, f.Body)
}

func symbols(f *grammar.File, body []grammar.Statement) []Symbol {
	var out []Symbol
	for _, st := range body {
		kind, name := declared(st)
		if name == "" {
			if b := grammar.BlockOf(st); b != nil {
				out = append(out, symbols(f, b.Body)...)
			}
			continue
		}
		at := PlaceOf(st.Head().At)
		s := Symbol{Name: name, Kind: kind, At: at, NameAt: nameWithin(f, st, name)}
		s.Detail = detail(f.Source[min(s.NameAt.End, at.End):at.End])
		if b := grammar.BlockOf(st); b != nil {
			s.Inside = symbols(f, b.Body)
			s.At.End = max(at.End, blockEnd(f.Source, st))
		}
		out = append(out, s)
	}
	return out
}

// nameWithin is where the name of a statement stands; the statement if it is not there as
// written.
func nameWithin(f *grammar.File, st grammar.Statement, name string) Place {
	at := PlaceOf(st.Head().At)
	base, _, _ := strings.Cut(name, "[")
	from := at
	switch st.(type) {
	case *grammar.Pointer, *grammar.ActionRule:
	default:
		from.Start = min(at.End, PlaceOf(st.Head().KeywordAt()).End)
	}
	if p := word(f.Source, from, base); p.End > p.Start {
		return p
	}
	return at
}

// detail is what stands behind the name in its line.
func detail(rest string) string {
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(line), "{"))
}

// declared is what a statement gives a name.
func declared(st grammar.Statement) (kind, name string) {
	switch st := st.(type) {
	case *grammar.Ensemble:
		return "population", st.Name.String()
	case *grammar.Array:
		return "population", st.Name.String()
	case *grammar.Node:
		return "node", st.Name.String()
	case *grammar.Signal:
		return "node", st.Name.String()
	case *grammar.Input:
		return "port", st.Name.String()
	case *grammar.Output:
		return "port", st.Name.String()
	case *grammar.Connect:
		if st.Label != nil {
			return "wire", st.Label.Name.String()
		}
	case *grammar.Learn:
		if st.Label != nil {
			return "rule", st.Label.Name.String()
		}
		if st.ErrorName != nil {
			return "rule", st.ErrorName.Name.String()
		}
	case *grammar.Probe:
		if st.Label != nil {
			return "probe", st.Label.Name.String()
		}
	case *grammar.ActionRule:
		return "rule", st.Name
	case *grammar.Choose:
		return "group", st.Name.String()
	case *grammar.Instance:
		if st.Call != nil && st.Call.Kind == grammar.Call {
			return "instance", st.Call.Args[0].String()
		}
	}
	return declaredConstant(st)
}

// declaredConstant is what a statement gives a name that is no object.
func declaredConstant(st grammar.Statement) (kind, name string) {
	switch st := st.(type) {
	case *grammar.Param:
		return "param", st.Name
	case *grammar.Let:
		return "constant", st.Name
	case *grammar.Template:
		return "template", st.Name
	case *grammar.Network:
		return "instance", st.Name.String()
	case *grammar.Vocab:
		return "vocabulary", st.Name
	case *grammar.Pointer:
		return "pointer", st.Name
	case *grammar.Experiment:
		return "experiment", st.Name
	case *grammar.Phase:
		return "phase", st.Name
	}
	return "", ""
}

// blockEnd is where a statement ends with its block: behind the brace that follows its last
// statement.
func blockEnd(text string, st grammar.Statement) int {
	end := st.Head().At.End().Offset
	b := grammar.BlockOf(st)
	if b == nil || !strings.HasPrefix(strings.TrimLeft(text[end:], " \t"), "{") {
		return end
	}
	if n := len(b.Body); n > 0 {
		end = max(end, blockEnd(text, b.Body[n-1]))
	}
	if i := strings.IndexByte(text[end:], '}'); i >= 0 {
		return end + i + 1
	}
	return end
}

// AllSymbols are those of all models whose names hold some letters in that order, with the
// names of what they stand in.
func (w *Workspace) AllSymbols(query string) []Symbol {
	var out []Symbol
	var add func(list []Symbol, around string)
	add = func(list []Symbol, around string) {
		for _, s := range list {
			if matches(s.Name, query) {
				out = append(out, Symbol{Name: s.Name, Kind: s.Kind, At: s.At, NameAt: s.NameAt, Detail: around})
			}
			add(s.Inside, strings.TrimPrefix(around+"."+s.Name, "."))
		}
	}
	for _, path := range w.Models() {
		if len(out) >= mostFiles {
			break
		}
		if text, ok := w.Text(path); ok {
			f, _ := grammar.Parse(path, text) // most are not open, and are not checked for this
			add(symbols(f, f.Body), "")
		}
	}
	return out
}

// matches reports a name that holds the letters of a query in their order.
func matches(name, query string) bool {
	rest := []rune(strings.ToLower(query))
	for _, r := range strings.ToLower(name) {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}
