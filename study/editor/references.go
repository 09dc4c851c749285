package editor

import (
	"cmp"
	"slices"

	"github.com/nefc/nefc/grammar"
)

// Definition is where what stands at a place is declared: a name, or the file of a `use`
// or of data.
func (w *Workspace) Definition(file string, offset int) []Place {
	if n := w.declaredAt(file, offset); n != nil {
		return []Place{n.At}
	}
	for _, l := range w.Links(file) {
		if l.At.holds(offset) {
			return []Place{{File: l.Target}}
		}
	}
	return nil
}

// NamedAt is what is named at a place, and the model that knows it: that of the file, or one that uses it.
func (w *Workspace) NamedAt(file string, offset int) (*Model, *Named) {
	return w.namedIn(w.Model, file, offset)
}

// declaredAt is what is named at a place.
func (w *Workspace) declaredAt(file string, offset int) *Named {
	_, n := w.namedIn(w.Declared, file, offset)
	return n
}

func (w *Workspace) namedIn(models func(string) *Model, file string, offset int) (*Model, *Named) {
	for _, root := range slices.Backward(w.Users(file)) { // the file itself first
		if m := models(root); m != nil {
			if n := m.namedAt(file, offset); n != nil {
				return m, n
			}
		}
	}
	return nil, nil
}

// References are the places that name what stands at a place, in all models, and where it
// is declared.
func (w *Workspace) References(file string, offset int) (declared Place, uses []Place, ok bool) {
	n := w.declaredAt(file, offset)
	if n == nil {
		return Place{}, nil, false
	}
	seen := map[Place]bool{}
	for _, root := range w.usersOf(n) {
		m := w.Declared(root)
		if m == nil {
			continue
		}
		for _, other := range m.Names() {
			if other.At != n.At {
				continue
			}
			for _, u := range other.Uses {
				if !seen[u] {
					seen[u] = true
					uses = append(uses, u)
				}
			}
		}
	}
	slices.SortFunc(uses, comparePlaces)
	return n.At, uses, true
}

// usersOf are the models that may name something: those that its file is part of. For what
// the library declares, all that are open.
func (w *Workspace) usersOf(n *Named) []string {
	if InLibrary(n.At.File) {
		return w.Open()
	}
	return w.Users(n.At.File)
}

func comparePlaces(a, b Place) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// Highlights are the places of a file that name what stands at a place of it; the first is
// where it is declared, if that is there.
func (w *Workspace) Highlights(file string, offset int) (declared *Place, uses []Place) {
	at, all, ok := w.References(file, offset)
	if !ok {
		return nil, nil
	}
	if at.File == file {
		declared = &at
	}
	return declared, slices.DeleteFunc(all, func(p Place) bool { return p.File != file })
}

// Link is a text that names a file.
type Link struct {
	At     Place
	Target string
}

// Links are the files that a file names: those that it uses, and data.
func (w *Workspace) Links(file string) []Link {
	m := w.Declared(file)
	if m == nil {
		return nil
	}
	var out []Link
	EachStatement(m.File.Body, func(st grammar.Statement) {
		if u, ok := st.(*grammar.Use); ok {
			if target := m.target(u); target != "" {
				at := PlaceOf(u.At)
				at.Start = SkipBlanks(m.Source(file), PlaceOf(u.KeywordAt()).End)
				out = append(out, Link{at, target})
			}
			return
		}
		out = append(out, w.dataLinks(m, st)...)
	})
	return out
}
