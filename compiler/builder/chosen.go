package builder

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/connectivity"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/dists"
)

// choose finds which weights of a link exist by the options of its connection: the columns
// of each row; false after a diagnostic. Nil is all, or what only the weights decide.
func (b *builder) choose(link *graph.Link) bool {
	conn := link.Connection
	if !conn.Chooses() {
		return true
	}
	looked := b.progress.draws(conn.Name, conn.Post.Size*conn.Pre.Size)
	if conn.Chance == nil && conn.InDegree == nil && conn.OutDegree == nil && !conn.NoAutapses {
		link.Chosen = shares(conn, looked)
		return true
	}
	r := rng.Stream(conn.Seed, conn.Name, rng.Mask)
	link.Chosen = make([][]int32, conn.Post.Size)
	column := 0
	for k, end := range conn.Pre.Ends() {
		pairs, chance := b.pairs(link, k, end)
		pairs.Looked = looked
		rows, short := pairs.Choose(r)
		switch {
		case chance != nil && chance.wrong != nil:
			b.diags.Add(chance.wrong)
			return false
		case short != nil:
			b.diags.Add(tooFew(link, k, end, short))
			return false
		}
		for i, list := range rows {
			for _, j := range list {
				link.Chosen[i] = append(link.Chosen[i], int32(column)+j)
			}
		}
		column += end.Size
	}
	return true
}

// pairs are those of one source of a link, and their chances where these differ.
func (b *builder) pairs(link *graph.Link, source int, end model.Endpoint) (*connectivity.Pairs, *ofPairs) {
	conn := link.Connection
	p := &connectivity.Pairs{Rows: conn.Post.Size, Cols: end.Size, Even: 1, In: -1, Out: -1}
	if conn.Sparse != nil {
		p.In = int(math.Round(conn.Sparse[source] * float64(end.Size)))
	}
	if conn.InDegree != nil {
		p.In = conn.InDegree[source]
	}
	if conn.OutDegree != nil {
		p.Out = conn.OutDegree[source]
	}
	if conn.NoAutapses && end.Ensemble == conn.Post.Ensemble {
		p.Self = itself(conn.Post.Elements(), end.Elements(), end.Ensemble.N)
	}
	if conn.Chance == nil {
		return p, nil
	}
	chance := conn.Chance[source]
	if p.Even = chance.Num; chance.Of == nil && chance.Data == nil {
		if p.In >= 0 || p.Out >= 0 {
			p.Chance = func(_, _ int32) float64 { return chance.Num }
		}
		return p, nil
	}
	values := b.ofPairs(link, source, chance, "probability", 1)
	p.Chance = func(i, j int32) float64 { return values.of(int(i), int(j)) }
	if chance.Of != nil {
		p.Bound = boundOf(conn, chance.Of, end, p.Out >= 0)
	}
	return p, values
}

// boundOf is what chances that follow from distances cannot exceed: of blocks of sources for
// each neuron of the target, or the other way round.
func boundOf(conn *model.Connection, chance *code.Expr, end model.Endpoint, outward bool) *connectivity.Bound {
	points, axes := model.At(conn.Post)
	candidates, axesOf := model.At(end)
	if outward {
		points, axes, candidates, axesOf = candidates, axesOf, points, axes
	}
	blocks := connectivity.NewBlocks(candidates, axesOf, min(axes, axesOf), conn.Wrap)
	return &connectivity.Bound{Blocks: blocks.Members, Most: func(i, block int) float64 {
		low, high := chance.Bounds(blocks.Apart(points[i*axes:(i+1)*axes], block))
		if !(low >= 0 && high <= 1) {
			return math.Inf(1) // and each is looked at: no chance may lie outside
		}
		return high
	}}
}

// itself is, for each neuron of the target, the column of the same neuron; -1 for none.
func itself(rows, cols []int, n int) []int {
	column := slices.Repeat([]int{-1}, n)
	for j, neuron := range cols {
		column[neuron] = j
	}
	out := make([]int, len(rows))
	for i, neuron := range rows {
		out[i] = column[neuron]
	}
	return out
}

