// Package examples holds models to read, run and change.
package examples

import "embed"

// Files are the models, and what they read.
//
//go:embed *.md *.nef */*.nef */*.csv
var Files embed.FS
