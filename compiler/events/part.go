package events

// Part is some of the columns of a link: those of one of the populations that it reads.
type Part struct {
	Name       string // as written behind the name of the link
	Population int
	From, Cols int
}

// Of are the columns of the part in a matrix of so many columns, row by row; the matrix
// itself for nil.
func Of[T any](p *Part, m []T, cols int) []T {
	if p == nil || m == nil {
		return m
	}
	out := make([]T, 0, len(m)/cols*p.Cols)
	for at := p.From; at < len(m); at += cols {
		out = append(out, m[at:at+p.Cols]...)
	}
	return out
}
