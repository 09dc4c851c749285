// Package cache keeps what took long to compute, for later runs and other processes:
// bytes by the hash of all that they depend on. It is a convenience and nothing else.
// A cache that cannot be read is empty, one that cannot be written forgets, an entry
// that is not whole is none; nothing of this is an error.
//
// An entry is a file: what it keeps, and the SHA-256 of its key and that. Files are
// renamed into place, so processes that write the same entry at the same time do not
// disturb each other. Entries are not flushed to the disk: what a power cut leaves of
// one does not have its sum.
package cache

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/nefc/nefc/internal/files"
)

// Key identifies an entry.
type Key = [sha256.Size]byte

// Cache is a folder of entries. A nil Cache keeps nothing.
type Cache struct {
	dir   string
	limit int64 // bytes
}

// DefaultLimit is how much a cache holds, in bytes.
const DefaultLimit = 1 << 30

// Off is the value of the environment variable NEFC_CACHE that turns the cache of a
// user off; another one is its folder.
const Off = "off"

// OfUser is the cache of the user who runs this process; nil if there is none.
func OfUser() *Cache {
	dir := os.Getenv("NEFC_CACHE")
	if dir == Off {
		return nil
	}
	if dir == "" {
		parent, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(parent, "nefc")
	}
	return In(dir, DefaultLimit)
}

// In is a cache in a folder, which is made when something is kept.
func In(dir string, limit int64) *Cache {
	return &Cache{dir: filepath.Join(dir, "solves"), limit: limit}
}

// Dir is the folder of the entries.
func (c *Cache) Dir() string { return c.dir }

// path is where an entry lies: in one of 256 folders.
func (c *Cache) path(key Key) string {
	name := hex.EncodeToString(key[:])
	return filepath.Join(c.dir, name[:2], name[2:])
}

// usedEvery is how often an entry that is read is marked as used.
const usedEvery = 24 * time.Hour

// Get returns what is kept under a key.
func (c *Cache) Get(key Key) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	path := c.path(key)
	content, err := os.ReadFile(path)
	if err != nil || len(content) < sha256.Size {
		return nil, false
	}
	data, sum := content[:len(content)-sha256.Size], content[len(content)-sha256.Size:]
	if want := sumOf(key, data); !bytes.Equal(sum, want[:]) {
		return nil, false
	}
	if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > usedEvery {
		now := time.Now()
		_ = os.Chtimes(path, now, now) // else it is taken for unused
	}
	return data, true
}

// Put keeps data under a key.
func (c *Cache) Put(key Key, data []byte) {
	if c == nil {
		return
	}
	path := c.path(key)
	if os.MkdirAll(filepath.Dir(path), 0o755) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(path), temporary+"*")
	if err != nil {
		return
	}
	sum := sumOf(key, data)
	_, err = f.Write(append(slices.Clip(data), sum[:]...))
	if closed := f.Close(); err != nil || closed != nil || os.Rename(f.Name(), path) != nil {
		_ = os.Remove(f.Name()) // prune finds it otherwise
		return
	}
	if key[0] == key[1] { // one of 256: the cache grows by far less than it holds in between
		c.prune()
	}
}

// temporary begins the names of files that are being written.
const temporary = "new-"

func sumOf(key Key, data []byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(key[:])
	h.Write(data)
	return [sha256.Size]byte(h.Sum(nil))
}

// entry is a file of a cache.
type entry struct {
	path string
	size int64
	used time.Time
}

// entries lists the files of a cache, the one that was used longest ago first.
func (c *Cache) entries() []entry {
	var out []entry
	_ = filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == c.lockPath() {
			return nil // another process may have removed it
		}
		if info, err := d.Info(); err == nil {
			out = append(out, entry{path, info.Size(), info.ModTime()})
		}
		return nil
	})
	slices.SortFunc(out, func(a, b entry) int { return cmp.Or(a.used.Compare(b.used), cmp.Compare(a.path, b.path)) })
	return out
}

func (c *Cache) lockPath() string { return filepath.Join(c.dir, "lock") }

// abandoned is the age of a file that is being written by nobody any more.
const abandoned = time.Hour

// prune removes what was used longest ago until the cache is within its limit, and
// what was never finished. Another process that does the same is left to it.
func (c *Cache) prune() {
	lock, err := files.TryLock(c.lockPath(), false)
	if err != nil {
		return
	}
	defer lock.Release()
	all, total := c.entries(), int64(0)
	for _, e := range all {
		total += e.size
	}
	for _, e := range all {
		unfinished := isTemporary(e.path) && time.Since(e.used) > abandoned
		if (total > c.limit || unfinished) && os.Remove(e.path) == nil {
			total -= e.size
		}
	}
}

func isTemporary(path string) bool {
	return strings.HasPrefix(filepath.Base(path), temporary)
}

// Usage is how many entries there are, and their size in bytes.
func (c *Cache) Usage() (entries int, bytes int64) {
	if c == nil {
		return 0, 0
	}
	for _, e := range c.entries() {
		if !isTemporary(e.path) {
			entries++
			bytes += e.size
		}
	}
	return entries, bytes
}

// Clear removes all entries.
func (c *Cache) Clear() error {
	if c == nil {
		return nil
	}
	return os.RemoveAll(c.dir)
}
