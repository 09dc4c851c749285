package grammar

// Run simulates: run 20s dt 1ms.
type Run struct {
	Stmt
	Duration *Expr   `parser:"'run' @@"`
	Until    *Until  `parser:"@@?"`
	Options  Options `parser:"@@"`
}

// Experiment is a list of events.
type Experiment struct {
	Stmt
	Name string `parser:"'experiment' @Ident"`
	Block
}

// Phase is a named stretch of simulation; its block happens at the start. It may
// end early: phase train 20s until rmse(post, u) < 0.05 over 1s.
type Phase struct {
	Stmt
	Name     string `parser:"'phase' @Ident"`
	Duration *Expr  `parser:"@@"`
	Until    *Until `parser:"@@?"`
	Block
}

// Until is when a phase ends early.
type Until struct {
	Cond *Expr `parser:"'until' @@"`
	Over *Expr `parser:"( 'over' @@ )?"`
}

// Freeze stops learning, thaw continues it: freeze c.
type Freeze struct {
	Stmt
	Verb    string  `parser:"@( 'freeze' | 'thaw' )"`
	Targets []*Expr `parser:"@@ ( ',' @@ )*"`
}

// Reset puts things back: reset time.
type Reset struct {
	Stmt
	What string `parser:"'reset' @( 'time' | 'state' | 'weights' | 'all' )"`
}

// Set changes a param: set lr = 1e-3.
type Set struct {
	Stmt
	Target *Expr `parser:"'set' @@"`
	Value  *Expr `parser:"'=' @@"`
}

// Scale multiplies weights: scale c by 2.
type Scale struct {
	Stmt
	Target *Expr `parser:"'scale' @@"`
	By     *Expr `parser:"'by' @@"`
}

// Lesion silences neurons: lesion mem by 20%.
type Lesion struct {
	Stmt
	Target *Expr `parser:"'lesion' @@"`
	By     *Expr `parser:"( 'by' @@ )?"`
}

// Cut cuts synapses: cut c by 40%.
type Cut struct {
	Stmt
	Target *Expr `parser:"'cut' @@"`
	By     *Expr `parser:"( 'by' @@ )?"`
}

// Heal brings back what lesions and cuts took: heal mem.
type Heal struct {
	Stmt
	Targets []*Expr `parser:"'heal' @@ ( ',' @@ )*"`
}

// Load replaces weights: load weights c from "w.npz".
type Load struct {
	Stmt
	Target  *Expr   `parser:"'load' 'weights' @@ 'from'"`
	File    *Expr   `parser:"@@"`
	Options Options `parser:"@@"`
}

// Seeds lists the seeds of the cells: seeds 1:6.
type Seeds struct {
	Stmt
	From *Expr `parser:"'seeds' @@"`
	To   *Expr `parser:"( ':' @@ )?"`
}

// Dt is the time step of an experiment: dt 1ms.
type Dt struct {
	Stmt
	Value *Expr `parser:"'dt' @@"`
}

// Sweep varies a param: sweep lr in [1e-5, 1e-4].
type Sweep struct {
	Stmt
	Name string `parser:"'sweep' @Ident 'in'"`
	From *Expr  `parser:"@@"`
	To   *Expr  `parser:"( ':' @@ )?"`
}

// Expect is a condition on what was recorded.
type Expect struct {
	Stmt
	Cond    *Expr   `parser:"'expect' @@"`
	Options Options `parser:"@@"`
}

// Plot draws: plot tuning pre, post to "tuning.svg".
type Plot struct {
	Stmt
	Kind    PlotKind `parser:"'plot' @@"`
	What    []*Expr  `parser:"@@ ( ',' @@ )*"`
	Options Options  `parser:"@@"`
}

// Export writes a table: export weights c to "w.npz".
type Export struct {
	Stmt
	What    string  `parser:"'export' @( 'weights' | 'probes' | 'tuning' )"`
	Targets []*Expr `parser:"@@ ( ',' @@ )*"`
	Options Options `parser:"@@"`
}
