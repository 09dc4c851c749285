package check

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/synapses"
)

// defaultSynapse is that of every wire: 5 ms.
var defaultSynapse synapses.Synapse = synapses.Lowpass{Tau: 0.005}

// node builds a node: a pass-through, a data source or an expression.
func (c *checker) node(d *decl, st *grammar.Node) bool {
	o := c.options("node", &st.Options, d.in)
	n := &model.Node{Name: d.name, Role: "node", At: d.at}
	var ok bool
	if n.Dims, ok = o.whole("dims", 1, 0); !ok {
		return false
	}
	if st.Value == nil {
		if n.Dims == 0 {
			c.err(diag.SizeUnknown, d.at, "how many dimensions has `%s`?", d.name).WithHelp("end the line with `dims 2`")
			return false
		}
		return !c.tooLarge(d.at, "`"+n.Name+"`", float64(n.Dims)) && c.keepNode(d, n)
	}
	if c.tooLarge(d.at, "`"+n.Name+"`", float64(n.Dims)) {
		return false
	}
	syn, ok := o.synapse("synapse", defaultSynapse)
	if !ok {
		return false
	}
	if name, args, names, isCall := nameAndArgs(st.Value); isCall && (name == "npy" || name == "csv") && st.Value.Kind == grammar.Call {
		return c.dataNode(n, name, st.Value, args, names, d.in) && c.keepNode(d, n)
	}
	return c.codeNode(d, n, st.Value, syn) && c.keepNode(d, n)
}

func (c *checker) keepNode(d *decl, n *model.Node) bool {
	d.obj = n
	c.model.Nodes = append(c.model.Nodes, n)
	return true
}

func (c *checker) codeNode(d *decl, n *model.Node, e *grammar.Expr, syn synapses.Synapse) bool {
	wanted := n.Dims
	if n.Dims == 0 {
		n.Dims = 1 // what the node reads of itself before its size is known
	}
	n.Kind = model.Code
	d.obj = n
	el := &elaborator{c: c, place: inCode, self: n}
	v, ok := el.expr(e, d.in)
	d.obj = nil
	if !ok {
		return false
	}
	if wanted == 0 {
		n.Dims = len(v.elems)
	}
	switch {
	case len(v.elems) == n.Dims:
		n.Code = v.elems
	case len(v.elems) == 1:
		for range n.Dims {
			n.Code = append(n.Code, v.elems[0])
		}
	default:
		c.err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d dimensions", e, len(v.elems), n.Name, n.Dims)
		return false
	}
	for _, src := range el.sources {
		r := &model.Read{Node: src.node, Ensemble: src.ens, At: src.at}
		if src.ens != nil {
			r.Synapse = syn
		}
		if src.node == n && wanted == 0 && n.Dims != 1 {
			c.err(diag.SizeUnknown, d.at, "`%s` reads its own previous value; how many dimensions has it?", n.Name).WithHelp("end the line with `dims %d`", n.Dims)
			return false
		}
		n.Reads = append(n.Reads, r)
	}
	return true
}

// dataNode reads the rows of a .npy, .npz or .csv file.
func (c *checker) dataNode(n *model.Node, kind string, call *grammar.Expr, args []*grammar.Expr, names []string, s *scope) bool {
	if len(args) == 0 || names[0] != "" || args[0].Kind != grammar.String {
		c.err(diag.BadArgument, call.At, "`%s` takes a file name in quotes first", kind)
		return false
	}
	file := args[0]
	src := &model.DataSource{File: file.Text}
	column, linear, ok := "", false, true
	for i, a := range args[1:] {
		switch name := names[i+1]; {
		case name == "hold":
			v, good := c.constant(a, s)
			if good {
				src.Hold, good = c.scalar(v, "hold", catalog.Time)
				if good && !(src.Hold > 0) {
					c.err(diag.OutOfRange, a.At, "`hold` must be above 0")
					good = false
				}
			}
			ok = ok && good
		case name == "column" && kind == "csv" && a.Kind == grammar.String:
			column = a.Text
		case name == "interpolate" && kind == "csv" && a.String() == "linear":
			linear = true
		default:
			c.err(diag.BadArgument, a.At, "`%s` takes a file, %s", kind, map[string]string{"csv": "column=\"…\", hold=TIME or interpolate=linear", "npy": "hold=TIME"}[kind])
			ok = false
		}
	}
	if !ok {
		return false
	}
	n.Kind, n.Data = model.Data, src
	if kind == "csv" {
		return c.csvNode(n, file, column, linear)
	}
	if src.Hold == 0 {
		c.err(diag.UnitMissing, call.At, "how long does a row of %s hold?", file).WithHelp("`npy(%s, hold=1ms)`", file)
		return false
	}
	if src.Data, src.Rows, src.Cols, ok = c.readArray(file.Text, file.At); !ok {
		return false
	}
	return c.dataSize(n, file)
}

