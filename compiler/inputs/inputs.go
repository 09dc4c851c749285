// Package inputs reads the files that a model names: arrays, tables of columns
// and weight tables. What is wrong with a file is a diagnostic at the place that
// names it; nothing is read before its size is known to fit.
package inputs

import "github.com/nefc/nefc/compiler/report"

// Reader reads files and notes which.
type Reader struct {
	*report.Reporter
	Inputs []string // the files that were read
}
