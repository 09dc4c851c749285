package files

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

// A file is the new one or the old one, and nothing else is left in its folder.
func TestWriteIsWholeOrNotAtAll(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folders")
	path := filepath.Join(dir, "f")
	if err := Write(path, text("one")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := Write(path, func(w io.Writer) error { return errors.Join(text("half")(w), broken) })
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "writing "+path) {
		t.Error(err)
	}
	if got := read(t, path); got != "one" {
		t.Errorf("it holds %q", got)
	}
	if err := Write(path, text("two")); err != nil || read(t, path) != "two" {
		t.Error(err, read(t, path))
	}
	if got := names(t, dir); got != "f" {
		t.Errorf("in the folder: %s", got)
	}
	if err := Write(dir, text("x")); err == nil || !strings.Contains(err.Error(), "is no file") {
		t.Errorf("a folder was written: %v", err)
	}
}

// Write replaces a link; Rewrite writes what it points at, and keeps the mode.
func TestLinksAndModes(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("target", link); err != nil {
		t.Skip(err)
	}
	if err := Rewrite(link, text("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(target)
	if err != nil || info.Mode().Perm() != 0o640 || read(t, target) != "new" {
		t.Errorf("mode %v, %v, %q", info.Mode(), err, read(t, target))
	}
	if at, err := os.Readlink(link); err != nil || at != "target" {
		t.Errorf("the link is %q, %v", at, err)
	}
	if _, err := OpenOwn(link, os.O_RDWR); err == nil {
		t.Error("opened through a link")
	}
	if err := Write(link, text("mine")); err != nil || read(t, target) != "new" || read(t, link) != "mine" {
		t.Errorf("%v: target %q, link %q", err, read(t, target), read(t, link))
	}
	if err := Rewrite(filepath.Join(dir, "none"), text("x")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if err := Rewrite(dir, text("x")); err == nil {
		t.Error("a folder was rewritten")
	}
	if _, err := OpenOwn(dir, os.O_RDONLY); err == nil {
		t.Error("a folder was opened")
	}
}

// What killed processes left goes, at any depth; everything else stays.
func TestRemoveLeftovers(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "a", "b")
	if err := os.MkdirAll(filepath.Join(deep, ".nefc-folder.tmp"), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := temporary(deep)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	for _, name := range []string{".nefc-x", "x.tmp", ".checkpoint", "nefc-x.tmp"} {
		if err := os.WriteFile(filepath.Join(deep, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := RemoveLeftovers(dir); err != nil {
		t.Fatal(err)
	}
	if got := names(t, deep); got != ".checkpoint .nefc-folder.tmp .nefc-x nefc-x.tmp x.tmp" {
		t.Errorf("left: %s", got)
	}
	if err := RemoveLeftovers(filepath.Join(dir, "none")); err != nil {
		t.Error(err)
	}
}

// A lock keeps others out until it is released; shared ones keep out exclusive
// ones only. Who is kept out learns from whom.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", ".lock")
	take := func(shared bool) *Lock {
		t.Helper()
		l, err := TryLock(path, shared)
		if errors.Is(err, ErrNoLocks) {
			t.Skip(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	refused := func(shared bool) {
		t.Helper()
		_, err := TryLock(path, shared)
		var held *Held
		if !errors.As(err, &held) {
			t.Fatal(err)
		}
		host, _ := os.Hostname()
		if held.By.PID != os.Getpid() || held.By.Host != host || time.Since(held.By.Since) > time.Minute || !strings.Contains(err.Error(), filepath.Dir(path)+": process ") {
			t.Errorf("%+v: %v", held.By, err)
		}
	}
	l := take(false)
	refused(false)
	refused(true)
	l.Release()
	a, b := take(true), take(true)
	refused(false)
	a.Release()
	refused(false)
	b.Release()
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
	take(false).Release()
	(*Lock)(nil).Release()
	if err := os.WriteFile(path, []byte("left by a killed process, and longer than what is written now ................"), 0o644); err != nil {
		t.Fatal(err)
	}
	l = take(false)
	refused(false)
	l.Release()
	if err := os.Symlink(filepath.Join(t.TempDir(), "precious"), path); err == nil {
		if _, err := TryLock(path, false); err == nil {
			t.Error("locked through a link")
		}
	}
	if text := (&Held{Path: "out/e/.lock"}).Error(); text != "another run is writing to out/e" {
		t.Error(text)
	}
}

// What is written to a mapping is in the file.
func TestMap(t *testing.T) {
	if !CanMap {
		t.Skip("nothing can be mapped here")
	}
	path := filepath.Join(t.TempDir(), "f")
	f, err := OpenOwn(path, os.O_RDWR|os.O_CREATE|os.O_EXCL)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	page := int64(os.Getpagesize())
	if err := f.Truncate(2 * page); err != nil {
		t.Fatal(err)
	}
	m, err := Map(f, page, page)
	if err != nil {
		t.Fatal(err)
	}
	copy(m, "mapped")
	if err := Flush(m); err != nil {
		t.Fatal(err)
	}
	GiveBack(m)
	if string(m[:6]) != "mapped" {
		t.Errorf("it is %q", m[:6])
	}
	Unmap(m)
	if got := read(t, path)[page : page+7]; got != "mapped\x00" {
		t.Errorf("the file has %q", got)
	}
}

// What goes wrong says which file it was about, and leaves nothing behind.
func TestWhatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "f")
	if err := Write(file, text("one")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o600 != 0o600 {
		t.Errorf("a new file has mode %v, %v", info.Mode(), err)
	}
	long, below, none := filepath.Join(dir, strings.Repeat("x", 300)), filepath.Join(file, "below"), filepath.Join(dir, "none")
	if err := Write(long, text("x")); err == nil || !strings.HasPrefix(err.Error(), "writing "+long+": rename ") {
		t.Errorf("a name that is too long: %v", err)
	}
	if err := Write(below, text("x")); err == nil || !strings.Contains(err.Error(), "not a directory") {
		t.Errorf("below a file: %v", err)
	}
	if err := replace(filepath.Join(none, "f"), 0, true, text("x")); err == nil || !strings.HasPrefix(err.Error(), "writing "+filepath.Join(none, "f")+": open ") {
		t.Errorf("in a folder that is not there: %v", err)
	}
	if err := Rewrite(none, text("x")); err == nil || !strings.Contains(err.Error(), none) {
		t.Errorf("a file that is not there: %v", err)
	}
	if err := Rewrite(dir, text("x")); err == nil || err.Error() != "writing "+dir+": it is no file" {
		t.Errorf("a folder: %v", err)
	}
	if _, err := OpenOwn(none, os.O_RDONLY); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there is opened: %v", err)
	}
	if _, err := OpenOwn(dir, os.O_RDONLY); err == nil || err.Error() != dir+": not a plain file" {
		t.Errorf("a folder is opened: %v", err)
	}
	for _, path := range []string{filepath.Join(below, ".lock"), dir} {
		if l, err := TryLock(path, false); err == nil {
			t.Errorf("%s is locked", path)
			l.Release()
		}
	}
	if got := names(t, dir); got != "f" {
		t.Errorf("left: %s", got)
	}
}

// A lock says who holds it, since when; one whose file was removed or replaced holds
// nothing that others see.
func TestWhoHoldsALock(t *testing.T) {
	since := time.Date(2026, 3, 4, 5, 6, 7, 0, time.Local)
	held := &Held{Path: filepath.Join("out", "e", ".lock"), By: Holder{PID: 12, Host: "here", Since: since}}
	if got, want := held.Error(), "another run is writing to "+filepath.Join("out", "e")+": process 12 on here, since 2026-03-04 05:06:07"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	path := filepath.Join(t.TempDir(), ".lock")
	l, err := TryLock(path, false)
	if errors.Is(err, ErrNoLocks) {
		t.Skip(err)
	}
	if err != nil || !l.current() {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Skip(err)
	}
	if l.current() {
		t.Error("a lock whose file is gone is taken for one that holds")
	}
	if err := os.WriteFile(path, []byte("of another"), 0o644); err != nil || l.current() {
		t.Errorf("a lock whose file was replaced is taken for one that holds: %v", err)
	}
	l.Release()
	if got := read(t, path); got != "of another" {
		t.Errorf("the file of another is now %q", got)
	}
	for content, want := range map[string]int{"": 0, "{": 0, `{"pid": 7}`: 7} {
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := readHolder(f); got.PID != want {
			t.Errorf("%q: process %d", content, got.PID)
		}
		f.Close()
	}
}

// What is put somewhere is whole or not at all, too; what is gone by the time that files are
// flushed is no failure, what cannot be flushed is one.
func TestPutAndSync(t *testing.T) {
	dir := t.TempDir()
	broken := errors.New("broken")
	var paths []string
	for i := range 2*syncsAtOnce + 1 {
		path := filepath.Join(dir, "new", string(rune('a'+i)))
		if err := Put(path, text("one")); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	if err := Put(paths[0], func(w io.Writer) error { return errors.Join(text("half")(w), broken) }); !errors.Is(err, broken) || read(t, paths[0]) != "one" {
		t.Error(err, read(t, paths[0]))
	}
	if err := os.Remove(paths[3]); err != nil {
		t.Fatal(err)
	}
	if err := Sync(paths); err != nil {
		t.Error(err)
	}
	if err := Sync(append(paths, dir)); err == nil || !strings.Contains(err.Error(), "writing "+dir) {
		t.Errorf("a folder is flushed as if it were a file: %v", err)
	}
}
