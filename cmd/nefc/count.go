package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/spf13/pflag"
)

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
