package grammar

// Network is a name space: network v1 { … }.
type Network struct {
	Stmt
	Name *Expr `parser:"'network' @@"`
	Block
}

// For repeats a block: for i in 0:4 { … }.
type For struct {
	Stmt
	Name string `parser:"'for' @Ident 'in'"`
	From *Expr  `parser:"@@ ':'"`
	To   *Expr  `parser:"@@"`
	Block
}
