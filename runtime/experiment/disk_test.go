package experiment

import (
	"bytes"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unsafe"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/session"
)

// newTestDisk is a disk in a folder of its own, and the path of its file.
func newTestDisk(t *testing.T) (*disk, string) {
	t.Helper()
	if !files.CanMap {
		t.Skip("nothing can be mapped here")
	}
	path := filepath.Join(t.TempDir(), ".p.records")
	d, err := newDisk(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.close)
	return d, path
}

// Room on the disk is empty, as large as asked for, and what is appended there is in
// the file; of no numbers, and where the file gives none, it is memory.
func TestRoomOnDisk(t *testing.T) {
	d, path := newTestDisk(t)
	page := os.Getpagesize()
	a, b := d.Floats(3), d.Ints(page/8+1)
	if len(a) != 0 || cap(a) != 3 || len(b) != 0 || cap(b) != page/8+1 {
		t.Fatalf("%d of %d, %d of %d", len(a), cap(a), len(b), cap(b))
	}
	if info, err := os.Stat(path); err != nil || info.Size() != int64(3*page) {
		t.Errorf("the file has %d bytes, %v", info.Size(), err)
	}
	a, b = append(a, 1.5, -2), append(b, 258)
	if err := d.flush(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(text[:16], bytesOf(a)) || !bytes.Equal(text[page:page+3], []byte{2, 1, 0}) {
		t.Errorf("% x, % x, %v", text[:16], text[page:page+3], err)
	}
	d.release()
	if a[0] != 1.5 || a[1] != -2 || b[0] != 258 {
		t.Errorf("given back, it is %v, %v", a, b)
	}
	holds := func(s []float64) bool { return d.holds(uintptr(unsafe.Pointer(unsafe.SliceData(s)))) }
	none := d.Floats(0)
	if !holds(a) || holds(none) || len(none) != 0 || d.Ints(0) != nil || holds([]float64{1}) {
		t.Error("what lies on the disk is not told from what does not")
	}
	d.file.Close()
	if d.err != nil || d.Floats(5) != nil || d.err == nil || d.Ints(5) != nil || d.flush() == nil {
		t.Errorf("a closed file gives room, %v", d.err)
	}
}

// The bytes of a mapping are the file's from the first to the last, the next is not.
func TestWhatADiskHolds(t *testing.T) {
	m := make([]byte, 8)
	d := &disk{maps: [][]byte{m[2:4], m[5:6]}}
	for k, want := range []bool{false, false, true, true, false, true, false, false} {
		if got := d.holds(uintptr(unsafe.Pointer(&m[k]))); got != want {
			t.Errorf("byte %d is the file's: %v", k, got)
		}
	}
}

// Checksums go on from what was read before, column by column.
func TestSumsOfColumns(t *testing.T) {
	d, _ := newTestDisk(t)
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
	d, path := newTestDisk(t)
	if records, lengths := without([]runtime.Record{{Name: "a"}}, nil); len(records) != 1 || lengths != nil {
		t.Errorf("in memory: %v, %v", records, lengths)
	}
	mine := runtime.Record{Name: "b", T: []float64{7}}
	rec := runtime.Record{Name: "a", T: append(d.Floats(4), 1, 2), Data: append(d.Floats(4), 3, 4), Spike: append(d.Ints(4), 5)}
	cut, lengths := without([]runtime.Record{rec, mine}, d)
	if cut[0].T != nil || cut[0].Data != nil || cut[0].Spike != nil || rec.T == nil || len(cut[1].T) != 1 {
		t.Errorf("%+v", cut)
	}
	if n := lengths[0]; n.T.N != 2 || n.Data.N != 2 || n.Spike.N != 1 || lengths[1].T.N != inline || lengths[1].Spike.N != inline {
		t.Errorf("%+v", lengths)
	}
	if err := d.flush(); err != nil {
		t.Fatal(err)
	}
	again := func(change func(n *extent)) (bool, []runtime.Record) {
		t.Helper()
		d, err := openDisk(path, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(d.close)
		room := []runtime.Record{{T: d.Floats(4), Data: d.Floats(4), Spike: d.Ints(4)}, {}}
		records := []runtime.Record{{Name: "a"}, mine}
		n := append([]extent{}, lengths...)
		change(&n[0])
		return found(records, room, n, d), records
	}
	ok, records := again(func(*extent) {})
	if !ok || records[0].T[1] != 2 || records[0].Data[0] != 3 || records[0].Spike[0] != 5 || records[1].T[0] != 7 {
		t.Errorf("%v: %+v", ok, records)
	}
	for name, change := range map[string]func(*extent){
		"longer":    func(n *extent) { n.T.N = 5 },
		"negative":  func(n *extent) { n.Data.N = -2 },
		"shorter":   func(n *extent) { n.Data.N = 1 },
		"times":     func(n *extent) { n.T.Sum[0]++ },
		"data":      func(n *extent) { n.Data.Sum[0]++ },
		"spikes":    func(n *extent) { n.Spike.Sum[0]++ },
		"too small": func(n *extent) { n.Spike.N = 2 },
	} {
		if ok, _ := again(change); ok {
			t.Errorf("%s: taken for what was written", name)
		}
	}
	if found([]runtime.Record{mine}, nil, nil, d) {
		t.Error("records of another number are found")
	}
}

// Memory is given back every 16 MB that are recorded, and every 16 MB that are
// written.
func TestMemoryIsGivenBack(t *testing.T) {
	var nothing *disk
	if w := nothing.releasing(io.Discard); w != io.Discard {
		t.Error("what lies in memory is written through a releaser")
	}
	if nothing.store() != nil {
		t.Error("no disk is a store")
	}
	d, _ := newTestDisk(t)
	if d.store() == nil {
		t.Error("a disk is no store")
	}
	w := d.releasing(io.Discard).(*releaser)
	for k, want := range []int{6e6, 12e6, 0, 6e6} {
		if n, err := w.Write(make([]byte, 6e6)); n != 6e6 || err != nil || w.written != want {
			t.Errorf("write %d: %d, %v; %d since memory was given back, want %d", k, n, err, w.written, want)
		}
	}
	text := "seed 1\nnode u = [" + strings.Repeat("t, ", 999) + "t]\nprobe u\nexperiment e {\n  run 10ms\n}\n"
	r := &runner{session: session.Open(compilertest.Compile(t, text).Program)}
	r.session.Reserve(5000, nil)
	at := 0
	for _, c := range []struct{ steps, released int }{{1000, 0}, {1998, 0}, {1999, 8 * 1999 * 1001}, {3000, 8 * 1999 * 1001}, {4000, 8 * 4000 * 1001}} {
		for ; at < c.steps; at++ {
			if err := r.session.Step(); err != nil {
				t.Fatal(err)
			}
		}
		r.tidy(nil)
		if r.tidy(d); r.released != c.released {
			t.Errorf("after %d steps memory was given back at %d bytes, want %d", at, r.released, c.released)
		}
	}
}
