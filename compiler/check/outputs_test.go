package check_test

import (
	"fmt"
	"strings"
	"testing"
)

// drawing is a model with one line in its experiment.
const drawing = `seed 1
param p = 1
node u = [sin(t), cos(t)]
node v = p
node w = p
ensemble a 10 dims 2
ensemble b 10 neurons lif_rate
connect u -> a
connect c: a -> b function x[0]
probe u, v, b, a.spikes, a.neurons
probe slow: w every 10ms
probe same: v every 1ms
experiment e {
  sweep p in [1, 2]
  phase one 100ms
  phase two 100ms
  %s
}
`

// What a line cannot draw, write or compute is known before the run, whatever the
// combination.
func TestOutputsAreDecidedBeforeTheRun(t *testing.T) {
	long := strings.Repeat("x", 201)
	for _, c := range []struct{ line, want string }{
		// what is fine
		{`plot u to "x.svg"`, ""},
		{`plot u[0], mod(t, 0.1) to "x.svg"`, ""},
		{`plot u against u[1] to "x.svg"`, ""},
		{`plot lowpass(u, 10ms) in one after 10ms to "deep/x.SVG"`, ""},
		{`plot raster a.spikes to "x.svg"`, ""},
		{`plot hist u to "x.svg"`, ""},
		{`plot hist c.weights to "x.svg"`, ""},
		{`plot mean(u) in one over p to "x.svg"`, ""},
		{`plot tuning a, b to "x.svg"`, ""},
		{`plot weights c to "x.svg"`, ""},
		{`export probes a.spikes to "x.csv"`, ""},
		{`export probes a.spikes to "x.parquet"`, ""},
		{`export probes a.spikes, u, slow to "x.npz"`, ""},
		{`export probes u, v, same to "x.parquet"`, ""},
		{`export tuning a, b to "x.parquet"`, ""},
		{`export weights c to "x.npz"`, ""},
		{`expect dale(c) in two`, ""},
		{`plot u to "one/x.svg"; export probes u to "one/other.npz"`, ""},
		// what cannot be drawn
		{`plot a.spikes to "x.svg"`, "NEF041 `plot line` draws samples in time, `a.spikes` is spikes | `plot raster a.spikes`"},
		{`plot hist a.spikes to "x.svg"`, "NEF041 `plot hist` draws many numbers, `a.spikes` is spikes | `plot raster a.spikes`"},
		{`plot mean(u) to "x.svg"`, "NEF041 `plot line` draws samples in time, `mean(u)` is one number | `expect mean(u) < 1` judges one number; over a sweep, `plot mean(u) over p` draws it"},
		{`plot hist p to "x.svg"`, "NEF041 `plot hist` draws many numbers, `p` is one number |"},
		{`plot c.weights to "x.svg"`, "NEF041 `plot line` draws samples in time, `c.weights` is weights | `plot weights c`, or `plot hist c.weights`"},
		{`plot raster a to "x.svg"`, "NEF041 `plot raster` draws spikes, `a` is recorded in several dimensions | `plot raster a.spikes`"},
		{`plot raster u to "x.svg"`, "NEF041 `plot raster` draws spikes, `u` is recorded in several dimensions | `plot u`"},
		{`plot raster c.weights to "x.svg"`, "NEF041 `plot raster` draws spikes, `c.weights` is weights |"},
		{`plot raster b.spikes to "x.svg"`, "NEF014"},
		{`plot tuning u to "x.svg"`, "NEF041 `u` is not an ensemble and has no tuning curves"},
		{`plot weights a to "x.svg"`, "NEF041 `a` is not a connection"},
		{`plot u over p to "x.svg"`, "NEF016 a plot over cells needs one number a cell, `u` is recorded in several dimensions | such as `mean(u)`"},
		{`plot u against u to "x.svg"`, "NEF016 `against` takes one recorded dimension, `u` is recorded in several dimensions"},
		{`plot u against 3 to "x.svg"`, "NEF016 `against` takes one recorded dimension, `3` is one number"},
		{`plot mean(u) against v over p to "x.svg"`, "NEF016 `against` and `over` both say what lies along the axis | keep one of them"},
		{`plot tuning a over p to "x.svg"`, "NEF016 `over` belongs to a plot of lines, not to `plot tuning` | delete `over p`"},
		{`plot raster a.spikes over p to "x.svg"`, "NEF016 `over` belongs to a plot of lines"},
		{`plot hist u against v to "x.svg"`, "NEF016 `against` belongs to a plot of lines"},
		{`plot weights c in one to "x.svg"`, "NEF016 `plot weights` draws things as they are at this place, not a stretch of time | delete `in one`"},
		{`plot tuning a after 10ms to "x.svg"`, "NEF016 `plot tuning` draws things as they are at this place, not a stretch of time | delete `after 10ms`"},
		// names of files
		{`plot u`, "NEF002 where to? `plot` needs a file | end the line with `to \"name.svg\"`"},
		{`plot u to "x.jpg"`, "NEF016 `plot` writes .svg, not \"x.jpg\" | `to \"x.svg\"`"},
		{`plot u to "x.png"`, "NEF099 `plot` writes .svg, not \"x.png\" | `to \"x.svg\"`"},
		{`plot u to "x"`, "NEF016 `plot` writes .svg, not \"x\" | `to \"x.svg\"`"},
		{`export probes u to "x.svg"`, "NEF016 `export probes` writes .csv or .npz or .parquet, not \"x.svg\" | `to \"x.csv\"`"},
		{`export weights c to "x.csv"`, "NEF016 `export weights` writes .npz, not \"x.csv\" | `to \"x.npz\"`; then `nefc weights convert` makes .csv or .parquet of it"},
		{`export tuning a to "x.txt"`, "NEF016 `export tuning` writes .csv or .npz or .parquet"},
		{`plot u to ""`, "NEF016 \"\" is no name of a file | such as `to \"name.svg\"`"},
		{`plot u to ".svg"`, "NEF016 \".svg\" is no name of a file"},
		{`plot u to "a/.svg"`, "NEF016 \"a/.svg\" is no name of a file"},
		{`plot u to " .svg"`, "NEF016 \" .svg\" is no name of a file"},
		{`plot u to "a.svg/"`, "NEF016 \"a.svg/\" is no name of a file"},
		{`plot u to "."`, "NEF016"},
		{`plot u to "../x.svg"`, "NEF066"},
		{`plot u to "/x.svg"`, "NEF066"},
		{`plot u to "a\nb.svg"`, "NEF016 \"a\\nb.svg\" holds characters that no name of a file should"},
		{`plot u to "` + long + `.svg"`, "NEF016 a name of 205 bytes is too long for a file"},
		{`plot u to "x.svg"; plot u to "./x.svg"`, "NEF074 two lines write \"./x.svg\" | give one of them another name"},
		{`plot u to "x.svg"; plot u to "x.svg/y.svg"`, "NEF074 two lines write \"x.svg/y.svg\""},
		{`plot u to "x.svg/y.svg"; plot u to "x.svg"`, "NEF074 two lines write \"x.svg\""},
		{`export weights c to "one/probes.npz"`, "NEF074 \"one/probes.npz\" is a file that the run itself writes: what probes record in phase `one`"},
		{`export weights c to "./two//probes.npz"; run 10ms`, "NEF074 \"./two//probes.npz\" is a file that the run itself writes"},
		{`export probes u to "run/probes.npz"; run 10ms`, "NEF074 \"run/probes.npz\" is a file that the run itself writes"},
		// tables
		{`export probes v, slow to "x.csv"`, "NEF016 `v` and `slow` are sampled at different times: they do not fit into one table | export them to an .npz, or to two files"},
		{`export probes u, a.spikes to "x.csv"`, "NEF016 `a.spikes` is spikes, which have times of their own: they do not fit into one table"},
		{`export probes a.spikes, u to "x.parquet"`, "NEF016 `a.spikes` is spikes"},
		{`export probes u, u to "x.npz"`, "NEF011 `u` is written twice | delete one of them"},
		{`export tuning a, a to "x.csv"`, "NEF011 `a` is written twice"},
		{`export weights c, c to "x.npz"`, "NEF011 `c` is written twice"},
		{`export probes u[0] to "x.csv"`, "NEF031 `export probes` writes whole probes"},
		{`export probes a to "x.csv"`, ""},
		// claims
		{`expect mean(a.spikes) < 1`, "NEF016 `mean` takes a value, `a.spikes` is spikes | `rate(a.spikes)` is their rate; `a.neurons` has activities to compute with"},
		{`expect a.spikes < 1`, "NEF041 spikes are times, not numbers to compute with; `.neurons` has the activities"},
		{`expect max(-a.spikes) < 1`, "NEF041 spikes are times"},
		{`expect rmse(u, a.neurons) < 1`, "NEF030 `u` has 2 elements, `a.neurons` has 10"},
		{`expect max(u + a.neurons) < 1`, "NEF030 `u` has 2 elements, `a.neurons` has 10"},
		{`expect max(if v > 0 then u else a.neurons) < 1`, "NEF030"},
		{`expect max(c.weights*u) < 1`, "NEF041 weights and samples cannot be combined"},
		{`expect at(u, v) < 1`, "NEF016 `at` takes one number, `v` is recorded in time"},
		{`expect settle(u, 5%) < 1`, "NEF016 `settle` takes one recorded dimension, `u` is recorded in several dimensions | pick one: `u[0]`"},
		{`expect frequency(3) < 1`, "NEF016 `frequency` takes one recorded dimension, `3` is one number"},
		{`expect rate(a) < 1`, "NEF016 `rate` takes spikes or recorded neurons, `a` is recorded in several dimensions | `rate(a.spikes)`"},
		{`expect length(c.weights) < 1`, "NEF016 `length` takes something recorded, `c.weights` is weights"},
		{`expect dale(u)`, "NEF016 `dale` takes a connection, `u` is recorded in several dimensions | name a connection: `dale(c)`"},
		{`expect argmax(mean(u)) < 1`, "NEF016 `argmax` takes something recorded, `mean(u)` is one number"},
		{`expect similarity(u, [1, 2, 3]) < 1`, "NEF030 `[1, 2, 3]` has 3 elements, `u` has 2"},
		{`expect similarity(u, 3) < 1`, "NEF016 `similarity` compares with a pointer or a vocabulary, found a number"},
		{`expect rmse(u) < 1`, "NEF016 `rmse` takes 2 arguments, not 1"},
		{`expect max(u, u, u) < 1`, "NEF016 `max` takes 1 or 2 arguments, not 3"},
		{`expect sin(u, u) < 1`, "NEF016 `sin` takes 1 argument, not 2"},
		{`expect settle(v, share=5%) < 1`, "NEF016 `settle` takes its arguments by place, not by name | delete `share=`"},
		{`expect rms(u) < 1`, "NEF010 there is no analysis `rms` | did you mean `rmse`?"},
		{`expect median(v) < 1`, "NEF016 `median` judges seeds together | end the line with `over seeds`"},
		{`expect delay(v, 10ms) < 1`, "NEF016 `delay` is computed while the model runs, not of what was recorded | `node n = delay(v, 10ms)`, and `n` here"},
		{`expect max(lowpass(slow, 10ms)) < 1`, "NEF016 a synapse filters what every step recorded unfiltered; `slow` is recorded unfiltered, every 0.01s | name what it records: `w`"},
		{`expect max(lowpass(3, 10ms)) < 1`, "NEF016 `lowpass` filters something recorded in time, `3` is one number"},
		{`expect max(lowpass(u)) < 1`, "NEF016"},
		{`expect max(lowpass()) < 1`, "NEF016 `lowpass` filters something recorded: what? | `lowpass(x, 10ms)`"},
		{`expect max(lowpass(v, 10ms)) < 1; expect max(lowpass(same, 10ms)) < 1`, ""},
		{`expect max(v) < 1 when v`, "NEF016 `v` is recorded in time, not a condition | compare it: `when v > 0`"},
		{`expect max(u) < 1 after -1s`, "NEF024 `after` counts from the start of the phase, and is 0 or more"},
		{`expect dale(c) in one`, "NEF016 weights and params are as they are at this place, not as they were in `one` | write the line behind that phase"},
		{`expect dale(c) after 10ms`, "NEF016 weights and params are as they are at this place: there is no `after` | delete `after 10ms`"},
		{`expect median(u) < 1 over seeds`, "NEF016 `median(u) < 1` compares many numbers; over seeds each cell gives one"},
		{`expect median(mean(u)) < mean(v) over seeds`,
			"NEF016 `median(mean(u)) < mean(v)` has another limit in each cell; over seeds it is a number or a param | such as `median(mean(u)) < 0.1`"},
		{`expect median(mean(u)) < p over seeds`, ""},
		{`expect norm(u)/40 < 0.3`, "NEF016 `norm` runs over samples and dimensions, so that `norm(u)` grows with how long is recorded | `mean(length(u))` or `max(length(u))` is about the length at each sample"},
		{`expect 0 < norm(u - v) < 3`, "NEF016 `norm` runs over samples and dimensions, so that `norm(u - v)` grows"},
		{`expect norm(u - v)/norm(u) < 0.1`, ""},
		{`expect norm(c.weights) < 3`, ""},
		{`expect max(length(u)) < 3`, ""},
		{`expect 0 < median(mean(u)) < 1 over seeds`, "NEF016 `over seeds` compares a median or a mean of the seeds"},
		// in the block of a phase
		{`phase x 10ms { expect max(u) < 1 }`, "NEF077 the block of `x` happens before `x` runs: this `expect` would read what came before | write it after the phase, `expect … in x`"},
		{`phase x 10ms { expect dale(c) }`, "NEF077"},
		{`phase x 10ms { plot u to "x.svg" }`, "NEF077 the block of `x` happens before `x` runs: this `plot` would read what came before | write it after the phase, `plot … in x`"},
		{`phase x 10ms { plot weights c to "x.svg" }`, "NEF077"},
		{`phase x 10ms { export probes u to "x.csv" }`,
			"NEF077 the block of `x` happens before `x` runs: this `export` would read what came before | write it after the phase"},
		{`phase x 10ms { export weights c to "x.npz" }`, ""},
	} {
		got := first(t, fmt.Sprintf(drawing, c.line))
		if c.want == "" && got != "" || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s\n  %s\nwanted\n  %s", c.line, got, c.want)
		}
	}
}

