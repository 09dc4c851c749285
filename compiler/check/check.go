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
	"github.com/nefc/nefc/stdlib/neurons"
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
	c.outline.top = top

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
		c.settle,           // what any line may have decided
		c.dale,             // signs
		c.lookalikes,       // names in letters of several scripts
		c.shortTimes,       // times that no step shows
		c.emptyProbes,      // intervals longer than what is run
		c.circles,          // loops without a synapse
		c.unused,           // objects nobody reads, names nobody mentions
		c.undriven,         // objects nobody drives
		c.memory,           // what the run needs
	} {
		if step(top); c.tooMany {
			break // the rest would only take long
		}
	}
	c.model.Inputs = c.inputs
	c.diags.Sort()
	return c.model, c.diags
}

// checker holds the state of one check.
type checker struct {
	// What is said, and how much is made.
	diags     diag.List
	asides    int                      // calls of aside that are running
	site      diag.Span                // the line outside of all templates that what is checked came from
	files     map[string]*grammar.File // by name
	expansion float64                  // bytes made of the text so far
	tooMany   bool                     // said once
	searched  int                      // names that were compared with unknown ones
	inputs    []string                 // files the model reads

	// Constants.
	outline       *outline
	model         *model.Model
	maxMemory     int64 // bytes a run may use
	constants     constants
	units         map[*decl]catalog.Unit
	vocabs        map[*decl]*vocabulary
	fileValues    map[string]value // constants read from files
	times         []shortTime
	depth         int         // of the constant being evaluated
	inside        *evaluated  // that constant
	kept          float64     // bytes of constants that were evaluated
	structUse     func(*decl) // notes the use of a param in the structure; nil where it is free
	comprehension func(name string, args []*grammar.Expr, s *scope) (value, bool)

	// Expansion.
	settingsGiven map[string]string // --set: params by name
	givenSeed     *int64            // --seed
	used          map[*grammar.Use]*grammar.File
	libraries     map[*grammar.File]*scope // of used files
	expanding     []*grammar.Template

	// References and expressions.
	resolve    func(*decl) bool               // makes the object of a declaration
	made       map[*decl]any                  // what declarations came to: *model.Ensemble, *model.Node, *ensembleArray, *model.Connection; nil for several connections
	making     map[*decl]*model.Node          // those being made, and the node whose value is being read
	folded     map[*decl]vector               // constants in code, of those that depend on no param
	arrays     map[*model.Node]*ensembleArray // by input
	wires      map[*scope][]*model.Connection // the connections of a block
	ruleFailed map[any]bool                   // connections whose rule is in error, and blocks with a rule in error that may be anyone's
	written    map[any]*grammar.Expr          // of connections and nodes: the expression that says what they carry

	// Populations.
	plainNeurons neurons.Type // see defaultNeurons
	unsaid       map[populationSize]*populationDefaults

	// Connections.
	deferred []deferredWire                         // to a rule's error
	conns    map[string]diag.Span                   // without a label, by name
	lines    map[*model.Connection]*grammar.Connect // of connections that a line makes alone

	// Rules.
	errorWires map[*model.Node]*wire // of errors that a rule declares: what they were taken apart from
	ruleLines  map[*model.Rule]ruleLine
	ruleNamed  map[ruleOf]*model.Rule

	// Experiments.
	out        string // the folder for results
	sets       []setEvent
	probeNamed map[string]*model.Probe // as written
}

func newChecker(in Input) *checker {
	c := &checker{files: map[string]*grammar.File{},
		outline: &outline{file: in.Main, names: map[nameIn]string{}, brought: map[*grammar.Use][]string{}}, model: &model.Model{File: in.Main.Name},
		maxMemory: in.MaxMemory, constants: constants{}, units: map[*decl]catalog.Unit{}, vocabs: map[*decl]*vocabulary{}, fileValues: map[string]value{},
		settingsGiven: in.Set, givenSeed: in.Seed, used: in.Uses, libraries: map[*grammar.File]*scope{},
		made: map[*decl]any{}, making: map[*decl]*model.Node{}, folded: map[*decl]vector{}, arrays: map[*model.Node]*ensembleArray{},
		wires: map[*scope][]*model.Connection{}, ruleFailed: map[any]bool{}, written: map[any]*grammar.Expr{},
		lines: map[*model.Connection]*grammar.Connect{}, errorWires: map[*model.Node]*wire{}, ruleLines: map[*model.Rule]ruleLine{}, ruleNamed: map[ruleOf]*model.Rule{},
		unsaid: map[populationSize]*populationDefaults{}, conns: map[string]diag.Span{}, out: in.Out, probeNamed: map[string]*model.Probe{}}
	c.resolve, c.comprehension = c.resolveObject, c.evaluateEach
	return c
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
