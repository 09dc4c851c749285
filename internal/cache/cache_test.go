package cache

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func key(i int) Key { return sha256.Sum256(fmt.Appendf(nil, "%d", i)) }

func TestWhatIsPutIsFound(t *testing.T) {
	c := In(t.TempDir(), DefaultLimit)
	if _, ok := c.Get(key(1)); ok {
		t.Error("found what nobody put there")
	}
	for i, data := range [][]byte{{}, {1}, bytes.Repeat([]byte{7}, 1<<20)} {
		c.Put(key(i), data)
		if got, ok := c.Get(key(i)); !ok || !bytes.Equal(got, data) {
			t.Errorf("entry %d: found %t, %d bytes", i, ok, len(got))
		}
	}
	if n, size := c.Usage(); n != 3 || size != 1<<20+1+3*sha256.Size {
		t.Errorf("%d entries, %d bytes", n, size)
	}
	if err := c.Clear(); err != nil {
		t.Fatal(err)
	}
	if n, _ := c.Usage(); n != 0 {
		t.Errorf("%d entries are left", n)
	}
}

// An entry that was changed, cut or moved is none.
func TestSpoiledEntries(t *testing.T) {
	c := In(t.TempDir(), DefaultLimit)
	data := []byte("decoders")
	c.Put(key(1), data)
	path := c.path(key(1))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for bit := range 8 * len(whole) {
		spoiled := bytes.Clone(whole)
		spoiled[bit/8] ^= 1 << (bit % 8)
		write(t, path, spoiled)
		if got, ok := c.Get(key(1)); ok {
			t.Fatalf("bit %d: found %q", bit, got)
		}
	}
	for n := range len(whole) {
		write(t, path, whole[:n])
		if got, ok := c.Get(key(1)); ok {
			t.Fatalf("%d bytes: found %q", n, got)
		}
	}
	write(t, path, whole)
	if _, ok := c.Get(key(1)); !ok {
		t.Error("the whole entry is not found")
	}
	write(t, c.path(key(2)), whole)
	if _, ok := c.Get(key(2)); ok {
		t.Error("found under the key of another")
	}
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

// What was used longest ago goes first, and what was never finished.
func TestPrune(t *testing.T) {
	c := In(t.TempDir(), 10*(100+sha256.Size))
	for i := range 30 {
		c.Put(key(i), make([]byte, 100))
		used := time.Now().Add(time.Duration(i-40) * time.Hour)
		if err := os.Chtimes(c.path(key(i)), used, used); err != nil {
			t.Fatal(err)
		}
	}
	c.Get(key(0)) // used again, since a day has passed
	left := filepath.Join(c.dir, "ab", temporary+"1")
	write(t, left, nil)
	old := time.Now().Add(-2 * abandoned)
	if err := os.Chtimes(left, old, old); err != nil {
		t.Fatal(err)
	}
	c.prune()
	for i := range 30 {
		if _, ok := c.Get(key(i)); ok != (i == 0 || i > 20) {
			t.Errorf("entry %d: %t", i, ok)
		}
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what was never finished is left")
	}
}

func TestManyAtOnce(t *testing.T) {
	c := In(t.TempDir(), DefaultLimit)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 50 {
				c.Put(key(i), fmt.Appendf(nil, "entry %d", i))
				if got, ok := c.Get(key(i)); ok && string(got) != fmt.Sprintf("entry %d", i) {
					t.Errorf("entry %d is %q", i, got)
				}
			}
		})
	}
	all.Wait()
	if n, _ := c.Usage(); n != 50 {
		t.Errorf("%d entries", n)
	}
}

func TestNoCache(t *testing.T) {
	var none *Cache
	none.Put(key(1), nil)
	if _, ok := none.Get(key(1)); ok {
		t.Error("a cache that is off finds something")
	}
	t.Setenv("NEFC_CACHE", Off)
	if OfUser() != nil {
		t.Error("it is not off")
	}
	dir := t.TempDir()
	t.Setenv("NEFC_CACHE", dir)
	if got := OfUser().Dir(); filepath.Dir(got) != dir {
		t.Errorf("it is in %s", got)
	}
	blocked := filepath.Join(dir, "file")
	write(t, blocked, nil)
	c := In(blocked, DefaultLimit) // its folder cannot be made
	c.Put(key(1), nil)
	if _, ok := c.Get(key(1)); ok {
		t.Error("found in no folder")
	}
}
