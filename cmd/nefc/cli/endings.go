package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Ending is that of a file name, which says what is written, in small letters.
func Ending(path string) string { return strings.ToLower(filepath.Ext(path)) }

// Writes reports a --to that is left out, or whose ending is one of those that a command
// writes.
func Writes(to string, endings []string) bool {
	return to == "" || slices.Contains(endings, Ending(to))
}

// CannotWrite says what --to may end in.
func CannotWrite(to string, endings []string) error {
	return fmt.Errorf("--to %s: the ending says what to write: %s", to, strings.Join(endings, ", "))
}
