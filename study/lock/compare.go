package lock

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Difference is a fact that two locks disagree on.
type Difference struct {
	Fact        // of the lock; without a value if it is not there
	Now  string // "" if it is no longer there
}

// differences lists what two locks disagree on. Numbers of results of another version
// agree within Tolerance; files, with their pictures, are those of one platform.
func (l *Lock) differences(now *Lock) []Difference {
	here, exactly := l.Platform == now.Platform, l.exactly(now)
	got := map[key]string{}
	for _, f := range now.Facts {
		got[f.key()] = f.Value
	}
	var out []Difference
	for _, f := range l.Facts {
		value, ok := got[f.key()]
		delete(got, f.key())
		elsewhere := ok && !f.ofModels() && (!here && f.Kind == Output || !exactly && closeEnough(f.Value, value))
		if value != f.Value && !elsewhere {
			out = append(out, Difference{f, value})
		}
	}
	for k, value := range got {
		out = append(out, Difference{Fact{Kind: k.kind, Name: k.name}, value})
	}
	slices.SortFunc(out, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Name, b.Name))
	})
	return out
}

// exactly reports two locks of one version of nefc, which finds the same numbers on every
// platform.
func (l *Lock) exactly(now *Lock) bool {
	mine, _, _ := strings.Cut(l.Platform, "/") // nefc 0.3.0 linux
	other, _, _ := strings.Cut(now.Platform, "/")
	return mine[:max(0, strings.LastIndex(mine, " "))] == other[:max(0, strings.LastIndex(other, " "))]
}

// Tolerance is how far numbers may differ between versions, relative to the
// larger; spikes in other steps change means of long recordings by less.
const Tolerance = 1e-3

// closeEnough compares two values field by field: numbers within tolerance, crc
// not at all, everything else exactly.
func closeEnough(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		name, u, _ := strings.Cut(x[i], "=")
		name2, v, _ := strings.Cut(y[i], "=")
		if u == "" {
			u, v, name, name2 = name, name2, "", ""
		}
		p, err1 := strconv.ParseFloat(u, 64)
		q, err2 := strconv.ParseFloat(v, 64)
		number := err1 == nil && err2 == nil && math.Abs(p-q) <= Tolerance*max(math.Abs(p), math.Abs(q), 1e-9)
		if name != name2 || u != v && !number && name != "crc" {
			return false
		}
	}
	return true
}
