package grammar

// Connect is a wire: connect c: pre.neurons -> post.neurons solve nnls.
type Connect struct {
	Stmt
	Label   string  `parser:"'connect' ( @Ident ':' )?"`
	Source  *Expr   `parser:"@@"`
	Target  *Expr   `parser:"'->' @@"`
	Options Options `parser:"@@"`
}

// Learn attaches a learning rule: learn pes err = post - pre on c.
type Learn struct {
	Stmt
	Label     string  `parser:"'learn' ( @Ident ':' )?"`
	Rule      string  `parser:"@Ident"`
	ErrorName string  `parser:"( @Ident '='"`
	Error     *Expr   `parser:"@@ )?"`
	Options   Options `parser:"@@"`
}

// Probe records objects: probe ramp, pre synapse 100ms.
type Probe struct {
	Stmt
	Label   string  `parser:"'probe' ( @Ident ':' )?"`
	Targets []*Expr `parser:"@@ ( ',' @@ )*"`
	Options Options `parser:"@@"`
}
