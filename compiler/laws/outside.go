package laws

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar/diag"
)

// outside refuses a name for two functions: whoever computes nodes outside knows them by
// it, so those of one name read and give as much as each other, and name one file.
func outside(c *Case) {
	first := map[string]*model.Node{}
	for _, n := range c.Model.Nodes {
		if n.Kind != model.External {
			continue
		}
		other := first[n.Outside]
		if other == nil {
			first[n.Outside] = n
			continue
		}
		if what := differs(other, n); what != "" {
			c.Err(diag.DeclaredTwice, n.At, "%q is another function already: it %s", n.Outside, what).
				WithPlace(other.At, "first here").WithHelp("give this one a name of its own: `external(%q, …)`", n.Outside+"2")
		}
	}
}

// differs says what the function of a node does that that of another does not; "" if they
// are one.
func differs(of, from *model.Node) string {
	reads, instead := inputs(of), inputs(from)
	switch {
	case of.Dims != from.Dims:
		return fmt.Sprintf("gives %s, not %d", report.Dimensions(of.Dims), from.Dims)
	case reads != instead:
		return fmt.Sprintf("reads values of the sizes %s, not %s", reads, instead)
	case of.CodeFile == "" || from.CodeFile == "" || of.CodeFile == from.CodeFile:
		return ""
	}
	return fmt.Sprintf("is that of %q, not of %q", of.CodeFile, from.CodeFile)
}

// inputs are the sizes of what a node reads, as a list.
func inputs(n *model.Node) string {
	sizes := make([]string, len(n.Reads))
	for i, r := range n.Reads {
		sizes[i] = strconv.Itoa(r.Node.Dims)
	}
	return "[" + strings.Join(sizes, ", ") + "]"
}
