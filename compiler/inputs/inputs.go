// Package inputs reads the files that a model names: arrays (arrays.go), tables of
// columns (csv.go) and weight tables (weighttables.go), below the folder of the
// file that names them (paths.go). What is wrong with a file is a diagnostic at the
// place that names it; nothing is read before its size is known to fit.
package inputs

import "github.com/nefc/nefc/compiler/report"

// Reader reads files and notes which.
type Reader struct {
	*report.Reporter
	Inputs []string // the files that were read
}
