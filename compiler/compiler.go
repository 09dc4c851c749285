// Package compiler drives the stages in order:
//
//	load → expand → elaborate → laws → build → optimize → lower
//
// Each stage reads one data type and makes the next; see ARCHITECTURE.md. What
// is wrong with a model is a diag.List, what is wrong with the environment an
// error.
package compiler

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/nefc/nefc/compiler/builder"
	"github.com/nefc/nefc/compiler/elaborate"
	"github.com/nefc/nefc/compiler/elaborate/experiments"
	"github.com/nefc/nefc/compiler/expand"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/laws"
	"github.com/nefc/nefc/compiler/lower"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/optimize"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/cache"
)

// Options are what the command line may change of a model.
type Options struct {
	Set       map[string]string // params by name
	Seed      *int64
	MaxMemory int64  // bytes; 0 for no limit
	Out       string // the folder for results; "" for out beside the model
	NeedRun   bool   // a model without run or experiment is an error
	Plain     bool   // compile without fusing operators: the same numbers, for comparison
	Overlay   Overlay
	Outside   []string      // what somebody outside computes, by the names that nodes give it; a model that runs may have no others
	Like      *Checked      // of the same file: its texts hold, and are not read again; nil for none
	Texts     *Texts        // of the same file, as they were read before; nil for none
	Declared  bool          // nodes may also be computed outside where the model names the file that says how: it is locked, not run
	Live      *Live         // what is watched, held and changed by hand; nil for nothing
	Solutions *cache.Cache  // of solved decoders and weights; nil for none
	Memory    *Memory       // the same for models and versions of them in one process; nil for none
	Watch     func(Solving) // is told what is solved while the model is built, one thing at a time; may be nil
	Stop      func() bool   // is asked between the stages of a check whether nobody wants it any more; may be nil
}

// ErrStopped is the error of a check that Options.Stop has ended.
var ErrStopped = errors.New("compiler: the check was stopped")

// Live is what those who drive a model by hand ask of it beside its text.
type Live = experiments.Live

// Memory is what builds of one model solved.
type Memory = builder.Memory

// NewMemory is one of nothing.
func NewMemory() *Memory { return builder.NewMemory() }

// Solving tells of decoders or weights that begin to be solved, or are.
type Solving = builder.Solving

// Checked is a model that went through the front end.
type Checked struct {
	File    *grammar.File
	Outline *outline.Outline // also of a file with errors, as far as it could be read
	Model   *model.Model
	Sources diag.Sources
	Diags   diag.List
	Plain   bool
	Watch   func(Solving) // as in Options

	asked     []string // expressions beside the text
	solutions builder.Recalls
	texts     *Texts
	hash      func() string // of Model
}

// SpecHash is that of the model, which is found once.
func (c *Checked) SpecHash() string {
	if c.hash == nil {
		return c.Model.SpecHash()
	}
	return c.hash()
}

// Invalid says that a model has errors, where that is an error itself: to those who
// can do nothing with such a model.
type Invalid struct {
	Name    string
	Diags   diag.List
	Sources diag.Sources
}

// Error names the model.
func (e *Invalid) Error() string { return e.Name + " has errors" }

// Invalid is the error under that name; nil if the model has none.
func (c *Checked) Invalid(name string) *Invalid {
	if !c.Diags.HasErrors() {
		return nil
	}
	sources := maps.Clone(c.Sources)
	for _, text := range c.asked {
		sources[experiments.NameOf(text)] = text
	}
	return &Invalid{name, c.Diags, sources}
}

// Check loads and checks a model, and builds as much of it as needs no solver:
// populations and given tables. The model is complete if Diags has no errors.
func Check(path string, opts Options) (*Checked, error) {
	l, err := opts.load(path)
	if err != nil {
		return nil, err
	}
	stopped := func() bool { return opts.Stop != nil && opts.Stop() }
	if stopped() {
		return nil, ErrStopped
	}
	out := &Checked{File: l.main, Sources: l.sources, Diags: slices.Clone(l.diags), Plain: opts.Plain, Watch: opts.Watch, texts: l,
		solutions: builder.Recalls{Memory: opts.Memory, Cache: opts.Solutions}}
	if opts.Live != nil {
		out.asked = opts.Live.Watched
	}
	limit := opts.MaxMemory
	if limit <= 0 {
		limit = unlimited
	}
	in := l.input()
	in.Set, in.Seed, in.MaxMemory = opts.Set, opts.Seed, limit
	of := experiments.Input{Out: opts.Out, Live: opts.Live}
	if opts.Like != nil && !opts.Like.Diags.HasErrors() {
		of.Like = opts.Like.Model
	}
	diags := out.frontEnd(in, of)
	asWritten(diags, out.Outline, false)
	if of.Like == nil {
		diags = append(diags, out.tryIdle(in, opts.Out)...)
	}
	out.hash = sync.OnceValue(out.Model.SpecHash)
	if out.Diags.HasErrors() {
		diags = onlyIndependent(diags)
	}
	out.Diags = append(out.Diags, diags...)
	if opts.NeedRun && !out.Diags.HasErrors() && len(out.Model.Experiments) == 0 {
		out.Diags.Add(diag.New(diag.NothingToRun, endOf(l.main), "no `run` and no `experiment`: nothing to run").
			WithFix(diag.Insert(endOfText(l.main), "\nrun 1s\n")))
	}
	if opts.NeedRun || opts.Live != nil {
		out.Diags = append(out.Diags, nobodyComputes(out.Model, opts)...)
	}
	if stopped() {
		return nil, ErrStopped
	}
	if !out.Diags.HasErrors() {
		diags := builder.Check(out.Model)
		asWritten(diags, out.Outline, false)
		out.Diags = append(out.Diags, diags...)
	}
	out.Diags.Sort()
	return out, nil
}

