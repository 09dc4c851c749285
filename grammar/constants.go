package grammar

// Param is a constant that may be changed from outside: param lr = 1e-4.
type Param struct {
	Stmt
	Name    string  `parser:"'param' @Ident"`
	Value   *Expr   `parser:"'=' @@"`
	Options Options `parser:"@@"`
}

// Let is a constant: let w = 2*pi*f.
type Let struct {
	Stmt
	Name  string `parser:"'let' @Ident"`
	Value *Expr  `parser:"'=' @@"`
}

// Defaults sets options for a block: defaults ensemble max_rates 50..100.
type Defaults struct {
	Stmt
	Of      string  `parser:"'defaults' @Ident"`
	Options Options `parser:"@@"`
}

// Seed sets the model's seed: seed 7.
type Seed struct {
	Stmt
	Value *Expr `parser:"'seed' @@"`
}
