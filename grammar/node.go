package grammar

// Node declares an exact object outside the brain: node ramp = t/10 - 1. Value
// is nil for a pass-through.
type Node struct {
	Stmt
	Name    *Expr   `parser:"'node' @@"`
	Value   *Expr   `parser:"( '=' @@ )?"`
	Options Options `parser:"@@"`
}

// Signal names a wire: signal sq = pre^2.
type Signal struct {
	Stmt
	Name    *Expr   `parser:"'signal' @@"`
	Value   *Expr   `parser:"'=' @@"`
	Options Options `parser:"@@"`
}

// Input is a port into a template: input u dims d.
type Input struct {
	Stmt
	Name    *Expr   `parser:"'input' @@"`
	Options Options `parser:"@@"`
}

// Output is a port out of a template: output y = x.
type Output struct {
	Stmt
	Name    *Expr   `parser:"'output' @@"`
	Value   *Expr   `parser:"'=' @@"`
	Options Options `parser:"@@"`
}
