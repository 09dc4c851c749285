// Package docs holds the pages of the manual that are written by hand, and their
// pictures.
package docs

import "embed"

// Files are the pages and pictures.
//
//go:embed *.md *.svg *.png gallery/*.svg tutorial/*.md tutorial/*.svg
var Files embed.FS
