package experiments

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// endings are those of the files that a statement can write.
var endings = map[string][]string{
	"plot":           {".svg"},
	"export weights": {".npz"},
	"export probes":  {".csv", ".npz", ".parquet"},
	"export tuning":  {".csv", ".npz", ".parquet"},
}

// longestName is how many bytes a name of a folder or file may have: file systems
// take 255, and a file is written under a longer, hidden name first.
const longestName = 200

// output claims a file of the experiment's folder for a statement.
func (tl *timeline) output(o *values.Options, at diag.Span, what string) (string, bool) {
	c := tl.c
	opt, ok := o.Get("to")
	if !ok {
		c.Err(diag.Syntax, at, "where to? `%s` needs a file", what).WithHelp("end the line with `to \"name%s\"`", endings[what][0]).
			WithFix(diag.Insert(at.End(), fmt.Sprintf(" to \"name%s\"", endings[what][0])).Maybe())
		return "", false
	}
	to, ok := o.Text("to")
	if !ok || !tl.fileName(to, opt.Value.At, what) {
		return "", false
	}
	tl.targets = append(tl.targets, target{to, opt.Value.At, o.Has("over")})
	return to, true
}

// fileName reports a name that a statement cannot write.
func (tl *timeline) fileName(to string, at diag.Span, what string) bool {
	c := tl.c
	if !filepath.IsLocal(filepath.FromSlash(to)) && to != "" {
		name := token.Quote(path.Base(filepath.ToSlash(to)))
		c.Err(diag.PathLeaves, at, "%q leaves the folder of the experiment", to).
			WithHelp("write `%s`; `nefc run --out FOLDER` puts all results elsewhere", name).WithFix(diag.Replace(at, name))
		return false
	}
	ext := path.Ext(to)
	name := strings.TrimSuffix(path.Base(to), ext)
	good := endings[what]
	switch {
	case strings.TrimSpace(name) == "" || name == "." || strings.HasSuffix(to, "/"):
		c.Err(diag.BadArgument, at, "%q is no name of a file", to).WithHelp("such as `to \"name%s\"`", good[0])
		return false
	case strings.ContainsFunc(to, func(r rune) bool { return r < ' ' || r == 0x7f }):
		c.Err(diag.BadArgument, at, "%q holds characters that no name of a file should", to)
		return false
	}
	for _, part := range strings.Split(to, "/") {
		if len(part) > longestName {
			c.Err(diag.BadArgument, at, "a name of %d bytes is too long for a file", len(part)).WithHelp("%d at most", longestName)
			return false
		}
	}
	if slices.Contains(good, strings.ToLower(ext)) {
		return true
	}
	problem := diag.BadArgument
	if what == "plot" && slices.Contains([]string{".png", ".pdf"}, strings.ToLower(ext)) {
		problem = diag.NotYetSupported
	}
	stem := strings.TrimSuffix(to, ext)
	d := c.Err(problem, at, "`%s` writes %s, not %q", what, strings.Join(good, " or "), to).
		WithFix(diag.Replace(at, token.Quote(stem+good[0])))
	if what == "export weights" {
		d.WithHelp("write `\"%s.npz\"`; then `nefc weights convert` makes .csv or .parquet of it", strings.TrimSuffix(to, ext))
	}
	return false
}
