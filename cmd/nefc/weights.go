package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/study/weights"
)

var weightsCommand = command{
	name:    "weights",
	args:    "show FILE… | diff A B | scale FACTOR FILE OUT | convert FILE OUT",
	summary: "Look at weight tables, compare, scale and convert them",
	help: `A weight table is what ` + "`export weights c to \"w.npz\"`" + ` writes: the matrix, where it
comes from, and fingerprints of the neurons it belongs to.

  show     shape, unit, provenance, fingerprints and signs
  diff     what differs: neurons, signs, weights; exits with 1 if anything does
  scale    multiply all weights; neurons and signs stay as they are (a negative
           factor goes behind --, and needs a table without signs)
  convert  to .csv or .parquet: a row a target neuron, a column a source neuron

Examples:
  nefc weights show out/train/w.npz
  nefc weights diff before.npz after.npz
  nefc weights scale 2 out/train/w.npz doubled.npz
  nefc weights convert out/train/w.npz w.csv
`,
	flags: func(*pflag.FlagSet) any { return nil },
	run:   runWeights,
}

func runWeights(s streams, _ any, args []string) int {
	var err error
	code := exitFine
	switch {
	case len(args) >= 2 && args[0] == "show":
		for _, path := range args[1:] {
			if err = showTable(s, path); err != nil {
				break
			}
		}
	case len(args) == 3 && args[0] == "diff":
		code, err = diffTables(s, args[1], args[2])
	case len(args) == 4 && args[0] == "scale":
		err = scaleTable(args[1], args[2], args[3])
	case len(args) == 3 && args[0] == "convert":
		err = convertTable(args[1], args[2])
	default:
		fmt.Fprintln(s.err, "nefc weights: show FILE…, diff A B, scale FACTOR FILE OUT or convert FILE OUT; see `nefc weights --help`")
		return exitUsage
	}
	if err != nil {
		return fileError(s, err)
	}
	return code
}

func showTable(s streams, path string) error {
	t, err := weights.Open(path)
	if err != nil {
		return err
	}
	d := weights.Describe(t)
	s.say("weights", fields{"file": path, "meta": t.Meta, "positive": d.Positive, "negative": d.Negative, "zero": d.Zero,
		"low": finite(d.Low), "high": finite(d.High), "norm": finite(d.Norm), "excitatory": d.Signs.Excitatory, "inhibitory": d.Signs.Inhibitory,
		"both": d.Signs.Violations, "signs_declared": t.Signs != nil},
		"%s: weights of `%s`, %d×%d (post×pre), in units of %s\n", path, t.Connection, t.Shape[0], t.Shape[1], t.Unit)
	s.text("  from %s, experiment %s, phase %s, t = %gs, nefc %s, spec %.12s\n", t.Model, t.Experiment, t.Phase, t.T, t.Version, t.SpecHash)
	for _, side := range []struct {
		name string
		p    *weightfile.Population
	}{{"pre ", t.Pre}, {"post", t.Post}} {
		if p := side.p; p != nil {
			s.text("  %s %s: %d %s, dims %d, radius %g, seed %d, fingerprint %.12s\n", side.name, p.Name, p.Neurons, p.Type, p.Dims, p.Radius,
				p.Seed, p.Fingerprint)
		}
	}
	s.text("  %d positive, %d negative, %d zero weights, from %.4g to %.4g, norm %.6g\n", d.Positive, d.Negative, d.Zero, d.Low, d.High, d.Norm)
	declared := ""
	if t.Signs != nil {
		declared = "; their signs are declared (Dale)"
	}
	s.text("  source neurons: %d only excite, %d only inhibit, %d do both%s\n", d.Signs.Excitatory, d.Signs.Inhibitory, d.Signs.Violations, declared)
	return nil
}

func diffTables(s streams, a, b string) (int, error) {
	x, err := weights.Open(a)
	if err != nil {
		return exitFiles, err
	}
	y, err := weights.Open(b)
	if err != nil {
		return exitFiles, err
	}
	lines := weights.Differences(x, y)
	if len(lines) == 0 {
		s.say("tables", fields{"same": true, "differences": []string{}}, "the same neurons, signs and weights\n")
		return exitFine, nil
	}
	s.say("tables", fields{"same": false, "differences": lines}, "%s\n", strings.Join(lines, "\n"))
	return exitModel, nil
}

func scaleTable(factor, from, to string) error {
	k, err := strconv.ParseFloat(factor, 64)
	if err != nil || math.IsNaN(k) || math.IsInf(k, 0) {
		return fmt.Errorf("the factor is a number, not %q: `nefc weights scale FACTOR FILE OUT`", factor)
	}
	t, err := weights.Open(from)
	if err != nil {
		return err
	}
	if err := weights.Scale(t, k); err != nil {
		return fmt.Errorf("%s %w", from, err)
	}
	return weights.Save(t, to)
}

func convertTable(from, to string) error {
	t, err := weights.Open(from)
	if err != nil {
		return err
	}
	return weights.Convert(t, to)
}
