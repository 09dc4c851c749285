package functions

// List is a function of vectors and matrices, known to the compiler.
type List struct {
	Name    string
	Args    int
	Doc     string
	Example string // a node y that may read a node u
}

// Lists are the functions that make or measure vectors and matrices.
var Lists = []*List{
	{"matrix", 3, "m rows of n elements e, an expression in i and j: matrix(m, n, e)", "let k = matrix(2, 3, i + j)\nnode y = u*k[1]"},
	{"vector", 2, "n elements e, an expression in i: vector(n, e)", "node y = u*vector(3, i/2)"},
	{"zeros", 1, "a vector of n zeros", "node y = u + zeros(3)"},
	{"eye", 1, "the identity of n rows", "let k = eye(3)\nnode y = u*k[1]"},
	{"diag", 1, "the matrix with a vector on its diagonal", "let k = diag([1, 2])\nnode y = u*k[1]"},
	{"transpose", 1, "rows and columns exchanged", "let k = transpose([[1, 2], [3, 4]])\nnode y = u*k[1]"},
	{"rows", 1, "how many rows a matrix has", "node y = u*rows([[1, 2], [3, 4]])"},
	{"cols", 1, "how many columns a matrix has", "node y = u*cols([[1, 2], [3, 4]])"},
	{"len", 1, "how many elements a vector has", "node y = u*len([1, 2, 3])"},
	{"sum", 1, "the sum of all elements", "node y = u*sum([1, 2, 3])"},
	{"norm", 1, "the length of a vector", "node y = u*norm([3, 4])"},
	{"dot", 2, "the scalar product of two vectors", "node y = u*dot([1, 2], [3, 4])"},
	{"bind", 2, "the circular convolution of two vectors", "node y = u*bind([1, 2], [3, 4])"},
	{"inverse", 1, "the approximate inverse for bind: all elements but the first in reverse", "node y = u*inverse([1, 2, 3])"},
	{"normalized", 1, "the vector of length 1 in the same direction", "node y = u*normalized([3, 4])"},
	{"unitary", 1, "the vector with all frequencies of one size: bind with it keeps lengths, and inverse undoes it exactly", "node y = u*unitary([1, 2, 3])"},
	{"translate", 2, "the matrix that maps pointers of a vocabulary to those of the same names in another",
		"vocab v dims 16 { RED; BLUE }\nvocab w dims 8 like v\nlet k = translate(v, w)\nnode y = u*k[1]"},
	{"vocab_dims", 1, "dimensions of the vocabulary that is declared around the line, or around the instance that it is a part of; a number where there is none",
		"vocab v dims 16 { RED; BLUE }\nnode y = u + zeros(vocab_dims(3))"},
}

// FindList returns the function of that name, or nil.
func FindList(name string) *List {
	for _, l := range Lists {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// Special is a function that is more than its arguments: it remembers, or reads
// a file.
type Special struct {
	Name, Doc string
	Example   string // a statement
}

// Specials are the special functions of node expressions.
var Specials = []Special{
	{"delay", "what a value was a time ago, 0 at first: delay(x, 50ms), or delay(x, steps=7)", "node y = delay(u, 50ms)"},
	{"table", "straight lines between the rows of a file, whose first column is the argument; the ends are held", "node y = table(\"curve.csv\", u)"},
	{"csv", "a column of a file in time: held for a time a row, or interpolated over its column t",
		"node y = csv(\"curve.csv\", column=\"y\", interpolate=linear)"},
	{"external", "what a program that drives the model makes of values, once a step: external(\"name\", a, b); " +
		"`dims` says how many numbers that are (docs/python.md)", "node y = external(\"controller\", u) dims 2"},
	{"npy", "the rows of an array in time, each held for a time", "node y = npy(\"rows.npy\", hold=10ms)"},
}
