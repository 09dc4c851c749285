package grammar

// Vocab declares semantic pointers: vocab v dims 64 { RED; SCENE = RED*BLUE }.
type Vocab struct {
	Stmt
	Name    string  `parser:"'vocab' @Ident"`
	Options Options `parser:"@@"`
	Block
}

// Pointer is a line of a vocabulary: a new random vector, or one made of
// others.
type Pointer struct {
	Stmt
	Name  string `parser:"@Ident"`
	Value *Expr  `parser:"( '=' @@ )?"`
}
