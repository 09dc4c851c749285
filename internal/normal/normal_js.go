// Package normal writes text in the normal forms of Unicode, in which the same letters are
// the same bytes. A browser knows them itself; elsewhere tables are part of the program.
package normal

import "syscall/js"

// Composed is text with each letter and its accents as one character where there is one (NFC).
func Composed(text string) string { return normalize(text, "NFC") }

// Compatible is the same with letters that are variants of others as these are (NFKC).
func Compatible(text string) string { return normalize(text, "NFKC") }

// normalize asks the browser, but for text that is the same in all forms.
func normalize(text, form string) string {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return js.Global().Get("String").Get("prototype").Get("normalize").Call("call", text, form).String()
		}
	}
	return text
}