// Before anything has run, only weights can be spoken of; the line says so.
func TestBeforeTheFirstPhase(t *testing.T) {
	const text = "seed 1\nnode u = 1\nensemble a 10\nconnect u -> a\nconnect c: a -> a\nprobe u\nexperiment e {\n  %s\n  run 10ms\n}\n"
	const nothing = "NEF070 nothing has run yet at this point of the experiment | move it below a `phase` or a `run`"
	for line, want := range map[string]string{
		`expect max(u) < 2`:               nothing,
		`expect t < 2`:                    nothing,
		`expect 1 < 2 when u > 0`:         nothing,
		`plot u to "x.svg"`:               nothing,
		`plot hist u to "x.svg"`:          nothing,
		`export probes u to "x.csv"`:      nothing,
		`expect max(u) < 2 in run`:        "NEF070 no phase `run` before this point of the experiment",
		`expect dale(c)`:                  "",
		`expect max(c.weights) < 9`:       "",
		`plot hist c.weights to "x.svg"`:  "",
		`plot weights c to "x.svg"`:       "",
		`plot tuning a to "x.svg"`:        "",
		`export weights c to "x.npz"`:     "",
		`expect nonzero(c.weights) > 0.1`: "",
	} {
		if got := first(t, fmt.Sprintf(text, line)); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s: %s, wanted %s", line, got, want)
		}
	}
}
