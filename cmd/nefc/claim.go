package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime/experiment"
)

// claim takes the folder of an experiment until release is called. Where nothing
// can be locked, that is said.
func claim(s streams, dir, name string) (release func(), err error) {
	l, err := experiment.Claim(dir, name, "")
	if unlocked(s, err, dir, name) {
		return func() {}, nil
	}
	return l.Release, err
}

// claimCell takes the folder of a cell, others of whose experiment other
// processes may run.
func claimCell(s streams, dir, name, cell string) (release func(), err error) {
	if cell == "" {
		return claim(s, dir, name)
	}
	all, err := join(s, dir, name)
	if err != nil {
		return nil, err
	}
	one, err := experiment.Claim(dir, name, cell)
	if errors.Is(err, files.ErrNoLocks) {
		return all, nil
	}
	if err != nil {
		all()
		return nil, err
	}
	return func() { one.Release(); all() }, nil
}

// join takes the folder of an experiment together with others.
func join(s streams, dir, name string) (release func(), err error) {
	l, err := experiment.Join(dir, name)
	if unlocked(s, err, dir, name) {
		return func() {}, nil
	}
	return l.Release, err
}

// unlocked says that a folder cannot be locked, if that is the error.
func unlocked(s streams, err error, dir, name string) bool {
	if !errors.Is(err, files.ErrNoLocks) {
		return false
	}
	fmt.Fprintf(s.err, "nefc: the file system of %s has no locks; see to it that no other run writes there\n", filepath.Join(dir, name))
	return true
}
