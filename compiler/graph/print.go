package graph

import (
	"fmt"
	"io"
	"strings"
)

// Print writes the graph as stable text: signals, then operators in order.
func (g *Graph) Print(w io.Writer) {
	fmt.Fprintf(w, "dt %gs\n\nsignals\n", g.Dt)
	for _, s := range g.Signals {
		kind := ""
		if s.Const {
			kind = "  constant"
		}
		if s.View != nil {
			kind += fmt.Sprintf("  in %s from %d", s.View.Name, s.Offset)
		}
		fmt.Fprintf(w, "  %-40s %d×%d%s\n", s.Name, s.Rows, s.Cols, kind)
	}
	fmt.Fprintf(w, "\noperators\n")
	for _, op := range g.Order() {
		op.print(w)
	}
	fmt.Fprintf(w, "\nprobes\n")
	for _, p := range g.Probes {
		what := "spikes"
		switch {
		case p.Signal != nil:
			what = p.Signal.Name
		case p.Link != nil:
			what = p.Link.Name + "." + p.Slot.Name
		}
		fmt.Fprintf(w, "  %-20s %s\n", p.Name, what)
	}
}

// print writes an operator and the signals it works on.
func (op *Op) print(w io.Writer) {
	fmt.Fprintf(w, "  %-12s %-34s %s\n", op.Kind, op.Tag, kinds[op.Kind].does)
	for _, part := range []struct {
		verb string
		list []*Signal
	}{{"sets", op.Sets}, {"incs", op.Incs}, {"reads", op.Reads}, {"updates", op.Updates}} {
		if len(part.list) > 0 {
			fmt.Fprintf(w, "      %-8s%s\n", part.verb, strings.Join(names(part.list), ", "))
		}
	}
	for i, e := range op.Code {
		fmt.Fprintf(w, "      [%d] = %s\n", i, e.Format(func(src, k int) string { return fmt.Sprintf("%s[%d]", op.Reads[src].Name, k) }))
	}
}

func names(list []*Signal) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.Name
	}
	return out
}
