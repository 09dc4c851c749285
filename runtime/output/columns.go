package output

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// Column is a named column of a table: Floats, Ints, Texts or Bools, one of
// them set. Where Missing is set and true, there is no value.
type Column struct {
	Name    string
	Floats  []float64 // every Stride-th of them
	Stride  int       // 0 for 1
	Ints    []int64
	Texts   []string
	Bools   []bool
	Missing []bool
}

// Len is the number of rows.
func (c *Column) Len() int {
	stride := max(1, c.Stride)
	return (len(c.Floats)+stride-1)/stride + len(c.Ints) + len(c.Texts) + len(c.Bools)
}

func (c *Column) float(i int) float64 { return c.Floats[i*max(1, c.Stride)] }

func (c *Column) missing(i int) bool { return c.Missing != nil && c.Missing[i] }

// text is row i as CSV shows it.
func (c *Column) text(i int) string {
	switch {
	case c.missing(i):
		return ""
	case c.Floats != nil:
		return strconv.FormatFloat(c.float(i), 'g', -1, 64)
	case c.Ints != nil:
		return strconv.FormatInt(c.Ints[i], 10)
	case c.Bools != nil:
		return strconv.FormatBool(c.Bools[i])
	}
	return c.Texts[i]
}

// value is row i as Parquet holds it.
func (c *Column) value(i int) parquet.Value {
	switch {
	case c.missing(i):
		return parquet.NullValue()
	case c.Floats != nil:
		return parquet.DoubleValue(c.float(i))
	case c.Ints != nil:
		return parquet.Int64Value(c.Ints[i])
	case c.Bools != nil:
		return parquet.BooleanValue(c.Bools[i])
	}
	return parquet.ByteArrayValue([]byte(c.Texts[i]))
}

func (c *Column) node() parquet.Node {
	var n parquet.Node
	switch {
	case c.Floats != nil:
		n = parquet.Leaf(parquet.DoubleType)
	case c.Ints != nil:
		n = parquet.Int(64)
	case c.Bools != nil:
		n = parquet.Leaf(parquet.BooleanType)
	default:
		n = parquet.String()
	}
	if c.Missing != nil {
		n = parquet.Optional(n)
	}
	return n
}

// ColumnsCSV writes a table as CSV with a head.
func ColumnsCSV(w io.Writer, columns []Column) error {
	out := csv.NewWriter(w)
	row := make([]string, len(columns))
	for j := range columns {
		row[j] = columns[j].Name
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for i := range columns[0].Len() {
		for j := range columns {
			row[j] = columns[j].text(i)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// inOrder is a group that keeps the order of its columns; parquet.Group sorts
// them by name.
type inOrder struct {
	parquet.Group
	columns []Column
}

// Fields lists the columns in their order.
func (g inOrder) Fields() []parquet.Field {
	byName := map[string]parquet.Field{}
	for _, f := range g.Group.Fields() {
		byName[f.Name()] = f
	}
	out := make([]parquet.Field, len(g.columns))
	for i, c := range g.columns {
		out[i] = byName[c.Name]
	}
	return out
}

// ColumnsParquet writes a table as Parquet; names must differ.
func ColumnsParquet(w io.Writer, columns []Column) error {
	group := inOrder{parquet.Group{}, columns}
	for _, c := range columns {
		group.Group[c.Name] = c.node()
	}
	out := parquet.NewWriter(w, parquet.NewSchema("nefc", group), parquet.CreatedBy("nefc", "", ""))
	for i := range columns[0].Len() {
		row := make(parquet.Row, len(columns))
		for j := range columns {
			defined := 0
			if columns[j].Missing != nil && !columns[j].missing(i) {
				defined = 1
			}
			row[j] = columns[j].value(i).Level(0, defined, j)
		}
		if _, err := out.WriteRows([]parquet.Row{row}); err != nil {
			return err
		}
	}
	return out.Close()
}
