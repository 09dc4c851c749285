package files

import (
	"os"
	"sync"
)

// scratch are folders that a command needs only while it works.
var scratch struct {
	sync.Mutex
	folders map[string]bool
}

// Scratch makes a folder that goes when remove is called, or when the command
// is interrupted.
func Scratch(purpose string) (dir string, remove func(), err error) {
	if dir, err = os.MkdirTemp("", "nefc-"+purpose+"-"); err != nil {
		return "", nil, err
	}
	scratch.Lock()
	defer scratch.Unlock()
	if scratch.folders == nil {
		scratch.folders = map[string]bool{}
	}
	scratch.folders[dir] = true
	return dir, func() {
		scratch.Lock()
		defer scratch.Unlock()
		delete(scratch.folders, dir)
		_ = os.RemoveAll(dir)
	}, nil
}

// RemoveScratch removes all of them; nothing else happens afterwards.
func RemoveScratch() {
	scratch.Lock()
	for dir := range scratch.folders {
		_ = os.RemoveAll(dir)
	}
}