// tooFew reports a neuron that finds fewer partners than are asked for.
func tooFew(link *graph.Link, source int, end model.Endpoint, short *connectivity.Short) *diag.Diagnostic {
	e, of := link.Connection.Post.Ensemble, end.Ensemble
	option := "indegree"
	neuron := link.Connection.Post.Elements()[min(short.Neuron, link.Connection.Post.Size-1)]
	if short.Column {
		e, of, option, neuron = of, e, "outdegree", end.Elements()[short.Neuron]
	} else if link.Sparse != nil {
		option = "density"
	}
	return diag.New(diag.TooFewNeurons, link.At, "neuron %d of `%s` finds %d neurons of `%s` to connect to, `%s` asks for %d",
		neuron, e.Name, short.Found, of.Name, option, short.Wanted).
		WithHelp("a `probability` above 0 for more pairs, or a smaller `%s`", option)
}

// ofPairs is a number for each pair of a neuron of a source and one of the target, the
// largest that was asked for, and what was wrong with the first that does not lie from 0 to
// high.
type ofPairs struct {
	link    *graph.Link
	source  int
	what    *model.Pairwise
	name    string
	high    float64
	value   func(i, j int) float64
	largest float64
	wrong   *diag.Diagnostic
}

// ofPairs prepares a number for each pair, which is computed when it is asked for.
func (b *builder) ofPairs(link *graph.Link, source int, p *model.Pairwise, name string, high float64) *ofPairs {
	out := &ofPairs{link: link, source: source, what: p, name: name, high: high}
	switch {
	case p.Data != nil:
		cols := link.Connection.Pre.Ends()[source].Size
		out.value = func(i, j int) float64 { return p.Data[i*cols+j] }
	case p.Of != nil:
		of := code.Compile([]*code.Expr{p.Of}, func(_, i int) int { return i })
		apart := link.Connection.Distances(source)
		in, stack, y := make([]float64, 1), make([]float64, of.Depth), make([]float64, 1)
		out.value = func(i, j int) float64 {
			in[0] = apart(i, j)
			of.Run(0, b.g.Dt, in, nil, stack, y)
			return y[0]
		}
	}
	return out
}

// of is the number of a pair.
func (p *ofPairs) of(i, j int) float64 {
	v := p.value(i, j)
	if !(v >= 0 && v <= p.high) && p.wrong == nil {
		p.wrong = p.outside(v, i, j)
	}
	p.largest = max(p.largest, v)
	return v
}

// outside reports a number that lies below 0 or above what it may be.
func (p *ofPairs) outside(v float64, i, j int) *diag.Diagnostic {
	post, pre := p.link.Connection.Post, p.link.Connection.Pre.Ends()[p.source]
	unit := map[string]string{"delay": " s"}[p.name]
	d := diag.New(diag.OutOfRange, p.what.At, "`%s` is %.4g%s from neuron %d of `%s` to neuron %d of `%s`", p.name, v, unit, pre.Elements()[j],
		pre.Ensemble.Name, post.Elements()[i], post.Ensemble.Name)
	facts := map[string]string{"delay": "a delay is 0 or more", "probability": "a chance lies from 0 to 1"}[p.name]
	switch {
	case v > 0 && p.name == "delay":
		return d.WithHelp("no delay is longer than %g s", longest)
	case p.what.Dist != nil:
		high := 1000 * upTo(p.what.Dist, v)
		return d.WithHelp("%s: `0ms..%.3gms` begins at 0", facts, high).WithFix(diag.Replace(p.what.At, fmt.Sprintf("0ms..%.3gms", high)).Maybe())
	case p.what.Of == nil:
		return d.WithHelp("%s", facts)
	}
	bound := "max(0, "
	switch {
	case v > 0:
		bound = "min(1, "
	case p.name == "delay":
		bound = "max(0ms, "
	}
	return d.WithHelp("%s: `%s…)` keeps it there", facts, bound).
		WithFix(diag.Insert(p.what.At.Start(), bound).And(diag.Insert(p.what.At.End(), ")")).Maybe())
}

// upTo is the end of an interval that begins at 0 and is about as wide as a distribution of
// which v < 0 was drawn.
func upTo(d dists.Dist, v float64) float64 {
	if n, ok := d.(dists.Normal); ok && n.Mean > 0 {
		return 2 * n.Mean
	}
	if _, high := d.Bounds(); high > 0 && high < longest {
		return high
	}
	return -v
}
