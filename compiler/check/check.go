// Package check turns syntax trees into a model: it resolves names, expands
// templates, converts units, infers sizes, takes wires apart, binds learning
// rules, and refuses what cannot be meant. Everything it finds wrong is a
// diagnostic; it goes on after each, so independent mistakes are all reported,
package check

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Input is what the loader read, and what the command line changed.
type Input struct {
	Main      *grammar.File
	Uses      map[*grammar.Use]*grammar.File
	Set       map[string]string // --set: params by name
	Seed      *int64            // --seed
	MaxMemory int64             // bytes a run may use
	Out       string            // the folder for results; "" for out beside the model
}

// Network checks a model. The model is complete only if the list holds no
// errors.
func Network(in Input) (*model.Model, diag.List) {
	c := newChecker(in)
	c.model.Seed = c.seed()
	top := c.newScope(nil, "", in.Main)
	c.top = top

	// The order of the checks. Each step reads what the ones before it made.
	for _, step := range []func(*scope){
		c.declare,          // names, params, templates; instances are expanded
		c.objects,          // ensembles, nodes, signals, ports: sizes and values
		c.connections,      // wires, taken apart
		c.learning,         // rules: which connection
		c.ruleWires,        // connections that end in a rule's error
		c.probes,           // what is recorded
		c.experiments,      // what happens
		c.errors,           // signs and aims of what rules learn from
		c.settings,         // --set names a param
		c.structuralParams, // set of a structural param
		c.dale,             // signs
		c.lookalikes,       // names in letters of several scripts
		c.shortTimes,       // times that no step shows
		c.emptyProbes,      // intervals longer than what is run
		c.circles,          // loops without a synapse
		c.unused,           // objects nobody reads, names nobody mentions
		c.undriven,         // objects nobody drives
		c.memory,           // what the run needs
	} {
		step(top)
	}
	c.diags.Sort()
	return c.model, c.diags
}

// checker holds the state of one check.
type checker struct {
	in     Input
	model  *model.Model
	diags  diag.List
	asides int // calls of aside that are running
	top    *scope
	scopes []*scope // all, in order of creation

	names      map[nameIn]string
	fileValues map[string]value         // constants read from files
	files      map[string]*grammar.File // by name
	libraries  map[*grammar.File]*scope // of used files

	all        []*decl        // in order of declaration
	deferred   []deferredWire // connections to a rule's error
	conns      map[string]*decl
	sets       []setEvent
	times      []shortTime
	expanding  []*grammar.Template
	depth      int                     // of the constant being evaluated
	inside     *evaluated              // that constant
	kept       float64                 // bytes of constants that were evaluated
	expansion  float64                 // bytes made of the text so far
	tooMany    bool                    // said once
	searched   int                     // names that were compared with unknown ones
	probeNamed map[string]*model.Probe // as written
	ruleLines  map[*model.Rule]ruleLine
	ruleNamed  map[ruleOf]*model.Rule
	constants  constants
	folded     map[*decl]vector // constants in code, of those that depend on no param
	units      map[*decl]catalog.Unit
	vocabs     map[*decl]*vocabulary
	errorWires map[*model.Node]*wire          // of errors that a rule declares: what they were taken apart from
	arrays     map[*model.Node]*ensembleArray // by input
	made       map[*decl]any                  // what declarations came to: *model.Ensemble, *model.Node, *ensembleArray, *model.Connection; nil for several connections
	making     map[*decl]*model.Node          // those being made, and the node whose value is being read
	wires      map[*scope][]*model.Connection
	ruleFailed map[any]bool                           // connections whose rule is in error, and blocks with a rule in error that may be anyone's
	brought    map[*grammar.Use][]string              // the names of the templates that a file brought
	lines      map[*model.Connection]*grammar.Connect // of connections that a line makes alone
	written    map[any]*grammar.Expr                  // of connections and nodes: the expression that says what they carry
	site       diag.Span                              // the line outside of all templates that what is checked came from
	structUse  func(*decl)                            // notes the use of a param in the structure; nil where it is free
}

func newChecker(in Input) *checker {
	return &checker{in: in, model: &model.Model{File: in.Main.Name}, ruleFailed: map[any]bool{}, ruleLines: map[*model.Rule]ruleLine{}, ruleNamed: map[ruleOf]*model.Rule{},
		brought: map[*grammar.Use][]string{}, written: map[any]*grammar.Expr{}, lines: map[*model.Connection]*grammar.Connect{},
		constants: constants{}, folded: map[*decl]vector{}, units: map[*decl]catalog.Unit{}, vocabs: map[*decl]*vocabulary{}, made: map[*decl]any{},
		errorWires: map[*model.Node]*wire{}, arrays: map[*model.Node]*ensembleArray{}, making: map[*decl]*model.Node{}, wires: map[*scope][]*model.Connection{}, probeNamed: map[string]*model.Probe{}, names: map[nameIn]string{},
		fileValues: map[string]value{}, files: map[string]*grammar.File{}, libraries: map[*grammar.File]*scope{}}
}

// err reports what is wrong at a place.
func (c *checker) err(code diag.Code, at diag.Span, format string, args ...any) *diag.Diagnostic {
	d := c.draft(code, at, format, args...)
	c.diags.Add(d)
	return d
}

// draft is a diagnostic that is not reported yet.
func (c *checker) draft(code diag.Code, at diag.Span, format string, args ...any) *diag.Diagnostic {
	d := diag.New(code, at, format, args...)
	if s := c.site; s != (diag.Span{}) && s.Start.Filename != at.Start.Filename {
		d.WithPlace(s, "expanded from here")
	}
	return d
}

// aside runs f and returns what it reports, instead of reporting it.
func (c *checker) aside(f func()) diag.List {
	reported := c.diags
	c.diags = nil
	c.asides++
	f()
	said := c.diags
	c.diags = reported
	c.asides--
	return said
}

// fails notes a declaration that is in error, and was reported.
func (c *checker) fails(d *decl) { d.failed = d.failed || c.asides == 0 }

// notYet refuses what a later version will do.
func (c *checker) notYet(at diag.Span, what string) {
	c.err(diag.NotYetSupported, at, "nefc does not support %s yet", what).
		WithHelp("delete it to run the rest of the model; `nefc list` shows what is supported")
}
