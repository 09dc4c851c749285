package token

import "strings"

var (
	escape   = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)
	unescape = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n")
)

// Quote writes a string literal of the language.
func Quote(s string) string { return `"` + escape.Replace(s) + `"` }

// Unquote reads a string literal: \" \\ \n.
func Unquote(s string) string { return unescape.Replace(s[1 : len(s)-1]) }
