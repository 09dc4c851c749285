package files

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Lock is held by one process until it is released or the process ends, however
// it ends: the system keeps it, not the file, which only says who holds it. A
// shared one is held by any number of processes, and keeps an exclusive one out.
type Lock struct{ file *os.File }

// Holder is a process that holds a lock.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// Held is the error of a lock that another process holds.
type Held struct {
	Path string
	By   Holder // the last one to take it, if it is shared; its PID is 0 if it has not written yet
}

// Error says who holds the lock.
func (h *Held) Error() string {
	dir := filepath.Dir(h.Path)
	if h.By.PID == 0 {
		return fmt.Sprintf("another run is writing to %s", dir)
	}
	return fmt.Sprintf("another run is writing to %s: process %d on %s, since %s", dir, h.By.PID, h.By.Host, h.By.Since.Local().Format("2006-01-02 15:04:05"))
}

// ErrNoLocks is the error of a system, or of a file system, that has no locks.
var ErrNoLocks = errors.New("no locks here")

var errHeld = errors.New("held")

// TryLock takes a lock, and makes its file; *Held if another process has it.
func TryLock(path string, shared bool) (*Lock, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	for {
		f, err := OpenOwn(path, os.O_RDWR|os.O_CREATE)
		if err != nil {
			return nil, err
		}
		if err := tryLock(f, shared); err != nil {
			defer f.Close()
			if errors.Is(err, errHeld) {
				return nil, &Held{path, readHolder(f)}
			}
			return nil, err
		}
		l := &Lock{f}
		if !l.current() {
			_ = f.Close() // another process removed it as it was opened
			continue
		}
		if err := l.sign(); err != nil {
			l.Release()
			return nil, err
		}
		return l, nil
	}
}

// current reports that the file that is locked is still the one at its path.
func (l *Lock) current() bool {
	mine, err1 := l.file.Stat()
	there, err2 := os.Lstat(l.file.Name())
	return err1 == nil && err2 == nil && os.SameFile(mine, there)
}

// sign writes who holds the lock.
func (l *Lock) sign() error {
	host, err := os.Hostname()
	if err != nil {
		host = "an unknown host"
	}
	b, err := json.Marshal(Holder{os.Getpid(), host, time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return err
	}
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err = l.file.WriteAt(append(b, '\n'), 0)
	return err
}

func readHolder(f *os.File) Holder {
	var h Holder
	b, err := io.ReadAll(io.NewSectionReader(f, 0, 1<<12))
	if err != nil || json.Unmarshal(b, &h) != nil {
		return Holder{}
	}
	return h
}

// Release gives the lock back, and removes its file if nobody else holds it. A
// nil lock is none.
func (l *Lock) Release() {
	if l == nil {
		return
	}
	if tryLock(l.file, false) == nil && l.current() {
		remove(l.file)
	}
	_ = l.file.Close()
}
