package experiment

import (
	"path/filepath"

	"github.com/nefc/nefc/internal/files"
)

// lockFile is the file in the folder of an experiment or cell that says who
// writes there.
const lockFile = ".lock"

// Claim takes the folder of an experiment or cell for this process alone, and
// removes what killed runs were about to write there. The error is *files.Held
// if another process has it. Whoever claims a cell has joined its experiment
// before, or claimed it.
func Claim(dir, name, cell string) (*files.Lock, error) {
	folder := filepath.Join(dir, name, cell)
	l, err := files.TryLock(filepath.Join(folder, lockFile), false)
	if err != nil {
		return nil, err
	}
	if err := files.RemoveLeftovers(folder); err != nil {
		l.Release()
		return nil, err
	}
	return l, nil
}

// Join takes the folder of an experiment together with other processes, each of
// which writes to cells that it claims.
func Join(dir, name string) (*files.Lock, error) {
	return files.TryLock(filepath.Join(dir, name, lockFile), true)
}
