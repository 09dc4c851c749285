package compiler

import (
	"cmp"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// asWritten lets what is said of a line inside a template name things as that line can: an
// object is known by its whole name, `m.a` inside instance m, where the text has `a`. Of what
// is wrong the instance says for which, with its line where that is in another file; a way out
// is to be typed. Of a trial that is no instance nothing else is said.
func asWritten(found diag.List, o *outline.Outline, trial bool) {
	if len(found) == 0 || o == nil { // of a model that was put together without a text
		return
	}
	var inner []*outline.Scope
	for _, s := range o.Scopes {
		if s.Instance && len(s.Body) > 0 {
			inner = append(inner, s)
		}
	}
	if len(inner) == 0 {
		return
	}
	slices.SortStableFunc(inner, func(a, b *outline.Scope) int { return cmp.Compare(len(b.Prefix), len(a.Prefix)) })
	text := map[*grammar.Statement]diag.Span{} // by the first statement: what instances of one template share
	for _, d := range found {
		for _, s := range inner {
			at, ok := text[&s.Body[0]]
			if !ok {
				at = spanOf(s.Body)
				text[&s.Body[0]] = at
			}
			if !at.Covers(d.Subject) {
				continue
			}
			named := withoutPrefix(d.Summary, s.Prefix) != d.Summary
			d.Help = withoutPrefix(d.Help, s.Prefix)
			if !trial && named && s.Site.Filename != d.Subject.Filename && !slices.ContainsFunc(d.Places, func(p diag.Place) bool { return p.Span == s.Site }) {
				d.WithPlace(s.Site, "expanded from here")
			}
			if trial {
				d.Summary = withoutPrefix(d.Summary, s.Prefix)
				for i := range d.Places {
					d.Places[i].Label = withoutPrefix(d.Places[i].Label, s.Prefix)
				}
			}
		}
	}
}

// spanOf is the text of statements, and of what stands in them.
func spanOf(body []grammar.Statement) diag.Span {
	var all diag.Span
	for _, st := range body {
		all = all.Union(st.Head().At)
		if b := grammar.BlockOf(st); b != nil && len(b.Body) > 0 {
			all = all.Union(spanOf(b.Body))
		}
	}
	return all
}

// withoutPrefix removes a prefix of names from what stands in backquotes.
func withoutPrefix(text, prefix string) string {
	parts := strings.Split(text, "`")
	for i := 1; i < len(parts); i += 2 {
		parts[i] = shortened(parts[i], prefix)
	}
	return strings.Join(parts, "`")
}

// shortened removes a prefix from the names of a piece of a model.
func shortened(code, prefix string) string {
	var out strings.Builder
	for {
		k := strings.Index(code, prefix)
		if k < 0 {
			return out.String() + code
		}
		out.WriteString(code[:k])
		if k > 0 && isPartOfName(code[k-1]) {
			out.WriteString(prefix)
		}
		code = code[k+len(prefix):]
	}
}

func isPartOfName(c byte) bool {
	return c == '_' || c == '.' || c == '/' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}
