// Package data writes what a figure shows as data: a table (.csv), arrays (.npz), or a figure that other programs draw
// (.json, Vega-Lite 6). The numbers are those of the drawing, with all their digits.
package data

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/nefc/nefc/runtime/figures"
)

// Write writes a figure into a file with some ending, in any case of letters: a drawing or its data.
func Write(w io.Writer, f *figures.Figure, ending string) error {
	switch format := strings.TrimPrefix(strings.ToLower(ending), "."); {
	case format == "csv":
		return CSV(w, f)
	case format == "npz":
		return NPZ(w, f)
	case format == "json":
		return VegaLite(w, f)
	case slices.Contains(figures.Formats, format):
		return f.Write(w, format)
	}
	return fmt.Errorf("a figure cannot be written as %q", ending)
}
