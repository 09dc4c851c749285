package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/study/weights"
)

var weightsCommand = cli.Command{
	Name:    "weights",
	Args:    "show FILE… | diff A B | scale FACTOR FILE OUT | convert FILE OUT",
	Summary: "Look at weight tables, compare, scale and convert them",
	Help: `A weight table is what ` + "`export weights c to \"w.npz\"`" + ` writes: the matrix, where it
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
	Flags: func(*pflag.FlagSet) any { return nil },
	Run:   runWeights,
}

func runWeights(s cli.Streams, _ any, args []string) int {
	var err error
	code := cli.ExitFine
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
		fmt.Fprintln(s.Err, "nefc weights: show FILE…, diff A B, scale FACTOR FILE OUT or convert FILE OUT; see `nefc weights --help`")
		return cli.ExitUsage
	}
	if err != nil {
		return cli.FileError(s, err)
	}
	return code
}

func showTable(s cli.Streams, path string) error {
	t, err := weights.Open(path)
	if err != nil {
		return err
	}
	d := weights.Describe(t)
	s.Say("weights", cli.Fields{"file": path, "meta": t.Meta, "positive": d.Positive, "negative": d.Negative, "zero": d.Zero,
		"low": cli.Finite(d.Low), "high": cli.Finite(d.High), "norm": cli.Finite(d.Norm), "excitatory": d.Signs.Excitatory,
		"inhibitory": d.Signs.Inhibitory,
		"both":       d.Signs.Violations, "signs_declared": t.Signs != nil},
		"%s: weights of `%s`, %d×%d (post×pre), in units of %s per Hz\n", path, t.Connection, t.Shape[0], t.Shape[1], t.Unit)
	s.Text("  from %s, experiment %s, phase %s, t = %gs, nefc %s, spec %.12s\n", t.Model, t.Experiment, t.Phase, t.T, t.Version,
		t.SpecHash)
	for i, p := range append(t.Presynaptic(), t.Post) {
		side := "pre "
		if i == len(t.Presynaptic()) {
			side = "post"
		}
		if p != nil {
			s.Text("  %s %s: %d %s, dims %d, radius %g, seed %d, fingerprint %.12s\n", side, p.Name, p.Neurons, p.Type, p.Dims, p.Radius,
				p.Seed, p.Fingerprint)
		}
	}
	s.Text("  %d positive, %d negative, %d zero weights, from %.4g to %.4g, norm %.6g\n", d.Positive, d.Negative, d.Zero, d.Low,
		d.High, d.Norm)
	declared := ""
	if t.Signs != nil {
		declared = "; their signs are declared (Dale)"
	}
	s.Text("  source neurons: %d only excite, %d only inhibit, %d do both%s\n", d.Signs.Excitatory, d.Signs.Inhibitory,
		d.Signs.Violations, declared)
	return nil
}

func diffTables(s cli.Streams, a, b string) (int, error) {
	x, err := weights.Open(a)
	if err != nil {
		return cli.ExitFiles, err
	}
	y, err := weights.Open(b)
	if err != nil {
		return cli.ExitFiles, err
	}
	lines := weights.Differences(x, y)
	if len(lines) == 0 {
		s.Say("tables", cli.Fields{"same": true, "differences": []string{}}, "the same neurons, signs and weights\n")
		return cli.ExitFine, nil
	}
	s.Say("tables", cli.Fields{"same": false, "differences": lines}, "%s\n", strings.Join(lines, "\n"))
	return cli.ExitModel, nil
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
