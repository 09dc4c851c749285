// Package meant says what was probably meant by a name that nothing has: a word
// of Nengo, Python or another simulator, which has a counterpart here, or a slip
// of the pen. Every message about an unknown name goes through it, so that all of
// them know the same words.
package meant

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// Near adds to a diagnostic what was probably meant by a name that stands at a
// place where one of the known ones belongs, which a model gave itself, and returns
// that one. Where nothing is near, the help is the sentence otherwise.
//
// The time is linear in the length of known.
func Near(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	near := diag.Nearest(name, known)
	if near != "" {
		d.WithFix(diag.Replace(at, near).Maybe())
	} else if otherwise != "" {
		d.WithHelp("%s", otherwise)
	}
	return near
}

// Name is Near where the known names are those of the language: there a word of
// another one may stand.
func Name(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	word := Find(name)
	if word == nil {
		return Near(d, at, name, known, otherwise)
	}
	d.WithHelp("%s", word.Help())
	if !slices.Contains(known, word.Here) {
		return ""
	}
	fix := diag.Replace(at, word.Here)
	if word.From == earlierVersions {
		fix = fix.Respelling()
	}
	d.WithFix(fix)
	return word.Here
}

// Object is Near for what an object may be called. Classes and functions of other
// languages are no such names; `pre` and `output` are.
func Object(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	if w := Find(name); w == nil || w.isArgument() {
		return Near(d, at, name, known, otherwise)
	}
	return Name(d, at, name, known, otherwise)
}

// Help says what a word is here.
func (w *Word) Help() string {
	is := "written another way"
	switch {
	case w.From == earlierVersions:
		is = "`" + w.Here + "` now"
	case w.Here != "":
		is = "`" + w.Here + "` here"
	}
	return "`" + w.Name + "` of " + w.From + " is " + is + ": " + w.How()
}

// How is how a word is written here.
func (w *Word) How() string {
	if w.Doc != "" {
		return w.Doc
	}
	return "`" + strings.ReplaceAll(w.Line, "\n", "`, `") + "`"
}

// modules are the names under which people import what their words are from.
var modules = map[string]bool{"nengo": true, "np": true, "numpy": true, "math": true, "scipy": true, "nengo_spa": true, "spa": true, "dists": true,
	"solvers": true, "synapses": true, "neurons": true, "processes": true, "brian2": true, "b2": true, "pynn": true, "nest": true, "random": true, "plt": true}

// Module reports the name of a Python module, as in np.sin and nengo.Node.
func Module(name string) bool { return modules[name] }

// isArgument reports an argument or attribute rather than a class or a function.
func (w *Word) isArgument() bool {
	return w.From != "Python" && w.From != "NumPy" && strings.ToLower(w.Name) == w.Name
}
