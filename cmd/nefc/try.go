package main

import (
	"os"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

func main() {
	b, _ := os.ReadFile(os.Args[1])
	_, d := grammar.Parse(os.Args[1], string(b))
	diag.Render(os.Stdout, d, diag.Sources{os.Args[1]: string(b)}, diag.Style{})
}
