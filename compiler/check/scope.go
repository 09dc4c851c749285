package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
)

// outline is what a file declares once `use`, templates, networks and loops are
// gone.
type outline struct {
	file    *grammar.File
	top     *scope
	scopes  []*scope // all, in order of creation
	decls   []*decl  // all, in order of declaration
	names   map[nameIn]string
	brought map[*grammar.Use][]string // the names of the templates that a file brought
}

// scope is a block of names: the file, a template's body, or what `use` sees.
type scope struct {
	parent    *scope
	prefix    string // "m." inside instance m
	file      *grammar.File
	decls     map[string]*decl
	templates map[string]*template
	defaults  []defaultOption
	body      []grammar.Statement
	instance  bool
	made      *decl     // the instance whose inside this is
	turn      bool      // one turn of a for
	library   bool      // a used file: its params are constants
	site      diag.Span // the line outside of all templates that this came from; zero there
	bad       bool      // expansion failed; its members are not complained about
}

// nameIn is a name as written, in the turn of a loop that it was written in.
type nameIn struct {
	written *grammar.Expr
	in      *scope
}

// template is a template and the scope it was written in.
type template struct {
	decl *grammar.Template
	in   *scope
}

// declKind says what a name stands for.
type declKind int

const (
	constDecl declKind = iota // let, param, argument of a template
	objectDecl
	instanceDecl
	connDecl
	groupDecl // members declared in a loop: cell[0], cell[1], …
	vocabDecl
)

// decl is a declared name.
type decl struct {
	kind  declKind
	name  string // qualified
	at    diag.Span
	stmt  grammar.Statement
	in    *scope        // where stmt or expr stands
	expr  *grammar.Expr // constDecl
	param bool          // it is a param of the model
	index int           // of the param

	inner   *scope // instanceDecl
	members []int  // groupDecl: their indices, as declared
	loop    bool   // the variable of a for
	failed  bool   // it is in error, and nothing more is said about it
}

func (c *checker) newScope(parent *scope, prefix string, file *grammar.File) *scope {
	s := &scope{parent: parent, prefix: prefix, file: file, decls: map[string]*decl{}}
	if file != nil {
		s.body = file.Body
		c.files[file.Name] = file
	}
	if parent != nil {
		s.site = parent.site
	}
	c.outline.scopes = append(c.outline.scopes, s)
	return s
}

// every calls f for each statement of a kind, in every scope; params that f
// evaluates shape the model.
func every[S grammar.Statement](c *checker, f func(st S, s *scope)) {
	for _, s := range c.outline.scopes {
		for _, st := range s.body {
			if st, ok := st.(S); ok {
				c.structUse, c.site = c.structural(st.Head().At), s.site
				f(st, s)
				c.structUse, c.site = nil, diag.Span{}
			}
		}
	}
}

// builtins are names an expression always knows.
var builtins = map[string]string{"t": "the time", "dt": "the time step", "pi": "3.14159…", "all": "everything"}

// add declares a name; a clash is reported with both places.
func (c *checker) add(s *scope, name string, d *decl) bool {
	if what, ok := builtins[name]; ok {
		c.err(diag.HidesBuiltin, d.at, "`%s` is %s", name, what).WithHelp("choose another name")
		d.failed = true
		return false
	}
	if old, ok := s.decls[name]; ok {
		if d.in != nil && d.in.turn && old.at == d.at {
			c.diags.AddOnce(diag.New(diag.DeclaredTwice, d.at, "each turn of the loop declares `%s`", name).
				WithHelp("`%s[%s]` is a member for each turn", name, d.in.loopVariable()))
		} else {
			c.err(diag.DeclaredTwice, d.at, "`%s` already exists", name).WithPlace(old.at, "first declared here").WithHelp("choose another name")
		}
		d.failed = true
		return false
	}
	if !c.expands(d.at, declBytes) {
		d.failed = true
		return false
	}
	d.name = s.prefix + name
	s.decls[name] = d
	c.outline.decls = append(c.outline.decls, d)
	return true
}

// home is the scope that the names of a block belong to: the turns of a loop
// declare members of the block around it, except for constants.
func (s *scope) home() *scope {
	for s.turn {
		s = s.parent
	}
	return s
}

