package builder

import (
	"math"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/internal/sparse"
)

// thinBelow is the share of weights that exist below which a link holds these only.
const thinBelow = 0.25

// isThin reports a link that holds the weights that exist, rather than a matrix of all: few
// do, or each has its own delay or lets spikes pass by chance. What learns is a matrix, unless
// by rules that follow spikes alone.
func isThin(link *graph.Link) bool {
	if !link.EventDriven() {
		return false
	}
	if link.Delays != nil || link.Release < 1 {
		return true
	}
	if link.Chosen == nil {
		return false
	}
	n := 0
	for _, list := range link.Chosen {
		n += len(list)
	}
	return float64(n) < thinBelow*float64(link.Connection.Post.Size)*float64(link.Connection.Pre.Size)
}

// thin gives a link the weights that exist, with their delays; false after a diagnostic.
func (b *builder) thin(link *graph.Link, value func(i, j int) float64) bool {
	rows, cols := link.Connection.Post.Size, link.Connection.Pre.Size
	chosen := link.Chosen
	if chosen == nil {
		chosen = everyColumn(rows, cols)
	}
	late, ok := b.lateness(link, chosen)
	if !ok {
		return false
	}
	link.Thin = sparse.Of(rows, cols, chosen, value, late)
	link.Weights = b.constant(link.Name+".weights", rows, cols, nil) // Thin has the numbers
	link.Mask, link.Chosen = nil, nil
	return true
}

func everyColumn(rows, cols int) [][]int32 {
	all := make([]int32, cols)
	for j := range all {
		all[j] = int32(j)
	}
	out := make([][]int32, rows)
	for i := range out {
		out[i] = all
	}
	return out
}

// diagonal chooses for each row the column of its number.
func diagonal(n int) [][]int32 {
	out := make([][]int32, n)
	for i := range out {
		out[i] = []int32{int32(i)}
	}
	return out
}

// lateness says how many steps the weights of each row are late by delays of their own.
func (b *builder) lateness(link *graph.Link, chosen [][]int32) (func(i, k int) int, bool) {
	if link.Delays == nil {
		return func(_, _ int) int { return 0 }, true
	}
	steps := make([][]int32, len(chosen)) // no delay is longest/dt of more than int32 holds
	for i, list := range chosen {
		steps[i] = make([]int32, 0, len(list))
	}
	looked := b.progress.draws(link.Name+".delays", len(chosen)*link.Connection.Pre.Size)
	from := 0
	for k, end := range link.Connection.Pre.Ends() {
		delay := b.delaysOf(link, k)
		for i, list := range chosen {
			for _, j := range list {
				if at := int(j) - from; at >= 0 && at < end.Size {
					steps[i] = append(steps[i], int32(math.Round(delay.of(i, at)/b.g.Dt)))
				}
			}
			looked(end.Size)
		}
		if delay.wrong != nil {
			b.diags.Add(delay.wrong)
			return nil, false
		}
		b.unseenDelays(delay)
		from += end.Size
	}
	return func(i, k int) int { return int(steps[i][k]) }, true
}

// unseenDelays warns of delays of single synapses that are all too short for a step.
func (b *builder) unseenDelays(delay *ofPairs) {
	longest, dt := delay.largest, b.g.Dt
	if longest == 0 || math.Round(longest/dt) > 0 {
		return
	}
	b.diags.AddOnce(diag.New(diag.TooShort, delay.what.At, "no `delay` of these synapses is longer than %.4g ms, too short for steps of %.4g ms, none of which shows it",
		1000*longest, 1000*dt).WithHelp("delays of `%.4gms` or more, or shorter steps: `dt %.1gms`", 1000*dt, 1000*longest))
}

// delaysOf are the delays (s) of the synapses of a source, asked for row by row; 0 where
// they are all the same, which is said elsewhere.
func (b *builder) delaysOf(link *graph.Link, source int) *ofPairs {
	p := link.DelaysOf(source)
	if p == nil {
		return &ofPairs{value: func(_, _ int) float64 { return 0 }, high: math.MaxFloat64}
	}
	out := b.ofPairs(link, source, p, "delay", longest)
	if p.Dist != nil {
		r := rng.Stream(link.Seed, link.Name+sourceNames(link.Connection)[source], rng.Delay)
		out.value = func(_, _ int) float64 { return p.Dist.Sample(r, 1, 1)[0] }
	}
	return out
}

// longest is the longest delay (s) that makes any sense: spikes on their way are kept.
const longest = 1e3

// acts is what a route of a link brings, before its synapse, and what is left of its delay.
func (b *builder) acts(link *graph.Link, r graph.Route) (*graph.Signal, model.Delay) {
	y := b.signal(r.Name+".weighted", link.Weights.Rows, 1)
	op := graph.Op{Kind: graph.DotInc, Columns: r.Columns, Tag: r.Name + ".weighted", At: link.At}
	if link.Thin == nil {
		b.reset(y, link.At)
		op.Incs, op.Reads = []*graph.Signal{y}, []*graph.Signal{link.Weights, r.Pre.Output}
		b.op(op)
		return y, r.Delay
	}
	op.Kind, op.Link, op.Reads = graph.Synapses, link, []*graph.Signal{r.Pre.Output}
	if len(link.Learning) > 0 {
		op.Reads = append(op.Reads, link.Weights)
	}
	left := r.Delay
	if link.Weights.Const && left.In(b.g.Dt) > 0 { // spikes wait, instead of what they weigh
		op.Steps, left = left.In(b.g.Dt), model.Delay{}
	}
	if op.Steps+earliest(link, r.Columns) > 0 {
		op.Updates = []*graph.Signal{y}
	} else {
		op.Sets = []*graph.Signal{y}
	}
	b.op(op)
	return y, left
}

// earliest is how many steps the first weights of some columns are late.
func earliest(link *graph.Link, columns []int) int {
	for _, part := range link.Thin.Parts {
		if columns == nil {
			return part.Late
		}
		for _, j := range columns {
			if j < 0 {
				continue
			}
			if from, to := part.Column(j); from < to {
				return part.Late
			}
		}
	}
	return 0
}
