package manual

import (
	"bytes"
	"io"
	"maps"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/nefc/nefc/internal/files"
)

// Write writes the site into a folder.
func (site Site) Write(folder string) error {
	for _, name := range slices.Sorted(maps.Keys(site)) {
		to := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		err := files.Write(to, func(w io.Writer) error {
			_, err := w.Write(site[name])
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// policy lets pages load from the site alone.
const policy = "default-src 'self'; frame-ancestors 'none'"

// Handler serves the site.
func (site Site) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" || strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		content, ok := site[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if path.Dir(name) != playground { // its page has a policy of its own, which lets it run what it holds
			w.Header().Set("Content-Security-Policy", policy)
		}
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
	})
}
