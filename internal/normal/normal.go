//go:build !js

// Package normal writes text in the normal forms of Unicode, in which the same letters are
// the same bytes. A browser knows them itself; elsewhere tables are part of the program.
package normal

import "golang.org/x/text/unicode/norm"

// Composed is text with each letter and its accents as one character where there is one (NFC).
func Composed(text string) string { return norm.NFC.String(text) }

// Compatible is the same with letters that are variants of others as these are (NFKC).
func Compatible(text string) string { return norm.NFKC.String(text) }