// dataSize fits the columns of the data to the node's dimensions.
func (c *checker) dataSize(n *model.Node, file *grammar.Expr) bool {
	src := n.Data
	if src.Rows == 0 {
		c.err(diag.DataFile, file.At, "%s has no rows", file)
		return false
	}
	if n.Dims == 0 {
		n.Dims = src.Cols
	}
	if src.Cols != n.Dims && src.Cols != 1 {
		c.err(diag.SizeMismatch, file.At, "%s has %d columns, `%s` has %d dimensions", file, src.Cols, n.Name, n.Dims)
		return false
	}
	return true
}

// csvNode reads one column, and the column t for interpolation.
func (c *checker) csvNode(n *model.Node, file *grammar.Expr, column string, linear bool) bool {
	src := n.Data
	if linear == (src.Hold > 0) {
		c.err(diag.BadArgument, file.At, "csv needs either `hold=20ms` or `interpolate=linear`, which uses the column t")
		return false
	}
	if column == "" {
		c.err(diag.BadArgument, file.At, "which column of %s?", file).WithHelp("`csv(%s, column=\"…\", …)`", file)
		return false
	}
	path, ok := c.resolvePath(file.Text, file.At)
	if !ok {
		return false
	}
	if src.Data, ok = c.csvColumn(path, file.Text, column, file.At); !ok {
		return false
	}
	src.Rows, src.Cols, src.Linear = len(src.Data), 1, linear
	if linear {
		if src.Times, ok = c.csvColumn(path, file.Text, "t", file.At); !ok {
			return false
		}
		for i := 1; i < len(src.Times); i++ {
			if !(src.Times[i] > src.Times[i-1]) {
				c.err(diag.DataFile, file.At, "%s row %d: the times in column t must increase", file, i+2)
				return false
			}
		}
	}
	return c.dataSize(n, file)
}

// csvColumn reads a column of a .csv file with a header line.
func (c *checker) csvColumn(path, file, column string, at diag.Span) ([]float64, bool) {
	f, err := os.Open(path)
	if err != nil {
		c.fileError(file, err, at)
		return nil, false
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord, r.TrimLeadingSpace, r.ReuseRecord = -1, true, true
	head, err := r.Read()
	if err != nil {
		c.err(diag.DataFile, at, "%q has no header line", file)
		return nil, false
	}
	col, names := -1, append([]string(nil), head...)
	for i, h := range names {
		if strings.TrimPrefix(h, "\ufeff") == column {
			col = i
		}
	}
	if col < 0 {
		c.err(diag.DataFile, at, "%q has no column `%s`", file, column).WithHelp("its columns are %s", strings.Join(names, ", "))
		return nil, false
	}
	var out []float64
	for row := 2; ; row++ {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, true
		}
		if err != nil {
			c.err(diag.DataFile, at, "%q: %v", file, err)
			return nil, false
		}
		if col >= len(rec) {
			c.err(diag.DataFile, at, "%q row %d has no column `%s`", file, row, column)
			return nil, false
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(rec[col]), 64)
		if err != nil || v-v != 0 {
			c.err(diag.DataFile, at, "%q row %d: %q is not a number", file, row, rec[col])
			return nil, false
		}
		out = append(out, v)
	}
}

// inputPort builds a port into a template.
func (c *checker) inputPort(d *decl, st *grammar.Input) bool {
	o := c.options("input", &st.Options, d.in)
	n := &model.Node{Name: d.name, Role: "input", At: d.at}
	var ok bool
	if n.Dims, ok = o.whole("dims", 1, 0); !ok {
		return false
	}
	if n.Dims == 0 {
		c.err(diag.SizeUnknown, d.at, "how many dimensions has `%s`?", d.name).WithHelp("end the line with `dims 1`")
		return false
	}
	return c.keepNode(d, n)
}
