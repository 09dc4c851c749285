package grammar

// Use brings the templates of a file: use std/product, use std/1/product, use ./parts as p.
type Use struct {
	Stmt
	Relative []string `parser:"'use' ( ( @'.' | @'..' ) '/' )?"`
	Path     []string `parser:"@Ident ( '/' @Number )? ( '/' @Ident )*"`
	As       string   `parser:"( 'as' @Ident )?"`
}

// Instance builds a template: integrator mem(n=200).
type Instance struct {
	Stmt
	Template []string `parser:"@Ident ( '.' @Ident )*"`
	Call     *Expr    `parser:"@@"`
}

// Template declares a network with parameters.
type Template struct {
	Stmt
	Name   string        `parser:"'template' @Ident '('"`
	Params []*TemplParam `parser:"( @@ ( ',' @@ )* )? ')'"`
	Block
}

// TemplParam is a parameter of a template; Default may be nil.
type TemplParam struct {
	Name    string `parser:"@Ident"`
	Default *Expr  `parser:"( '=' @@ )?"`
}
