package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/cache"
	"github.com/nefc/nefc/internal/machine"
	"github.com/nefc/nefc/study/run"
)

// modelFlags are what several commands take to change a model.
type modelFlags struct {
	set       []string
	seed      int64
	maxMemory string
	noCache   bool
	fs        *pflag.FlagSet
}

func (m *modelFlags) add(fs *pflag.FlagSet) {
	m.fs = fs
	fs.StringArrayVar(&m.set, "set", nil, "change a param: --set lr=1e-3 (repeatable)")
	fs.Int64Var(&m.seed, "seed", 0, "use this seed instead of the model's")
	fs.StringVar(&m.maxMemory, "max-memory", "", "memory a run may use, such as 8GB (default: that of the machine)")
	fs.BoolVar(&m.noCache, "no-cache", false, "solve decoders and weights again, and keep none (nefc cache)")
}

// options turns the flags into options of the compiler.
func (m *modelFlags) options() (compiler.Options, error) {
	o := compiler.Options{Set: map[string]string{}, MaxMemory: machine.Memory()}
	if !m.noCache {
		o.Solutions = cache.OfUser()
	}
	for _, s := range m.set {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			return o, fmt.Errorf("--set takes NAME=VALUE, not %q", s)
		}
		if name = strings.TrimSpace(name); o.Set[name] != "" {
			return o, fmt.Errorf("--set %s=%s or --set %s: which of the two?", name, o.Set[name], s)
		}
		o.Set[name] = strings.TrimSpace(value)
	}
	if m.fs.Changed("seed") {
		o.Seed = &m.seed
	}
	if m.maxMemory != "" {
		bytes, err := parseBytes(m.maxMemory)
		if err != nil {
			return o, err
		}
		o.MaxMemory = bytes
	}
	return o, nil
}

// decidedTwice says what the command line and an experiment both decide.
func decidedTwice(c *run.Conflict) string {
	flag, line := fmt.Sprintf("--set %s=%s", c.Param, c.Value), "sweep "+c.Param
	if c.Param == "" {
		flag, line = "--seed "+c.Value, "seeds"
	}
	return fmt.Sprintf("%s or `%s` of the experiment %s: which of the two? Leave out the flag, or delete the line", flag, line, c.Experiment)
}

// parseBytes reads an amount of memory such as 8GB or 500MB.
func parseBytes(text string) (int64, error) {
	units := []struct {
		suffix string
		factor float64
	}{{"TB", 1e12}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1}}
	for _, u := range units {
		if n, ok := strings.CutSuffix(text, u.suffix); ok {
			v, err := strconv.ParseFloat(n, 64)
			if err == nil && v > 0 && v*u.factor < math.MaxInt64 {
				return int64(v * u.factor), nil
			}
		}
	}
	return 0, fmt.Errorf("--max-memory takes an amount such as 8GB, not %q", text)
}

// count is a flag that holds a whole number from 0 to most.
type count struct {
	n    *int
	most int
}

// countVar declares a count without a bound above.
func countVar(fs *pflag.FlagSet, n *int, name, usage string) {
	fs.Var(count{n, math.MaxInt32}, name, usage)
}

func (c count) Set(text string) error {
	n, err := strconv.Atoi(text)
	switch {
	case err == nil && 0 <= n && n <= c.most:
		*c.n = n
		return nil
	case c.most == math.MaxInt32:
		return errors.New("must be a whole number, 0 or more")
	}
	return fmt.Errorf("must be a whole number from 0 to %d", c.most)
}

func (c count) String() string {
	if c.n == nil || *c.n == 0 {
		return ""
	}
	return strconv.Itoa(*c.n)
}

func (c count) Type() string { return "int" }