// unlimited is more memory than there is, in bytes.
const unlimited = 1 << 60

// input is what expansion starts from.
func (t *Texts) input() expand.Input {
	return expand.Input{Main: t.main, Uses: t.uses, Choices: t.choices, MaxMemory: unlimited}
}

// load reads the texts of a model, unless another check has.
func (o *Options) load(path string) (*Texts, error) {
	switch {
	case o.Like != nil:
		return o.Like.texts, nil
	case o.Texts != nil:
		return o.Texts, nil
	}
	return Read(path, o.Overlay, nil)
}

// frontEnd makes the outline of a file, and of that the model.
func (c *Checked) frontEnd(in expand.Input, of experiments.Input) diag.List {
	ev := expand.File(in)
	defer ev.CloseFiles()
	e := elaborate.Model(ev, of)
	laws.Check(e)
	e.Diags.Sort()
	c.Outline, c.Model = e.Outline, e.Model
	return e.Diags
}

// nobodyComputes reports the nodes whose values nobody outside will give.
func nobodyComputes(m *model.Model, opts Options) (diags diag.List) {
	for _, n := range m.Nodes {
		if n.Kind == model.External && !slices.Contains(opts.Outside, n.Outside) && !(opts.Declared && n.CodeFile != "") {
			diags.Add(diag.New(diag.NobodyComputes, n.At, "`%s` is computed outside, and nobody here computes %q", n.Written(), n.Outside).
				WithHelp("drive the model by a program that does: in Python `nefc.Session(model, external={%q: f})`", n.Outside))
		}
	}
	return diags
}

// onlyIndependent drops what a statement that could not be read may have
// caused: names it would have declared, and warnings.
func onlyIndependent(diags diag.List) diag.List {
	follow := []diag.Code{diag.NothingToTrain, diag.NothingToFreeze, diag.UnknownPhase, diag.UnknownTemplate, diag.UnknownParam}
	var out diag.List
	for _, d := range diags {
		if d.Severity == diag.Error && !d.Undeclared && !slices.Contains(follow, d.Code) {
			out = append(out, d)
		}
	}
	return out
}

// endOfText is the place behind all text of a file.
func endOfText(f *grammar.File) diag.Pos {
	return diag.Pos{Filename: f.Name, Offset: len(f.Source), Line: strings.Count(f.Source, "\n") + 1, Column: 1}
}

// endOf is the last statement of a file, or its first place if it has none.
func endOf(f *grammar.File) diag.Span {
	if n := len(f.Body); n > 0 {
		return f.Body[n-1].Head().At
	}
	at := diag.Pos{Filename: f.Name, Line: 1, Column: 1}
	return diag.Between(at, at)
}

// Compiled is a model ready to run.
type Compiled struct {
	*Checked
	Graph   *graph.Graph
	Program *program.Program
}

// Compile turns a checked model into a program for a time step dt (s). after,
// if not nil, sees the graph after build and after every pass: (*graph.Graph).Verify,
// where a breach of its rules is looked for.
func Compile(c *Checked, dt float64, after func(g *graph.Graph, stage string)) (*Compiled, diag.List) {
	g, diags := builder.Graph(c.Model, dt, c.solutions, c.Watch)
	asWritten(diags, c.Outline, false)
	if diags.HasErrors() {
		return nil, diags
	}
	if after != nil {
		after(g, "graph")
	}
	optimize.Run(g, !c.Plain, after)
	return &Compiled{Checked: c, Graph: g, Program: lower.Program(g, c.SpecHash())}, diags
}

// As is the same build for another checked model and a time step dt (s), if that
// differs in values of params that may change while a model runs, and in nothing
// else: then both have one spec hash once they have the same params. Otherwise it
// is nil.
func (c *Compiled) As(other *Checked, dt float64) *Compiled {
	if c.Program.Dt != dt || c.Model.Seed != other.Model.Seed || c.Plain != other.Plain || len(c.Model.Params) != len(other.Model.Params) {
		return nil
	}
	m := *c.Model
	m.Params, m.Choices = other.Model.Params, other.Model.Choices
	for i, p := range m.Params {
		if p.Structural != nil && p.Value != c.Model.Params[i].Value {
			return nil
		}
	}
	if m.SpecHash() != other.SpecHash() {
		return nil
	}
	p := *c.Program
	p.Params, p.SpecHash = lower.Params(&m), other.SpecHash()
	checked := *other
	checked.Model = &m
	return &Compiled{Checked: &checked, Graph: c.Graph, Program: &p}
}

// Stages are the names --emit knows, in order.
var Stages = []string{"ast", "outline", "model", "graph", "graph-opt", "program"}

// Emit writes the dump of one stage.
func Emit(w io.Writer, c *Checked, stage string) diag.List {
	switch stage {
	case "ast":
		grammar.Print(w, c.File)
		return nil
	case "outline":
		c.Outline.Print(w)
		return nil
	case "model":
		c.Model.Print(w)
		return nil
	}
	dt := 0.001
	if len(c.Model.Experiments) > 0 {
		dt = c.Model.Experiments[0].Dt
	}
	compiled, diags := Compile(c, dt, func(g *graph.Graph, at string) {
		g.Verify(at)
		if at == stage {
			g.Print(w)
		}
	})
	if compiled == nil {
		return diags
	}
	switch stage {
	case "graph-opt":
		compiled.Graph.Print(w)
	case "program":
		compiled.Program.Print(w)
	}
	return diags
}
