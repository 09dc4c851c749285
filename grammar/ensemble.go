package grammar

// Ensemble declares a population: ensemble pre 101 dims 1 radius 2.
type Ensemble struct {
	Stmt
	Name    *Expr   `parser:"'ensemble' @@"`
	Neurons *Expr   `parser:"@@"`
	Options Options `parser:"@@"`
}

// Array declares independent populations that look like one object:
// array mem 64 of 50 dims 1.
type Array struct {
	Stmt
	Name    *Expr   `parser:"'array' @@"`
	Members *Expr   `parser:"@@"`
	Neurons *Expr   `parser:"'of' @@"`
	Options Options `parser:"@@"`
}
