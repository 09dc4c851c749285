package main

import (
	"fmt"
	"slices"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
)

// followed is which experiment a page follows.
type followed struct {
	only string
	free bool
}

func (f *followed) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.only, "only", "", "follow this experiment (default: the first)")
	fs.BoolVar(&f.free, "free", false, "follow no experiment: run on")
}

// in is its name in a model; "" for none.
func (f *followed) in(c *compiler.Checked) (string, error) {
	var names []string
	for _, e := range c.Model.Experiments {
		names = append(names, e.Name)
	}
	switch {
	case f.only != "" && f.free:
		return "", fmt.Errorf("--only %s follows an experiment, --free follows none: give one of the two", f.only)
	case f.only != "" && !slices.Contains(names, f.only):
		return "", fmt.Errorf("--only %s: the model has the experiments %v", f.only, names)
	case f.only != "" || f.free || len(names) == 0:
		return f.only, nil
	}
	return names[0], nil
}
