package components_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/model"
)

// read is what show makes of a model of two populations with a line more, or the code
// of its first error.
func read(t *testing.T, line string, show func(*model.Model) string) string {
	t.Helper()
	c := compilertest.Check(t, "seed 1\nensemble a 4 dims 2\nensemble b 3 dims 2\n"+line+"\nprobe a, b\nrun 1ms")
	if c.Diags.HasErrors() {
		return c.Diags[0].Code.String()
	}
	return show(c.Model)
}

// Distributions are read with their arguments, by place and by name, and with the unit
// of the option.
func TestDistributions(t *testing.T) {
	for option, want := range map[string]string{
		"max_rates 200..400Hz":                      "200..400",
		"max_rates 400..200Hz":                      "NEF025",
		"max_rates 5ms..6ms":                        "NEF021",
		"encoders ball(min_magnitude=0.5)":          "ball(min_magnitude=0.5)",
		"max_rates normal(200, 10, 3)":              "NEF016",
		"max_rates choice([200, 300])":              "choice([[200] [300]])",
		"intercepts choice([0, [0, 1]])":            "NEF030",
		"intercepts pdf([0, 0.5], [0.5, 0.5])":      "pdf([0 0.5], [0.5 0.5])",
		"encoders sphere(base=0..2)":                "NEF024",
		"encoders ball(0.5)":                        "ball(min_magnitude=0.5)",
		"encoders ball(0.5, min_magnitude=0.2)":     "NEF013",
		"encoders choice([[1, 0], [0, 1], [1, 1]])": "choice([[1 0] [0 1] [1 1]])",
	} {
		got := read(t, "ensemble x 5 dims 2 "+option, func(m *model.Model) string {
			e := m.Ensembles[2]
			switch strings.Fields(option)[0] {
			case "max_rates":
				return e.MaxRates.Text
			case "intercepts":
				return e.Intercepts.Text
			}
			return e.Encoders.Text
		})
		if got != want {
			t.Errorf("%s: %s, want %s", option, got, want)
		}
	}
}

// One number or one row fills an array; other shapes must be whole.
func TestArraysAreFilled(t *testing.T) {
	for option, want := range map[string]string{
		"encoders 1":                        "[1 1 1 1 1 1]",
		"encoders [1, 0]":                   "[1 0 1 0 1 0]",
		"encoders [[1, 0], [0, 1], [1, 1]]": "[1 0 0 1 1 1]",
		"encoders samples([1, 0])":          "[1 0 1 0 1 0]",
		"encoders [[1, 0], [0, 1]]":         "NEF030",
		"encoders [[1], [0], [1]]":          "NEF030",
		"encoders [[1, 0], [0]]":            "NEF030",
		"encoders npy(3)":                   "NEF016",
	} {
		got := read(t, "ensemble x 3 dims 2 "+option, func(m *model.Model) string { return fmt.Sprint(m.Ensembles[2].Encoders.Data) })
		if got != want {
			t.Errorf("%s: %s, want %s", option, got, want)
		}
	}
}

// A synapse is none, a time constant, a component, or a transfer function.
func TestSynapses(t *testing.T) {
	for synapse, want := range map[string]string{
		"none":                              "<nil>",
		"5ms":                               "lowpass(0.005s)",
		"alpha(5ms)":                        "alpha(0.005s)",
		"lowpass(5ms, method=\"euler\")":    "lowpass(0.005s, method=\"euler\")",
		"lowpass(5ms, method=\"trapez\")":   "NEF016",
		"tf([1], [0.1, 1])":                 "tf([1], [0.1, 1])",
		"tf([1], den=[0.1, 1], num=[2])":    "NEF013",
		"tf([1], [0.1, 1], analog=perhaps)": "NEF016",
		"-5ms":                              "NEF024",
		"5Hz":                               "NEF021",
		"5":                                 "NEF020",
	} {
		got := read(t, "connect a -> b synapse "+synapse, func(m *model.Model) string { return fmt.Sprint(m.Connections[0].Synapse) })
		if got != want {
			t.Errorf("%s: %s, want %s", synapse, got, want)
		}
	}
}

// A neuron type is a component, or makes spikes of the rates of another; a
// regularisation is no argument of a solver.
func TestNeuronsAndSolvers(t *testing.T) {
	for neurons, want := range map[string]string{"relu(amplitude=2)": "relu(amplitude=2)", "poisson_spiking": "NEF016", "poisson_spiking(relu)": "poisson_spiking(relu(amplitude=1), amplitude=1)",
		"poisson_spiking(lif_rates)": "NEF010", "nothing": "NEF010"} {
		got := read(t, "ensemble x 5 neurons "+neurons, func(m *model.Model) string { return fmt.Sprint(m.Ensembles[2].Neurons) })
		if got != want {
			t.Errorf("%s: %s, want %s", neurons, got, want)
		}
	}
	for solver, want := range map[string]string{"nnls": "", "l2 reg 0.2": "", "l2(reg=0.2)": "NEF016", "l3": "NEF010"} {
		if got := read(t, "connect a -> b solve "+solver, func(*model.Model) string { return "" }); got != want {
			t.Errorf("%s: %s, want %s", solver, got, want)
		}
	}
}