// loopVariable is the name that a turn of a loop gives a value.
func (s *scope) loopVariable() string {
	for name, d := range s.decls {
		if d.loop {
			return name
		}
	}
	return "i"
}

// lookup finds a name in a scope or the scopes around it. From inside a
// template, only constants of the surrounding file are visible.
func (s *scope) lookup(name string) *decl {
	if d, ok := s.decls[name]; ok {
		return d
	}
	inside := s.instance
	for p := s.parent; p != nil; p = p.parent {
		if d, ok := p.decls[name]; ok && (!inside || d.kind == constDecl || d.kind == vocabDecl) {
			return d
		}
		inside = inside || p.instance
	}
	return nil
}

// visible lists the names lookup finds, sorted.
func (s *scope) visible() []string {
	set := map[string]bool{}
	inside := false
	for p := s; p != nil; p = p.parent {
		for n, d := range p.decls {
			if !inside || d.kind == constDecl || d.kind == vocabDecl {
				set[n] = true
			}
		}
		inside = inside || p.instance
	}
	return slices.Sorted(maps.Keys(set))
}

// unknown reports a name nobody declared.
func (c *checker) unknown(s *scope, name string, at diag.Span, extra ...string) {
	if s.bad {
		return
	}
	d := c.err(diag.UnknownName, at, "nothing is called `%s`", name)
	d.Undeclared = true
	if c.declaredElsewhere(d, s, name, at) {
		return
	}
	var visible []string
	if c.searchesNear() {
		visible = s.visible()
	}
	if k := slices.IndexFunc(visible, func(n string) bool { return skeleton(n) == skeleton(name) }); k >= 0 {
		d.WithNote("`%s` looks the same, but is written in letters of another script", visible[k]).WithFix(diag.Replace(at, visible[k]))
		return
	}
	if c.ofModule(d, name, at) {
		return
	}
	otherwise := ""
	if len(visible) > 0 && len(visible) <= 12 {
		otherwise = "declared here: " + strings.Join(visible, ", ")
	}
	known := slices.Concat(visible, extra)
	if meant.Find(name) != nil {
		known = append(known, slices.Sorted(maps.Keys(constantNames))...)
	}
	near := c.search(meant.Object, d, at, name, known, otherwise)
	if nd := s.lookup(near); nd != nil {
		d.WithHelp("did you mean `%s` (line %d)?", near, nd.at.Start.Line)
	}
}

// maxSearched bounds how many names are compared with unknown ones, to find the
// nearest. Those who mistake more have other worries.
const maxSearched = 100000

// searchesNear reports whether it is still worth looking for what was meant.
func (c *checker) searchesNear() bool { return c.searched < maxSearched && !c.diags.Full() }

// inventory lists the objects of an instance or a network for a message; "" if it
// has none, or too many to list.
func (s *scope) inventory() string {
	var names []string
	for _, n := range slices.Sorted(maps.Keys(s.decls)) {
		if s.decls[n].kind != constDecl {
			names = append(names, n)
		}
	}
	if len(names) == 0 || len(names) > 12 {
		return ""
	}
	return "it has " + strings.Join(names, ", ")
}

// memberNames are the names of a block, as long as it is worth looking for what was
// meant.
func (c *checker) memberNames(s *scope) []string {
	if !c.searchesNear() {
		return nil
	}
	return slices.Sorted(maps.Keys(s.decls))
}

// paramNames are the names of all params, likewise.
func (c *checker) paramNames() []string {
	if !c.searchesNear() {
		return nil
	}
	names := make([]string, len(c.model.Params))
	for i, p := range c.model.Params {
		names[i] = p.Name
	}
	return names
}

// meant adds to a diagnostic what was meant by a name that should be one of the
// known ones of the language, and returns that.
func (c *checker) meant(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	return c.search(meant.Name, d, at, name, known, otherwise)
}

// near is meant for the names that a model gives.
func (c *checker) near(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	return c.search(meant.Near, d, at, name, known, otherwise)
}

// search looks for what was meant as long as it is worth it.
func (c *checker) search(how func(d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string,
	d *diag.Diagnostic, at diag.Span, name string, known []string, otherwise string) string {
	if !c.searchesNear() {
		return ""
	}
	c.searched += len(known)
	return how(d, at, name, known, otherwise)
}
