package run

import (
	"errors"
	"path/filepath"

	"github.com/nefc/nefc/internal/files"
)

// lockFile is the file in the folder of an experiment or cell that says who
// writes there.
const lockFile = ".lock"

// claim takes the folder of an experiment until release is called.
func (j *Job) claim(experiment string) (release func(), err error) {
	return j.taken(experiment, func() (*files.Lock, error) { return claim(j.Dir, experiment, "") })
}

// Join takes the folder of an experiment together with other processes, each of
// which writes to cells that it claims, until release is called.
func (j *Job) Join(experiment string) (release func(), err error) {
	return j.taken(experiment, func() (*files.Lock, error) { return join(j.Dir, experiment) })
}

// ClaimCell takes the folder of a cell, others of whose experiment other processes
// may run. The error is *files.Held if another process has it.
func (j *Job) ClaimCell(experiment, cell string) (release func(), err error) {
	if cell == "" {
		return j.claim(experiment)
	}
	all, err := j.Join(experiment)
	if err != nil {
		return nil, err
	}
	one, err := claim(j.Dir, experiment, cell)
	if errors.Is(err, files.ErrNoLocks) {
		return all, nil
	}
	if err != nil {
		all()
		return nil, err
	}
	return func() { one.Release(); all() }, nil
}

// taken takes the folder of an experiment. Where nothing can be locked, that is told.
func (j *Job) taken(experiment string, take func() (*files.Lock, error)) (release func(), err error) {
	l, err := take()
	if errors.Is(err, files.ErrNoLocks) {
		j.Tell(Unlocked{filepath.Join(j.Dir, experiment)})
		return func() {}, nil
	}
	return l.Release, err
}

// claim takes the folder of an experiment or cell for this process alone, and
// removes what killed runs were about to write there. Whoever claims a cell has
// joined its experiment before, or claimed it.
func claim(dir, name, cell string) (*files.Lock, error) {
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

// join takes the folder of an experiment together with other processes.
func join(dir, name string) (*files.Lock, error) {
	return files.TryLock(filepath.Join(dir, name, lockFile), true)
}
