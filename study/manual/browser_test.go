package manual

import (
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/internal/browsertest"
)

// The site is read in a real browser, from disk, where one is installed.
func TestBrowser(t *testing.T) {
	browsertest.Need(t)
	dir := t.TempDir()
	if err := makeSite(t, whole).Write(dir); err != nil {
		t.Fatal(err)
	}
	browsertest.Drive(t, filepath.Join("testdata", "browser.mjs"), dir, 12)
}
