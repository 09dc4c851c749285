//go:build darwin || dragonfly || freebsd || linux

package files

import "golang.org/x/sys/unix"

// Free is how many bytes the file system of a folder has room for; known is false
// where the system does not say.
func Free(dir string) (bytes float64, known bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return float64(s.Bavail) * float64(s.Bsize), true
}
