package mapped

import (
	"bytes"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"testing"
	"unsafe"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime"
)

// newTestFile is a file in a folder of its own, and its path.
func newTestFile(t *testing.T) (*File, string) {
	t.Helper()
	if !files.CanMap {
		t.Skip("nothing can be mapped here")
	}
	path := filepath.Join(t.TempDir(), ".p.records")
	d, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d, path
}

// Room on the disk is empty, as large as asked for, and what is appended there is in
// the file; of no numbers, and where the file gives none, it is memory.
func TestRoom(t *testing.T) {
	d, path := newTestFile(t)
	page := os.Getpagesize()
	a, b := d.Floats(3), d.Ints(page/8+1)
	if len(a) != 0 || cap(a) != 3 || len(b) != 0 || cap(b) != page/8+1 {
		t.Fatalf("%d of %d, %d of %d", len(a), cap(a), len(b), cap(b))
	}
	if info, err := os.Stat(path); err != nil || info.Size() != int64(3*page) {
		t.Errorf("the file has %d bytes, %v", info.Size(), err)
	}
	a, b = append(a, 1.5, -2), append(b, 258)
	if err := d.Flush(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(text[:16], bytesOf(a)) || !bytes.Equal(text[page:page+3], []byte{2, 1, 0}) {
		t.Errorf("% x, % x, %v", text[:16], text[page:page+3], err)
	}
	d.Release()
	if a[0] != 1.5 || a[1] != -2 || b[0] != 258 {
		t.Errorf("given back, it is %v, %v", a, b)
	}
	holds := func(s []float64) bool { return d.Holds(uintptr(unsafe.Pointer(unsafe.SliceData(s)))) }
	none := d.Floats(0)
	if !holds(a) || holds(none) || len(none) != 0 || d.Ints(0) != nil || holds([]float64{1}) {
		t.Error("what lies on the disk is not told from what does not")
	}
	d.file.Close()
	if d.err != nil || d.Floats(5) != nil || d.err == nil || d.Ints(5) != nil || d.Flush() == nil {
		t.Errorf("a closed file gives room, %v", d.err)
	}
}

// The bytes of a mapping are the file's from the first to the last, the next is not.
func TestWhatAFileHolds(t *testing.T) {
	m := make([]byte, 8)
	d := &File{maps: [][]byte{m[2:4], m[5:6]}}
	for k, want := range []bool{false, false, true, true, false, true, false, false} {
		if got := d.Holds(uintptr(unsafe.Pointer(&m[k]))); got != want {
			t.Errorf("byte %d is the file's: %v", k, got)
		}
	}
}

// Checksums go on from what was read before, column by column.
func TestSumsOfColumns(t *testing.T) {
	d, _ := newTestFile(t)
	one, two := []byte("one"), []byte("one and more")
	for _, c := range []struct {
		column column
		bytes  []byte
	}{{column{0, 't'}, one}, {column{0, 't'}, two}, {column{0, 't'}, two}, {column{0, 'd'}, two}, {column{1, 't'}, one}} {
		if got := d.sum(c.column, c.bytes); got != sha256.Sum256(c.bytes) {
			t.Errorf("%v: not the checksum of %q", c.column, c.bytes)
		}
	}
}

// Records that lie on the disk are cut out of a checkpoint and found again; those
// that were changed, or are longer than their room, are not.
func TestRecordsAreCutAndFound(t *testing.T) {
	d, path := newTestFile(t)
	if records, lengths := Without([]runtime.Record{{Name: "a"}}, nil); len(records) != 1 || lengths != nil {
		t.Errorf("in memory: %v, %v", records, lengths)
	}
	mine := runtime.Record{Name: "b", T: []float64{7}}
	rec := runtime.Record{Name: "a", T: append(d.Floats(4), 1, 2), Data: append(d.Floats(4), 3, 4), Spike: append(d.Ints(4), 5)}
	cut, lengths := Without([]runtime.Record{rec, mine}, d)
	if cut[0].T != nil || cut[0].Data != nil || cut[0].Spike != nil || rec.T == nil || len(cut[1].T) != 1 {
		t.Errorf("%+v", cut)
	}
	if n := lengths[0]; n.T.N != 2 || n.Data.N != 2 || n.Spike.N != 1 || lengths[1].T.N != inline || lengths[1].Spike.N != inline {
		t.Errorf("%+v", lengths)
	}
	if err := d.Flush(); err != nil {
		t.Fatal(err)
	}
	again := func(change func(n *Extent)) (bool, []runtime.Record) {
		t.Helper()
		d, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(d.Close)
		room := []runtime.Record{{T: d.Floats(4), Data: d.Floats(4), Spike: d.Ints(4)}, {}}
		records := []runtime.Record{{Name: "a"}, mine}
		n := append([]Extent{}, lengths...)
		change(&n[0])
		return Found(records, room, n, d), records
	}
	ok, records := again(func(*Extent) {})
	if !ok || records[0].T[1] != 2 || records[0].Data[0] != 3 || records[0].Spike[0] != 5 || records[1].T[0] != 7 {
		t.Errorf("%v: %+v", ok, records)
	}
	for name, change := range map[string]func(*Extent){
		"longer":    func(n *Extent) { n.T.N = 5 },
		"negative":  func(n *Extent) { n.Data.N = -2 },
		"shorter":   func(n *Extent) { n.Data.N = 1 },
		"times":     func(n *Extent) { n.T.Sum[0]++ },
		"data":      func(n *Extent) { n.Data.Sum[0]++ },
		"spikes":    func(n *Extent) { n.Spike.Sum[0]++ },
		"too small": func(n *Extent) { n.Spike.N = 2 },
	} {
		if ok, _ := again(change); ok {
			t.Errorf("%s: taken for what was written", name)
		}
	}
	if Found([]runtime.Record{mine}, nil, nil, d) {
		t.Error("records of another number are found")
	}
}

// Memory is given back every 16 MB that are written.
func TestMemoryIsGivenBack(t *testing.T) {
	var nothing *File
	if w := nothing.Releasing(io.Discard); w != io.Discard {
		t.Error("what lies in memory is written through a releaser")
	}
	if nothing.Store() != nil {
		t.Error("no file is a store")
	}
	d, _ := newTestFile(t)
	if d.Store() == nil {
		t.Error("a file is no store")
	}
	w := d.Releasing(io.Discard).(*releaser)
	for k, want := range []int{6e6, 12e6, 0, 6e6} {
		if n, err := w.Write(make([]byte, 6e6)); n != 6e6 || err != nil || w.written != want {
			t.Errorf("write %d: %d, %v; %d since memory was given back, want %d", k, n, err, w.written, want)
		}
	}
}
