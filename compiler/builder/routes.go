package builder

import (
	"fmt"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
)

// isRouted reports a connection whose neurons act by several ways: those of several
// populations, through several synapses, or into several ports.
func isRouted(conn *model.Connection) bool { return conn.Pre.Joint != nil || len(conn.Paths) > 1 }

// routes are the ways by which the neurons of a link act, but for those of no neuron.
func routes(link *graph.Link) []graph.Route {
	var out []graph.Route
	columns, names := sourceColumns(link), sourceNames(link.Connection)
	for _, path := range link.EachPath() {
		r := graph.Route{Path: path, Name: link.Name + names[path.Source], Pre: link.Pre[path.Source], Columns: columns[path.Source]}
		if path.Sign != 0 {
			r.Name += map[int8]string{1: ".exc", -1: ".inh"}[path.Sign]
			r.Columns = ofSign(r.Columns, link.Signs, path.Sign)
		}
		if r.Columns != nil {
			out = append(out, r)
		}
	}
	return out
}

// wholeRoute is how the neurons of a link of one source act, if all act alike.
func wholeRoute(link *graph.Link) graph.Route {
	r := graph.Route{Path: link.EachPath()[0], Name: link.Name, Pre: link.Pre[0]}
	if link.Connection.Pre.Index != nil {
		r.Columns = sourceColumns(link)[0]
	}
	return r
}

// sourceNames are what the routes of each source add to the name of a connection.
func sourceNames(conn *model.Connection) []string {
	if conn.Pre.Joint == nil {
		return []string{""}
	}
	var out []string
	for i, part := range conn.Pre.Joint.Populations() {
		name := part.Name
		if len(conn.Pre.Joint.Named(name)) > 1 {
			name = fmt.Sprint(i)
		}
		out = append(out, "."+name)
	}
	return out
}

// sourceColumns are, for each source of a link, the columns of its neurons, -1 for those
// that it does not read.
func sourceColumns(link *graph.Link) [][]int {
	out, column := make([][]int, len(link.Pre)), 0
	for k, end := range link.Connection.Pre.Ends() {
		out[k] = make([]int, link.Pre[k].N)
		for i := range out[k] {
			out[k][i] = -1
		}
		for _, i := range end.Elements() {
			out[k][i] = column
			column++
		}
	}
	return out
}

// ofSign are the columns of neurons of a sign; nil if there are none.
func ofSign(columns []int, signs []int8, sign int8) []int {
	out, found := make([]int, len(columns)), false
	for i, j := range columns {
		out[i] = -1
		if j >= 0 && signs[j] == sign {
			out[i], found = j, true
		}
	}
	if !found {
		return nil
	}
	return out
}

// routed builds what a link does by several ways, and sums it. Where these end in several
// ports, each takes what is its own; the sum, excitation less inhibition, is read by probes.
func (b *builder) routed(link *graph.Link) {
	b.addLink(link, func() *graph.Signal { return b.jointActivity(link) })
	_, _, bySign := link.Connection.Post.BySign()
	sum := b.signal(link.Name+".arriving", link.Weights.Rows, 1)
	b.reset(sum, link.At)
	for _, r := range routes(link) {
		y, delay := b.acts(link, r)
		out := b.filtered(r.Name, y, r.Synapse, link.At)
		if delay != (model.Delay{}) {
			out = b.late(r.Name, out, delay, link.At)
		}
		b.op(graph.Op{Kind: graph.CopyInc, Incs: []*graph.Signal{sum}, Reads: []*graph.Signal{out}, Scale: 1, Tag: r.Name + " into " + sum.Name, At: link.At})
		if bySign {
			b.deliver(link.Connection, r.Path, r.Name, out)
		}
	}
	b.output[link.Connection] = sum
	if !bySign {
		b.deliver(link.Connection, model.Path{}, link.Name, sum)
	}
}

// jointActivity is the activity of the neurons that a link reads, in the order of its
// columns.
func (b *builder) jointActivity(link *graph.Link) *graph.Signal {
	conn := link.Connection
	if conn.Pre.Joint == nil {
		return b.picked(conn, link.Pre[0])
	}
	y := b.signal(link.Name+".activity", conn.Pre.Size, 1)
	b.reset(y, link.At)
	names, column := sourceNames(conn), 0
	for i, end := range conn.Pre.Ends() {
		x := b.gather(link.Name+names[i]+".picked", link.Pre[i].Output, end.Index, link.At)
		at := make([]int, end.Size)
		for k := range at {
			at[k] = column
			column++
		}
		b.op(graph.Op{Kind: graph.CopyInc, Incs: []*graph.Signal{y}, Reads: []*graph.Signal{x}, Scale: 1, Index: at,
			Tag: link.Name + names[i] + " into " + y.Name, At: link.At})
	}
	return y
}
