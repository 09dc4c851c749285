package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/runtime/output"
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

func readTable(path string) (*weightfile.Table, error) {
	t, err := weightfile.Read(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

func showTable(s streams, path string) error {
	t, err := readTable(path)
	if err != nil {
		return err
	}
	signs := experiment.CountSigns(t.Weights, nil, t.Shape[1])
	positive, negative, low, high, norm := 0, 0, math.Inf(1), math.Inf(-1), 0.0
	for _, v := range t.Weights {
		low, high, norm = min(low, v), max(high, v), norm+v*v
		if v > 0 {
			positive++
		} else if v < 0 {
			negative++
		}
	}
	s.say("weights", fields{"file": path, "meta": t.Meta, "positive": positive, "negative": negative, "zero": len(t.Weights) - positive - negative,
		"low": finite(low), "high": finite(high), "norm": finite(math.Sqrt(norm)), "excitatory": signs.Excitatory, "inhibitory": signs.Inhibitory,
		"both": signs.Violations, "signs_declared": t.Signs != nil},
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
	s.text("  %d positive, %d negative, %d zero weights, from %.4g to %.4g, norm %.6g\n", positive, negative, len(t.Weights)-positive-negative, low,
		high, math.Sqrt(norm))
	declared := ""
	if t.Signs != nil {
		declared = "; their signs are declared (Dale)"
	}
	s.text("  source neurons: %d only excite, %d only inhibit, %d do both%s\n", signs.Excitatory, signs.Inhibitory, signs.Violations, declared)
	return nil
}

func diffTables(s streams, a, b string) (int, error) {
	x, err := readTable(a)
	if err != nil {
		return exitFiles, err
	}
	y, err := readTable(b)
	if err != nil {
		return exitFiles, err
	}
	var lines []string
	differ := func(what string, u, v any) bool {
		if fmt.Sprint(u) == fmt.Sprint(v) {
			return false
		}
		lines = append(lines, fmt.Sprintf("%s %v → %v", what, u, v))
		return true
	}
	differ("connection", x.Connection, y.Connection)
	differ("unit", x.Unit, y.Unit)
	differ("bias decoded", x.BiasDecode, y.BiasDecode)
	neurons := func(side string, p, q *weightfile.Population) {
		if p == nil || q == nil {
			differ(side+" neurons", p != nil, q != nil)
			return
		}
		for _, text := range p.Differences(q) {
			lines = append(lines, side+": "+strings.NewReplacer(" there", "", " here", "", ", ", " → ").Replace(text))
		}
	}
	neurons("pre", x.Pre, y.Pre)
	neurons("post", x.Post, y.Post)
	differ("signs", x.Signs, y.Signs)
	if !slices.Equal(x.Mask, y.Mask) {
		lines = append(lines, "which weights may exist (mask)")
	}
	if !differ("shape", x.Shape, y.Shape) {
		count, largest, sum, old := 0, 0.0, 0.0, 0.0
		for i, v := range x.Weights {
			d := y.Weights[i] - v
			if d != 0 {
				count++
			}
			largest, sum, old = max(largest, math.Abs(d)), sum+d*d, old+v*v
		}
		if count > 0 {
			lines = append(lines, fmt.Sprintf("weights: %d of %d differ, by up to %.4g; the change is %.4g of the norm", count, len(x.Weights),
				largest, math.Sqrt(sum/max(old, math.SmallestNonzeroFloat64))))
		}
	}
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
		return fmt.Errorf("the factor is a number, not %q", factor)
	}
	t, err := readTable(from)
	if err != nil {
		return err
	}
	if k < 0 && t.Signs != nil {
		return fmt.Errorf("%s has declared signs, which %g would turn round", from, k)
	}
	if ext := strings.ToLower(filepath.Ext(to)); ext != ".npz" {
		return fmt.Errorf("a table is an .npz file, not %q; `nefc weights convert` makes others of it", to)
	}
	for i := range t.Weights {
		t.Weights[i] *= k
	}
	return files.Write(to, t.Write)
}

func convertTable(from, to string) error {
	t, err := readTable(from)
	if err != nil {
		return err
	}
	rows, cols := t.Shape[0], t.Shape[1]
	switch strings.ToLower(filepath.Ext(to)) {
	case ".npz":
		return files.Write(to, t.Write)
	case ".csv":
		return files.Write(to, func(w io.Writer) error {
			out := csv.NewWriter(w)
			for i := range rows {
				row := make([]string, cols)
				for j := range row {
					row[j] = strconv.FormatFloat(t.Weights[i*cols+j], 'g', -1, 64)
				}
				if err := out.Write(row); err != nil {
					return err
				}
			}
			out.Flush()
			return out.Error()
		})
	case ".parquet":
		columns := make([]output.Column, cols)
		for j := range columns {
			columns[j] = output.Column{Name: fmt.Sprintf("pre%d", j), Floats: make([]float64, rows)}
			for i := range rows {
				columns[j].Floats[i] = t.Weights[i*cols+j]
			}
		}
		return files.Write(to, func(w io.Writer) error { return output.ColumnsParquet(w, columns) })
	}
	return fmt.Errorf("%q: tables are converted to .npz, .csv or .parquet", to)
}
