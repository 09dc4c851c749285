package token

// precedence of the binary operators, low to high. Those of other languages bind
// like the ones in whose place they stand.
var precedence = map[string]int{
	"or": 1, "and": 3,
	"|":  2,
	"==": 4, "!=": 4, "<": 4, ">": 4, "<=": 4, ">=": 4,
	"..": 5, "+": 6, "-": 6, "*": 7, "/": 7, "^": 9,

	"||": 1, "&&": 3, "//": 7, "%": 7, "**": 9,
}

// UnaryPrecedence binds closer than * and looser than ^.
const UnaryPrecedence = 8

// Precedence says how close the token binds as a binary operator; 0 if it is none.
func (t Token) Precedence() int {
	if t.Type == Punct || t.Type == Ident {
		return precedence[t.Text]
	}
	return 0
}

// Tight operators are printed without blanks.
var Tight = map[string]bool{"..": true, "*": true, "/": true, "^": true}
