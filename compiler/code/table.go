package code

// tableWidth is how many columns of a table are computed together.
const tableWidth = 512

// Table computes an expression at each row i and column j of a table, row by row into
// out. Input 0 of e is i, input 1 is j; it reads nothing else. What depends on one of
// them is computed once for each of its values in a stretch of columns.
func Table(e *Expr, rows, cols int, out []float64) {
	for first := 0; first < cols; first += tableWidth {
		width := min(tableWidth, cols-first)
		var t table
		last := t.add(e, width, map[*Expr]*cells{})
		for i := range rows {
			t.row(i, first)
			stretch := out[i*cols+first:][:width]
			for k := range stretch {
				stretch[k] = last.at(k)
			}
		}
	}
}

// table is the parts of an expression, each behind those that it is computed from.
type table []*cells

// cells is a part of an expression along a row.
type cells struct {
	e       *Expr
	args    []*cells
	f1      func(float64) float64
	f2      func(a, b float64) float64
	allRows bool      // it is the same in each row
	vals    []float64 // of each column, or one that is that of all
	mask    int       // of the place of a column in vals
}

// at is the value in column k of the stretch.
func (c *cells) at(k int) float64 { return c.vals[k&c.mask] }

// add adds the parts of e, each once.
func (t *table) add(e *Expr, width int, known map[*Expr]*cells) *cells {
	if c := known[e]; c != nil {
		return c
	}
	c := &cells{e: e, allRows: e.Kind != Input || e.Index == 1}
	if e.Kind == Input && e.Index == 1 {
		c.mask = -1
	}
	for _, a := range e.Args {
		arg := t.add(a, width, known)
		c.args = append(c.args, arg)
		c.allRows, c.mask = c.allRows && arg.allRows, c.mask|arg.mask
	}
	c.f1, c.f2 = e.function()
	c.vals = make([]float64, 1+(width-1)&c.mask)
	known[e] = c
	*t = append(*t, c)
	return c
}

// row computes row i of the columns from first on.
func (t table) row(i, first int) {
	for _, c := range t {
		if i == 0 || !c.allRows {
			c.compute(i, first)
		}
	}
}

// compute computes one part from those that it is made of.
func (c *cells) compute(i, first int) {
	switch {
	case c.e.Kind == Const:
		c.vals[0] = c.e.Num
	case c.e.Kind == Input && c.e.Index == 0:
		c.vals[0] = float64(i)
	case c.e.Kind == Input:
		for k := range c.vals {
			c.vals[k] = float64(first + k)
		}
	case c.e.Kind == Select:
		cond, a, b := c.args[0], c.args[1], c.args[2]
		for k := range c.vals {
			c.vals[k] = Choose(cond.at(k), a.at(k), b.at(k))
		}
	case c.e.Kind == Weighted:
		c.sum()
	case c.f2 != nil:
		a, b := c.args[0], c.args[1]
		for k := range c.vals {
			c.vals[k] = c.f2(a.at(k), b.at(k))
		}
	default:
		a := c.args[0]
		for k := range c.vals {
			c.vals[k] = c.f1(a.at(k))
		}
	}
}

// sum computes a weighted sum, in the order of Program.Run.
func (c *cells) sum() {
	x := make([]float64, len(c.args))
	for k := range c.vals {
		for i, a := range c.args {
			x[i] = a.at(k)
		}
		c.vals[k] = weighted(c.e.Weights, x)
	}
}
