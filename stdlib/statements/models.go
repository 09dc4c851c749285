package statements

import "strings"

// Models that examples stand in: the line … is the place of an example.
const (
	aroundObject = `
seed 1
node u = sin(6*t)
…
connect u -> a
probe a
run 10ms`

	aroundTwo = `
seed 1
node u = [sin(6*t), cos(6*t)]
…
connect u -> a
probe a
run 10ms`

	aroundNode = `
seed 1
…
probe u
run 10ms`

	aroundSignal = `
seed 1
node u = sin(6*t)
ensemble a 50
connect u -> a
…
probe s
run 10ms`

	aroundPortOfTwo = `
seed 1
template both() {
  …
}
both h()
node u = [sin(6*t), cos(6*t)]
connect u -> h.u
probe h.y
run 10ms`

	aroundPort = `
seed 1
template half() {
  …
}
half h()
node u = sin(6*t)
connect u -> h.u
probe h.y
run 10ms`

	aroundArray = `
seed 1
node u = [sin(6*t), 0, 0, 0.5]
…
connect u -> a
probe a
run 10ms`

	aroundWire = `
seed 1
node u = sin(6*t)
ensemble a 50
ensemble b 50
connect u -> a
…
probe b
run 10ms`

	aroundRule = `
seed 1
node u = sin(6*t)
ensemble a 50
ensemble b 50
connect u -> a
connect c: a -> b function 0
…
probe b
run 10ms`

	aroundFullRule = `
seed 1
node u = sin(6*t)
ensemble a 50
ensemble b 50
connect u -> a
connect c: a.neurons -> b.neurons solve l2
…
probe b
run 10ms`

	aroundInhibitoryRule = `
seed 1
node u = sin(6*t)
ensemble a 50 dale 0
ensemble b 50
connect u -> a
connect c: a.neurons -> b.neurons weights -1e-4
…
probe b
run 10ms`

	aroundSignedRule = `
seed 1
node u = sin(6*t)
ensemble a 50 dale 0.8
ensemble b 50
connect u -> a
connect c: a.neurons -> b.neurons solve nnls
…
probe b
run 10ms`

	aroundErrorObject = `
seed 1
node u = sin(6*t)
ensemble a 50
ensemble b 50
ensemble e 50
connect u -> a
connect c: a -> b function 0
connect b - a -> e
…
probe b
run 10ms`

	aroundProbe = `
seed 1
node u = sin(6*t)
ensemble a 50
connect u -> a
…
run 10ms`

	aroundEvent = `
seed 1
param f = 6
node u = sin(f*t)
ensemble a 50
ensemble b 50
connect u -> a
connect c: a.neurons -> b.neurons solve l2
learn pes err = b - a on c
probe u, a, b
experiment e {
  phase first 20ms
  …
  phase second 20ms
}`

	aroundLast = `
seed 1
node u = sin(6*t)
ensemble a 50
ensemble b 50
connect u -> a
connect c: a.neurons -> b.neurons solve l2
probe u, a, b
probe spikes: a.spikes
experiment e {
  phase test 20ms
  …
}`

	aroundPlot = `
seed 1
node u = sin(60*t)
ensemble a 50 dale 0.8 positions sheet(2)
ensemble b 50
ensemble plane 50 dims 2
connect u -> a
connect c: a.neurons -> b.neurons solve nnls
connect [u, 1] -> plane
vocab v dims 16 { RED; BLUE }
node cue = v.RED
probe u, a, b, plane, cue
probe spikes: a.spikes
experiment e {
  phase test 20ms
  …
}`

	aroundCells = `
seed 1
param f = 6
param g = 1
node u = g*sin(f*t)
probe u
experiment e {
  seeds 1:3
  sweep f in [5, 6]
  sweep g in [1, 2]
  phase test 20ms
  …
}`

	aroundSeeds = `
param f = 6
ensemble a 50
node u = sin(f*t)
connect u -> a
probe a
experiment e {
  …
  phase test 20ms
}`

	aroundClaim = `
seed 1
node u = sin(60*t)
ensemble a 50
ensemble b 50
connect u -> a
connect c: a.neurons -> b.neurons solve nnls dale 0.8
vocab v dims 16 { RED; BLUE }
node cue = v.RED
probe u, a, b, cue
probe spikes: a.spikes
experiment e {
  phase test 500ms
  …
}`
)

// model puts an example in the place of the line …, indented as that is.
func model(around, example string) string {
	if around == "" {
		return example + "\n"
	}
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(around), "\n") {
		indent, hole := strings.CutSuffix(line, "…")
		if !hole {
			out = append(out, line)
			continue
		}
		for _, l := range strings.Split(example, "\n") {
			out = append(out, indent+l)
		}
	}
	return strings.Join(out, "\n") + "\n"
}

// WithClaim is a whole model around an expectation.
func WithClaim(example string) string { return model(aroundClaim, example) }

// WithClaimOverSeeds is a whole model around an expectation of several cells.
func WithClaimOverSeeds(example string) string { return model(aroundCells, example) }

// WithWire is a whole model around a connection between a and b.
func WithWire(example string) string { return model(aroundWire, example) }

// WithPopulation is a whole model around a population a.
func WithPopulation(example string) string { return model(aroundObject, example) }

// WithNode is a whole model around a node y that may read a node u.
func WithNode(example string) string {
	return model("seed 1\nnode u = 0.5*sin(6*t)\n…\nprobe y, u\nrun 100ms", example)
}

// WithDecoders is a whole model around what trains the decoded connection c of a
// and b.
func WithDecoders(example string) string { return model(aroundRule, example) }

// WithFullWeights is a whole model around what trains the weights c between the
// neurons of a and b.
func WithFullWeights(example string) string { return model(aroundFullRule, example) }
