package cli

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
)

// ModelFlags are what several commands take to change a model.
type ModelFlags struct {
	set       []string
	seed      int64
	maxMemory string
	noCache   bool
	fs        *pflag.FlagSet
}

// Add declares the flags.
func (m *ModelFlags) Add(fs *pflag.FlagSet) {
	m.fs = fs
	fs.StringArrayVar(&m.set, "set", nil, "change a param: --set lr=1e-3 (repeatable)")
	fs.Int64Var(&m.seed, "seed", 0, "use this seed instead of the model's")
	fs.StringVar(&m.maxMemory, "max-memory", "", "memory a run may use, such as 8GB (default: that of the machine)")
	fs.BoolVar(&m.noCache, "no-cache", false, "solve decoders and weights again, and keep none (nefc cache)")
}

// Words are the flags as they were given, but for those that change no result.
func (m *ModelFlags) Words() []string {
	var out []string
	for _, set := range m.set {
		out = append(out, "--set", set)
	}
	if m.fs.Changed("seed") {
		out = append(out, "--seed", strconv.FormatInt(m.seed, 10))
	}
	return out
}

// Options turns the flags into options of the compiler.
func (m *ModelFlags) Options() (compiler.Options, error) {
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

// Count is a flag that holds a whole number from 0 to most.
type Count struct {
	N    *int
	Most int
}

// CountVar declares a count without a bound above.
func CountVar(fs *pflag.FlagSet, n *int, name, usage string) {
	fs.Var(Count{n, math.MaxInt32}, name, usage)
}

// Set reads the number.
func (c Count) Set(text string) error {
	n, err := strconv.Atoi(text)
	switch {
	case err == nil && 0 <= n && n <= c.Most:
		*c.N = n
		return nil
	case c.Most == math.MaxInt32:
		return errors.New("must be a whole number, 0 or more")
	}
	return fmt.Errorf("must be a whole number from 0 to %d", c.Most)
}

// String is the number; empty for 0, which is none.
func (c Count) String() string {
	if c.N == nil || *c.N == 0 {
		return ""
	}
	return strconv.Itoa(*c.N)
}

// Type is shown in help.
func (c Count) Type() string { return "int" }
