package grammar

// Connect is a wire: connect c: pre.neurons -> post.neurons solve nnls.
type Connect struct {
	Stmt
	Label   *Label  `parser:"'connect' @@?"`
	Source  *Expr   `parser:"@@"`
	Target  *Expr   `parser:"'->' @@"`
	Options Options `parser:"@@"`

	Of *ActionRule // the rule of action that it was made of; nil for a line of its own
}

// Learn attaches a learning rule: learn pes err = post - pre on c.
type Learn struct {
	Stmt
	Label     *Label     `parser:"'learn' @@?"`
	Rule      string     `parser:"@Ident"`
	ErrorName *ErrorName `parser:"( @@"`
	Error     *Expr      `parser:"@@ )?"`
	Options   Options    `parser:"@@"`
}

// Probe records objects: probe ramp, pre synapse 100ms.
type Probe struct {
	Stmt
	Label   *Label  `parser:"'probe' @@?"`
	Targets []*Expr `parser:"@@ ( ',' @@ )*"`
	Options Options `parser:"@@"`
}
